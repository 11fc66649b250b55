"""Pseudo-Dutch from a lexicon: English sentences translated word by word.

A weak reverse model invents; a lexicon does not. Each English word becomes one of its Dutch
candidates, chosen by lexicon score and Dutch bigram counts along the sentence (Viterbi); names,
numbers and unknown words are copied. The order stays English: real pairs teach the order.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field

from .lexicon import Lexicon, words

_CONTRACTIONS = tuple(
    (re.compile(pattern, re.IGNORECASE), full)
    for pattern, full in (
        (r"\bcan't\b", "can not"),
        (r"\bwon't\b", "will not"),
        (r"(?<=\w)n't\b", " not"),
        (r"(?<=\w)'re\b", " are"),
        (r"(?<=\w)'ve\b", " have"),
        (r"(?<=\w)'ll\b", " will"),
        (r"\bI'm\b", "I am"),
        (r"\b(it|that|he|she|there|what|who|here)'s\b", r"\1 is"),
        (r"(?<=\w)'s\b", ""),
    )
)
_DATES = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "june july august september october november december"
)
_LOWER_IN_DUTCH = frozenset(_DATES.split())
_DROPPED = frozenset({"do", "does", "did", "'s"})
# A capital after one of these need not be a name.
_OPENERS = frozenset({"", '"', "'", "(", ".", ":", "-", "!", "?"})
_NO_SPACE_BEFORE = frozenset(",.;:!?)%]")


def expand(english: str) -> str:
    """Contractions in full and possessives without their ending, as a lexicon has them."""
    for pattern, full in _CONTRACTIONS:
        english = pattern.sub(full, english)
    return english


@dataclass(frozen=True)
class PseudoTranslator:
    """Lexicon, Dutch bigram counts and Dutch word counts."""

    lexicon: Lexicon
    bigrams: Counter[tuple[str, str]]
    unigrams: Counter[str]
    language_weight: float = 0.5
    _cache: dict[tuple[str, str], float] = field(default_factory=dict)

    def translate(self, english: str) -> str:
        """Pseudo-Dutch text of an English sentence."""
        tokens = words(expand(english))
        starts = [before in _OPENERS for before in ["", *tokens]]
        rows = [self._candidates(w, start) for w, start in zip(tokens, starts, strict=False)]
        rows = [row for row in rows if row]
        if not rows:
            return ""
        # scores[i]: the best sequence that ends in candidate i; back: where it came from.
        scores = [score + self._bigram("^", word.lower()) for word, score in rows[0]]
        back: list[list[int]] = []
        for row, before in zip(rows[1:], rows, strict=False):
            earlier = [word.lower() for word, _ in before]
            fresh, origin = [], []
            for word, score in row:
                lowered = word.lower()
                values = [
                    s + self._bigram(w, lowered) for s, w in zip(scores, earlier, strict=True)
                ]
                best = max(values)
                fresh.append(best + score)
                origin.append(values.index(best))
            scores = fresh
            back.append(origin)
        at = scores.index(max(scores))
        path = [rows[-1][at][0]]
        for row, origin in zip(reversed(rows[:-1]), reversed(back), strict=True):
            at = origin[at]
            path.append(row[at][0])
        return _join(path[::-1])

    def _candidates(self, word: str, start: bool) -> list[tuple[str, float]]:
        lowered = word.lower()
        if lowered in _DROPPED:
            return []
        if not word[0].isalpha():
            return [(word, 0.0)]
        found = self.lexicon.get(lowered, [])
        if lowered in _LOWER_IN_DUTCH and not start:
            word = lowered
        if word[0].isupper() and not start:
            # A capital inside a sentence: a name, unless the lexicon is sure of it.
            found = [(w, s) for w, s in found if s > 0.35]
            return [(w[:1].upper() + w[1:], math.log(s)) for w, s in found[:1]] or [(word, 0.0)]
        rows = [(w, math.log(s)) for w, s in found[:5] if w[0].isalpha()] or [(word, 0.0)]
        return [(w[:1].upper() + w[1:], s) for w, s in rows] if word[0].isupper() else rows

    def _bigram(self, first: str, second: str) -> float:
        known = self._cache.get((first, second))
        if known is None:
            backed = (self.unigrams[second] + 0.1) / 1e7
            smoothed = (self.bigrams[first, second] + 20 * backed) / (self.unigrams[first] + 20)
            known = self._cache[first, second] = self.language_weight * math.log(smoothed)
        return known


def _join(row: list[str]) -> str:
    """Text of the words with the usual spacing of punctuation."""
    text, quoted = "", False
    for index, word in enumerate(row):
        glue = word in _NO_SPACE_BEFORE or text.endswith(("(", "[", "$")) or not index
        if word == '"':
            glue = glue or quoted
            quoted = not quoted
            text += '"' if glue else ' "'
            continue
        if text.endswith('"') and quoted:
            glue = True
        text += word if glue else " " + word
    return text
