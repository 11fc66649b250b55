"""Names of the English that the Dutch does not have: invented ones, and translated surnames.

Only words that no English dictionary has count as invented: an English word with a capital may
translate any Dutch one ("Tweede Kamer", House of Representatives).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from translate.quality.nations import begins_as, known, known_as
from translate.text.names import FIRST_NAMES, names, same_name
from translate.text.transliterate import romanised
from translate.text.vocabulary import is_english
from translate.text.words import NAME_WORD, bare, fold

#: Shorter names are found in too many words; an abbreviation may have one letter less.
_LEAST = 4
#: What English writes in capitals and Dutch in words.
_ABBREVIATED = frozenset(["bce", "usa"])


def added_names(source: str, target: str) -> list[str]:
    """Names of the English ``target`` that no Dutch word can have become."""
    candidates = [
        part
        for name in names(target, "en")
        for part in name.text.split("-")
        if part[0].isupper()
        and len(part) >= _LEAST - part.isupper()
        and (part.isalpha() or not part.isupper())
    ]
    parts = ((part, fold(part)) for part in dict.fromkeys(candidates))
    unknown = [part for part, plain in parts if not (plain in _ABBREVIATED or is_english(plain))]
    return [name for name in unknown if is_added(name, source)]


def is_added(name: str, source: str) -> bool:
    """Whether no word of the Dutch ``source`` can have become a name of the English."""
    plain = fold(name)
    if plain in fold(source).replace(" ", "").replace("-", ""):
        return False
    words = {fold(bare(word)) for word in NAME_WORD.findall(source)}
    words |= {part for word in words for part in word.split("-") if part}
    return not any(
        (same_name(word, plain) and not name.isupper())
        or any(plain in form for form in known_as(word) or ())
        or any(plain.startswith(form[0]) for form in begins_as(word))
        for word in words
    )


def translated_surnames(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Surnames behind the same first name that are another, English word: Bakker, Baker."""
    words = [bare(word) for word in NAME_WORD.findall(target)]
    kept = {fold(word) for word in words}
    behind: dict[str, list[str]] = {}
    for one, other in pairwise(words):
        behind.setdefault(fold(one), []).append(other)
    for first, name in pairwise(names(source, "nl")):
        plain = fold(name.text)
        beside = source[first.start + len(first.text) : name.start] == " "
        person = beside and name.sure and fold(first.text) in FIRST_NAMES
        if not person or "-" in plain or plain in kept or known(plain):
            continue
        for word in behind.get(fold(first.text), ()):
            english = fold(word)
            inflected = english.rstrip("s") == plain.rstrip("s") or english == romanised(plain)
            if not inflected and is_english(english) and same_name(plain, english):
                yield name.text, word
