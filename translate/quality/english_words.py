"""Which words are English: the spelling dictionary, and what newspapers use beside it.

pyspellchecker's English list was counted in subtitles, so that it lacks words of newspapers and
British spellings; ``english_words.txt`` has those, and ``models/training/word_lists.py`` makes it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from translate.quality.words import JOINED_WORD, LOANS

_NOT = re.compile(r"(?<=\w)n['’]t\b")
_PART = re.compile(r"['’-]")
_LEAST = 4


@lru_cache(maxsize=1)  # two checks of a sentence ask
def unknown_words(text: str) -> tuple[str, ...]:
    """Words of ``text`` in small letters that are no English words, each once, in order.

    Words with a capital are not judged (names), nor is what has fewer than four letters between
    hyphens and apostrophes.
    """
    found = dict.fromkeys(JOINED_WORD.findall(_NOT.sub("", text)))
    return tuple(word for word in found if word.islower() and not _known(word))


def _known(word: str) -> bool:
    return all(is_english(part) for part in _PART.split(word) if len(part) >= _LEAST)


def is_english(word: str) -> bool:
    """Whether a word, given in lower case, is English; British spellings are."""
    return any(
        spelling in _words()
        for spelling in (word, word.replace("is", "iz"), word.replace("our", "or"))
    )


@cache
def _words() -> frozenset[str]:
    # The import and the dictionary take a tenth of a second: only who checks a sentence pays.
    from spellchecker import SpellChecker

    listed = files("translate.quality").joinpath("english_words.txt").read_text("utf-8")
    return (
        frozenset(SpellChecker(language="en").word_frequency.words()) | set(listed.split()) | LOANS
    )
