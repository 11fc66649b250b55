"""People in a Dutch sentence whom no list knows: names that English copies as they are.

Most capitalised words of Dutch have an English form of their own (Financiën, Vaticaan, Pasen),
so that a word counts only where a person is meant: beside another name (Helga Salemon), or
after a word that people's names follow (minister, volgens, zegt).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from translate.text import lists
from translate.text.names import Name, names
from translate.types import Span

#: Between the words of one name: a space, and what Dutch puts into surnames.
_JOIN = re.compile(r" (?:(?:van|de|den|der|ten|ter|te|von|el|al|bin|ben|da|di|du|la|le) )*")
_TITLES = lists.words("nl", "titles")
_BEFORE = re.compile(r"([^\W\d_]+) $")
_PLAIN = re.compile(r"[^\W\d_]+")
#: A people, a country, an adjective, or a compound with a noun: English has its own form.
_OWN_ENGLISH = re.compile(
    r"(?:iet|ieten|iërs?|ië|iën|eeën|anen|aans|isten|enaren|us|oorlog|meer|zee|gebergte|eiland|"
    r"eilanden|gebied|prijs|partij|verdrag|dagen)$"
)


def persons(source: str, taken: Sequence[Span]) -> tuple[Span, ...]:
    """The words of people's names outside ``taken``, in order."""
    found = [name for name in names(source, "nl") if name.sure and _PLAIN.fullmatch(name.text)]
    return tuple(
        _span(name)
        for place, name in enumerate(found)
        if _may_be_copied(name.text)
        and not any(span_overlaps(_span(name), other) for other in taken)
        and _is_person(source, found, place)
    )


def _may_be_copied(word: str) -> bool:
    return len(word) > 2 and not word.isupper() and not _OWN_ENGLISH.search(word)


def span_overlaps(one: Span, other: Span) -> bool:
    """Whether two half-open spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def _span(name: Name) -> Span:
    return name.start, name.start + len(name.text)


def _is_person(source: str, found: Sequence[Name], place: int) -> bool:
    beside = [found[i] for i in (place - 1, place + 1) if 0 <= i < len(found)]
    name = found[place]
    if any(_joined(source, *sorted((name, other), key=lambda n: n.start)) for other in beside):
        return True
    before = _BEFORE.search(source[: name.start])
    return before is not None and before[1].lower() in _TITLES


def _joined(source: str, first: Name, second: Name) -> bool:
    return bool(_JOIN.fullmatch(source, _span(first)[1], second.start))
