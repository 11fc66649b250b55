"""Sentences: the Dutch rules behind the protocol."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import pairwise

from translate.protocols import Segmenter
from translate.text.dutch_sentences import RULES_VERSION, sentence_ends
from translate.types import Span

_BLANKS = re.compile(r"\s+")


class DutchSegmenter:
    """Splits Dutch by the rules of :mod:`translate.text.dutch_sentences`."""

    @property
    def id(self) -> str:
        """``dutch-r<version of the rules>``."""
        return f"dutch-r{RULES_VERSION}"

    def spans(self, text: str) -> list[Span]:
        """Spans that tile ``text``; white space belongs to the sentence before it.

        ``text`` is one block: a line break in it is white space.
        """
        if not text:
            return []
        # Runs of white space are one space to the rules; offsets are mapped back at the end.
        flat, offsets = _flatten(text)
        ends = [_behind_blank(flat, end) for end in sentence_ends(flat)]
        cuts = [0, *(offsets.original(end) for end in ends if 0 < end < len(flat)), len(text)]
        return [(start, end) for start, end in pairwise(cuts) if start < end]


class _Offsets:
    """From offsets in flattened text to offsets in the original."""

    def __init__(self) -> None:
        self._at: list[int] = []
        self._shift: list[int] = []

    def add(self, flat: int, shift: int) -> None:
        """From offset ``flat`` on, the original is ``shift`` characters further."""
        self._at.append(flat)
        self._shift.append(shift)

    def original(self, flat: int) -> int:
        """The original's offset."""
        index = bisect_right(self._at, flat) - 1
        return flat + (self._shift[index] if index >= 0 else 0)


def _flatten(text: str) -> tuple[str, _Offsets]:
    offsets = _Offsets()
    parts: list[str] = []
    position = shift = 0
    for match in _BLANKS.finditer(text):
        if match[0] == " ":
            continue
        parts.append(text[position : match.start()])
        parts.append(" ")
        position = match.end()
        shift += len(match[0]) - 1
        offsets.add(match.end() - shift, shift)
    parts.append(text[position:])
    return "".join(parts), offsets


def _behind_blank(flat: str, end: int) -> int:
    return end + 1 if flat[end : end + 1] == " " else end


@cache
def default_segmenter() -> Segmenter:
    """The segmenter that articles are split with unless another is given."""
    return DutchSegmenter()
