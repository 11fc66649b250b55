"""Numbers of lists, which a browser or Word counts and the text does not hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_WHOLE = re.compile(r"\s*([+-]?\d{1,9})\s*\Z")
_MARK = re.compile("%[1-9]")
_ALPHABET = 26
_NUMBER = "data-number-shown"
#: What is shown before an item, where it is known without counting.
SHOWN = "data-shown"


class Level(NamedTuple):
    """How Word numbers one level of a list: ``%1.%2`` stands for the numbers of two levels."""

    format: str
    shown: str
    start: int


class Counter:
    """Counts the items of one list of Word, level by level."""

    def __init__(self, levels: Mapping[int, Level]) -> None:
        self._levels = levels
        self._counts: dict[int, int] = {}

    def next(self, depth: int) -> str:
        """What stands before the next item at ``depth``, from 0; "" for bullets and the like."""
        if depth not in self._levels:
            return ""
        counts = {at: count for at, count in self._counts.items() if at <= depth}
        counts[depth] = counts.get(depth, self._levels[depth].start - 1) + 1
        self._counts = counts
        numbers = {
            f"%{at + 1}": _as_shown(counts.get(at, level.start), level.format)
            for at, level in self._levels.items()
        }
        found = [numbers.get(mark, "") for mark in _MARK.findall(self._levels[depth].shown)]
        if not found or not all(found):
            return ""
        return _MARK.sub(lambda mark: numbers[mark[0]], self._levels[depth].shown)


def number_of(item: _Element) -> str:
    """What a reader sees before an item of a numbered list, ``3.``; "" in another list.

    The items before must have been asked for, but those that are hidden: each keeps its number.
    """
    if item.get(SHOWN):
        return item.get(SHOWN, "")
    listed = item.getparent()
    if listed is None or listed.tag != "ol":
        return ""
    down = listed.get("reversed") is not None
    before = (one.get(_NUMBER) for one in item.itersiblings("li", preceding=True))
    if counted := next(filter(None, before), None):
        number = int(counted) + (-1 if down else 1)
    else:
        number = whole(listed.get("start"), len(listed.findall("li")) if down else 1)
    number = whole(item.get("value"), number)
    item.set(_NUMBER, str(number))
    letters = {"a": "lowerLetter", "A": "upperLetter"}.get(listed.get("type", ""), "")
    return f"{_as_shown(number, letters) or number}."


def _as_shown(number: int, format: str) -> str:
    """A number in one of Word's formats; "" where it has no such form, or the format none here."""
    if format in ("lowerLetter", "upperLetter") and 0 < number <= _ALPHABET:
        return chr(ord("a" if format == "lowerLetter" else "A") + number - 1)
    return str(number) if format == "decimal" else ""


def whole(value: str | None, default: int) -> int:
    """A whole number as an attribute has it, ``default`` where it is none."""
    match = _WHOLE.match(value or "")
    return int(match[1]) if match else default
