"""What a lexicon may be trusted with, and which words are names, by counting in the texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .lexicon import Lexicon, words

_KEEP, _LEAST = 6, 0.02
_DICTIONARY, _COMMON = 0.3, 10


@dataclass
class Evidence:
    """In how many pairs lexicon entries and words occur, and what dictionaries say."""

    lexicon: Lexicon
    together: Counter[tuple[str, str]] = field(default_factory=Counter)
    english: Counter[str] = field(default_factory=Counter)
    dictionary: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, dutch: str, english: str, *, entry: bool) -> None:
        """Count one pair; `entry` is one of a dictionary."""
        nl, en = words(dutch.lower()), words(english.lower())
        if entry and len(nl) == len(en) == 1:
            self.dictionary[en[0]].add(nl[0])
        known = set(nl)
        for word in set(en):
            self.english[word] += 1
            for candidate, _ in self.lexicon.get(word, ()):
                if candidate in known:
                    self.together[word, candidate] += 1

    def trusted(self) -> Lexicon:
        """The lexicon without entries that a single pair supports weakly.

        Dictionary entries count for rare words; a rare word found unchanged in Dutch stays; a
        Dutch compound that contains a better candidate ("rechtszaak" in "rechtszaakbestand")
        counts less.
        """
        found: Lexicon = {}
        for word in {*self.lexicon, *self.dictionary}:
            row = self._row(word)
            ordered = sorted(row.items(), key=lambda entry: (-entry[1], entry[0]))
            kept = [(dutch, score) for dutch, score in ordered if score > _LEAST][:_KEEP]
            if kept:
                found[word] = kept
        return found

    def _row(self, word: str) -> dict[str, float]:
        entries: set[str] = self.dictionary.get(word, set())
        rare = self.english[word] < _COMMON
        row: dict[str, float] = {}
        for dutch, score in self.lexicon.get(word, ()):
            if self.together[word, dutch] < 2 and dutch not in entries and score < _DICTIONARY:
                continue
            row[dutch] = max(score, _DICTIONARY) if rare and dutch in entries else score
        for dutch in entries:
            row.setdefault(dutch, _DICTIONARY if rare else 0.05)
        count = {dutch: self.together[word, dutch] for dutch in row}
        if word in row and self.english[word] < 5 and 2 * count[word] >= max(count.values()):
            return {word: row[word]}
        return {d: s * (0.4 if _contains_better(d, count) else 1.0) for d, s in row.items()}


def _contains_better(dutch: str, count: Mapping[str, int]) -> bool:
    return any(
        3 < len(part) < len(dutch) - 2 and part in dutch and count[part] >= count[dutch]
        for part in count
    )


def name_words(texts: Iterable[str], least: int = 3) -> frozenset[str]:
    """Lower-case forms of words that, inside a sentence, mostly have a capital."""
    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for text in texts:
        for word in words(text)[1:]:
            if word.islower():
                lower[word] += 1
            elif word.istitle():
                upper[word.lower()] += 1
    return frozenset(w for w, count in upper.items() if count >= least and count > 2 * lower[w])
