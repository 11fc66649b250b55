"""Rules that keep or reject one Dutch-English pair; each rejection has a name for the log."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from .text import match_key, normalise

_MARKUP = re.compile(r"\*\*|__|\[(?=[^\]]*\]\()|(?<=\])\([^)]*\)|\]")
_CODE = re.compile(
    r"https?:|www\.|[<>{}\\|~=_]|%[sd\d(]|\$\w|::|--\w|/\w+/|\w\.\w+\(|@\w|\w\(\)|&\w+;|\[|#\w"
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_DUTCH_WORDS = (
    "de het een en van in is dat op te zijn met voor niet er aan ook als door om maar u je wordt "
    "naar uit bij deze dit die of kan kunt worden heeft nog dan wel geen over tot hebben"
)
_ENGLISH_WORDS = (
    "the a an and of in is that on to are with for not there at also as by but you it be from "
    "this these or can has have was were will your which if when more no about they his her"
)
_DUTCH, _ENGLISH = frozenset(_DUTCH_WORDS.split()), frozenset(_ENGLISH_WORDS.split())


@dataclass(frozen=True)
class PairRules:
    """Limits of the pair filter, in words and ratios."""

    max_words: int = 60
    max_ratio: float = 2.2
    min_letters: float = 0.62
    max_same_opening: int = 12


@dataclass
class PairFilter:
    """Stateful filter: rejects bad pairs, repeats and text that belongs to an evaluation set."""

    rules: PairRules
    heldout: frozenset[str]
    counts: Counter[str] = field(default_factory=Counter)
    _seen: set[int] = field(default_factory=set)
    _openings: Counter[int] = field(default_factory=Counter)

    def accept(self, dutch: str, english: str, *, free_form: bool) -> tuple[str, str] | None:
        """Return the cleaned pair, or None when it is rejected (the reason is counted).

        `free_form` skips the tests that assume full sentences (dictionary entries).
        """
        dutch, english = strip_markup(dutch), strip_markup(english)
        reason = self._reason(dutch, english, free_form)
        self.counts[reason or "kept"] += 1
        return None if reason else (dutch, english)

    def _reason(self, dutch: str, english: str, free_form: bool) -> str | None:
        keys = match_key(dutch), match_key(english)
        if not all(keys):
            return "empty"
        if keys[0] in self.heldout or keys[1] in self.heldout:
            return "evaluation text"
        reason = pair_fault(dutch, english, self.rules, free_form=free_form)
        if reason:
            return reason
        masked = re.sub(r"\d+", "0", keys[1])
        if hash(masked) in self._seen:
            return "repeat"
        opening = hash(" ".join(masked.split()[:5]))
        if len(masked.split()) > 5 and self._openings[opening] >= self.rules.max_same_opening:
            return "template"
        self._seen.add(hash(masked))
        self._openings[opening] += 1
        return None


def strip_markup(text: str) -> str:
    """Normalised text without emphasis marks and link targets."""
    return normalise(_MARKUP.sub("", text))


def pair_fault(dutch: str, english: str, rules: PairRules, *, free_form: bool) -> str | None:
    """Name of the first rule the pair breaks, or None."""
    if _CODE.search(dutch) or _CODE.search(english):
        return "code"
    words = dutch.split(), english.split()
    if max(map(len, words)) > rules.max_words:
        return "long"
    if free_form:
        return None
    for side in (dutch, english):
        letters = sum(char.isalpha() for char in side)
        if letters < rules.min_letters * len(side):
            return "letters"
    shorter, longer = sorted((len(dutch), len(english)))
    if longer > rules.max_ratio * shorter + 8:
        return "length ratio"
    if match_key(dutch) == match_key(english) and len(words[0]) > 3:
        return "copy"
    if not _same_numbers(dutch, english):
        return "numbers"
    if wrong_language(words[0], _DUTCH, _ENGLISH) or wrong_language(words[1], _ENGLISH, _DUTCH):
        return "language"
    return None


def wrong_language(words: list[str], own: frozenset[str], other: frozenset[str]) -> bool:
    """True when a text of six words or more has more of the other language's function words."""
    if len(words) < 6:
        return False
    lowered = [word.strip(".,;:!?\"'()").lower() for word in words]
    mine, theirs = sum(w in own for w in lowered), sum(w in other for w in lowered)
    return theirs > mine or (mine == 0 and len(words) >= 10)


def english_fault(english: str, rules: PairRules) -> str | None:
    """Why a monolingual English sentence is unfit as a target, or None."""
    if _CODE.search(english):
        return "code"
    words = english.split()
    if not 4 <= len(words) <= rules.max_words:
        return "length"
    letters = sum(char.isalpha() for char in english)
    if (
        letters < 0.75 * len(english.replace(" ", ""))
        or sum(char.isupper() for char in english) > 0.3 * letters
    ):
        return "letters"
    if not (english[0].isupper() or english[0] in "\"'" or english[0].isdigit()):
        return "start"
    if english[-1] not in ".!?\"'" or english.count('"') % 2:
        return "end"
    return "language" if wrong_language(words, _ENGLISH, _DUTCH) else None


def _same_numbers(dutch: str, english: str) -> bool:
    """Digits above twelve agree; small numbers may be words on the other side."""

    def large(text: str) -> Counter[str]:
        plain = (re.sub(r"[.,]", "", found) for found in _DIGITS.findall(text))
        return Counter(number for number in plain if int(number) > 12)

    return large(dutch) == large(english)
