"""Which words are English, which Dutch: spelling lists, and what newspapers use beside them.

pyspellchecker's English list was counted in subtitles, so that it lacks words of newspapers and
British spellings; ``english_words.txt`` has those. ``dutch_words.txt`` has words that are frequent
in Dutch and next to absent from English, so that cognates ("museum"), loans and names are not in
it. ``models/training/word_lists.py`` makes both.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from translate.text import lists
from translate.text.words import JOINED_WORD

_NOT = re.compile(r"(?<=\w)n['’]t\b")
_PART = re.compile(r"['’-]")
_LEAST = 4
_LOANS = lists.words("en", "loans")


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
        spelling in _english()
        for spelling in (word, word.replace("is", "iz"), word.replace("our", "or"))
    )


@cache
def _english() -> frozenset[str]:
    # The import and the dictionary take a tenth of a second: only who checks a sentence pays.
    from spellchecker import SpellChecker

    listed = lists.read("english_words.txt").split()
    return frozenset(SpellChecker(language="en").word_frequency.words()) | set(listed) | _LOANS


@cache
def dutch_words() -> frozenset[str]:
    """Words that are Dutch and next to never English."""
    listed = frozenset(lists.read("dutch_words.txt").split())
    return listed - lists.words("nl", "shared") - _LOANS
