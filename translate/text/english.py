"""English words for tracing: their base forms, and those that exclude each other."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from translate.text import lists

_BASES = {form: forms[0] for forms in reversed(lists.lines("en", "irregular")) for form in forms}
_WHOLE = lists.words("en", "whole")
_ENDINGS = (
    ("ies", "y", 5), ("ied", "y", 5), ("sses", "ss", 6), ("ing", "", 6), ("ed", "", 5),
    ("ly", "", 6), ("es", "", 5), ("s", "", 4),
)  # fmt: skip


@lru_cache(maxsize=1 << 15)
def base(word: str) -> str:
    """A base form that inflections share: ``studies`` and ``studied`` -> ``study``.

    ``word`` is in lower case.
    """
    word = word.removesuffix("'s").removesuffix("’s")
    if word in _BASES:
        return _BASES[word]
    if word in _WHOLE:
        return word
    for ending, repair, shortest in _ENDINGS:
        if word.endswith(ending) and len(word) >= shortest and not word.endswith(("ss", "us")):
            stem = word.removesuffix(ending) + repair
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
                stem = stem[:-1]
            stem = stem.removesuffix("e")
            return _BASES.get(stem, _BASES.get(stem + "e", stem))
    return word.removesuffix("e") if len(word) > 3 else word


def bases(words: Iterable[str]) -> frozenset[str]:
    """The base forms of some words."""
    return frozenset(map(base, words))


def _rivals() -> dict[str, frozenset[str]]:
    """For each base form those that exclude it."""
    rivals: dict[str, frozenset[str]] = {}
    for members in map(bases, lists.lines("en", "rivals")):
        for member in members:
            rivals[member] = rivals.get(member, frozenset()) | (members - {member})
    return rivals


RIVALS = _rivals()
DENIALS = bases(lists.words("en", "denials"))
REPORTING = bases(lists.words("en", "reporting"))


def related(one: str, other: str) -> bool:
    """Whether two base forms are one word, or derived from one another."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 4:
        return False
    return longer.startswith(shorter) and len(longer) - len(shorter) < 4  # Iran, Iranian
