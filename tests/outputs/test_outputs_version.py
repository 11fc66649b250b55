"""A run takes files of an earlier run for its own only where this version would write the same."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from result_values import SAMPLE

from translate.flags import Flag, FlagCode
from translate.outputs import FORMATS, FORMATS_VERSION
from translate.types import Summary, SummaryPiece

#: Digest of what every format writes for one result, by ``FORMATS_VERSION``. Where this fails,
#: raise FORMATS_VERSION in translate/outputs/formats.py and put the new pair here.
PINNED = {15: "6829580df8fb17b8"}


def test_the_version_is_raised_when_a_format_writes_otherwise() -> None:
    piece = SummaryPiece("The bridge is closed.", (0, 1), (Flag(FlagCode.SOURCE_SENTENCE),))
    result = replace(SAMPLE, summary=Summary("The bridge is closed.", (piece,)))
    whole = hashlib.sha256()
    for name, form in FORMATS.items():
        if name != "docx":  # how tightly it is packed is the machine's affair
            whole.update(f"{name}\0{form.render(result)}\0".encode())
    assert whole.hexdigest()[:16] == PINNED[FORMATS_VERSION]
