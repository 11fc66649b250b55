"""Other Dutch words in back-translations: those that news uses and the reverse model does not.

A reverse model answers with the likeliest word: its "homes" are always huizen, and a model that
learns from it never meets woningen, which Dutch newspapers prefer. A dictionary has both. Where a
pair has a word of the dictionary in both sentences, the Dutch one is exchanged for another of the
same English word that news has more often than the back-translations do.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[A-Za-z\u00c0-\u00ff]+(?:[-'][A-Za-z\u00e0-\u00ff]+)*")
_PARTICIPLE = re.compile(r"(?:ge|be|ver|ont|her|[a-z]{2,6}ge)[a-z]{2,}(?:d|t|en)")
# A dictionary does not say which of its words is usual. Where real pairs have the Dutch word, this
# share of them must have the English one; where they have it less than three times, it must be the
# only one or one of two.
_LEAST_SHARE, _LEAST_SEEN, _MOST_MEANINGS = 0.25, 3, 2
_LEAST_COUNT = 8
_MOST_CHANCE = 0.8


class Synonyms:
    """Exchanges Dutch words of pairs so that their counts come nearer to those of Dutch news.

    `pairs` are the back-translations, Dutch and English, `real` pairs that people wrote, `entries`
    English and Dutch words, `news` Dutch sentences. `share` of what a word lacks is made up for, in
    at most four of five places where it could stand.
    """

    def __init__(
        self, pairs: list[tuple[str, str]], real: Iterable[tuple[str, str]],
        entries: Iterable[tuple[str, str]], news: Iterable[str],
        share: float, chance: random.Random,
    ) -> None:  # fmt: skip
        self._chance = chance
        wanted, here = _counts(news), _counts(dutch for dutch, _ in pairs)
        scale = here.total() / max(1, wanted.total())
        self._missing = {
            word: count * scale - here[word]
            for word, count in wanted.items()
            if count >= _LEAST_COUNT and count * scale > 2 * here[word]
        }
        meanings: defaultdict[str, set[str]] = defaultdict(set)
        for english, dutch in entries:
            if _WORD.fullmatch(english) and _WORD.fullmatch(dutch) and dutch.islower():
                meanings[dutch].add(english)
        self._dutch: defaultdict[str, set[str]] = defaultdict(set)
        for english, dutch in _usual(meanings, self._missing, real):
            self._dutch[english].add(dutch)
        places: Counter[str] = Counter()
        for dutch, english in pairs:
            for _, others in self._places(dutch, english):
                places.update(others)
        self._rate = {
            word: min(_MOST_CHANCE, share * self._missing[word] / count)
            for word, count in places.items()
        }

    def __call__(self, dutch: str, english: str) -> tuple[str, str]:
        """The pair, perhaps with other Dutch words."""
        for word, others in self._places(dutch, english):
            other = self._chance.choice(others)
            if self._chance.random() < min(_MOST_CHANCE, len(others) * self._rate[other]):
                dutch = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", _cased(word, other), dutch)
        return dutch, english

    def _places(self, dutch: str, english: str) -> list[tuple[str, list[str]]]:
        """Words of the Dutch sentence as they stand there, and what could stand for each."""
        found = []
        counts = Counter(_WORD.findall(dutch))
        here = {word.lower(): word for word, count in counts.items() if count == 1}
        for name, count in Counter(_WORD.findall(english)).items():
            candidates = self._dutch.get(name) if count == 1 else None
            given = [word for word in candidates or () if word in here]
            if len(given) != 1 or given[0] in self._missing:
                continue
            others = sorted(
                word for word in candidates or ()
                if word in self._missing and _form(word) == _form(given[0])
            )  # fmt: skip
            if others:
                found.append((here.pop(given[0]), others))
        return found


def _usual(
    meanings: dict[str, set[str]], missing: dict[str, float], real: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """English and Dutch words of the dictionary; of those that are missing, the usual ones."""
    seen: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for dutch, english in real:
        words = missing.keys() & set(_WORD.findall(dutch.lower()))
        there = set(_WORD.findall(english)) if words else set()
        seen.update(words)
        together.update((name, word) for word in words for name in meanings[word] & there)
    for word, names in meanings.items():
        for name in names:
            if (
                word not in missing
                or together[name, word] >= max(_LEAST_SEEN, _LEAST_SHARE * seen[word])
                or (seen[word] < _LEAST_SEEN and len(names) <= _MOST_MEANINGS)
            ):
                yield name, word


def _counts(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in small letters."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word for word in _WORD.findall(text) if word.islower())
    return counts


def _form(word: str) -> tuple[bool, str]:
    """What two words need to have alike to stand in each other's place, roughly."""
    for ending in ("en", "s", "e"):
        if word.endswith(ending):
            return bool(_PARTICIPLE.fullmatch(word)), "en" if ending == "s" else ending
    return bool(_PARTICIPLE.fullmatch(word)), ""


def _cased(word: str, other: str) -> str:
    """The other word with a capital where the word has one."""
    return other[0].upper() + other[1:] if word[0].isupper() else other
