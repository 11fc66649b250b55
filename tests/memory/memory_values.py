"""Values of every kind that the memory keeps."""

from __future__ import annotations

import hashlib

from translate.flags import Flag, FlagCode
from translate.memory import StoredArticle
from translate.types import (
    BlockKind,
    Grid,
    Hyperlink,
    LeftOut,
    Reason,
    Rendering,
    Summary,
    SummaryPiece,
    TranslatedBlock,
    Translation,
)


def key(name: object) -> str:
    """A key of the right shape."""
    return hashlib.sha256(str(name).encode()).hexdigest()


def rendering(text: str = "A sentence.", *codes: FlagCode) -> Rendering:
    return Rendering(text, 0.87, tuple(Flag(code, "why") for code in codes))


def article(text: str = "Een zin.", repeat: int = 1) -> StoredArticle:
    pair = Translation(text, (0, len(text)), "A sentence.", 0.9, (Flag(FlagCode.NUM, "3"),))
    blocks = (
        TranslatedBlock(BlockKind.HEADING, (pair,), 2),
        TranslatedBlock(BlockKind.PARAGRAPH, (pair,) * repeat),
        TranslatedBlock(
            BlockKind.TABLE,
            (pair,),
            grid=Grid(((0, 1),), 1),
            links=(Hyperlink("Een zin", "https://x.example"),),
        ),
    )
    left_out = (LeftOut(Reason.HIDDEN, "Meer", 40),)
    return StoredArticle("2022-10", None, "utf-8", blocks, left_out)


def summary(text: str = "Short.") -> Summary:
    return Summary(text, (SummaryPiece(text, (0, 2), (Flag(FlagCode.SHORT),)),), ())
