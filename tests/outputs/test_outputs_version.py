"""A run takes files of an earlier run for its own only where this version would write the same."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace

from result_values import SAMPLE, pair, paragraph

from translate.flags import Flag, FlagCode
from translate.outputs import FORMATS, failed_item, file_bytes, index_item, render_index
from translate.types import (
    ArticleResult,
    Hyperlink,
    LeftOut,
    NearMatch,
    Reason,
    Summary,
    SummaryPiece,
)
from translate.versions import FORMATS_VERSION

#: What FORMATS_VERSION writes of the sample below.
DIGESTS = {2: "163653353f4e7b80"}


def sample() -> ArticleResult:
    """Everything that a result can hold: each flag, each reason, both kinds of summary."""
    pairs = [pair(f"Zin {code}.", f"Line {code}.", code, detail="a → b") for code in FlagCode]
    near = replace(pair("Bijna.", "Nearly."), near=(NearMatch("Byna.", "Almost.", 90),))
    block = replace(paragraph(*pairs, near), links=(Hyperlink("Zin", "https://x.example"),))
    pieces = tuple(SummaryPiece(f"{code}.", (0, 1), (Flag(code, "why"),)) for code in FlagCode)
    return replace(
        SAMPLE,
        blocks=(*SAMPLE.blocks, block),
        summary=Summary("All.", pieces, (Flag(FlagCode.CUT),)),
        flags=(Flag(FlagCode.WEAK_MODEL, "it is small"),),
        left_out=tuple(LeftOut(reason, "Meer", 40) for reason in Reason),
    )


def parts(data: bytes) -> bytes:
    """Of a Word document what we say in it: the rest is the library's, and so is the archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        ours = (f"word/{name}.xml" for name in ("document", "comments"))
        return b"".join(archive.read(name) for name in ours if name in archive.namelist())


def test_what_is_written_changes_with_its_version_only() -> None:
    written = hashlib.sha256()
    for result in (SAMPLE, sample(), replace(SAMPLE, blocks=(), summary=None)):
        for name in FORMATS:
            data = file_bytes(name, result)
            written.update(parts(data) if name == "docx" else data)
        written.update(render_index([index_item(result), failed_item("z", "empty")]).encode())
    assert {FORMATS_VERSION: written.hexdigest()[:16]} == DIGESTS, (
        "files are written otherwise: raise FORMATS_VERSION and put the new digest here"
    )
