"""A word lexicon from sentence pairs: IBM model 1 in both directions (Brown et al. 1993).

The score of a word pair is the geometric mean of the two directions' probabilities, which drops
the one-sided junk a single direction gives to rare words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import numpy.typing as npt

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*%?|[^\W\d_]+(?:['-][^\W\d_]+)*|[^\w\s]|_")
_ROUNDS, _SPLIT = 4, 200_000_000

Lexicon = dict[str, list[tuple[str, float]]]


def words(text: str) -> list[str]:
    """Words, numbers and punctuation marks of a text."""
    return _TOKEN.findall(text)


def build_lexicon(pairs: Iterable[tuple[str, str]], keep: int = 6, least: float = 0.03) -> Lexicon:
    """English word (lower case) to its best Dutch words with scores, best first."""
    dutch_ids, english_ids = _Numbers(), _Numbers()
    left: list[npt.NDArray[np.int64]] = []
    right: list[npt.NDArray[np.int64]] = []
    for dutch, english in pairs:
        nl = np.array([dutch_ids.of(w.lower()) for w in set(words(dutch))], np.int64)
        en = np.array([english_ids.of(w.lower()) for w in set(words(english))], np.int64)
        left.append(np.repeat(nl, len(en)))
        right.append(np.tile(en, len(nl)))
    sizes = np.array([len(block) for block in left])
    sentence = np.repeat(np.arange(len(left)), sizes)
    nl, en = np.concatenate(left), np.concatenate(right)
    key, place = np.unique(nl * len(english_ids.names) + en, return_inverse=True)
    of_nl, of_en = key // len(english_ids.names), key % len(english_ids.names)
    forward = _model_one(place, key, sentence, nl, of_en)
    backward = _model_one(place, key, sentence, en, of_nl)
    score = np.sqrt(forward * backward)
    lexicon: Lexicon = {}
    order = np.flatnonzero(score > least)
    for index in order[np.argsort(-score[order])]:
        entry = lexicon.setdefault(english_ids.names[of_en[index]], [])
        if len(entry) < keep:
            entry.append((dutch_ids.names[of_nl[index]], float(score[index])))
    return lexicon


def _model_one(
    place: npt.NDArray[np.int64], key: npt.NDArray[np.int64], sentence: npt.NDArray[np.int64],
    produced: npt.NDArray[np.int64], given: npt.NDArray[np.int64],
) -> npt.NDArray[np.float64]:  # fmt: skip
    """Probability of every word pair `key`: a produced word shares one count among its sentence's
    given words."""
    width = int(produced.max()) + 1
    _, token = np.unique(sentence * width + produced, return_inverse=True)
    probability = np.ones(len(key))
    for _ in range(_ROUNDS):
        weight = probability[place]
        weight /= np.bincount(token, weight)[token]
        count = np.bincount(place, weight, minlength=len(key))
        probability = count / np.bincount(given, count)[given]
    return probability


class _Numbers:
    """Numbers words in the order they come."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._ids: dict[str, int] = {}

    def of(self, word: str) -> int:
        number = self._ids.setdefault(word, len(self._ids))
        if number == len(self.names):
            self.names.append(word)
        return number


def count_bigrams(texts: Iterable[str], least: int = 2) -> Counter[tuple[str, str]]:
    """Counts of neighbouring lower-case words that occur at least `least` times."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        row = ["^", *(word.lower() for word in words(text)), "$"]
        counts.update(pairwise(row))
    return Counter({pair: number for pair, number in counts.items() if number >= least})
