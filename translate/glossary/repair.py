"""Names that the model garbled while it copied them, put right.

A weakly trained model writes *Lukashes* for the *Lukashenko* that it was given. A word of the
target is replaced only if it has a capital, is no English word and nothing that may be right as it
stands, and is more like a name that the target lacks than any other word is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from translate.glossary.terms import Term
from translate.text import lists
from translate.text.names import ENGLISH_CAPITALS, skeleton
from translate.text.vocabulary import is_english
from translate.text.words import ENGLISH_FUNCTION, JOINED_WORD, fold
from translate.types import Span

#: Least likeness (Ratcliff and Obershelp's ratio) of a word to a spelling of the name: of one that
#: the glossary has, and of one that no list knows; and what another initial takes off it.
LEAST, LEAST_UNLISTED, OTHER_INITIAL = 0.5, 0.65, 0.15
#: Another word that is so nearly as like leaves open which was meant.
_MARGIN = 0.02
#: A shorter name in no list is too like too many words.
_MIN_LETTERS = 3
_ENDING = re.compile(r"(?:['’]s?|(?<=[a-z])s)$")
_POSSESSIVE = re.compile(r"['’]s?$")
_OF = re.compile(r"\b(?:of|by|from|with|to|for|against|in) (?:the )?$", re.IGNORECASE)
#: Words that may stand beside a name and are never one.
_ORDINARY = ENGLISH_FUNCTION | ENGLISH_CAPITALS | lists.words("en", "beside names")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of a name that a target should have.

    ``spellings`` are what a garbling may have been made from; ``possessive`` says that the Dutch
    has one, ``listed`` that the glossary vouches for the English form.
    """

    english: str
    spellings: tuple[str, ...]
    possessive: bool = False
    listed: bool = True

    def likeness(self, plain: str) -> float:
        """0 to 1: how like a folded word is to the likest spelling."""
        return max(
            SequenceMatcher(None, fold(one), plain, autojunk=False).ratio()
            - (OTHER_INITIAL if fold(one)[0] != plain[0] else 0)
            for one in self.spellings
        )


@dataclass(frozen=True, slots=True)
class Repair:
    """A word of a target and the name that belongs there."""

    span: Span
    english: str


def words_of_term(term: Term) -> Iterator[Wanted]:
    """Each capitalised word of a name in English."""
    words = [word for word in JOINED_WORD.findall(term.english) if word[0].isupper()]
    for word in words:
        if len(word) > 1 and word.lower() not in ENGLISH_FUNCTION:
            spellings = (word,) if " " in term.english else (word, term.dutch)
            yield Wanted(word, spellings, bool(term.possessive) and word == words[-1])


def repairs(target: str, wanted: Sequence[Wanted], settled: frozenset[str]) -> list[Repair]:
    """What to replace in ``target`` for the names that it lacks, in order; no two overlap.

    ``settled`` are words (folded) that are right as they stand.
    """
    if target.isupper():
        return []
    words = list(JOINED_WORD.finditer(target))
    names = list(_lacking(wanted, Counter(_bare(word[0]) for word in words)))
    free = [word for word in words if names and _may_be_garbled(word, settled)]
    found: list[Repair] = []
    for name in names:
        ranked = sorted((name.likeness(_plain(word[0])), word.start(), word) for word in free)
        if not ranked:
            break
        best, _, word = ranked[-1]
        if len(ranked) > 1 and best - ranked[-2][0] < _MARGIN:
            continue
        if best >= (LEAST if name.listed else LEAST_UNLISTED) and _is_garbled(word[0], name):
            found.append(Repair(word.span(), _in_place(target, word, name)))
            free.remove(word)
    return sorted(found, key=lambda repair: repair.span)


def replaced(target: str, found: Sequence[Repair]) -> str:
    """``target`` with its repairs made."""
    for repair in reversed(found):
        target = target[: repair.span[0]] + repair.english + target[repair.span[1] :]
    return target


def _lacking(wanted: Sequence[Wanted], there: Counter[str]) -> Iterator[Wanted]:
    """Those that ``there`` has fewer of than asked for; a name in its place twice counts twice."""
    for name in wanted:
        word = _bare(name.english)
        there[word] -= 1
        if there[word] < 0 and (name.listed or len(name.english) >= _MIN_LETTERS):
            yield name


def _bare(word: str) -> str:
    """A word without possessive or plural ending, folded, to count names by."""
    return fold(_ENDING.sub("", word))


def _plain(word: str) -> str:
    return fold(_POSSESSIVE.sub("", word))


def _may_be_garbled(word: re.Match[str], settled: frozenset[str]) -> bool:
    plain = _plain(word[0])
    return (
        word[0][0].isupper()
        and len(plain) > 1
        and not {plain, plain.removesuffix("s")} & settled
        and plain not in _ORDINARY
        and not word.string[word.end() : word.end() + 1].isdigit()
        and not all(map(is_english, plain.split("-")))
    )


def _is_garbled(word: str, name: Wanted) -> bool:
    """Whether the word is no acronym, no other romanisation and no inflection of the name."""
    plain, english = _plain(word), fold(name.english)
    acronym = _POSSESSIVE.sub("", word).isupper() and not name.english.isupper()
    same_sound = not name.listed and skeleton(plain) in map(skeleton, name.spellings)
    return not (acronym or same_sound or plain.startswith(english))


def _in_place(target: str, word: re.Match[str], name: Wanted) -> str:
    """The name with the possessive that the place asks for."""
    had = _POSSESSIVE.search(word[0])
    english = name.english
    if had and english.endswith(("'s", "’s")):
        return english
    if had:
        if not name.listed and english.endswith("s"):
            english = english[:-1]  # Salemons broer: the Dutch possessive
        return english + had.group()
    after = target[word.end() : word.end() + 2]
    before_noun = after[:1] == " " and after[1:].isalpha()
    if name.possessive and before_noun and not _OF.search(target[: word.start()]):
        return english + ("'" if english.endswith("s") else "'s")
    return english
