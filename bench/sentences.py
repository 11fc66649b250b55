"""Errors of the splitter on sentences that people split: `python bench/sentences.py FILE`.

FILE has a sentence a line. Six at a time are joined with spaces and split again; a boundary that
is missing or in excess is an error. Lines that end without a terminator are passed over.
"""

from __future__ import annotations

import sys
from pathlib import Path

from translate.articles import default_segmenter

_TOGETHER, _ENDINGS = 6, (".", "!", "?", '"', "'", "”", "’")


def main(path: str) -> None:
    lines = [line.strip() for line in Path(path).read_text("utf-8").split("\n")]
    sentences = [line for line in lines if line.endswith(_ENDINGS)]
    missing = excess = 0
    for first in range(0, len(sentences), _TOGETHER):
        group = sentences[first : first + _TOGETHER]
        right, end = set[int](), 0
        for sentence in group[:-1]:
            end += len(sentence) + 1
            right.add(end)
        found = {start for start, _ in default_segmenter().spans(" ".join(group))[1:]}
        missing += len(right - found)
        excess += len(found - right)
    sys.stdout.write(
        f"{len(sentences)} sentences: {missing} boundaries missing, {excess} in excess\n"
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
