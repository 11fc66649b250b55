"""Sentences: yasbd's Dutch rules behind the protocol, ours on top."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Protocol

from translate.articles.dutch import RULES_VERSION, places
from translate.errors import EngineUnavailable
from translate.types import Segmenter, Span
from translate.versions import installed

#: The library sees at most this many characters at once: its patterns are not linear.
WINDOW = 4000

_BLANKS = re.compile(r"\s+")


class _Detector(Protocol):
    def detect(self, source: str) -> Iterable[int]: ...


class DutchSegmenter:
    """Splits Dutch with yasbd-lib (MIT) and :mod:`translate.articles.dutch`.

    The library is imported at the first split: its version, which the id needs, is read from
    the package's metadata, so that a run from memory never loads it.
    """

    @property
    def id(self) -> str:
        """``yasbd-<version>+r<version of our rules>``."""
        return f"yasbd-{_yasbd_version()}+r{RULES_VERSION}"

    def spans(self, text: str) -> list[Span]:
        """Spans that tile ``text``; white space belongs to the sentence before it.

        ``text`` is one block: a line break in it is white space.
        """
        if not text:
            return []
        # Runs of white space are one space to the rules; offsets are mapped back at the end.
        flat, offsets = _flatten(text)
        ends = [_behind_blank(flat, end) for end in self._ends(flat)]
        cuts = [0, *(offsets.original(end) for end in ends if 0 < end < len(flat)), len(text)]
        return [(start, end) for start, end in pairwise(cuts) if start < end]

    def _ends(self, flat: str) -> list[int]:
        ends: list[int] = []
        start = 0
        while start < len(flat):
            window = flat[start : start + WINDOW]
            found = _window_ends(window)
            last = start + len(window) >= len(flat)
            if not last:
                # The end of a window has no right context; go on at its last sound boundary.
                found = [end for end in found if end < len(window) - 100]
            ends.extend(start + end for end in found)
            start += found[-1] if found and not last else len(window)
        return ends


def _window_ends(window: str) -> list[int]:
    verdicts = list(places(window))
    asked = any(verdict is None for _, verdict in verdicts)
    library = _library_ends(window) if asked else frozenset[int]()
    return [end for end, verdict in verdicts if verdict or (verdict is None and end in library)]


def _library_ends(window: str) -> frozenset[int]:
    return frozenset(_detector().detect(window))


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
def _yasbd_version() -> str:
    version = installed("yasbd-lib")
    if version is None:
        raise EngineUnavailable("sentences need yasbd-lib", "pip install yasbd-lib")
    return version


@cache
def _detector() -> _Detector:
    from yasbd import BoundaryDetector

    detector: _Detector = BoundaryDetector("nl", preserve_quote_and_paren=False)
    return detector


@cache
def default_segmenter() -> Segmenter:
    """The segmenter that articles are split with unless another is given."""
    return DutchSegmenter()
