"""English words as summaries count them: stems, function words, repetition."""

from __future__ import annotations

import re
from collections.abc import Iterable

from translate.quality.english import NEGATORS, SPEECH, base
from translate.quality.english_sentences import WORD
from translate.quality.words import ENGLISH_FUNCTION, stem, word_set

#: Words and single marks.
TOKEN = re.compile(rf"{WORD.pattern}|[^\w\s]")
#: Words that carry grammar, not facts; a rewrite may add these freely, but for those that deny.
FUNCTION_WORDS = (ENGLISH_FUNCTION - NEGATORS) | word_set("according despite doing itself now once")


def word_count(text: str) -> int:
    """Words as people count them: runs between white space."""
    return len(text.split())


def words_of(text: str) -> list[str]:
    """Words without the punctuation around them, in their own case."""
    return WORD.findall(text)


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry facts, in order."""
    return [stem(word) for word in words_of(text) if word.lower() not in FUNCTION_WORDS]


def is_reporting(word: str) -> bool:
    """Whether a word says that somebody says so."""
    return base(word.lower()) in SPEECH


def has_repeat(items: Iterable[str], size: int) -> bool:
    """Whether a run of ``size`` items occurs twice."""
    row = list(items)
    runs = [tuple(row[at : at + size]) for at in range(len(row) - size + 1)]
    return len(runs) != len(set(runs))
