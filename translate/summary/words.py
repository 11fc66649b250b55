"""English words as summaries count them: stems, function words, repetition."""

from __future__ import annotations

import re

from translate.text.english import REPORTING, base
from translate.text.words import ANY_WORD, ENGLISH_FUNCTION, NEGATORS

#: Words and single marks.
TOKEN = re.compile(rf"{ANY_WORD.pattern}|[^\w\s]")
#: Words that carry grammar, not facts; a rewrite may add these freely, but for those that deny.
FUNCTION_WORDS = ENGLISH_FUNCTION - NEGATORS


def word_count(text: str) -> int:
    """Words as people count them: runs between white space."""
    return len(text.split())


def words_of(text: str) -> list[str]:
    """Words without the punctuation around them, in their own case."""
    return ANY_WORD.findall(text)


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry facts, in order."""
    return [base(word.lower()) for word in words_of(text) if word.lower() not in FUNCTION_WORDS]


def is_reporting(word: str) -> bool:
    """Whether a word says that somebody says so."""
    return base(word.lower()) in REPORTING
