"""Names that Dutch and English spell so differently that no rule leads from one to the other.

They are those of the glossary's table, and a few beginnings of Dutch words beside it.
"""

from __future__ import annotations

import re
from functools import cache

from translate.glossary.terms import Kind
from translate.glossary.tsv import read_builtin
from translate.text import lists
from translate.text.words import fold

#: English names of one Dutch name; each is one or several folded words without stops.
Forms = tuple[tuple[str, ...], ...]
#: A shorter name is not looked for at the beginning of another word.
_LEAST = 4


def known_as(dutch: str) -> Forms | None:
    """The English for a folded Dutch name that is in the table; None without."""
    return _listed().get(dutch)


def begins_as(dutch: str) -> Forms:
    """The English for the longest name that a folded Dutch word begins with: ``Ruslandkenner``."""
    for length in range(len(dutch) - 1, _LEAST - 1, -1):
        if (forms := _listed().get(dutch[:length])) is not None:
            return forms
    return ()


def known(dutch: str) -> bool:
    """Whether a folded Dutch word or its beginning is in the table."""
    return known_as(dutch) is not None or begins_as(dutch) != ()


def is_english_name(word: str) -> bool:
    """Whether a folded English word is the name of something in the table."""
    return word in _in_english()


@cache
def _in_english() -> frozenset[str]:
    return frozenset(form[0] for forms in _listed().values() for form in forms if len(form) == 1)


@cache
def _listed() -> dict[str, Forms]:
    beginnings = (" ".join(line).split(" = ") for line in lists.lines("nl", "known as"))
    found: dict[str, Forms] = {
        dutch: tuple((word,) for word in english.split())
        for beginning, english in beginnings
        for dutch in beginning.split()
    }
    for entry in read_builtin():
        respelled = entry.kind is Kind.PERSON or entry.dutch == entry.english
        if " " not in entry.dutch and not respelled:
            forms = (entry.english, *entry.accepted)
            dutch = fold(entry.dutch)
            found[dutch] = found.get(dutch, ()) + tuple(
                tuple(fold(form).replace(".", "").split()) for form in forms
            )
    return found


def without_kept_names(text: str) -> str:
    """``text`` with the names of several words that English keeps blanked: De Morgen."""
    return _kept().sub(lambda name: " " * len(name[0]), text)


@cache
def _kept() -> re.Pattern[str]:
    names = (entry.dutch for entry in read_builtin() if entry.dutch == entry.english)
    several = sorted((name for name in names if " " in name), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, several))})(?!\w)")


@cache
def _families() -> tuple[frozenset[str], ...]:
    """English names of one nation in other letters: Britain, British and the UK."""
    return tuple(frozenset(line) for line in lists.lines("en", "nations"))


def same_nation(one: str, other: str) -> bool:
    """Whether two folded English words name one nation: ``UK`` and ``British``."""
    pair = {one.replace(".", ""), other.replace(".", "")}
    return any(pair <= family for family in _families())
