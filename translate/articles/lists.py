"""Numbers of lists in HTML, which a browser counts and the text does not hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_WHOLE = re.compile(r"\s*([+-]?\d{1,9})\s*\Z")
_ALPHABET = 26
_NUMBER = "data-number-shown"


def number_of(item: _Element) -> str:
    """What a reader sees before an item of a numbered list, ``3.``; "" in another list.

    The items before must have been asked for, but those that are hidden: each keeps its number.
    """
    listed = item.getparent()
    if listed is None or listed.tag != "ol":
        return ""
    down = listed.get("reversed") is not None
    before = (one.get(_NUMBER) for one in item.itersiblings("li", preceding=True))
    if counted := next(filter(None, before), None):
        number = int(counted) + (-1 if down else 1)
    else:
        number = _whole(listed.get("start"), len(listed.findall("li")) if down else 1)
    number = _whole(item.get("value"), number)
    item.set(_NUMBER, str(number))
    if listed.get("type") in ("a", "A") and 0 < number <= _ALPHABET:
        return f"{chr(ord(listed.get('type', 'a')) + number - 1)}."
    return f"{number}."


def _whole(value: str | None, default: int) -> int:
    match = _WHOLE.match(value or "")
    return int(match[1]) if match else default
