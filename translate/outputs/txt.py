"""The translation as plain text, nothing else: for readers aloud, indexers and other tools."""

from __future__ import annotations

from collections.abc import Sequence

from translate.outputs.clean import without_controls
from translate.outputs.reading import shown
from translate.types import ArticleResult, BlockKind, TranslatedBlock, Translation


def render_txt(result: ArticleResult) -> str:
    """The file that ``--to txt`` writes: a line for each block, a blank line between blocks.

    A table has a line for each row, and tabs between its cells; code keeps its lines.
    """
    blocks = [_block(block) for block in result.blocks]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _block(block: TranslatedBlock) -> str:
    if block.kind is BlockKind.CODE:
        return "\n".join(without_controls(pair.target) for pair in block.sentences)
    if block.grid is None:
        return _line(block.sentences)
    rows = block.grid.cells(block.sentences)
    return "\n".join("\t".join(map(_line, row)) for row in rows)


def _line(pairs: Sequence[Translation]) -> str:
    return " ".join(shown(pair) for pair in pairs if pair.source.strip())
