"""Words: what is one, how two spellings are compared, and the function words of both languages."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from translate.text import lists

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: A word with the parts that hyphens join, and one with those that apostrophes join as well.
HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
JOINED_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: A word that may be a name: inner hyphens and digits belong to it.
NAME_WORD = re.compile(r"[^\W\d_](?:[\w]|[-'’.&](?=\w))*")
#: A word or a number, with all that joins its parts.
ANY_WORD = re.compile(r"\w+(?:['’.,\-]\w+)*")


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """Lower case without diacritics: ``Oekraïne`` -> ``oekraine``."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def words_of(text: str) -> list[str]:
    """The words of ``text``, lower case, without numbers and marks."""
    return list(map(str.lower, WORD.findall(text)))


_POSSESSIVE = re.compile(r"['’](?:s|er|ers|tje|en)?$")


def bare(word: str) -> str:
    """A word without the ending that an apostrophe sets apart: ``Zoë's`` -> ``Zoë``."""
    return _POSSESSIVE.sub("", word)


#: Titles of works, which may stay Dutch.
_TITLE = re.compile(r"[“\"„«‘][^”\"»’]{3,}[”\"»’]")


def without_titles(text: str) -> str:
    """``text`` with what is quoted in it blanked, offsets kept; what is all quoted is speech."""
    blanked = _TITLE.sub(lambda match: " " * len(match.group()), text)
    return blanked if blanked != text and len(words_of(blanked)) > 2 else text


DUTCH_FUNCTION = lists.words("nl", "function")
#: Those of them that no English text and no name has.
DUTCH_ONLY = DUTCH_FUNCTION - lists.words("nl", "shared")
ENGLISH_FUNCTION = lists.words("en", "function")
NEGATORS = lists.words("en", "negators")
