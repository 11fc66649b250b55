"""Sentences over the model's limit are cut where a clause ends, and nothing of them is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

#: Places to cut at, the best kind first; a cut is made where the match ends, or for the
#: conjunctions where it begins.
_STRONG = re.compile(r"(?:[;:.!?][\"')\]]*|\s-)\s+")
_COMMA = re.compile(r",[\"')\]]*\s+")
_CONJUNCTION = re.compile(
    r"\s+(?=(?:en|maar|of|want|dus|omdat|doordat|zodat|terwijl|hoewel|nadat|voordat|waarbij|"
    r"waardoor|waarna|waarop|waarin|die|dat|als|toen|tenzij|mits)\s)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_KINDS = (_STRONG, _COMMA, _CONJUNCTION, _SPACE)


def split_long(text: str, limit: int, count: Callable[[str], int]) -> list[str]:
    """Parts of ``text`` of at most ``limit`` tokens each; ``[text]`` when it fits.

    ``count`` gives the tokens of a text. Cut in two as near to the middle as a clause mark
    allows, then each half again: parts of even length keep more context than one full part and
    a remnant. Without its white space, the concatenation of the parts equals ``text``. A single
    character is never cut, whatever the limit.
    """
    if len(text) < 2 or count(text) <= limit:
        return [text]
    cut = _best_cut(text)
    halves = (text[:cut].strip(), text[cut:].strip())
    return [part for half in halves if half for part in split_long(half, limit, count)]


def _best_cut(text: str) -> int:
    """Where to cut: the best kind of mark in the middle half, else any space, else the middle."""
    low, high = len(text) / 4, len(text) * 3 / 4
    middle = len(text) / 2
    for pattern in _KINDS:
        cuts = [cut for cut in _cuts(pattern, text) if low <= cut <= high]
        if cuts:
            return min(cuts, key=lambda cut: abs(cut - middle))
    cuts = [cut for cut in _cuts(_SPACE, text) if 0 < cut < len(text)]
    return min(cuts, key=lambda cut: abs(cut - middle)) if cuts else len(text) // 2


def _cuts(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    return (match.end() for match in pattern.finditer(text))
