"""Other names and numbers in pseudo-pairs, so that the model learns to copy what it never saw.

English news has few Dutch places and people in it. A name or number that stands once in both
sentences is exchanged for another: a Dutch name, or digits of the same shape. Names that news is
full of stay: the model has to learn them as they are (Poetin is Putin).
"""

from __future__ import annotations

import random
import re
import string
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .lexicon import words
from .pseudo import dutch_number

# No compounds, and no adjectives of places ("Haagse"): English says those otherwise.
_NAME = re.compile(r"[A-Z][a-z\u00e0-\u00ff]{2,10}(?<!se)")
# A capitalised word that does not begin its sentence.
_INSIDE = re.compile(r"(?<=[\w,] )[A-Z][a-z]{2,}(?![\w'-])")
# CDA, D66, PvdA, but no compound of them
_ABBREVIATION = re.compile(
    r"(?<![\w-])(?:[A-Z]{2,5}\d{0,2}|[A-Z]\d{1,2}|[A-Z][a-z]{1,2}[A-Z]{1,2})(?![\w-])"
)
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d(?![\w%]|[.,]\d)|(?<![\w.,])\d(?![\w.,%])")


def copied_names(
    texts: Iterable[str], translated: frozenset[str], least: int = 2
) -> tuple[list[str], list[int]]:
    """Words with a capital inside Dutch sentences and how often they stand there.

    `translated` are lower-case words that English says otherwise (Duitsland); they are left out.
    """
    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for text in texts:
        for word in words(text)[1:]:
            if word.islower():
                lower[word] += 1
            elif _NAME.fullmatch(word):
                upper[word] += 1
    found = {
        word: count
        for word, count in sorted(upper.items())
        if count >= least and count > 2 * lower[word.lower()] and word.lower() not in translated
    }
    return list(found), list(found.values())


def frequent_names(texts: Iterable[str], least: int) -> frozenset[str]:
    """Words with a capital that stand inside at least so many places of the texts."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_INSIDE.findall(text))
    return frozenset(name for name, count in counts.items() if count >= least)


def abbreviations(
    texts: Iterable[str], translated: frozenset[str], least: int = 3
) -> tuple[list[str], list[int]]:
    """Abbreviations of Dutch texts and how often they stand there, without `translated` ones (VS).

    A word of a line in capitals is none: it stands in small letters more often.
    """
    found: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for text in texts:
        found.update(_ABBREVIATION.findall(text))
        lower.update(words(text))
    kept = {
        name: count for name, count in sorted(found.items())
        if count >= least and lower[name.lower()] < count and name not in translated
    }  # fmt: skip
    return list(kept), list(kept.values())


@dataclass(frozen=True)
class Abbreviations:
    """Exchanges the abbreviations that both sentences of a pair have, with probability `share`.

    A model that saw PVV beside nothing but GOP writes GOP. In a fifth of them any letters stand,
    so that it is the copying that is learnt.
    """

    names: list[str]
    counts: list[int]
    share: float
    chance: random.Random

    def __call__(self, dutch: str, english: str) -> tuple[str, str]:
        """The pair with other abbreviations, the same ones on both sides."""
        if not self.names:
            return dutch, english
        for name in sorted(set(_ABBREVIATION.findall(english))):
            both = _once(name, dutch) and _once(name, english)
            if both and self.chance.random() < self.share:
                other = self._other()
                dutch, english = _exchange(name, other, dutch), _exchange(name, other, english)
        return dutch, english

    def _other(self) -> str:
        if self.chance.random() < 0.2:
            return "".join(self.chance.choices(string.ascii_uppercase, k=self.chance.randint(2, 4)))
        return self.chance.choices(self.names, self.counts)[0]


@dataclass(frozen=True)
class Variation:
    """Exchanges names and numbers of a pair with probability `share` each; `kept` names stay.

    And writes a quotation with single marks, as many Dutch papers do, with its square.
    """

    names: list[str]
    counts: list[int]
    share: float
    chance: random.Random
    kept: frozenset[str] = frozenset()

    def __call__(self, dutch: str, english: str) -> tuple[str, str]:
        """The pair with other names and numbers, the same ones on both sides."""
        for name in sorted(set(_INSIDE.findall(english)) - self.kept):
            if self._wanted() and _once(name, dutch) and _once(name, english):
                other = self.chance.choices(self.names, self.counts)[0]
                dutch, english = _exchange(name, other, dutch), _exchange(name, other, english)
        for number in sorted(set(_NUMBER.findall(english))):
            here = dutch_number(number)
            if self._wanted() and _once(here, dutch) and _once(number, english):
                other = self._digits(number)
                dutch = _exchange(here, dutch_number(other), dutch)
                english = _exchange(number, other, english)
        if self._wanted() and self._wanted() and _quoted(dutch) and _quoted(english):
            dutch, english = dutch.replace('"', "'"), english.replace('"', "'")
        return dutch, english

    def _wanted(self) -> bool:
        return bool(self.names) and self.chance.random() < self.share

    def _digits(self, number: str) -> str:
        """Other digits in the same places; years stay years."""
        if re.fullmatch(r"(19|20)\d\d", number):
            return str(self.chance.randint(1900, 2030))
        first, rest = number[0], number[1:]
        fresh = first if first == "0" else str(self.chance.randint(1, 9))
        return fresh + re.sub(r"\d", lambda _: str(self.chance.randint(0, 9)), rest)


def _quoted(text: str) -> bool:
    """True for one quotation and no apostrophe that single quotation marks would hide."""
    return text.count('"') == 2 and "'" not in text


def _whole(word: str) -> str:
    return rf"(?<![\w.,'-]){re.escape(word)}(?![\w%'-]|[.,]\d)"


def _once(word: str, text: str) -> bool:
    return len(re.findall(_whole(word), text)) == 1 and text.count(word) == 1


def _exchange(word: str, other: str, text: str) -> str:
    return re.sub(_whole(word), lambda _: other, text)
