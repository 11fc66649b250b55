"""Proper names: where they are in a text, how they sound, and which may be one and the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from translate.text import lists
from translate.text.lists import Language
from translate.text.number_words import number_words
from translate.text.transliterate import romanised
from translate.text.words import (
    DUTCH_FUNCTION,
    ENGLISH_FUNCTION,
    NAME_WORD,
    bare,
    fold,
)

#: Capitalised Dutch words that are translated, in names of institutions, offices and works.
TRANSLATED = lists.words("nl", "translated")
#: First names of people, folded.
FIRST_NAMES = frozenset(map(fold, lists.words("nl", "first names")))
#: Before who is called by a first name, which English has a form of its own for.
NOBLE = re.compile(
    r"\b(?:prins|prinses|koning|koningin|hertog|graaf|sint|keizer|paus) $", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Name:
    """One capitalised word that may be (part of) a name.

    ``sure`` is false where a capital says little: at the start of a sentence, in a heading of
    capitals, for a word that is usually translated. ``derived`` says that only a table could tell,
    because its ending is that of Dutch adjectives and peoples: Egeïsche, Efeziërs.
    """

    text: str
    start: int
    sure: bool
    derived: bool = False


_STOPS = re.compile(
    r"(?:Bekijk|Lees|Kijk|Luister) ook\s$|[.!?…:;•]\W*$|^\W*$|[\"“„«‘'(]\s*$|\n\s*$|[-–—]\s$"
)
_ABBREVIATION = re.compile(
    r"(?:(?:^|[\s.(])[A-Z]|\b(?:dr|prof|mr|drs|ir|st|mw|dhr|ds|gen|mrs|ms|sen|rep|jr|[Dd]r|[Pp]rof"
    r"|[Mm]rs?|[Ss]t|[Gg]en|[Ss]en|[Rr]ep))\.\s$"
)
_DERIVED = re.compile(r"(?:[^aeiou]se|aanse|eese|sche|isch|iers|anen)$")
#: Words that English writes with a capital and that are no names.
ENGLISH_CAPITALS = (
    frozenset(
        ["i", "mr", "mrs", "ms", "dr", "sir", "god", "internet", "i'm", "i've", "i'd", "i'll"]
    )
    | number_words("en").months.keys()
    | number_words("en").days.keys()
)


@lru_cache(maxsize=4096)
def names(text: str, language: Language) -> tuple[Name, ...]:
    """Name candidates of a Dutch (``nl``) or English (``en``) text in order."""
    words = list(NAME_WORD.finditer(text))
    capitals = sum(match.group().isupper() and len(match.group()) > 1 for match in words)
    shouted = capitals * 2 > len(words) and len(words) > 2
    function = DUTCH_FUNCTION if language == "nl" else ENGLISH_FUNCTION
    candidates = [(match, _opens(text, match.start())) for match in words if _capital(match[0])]
    inner = {match[0] for match, opening in candidates if not opening}
    found: list[Name] = []
    for match, opening in candidates:
        word = match[0]
        plain = fold(bare(word))
        acronym = sum(c.isupper() for c in word) > 1 and not shouted
        common = plain in function or (language == "en" and plain in ENGLISH_CAPITALS)
        if len(plain) < 2 or (common and not (acronym and len(word) < 4 and word.isupper())):
            continue
        sure = acronym or (not shouted and (not opening or word in inner))
        derived = False
        if language == "nl" and not acronym:
            of_day = text[: match.start()].endswith(("'s ", "’s "))  # 's Middags
            sure = sure and not of_day and not _is_common_noun(plain)
            derived = sure and _DERIVED.search(plain) is not None
        found.append(Name(bare(word), match.start(), sure and not derived, derived))
    return tuple(found)


def _capital(word: str) -> bool:
    return word[0].isupper() or ("." not in word and any(c.isupper() for c in word))


def _opens(text: str, start: int) -> bool:
    """Whether the word at ``start`` has its capital from its place in the sentence."""
    before = text[max(0, start - 14) : start]
    return not before.strip() or bool(_STOPS.search(before) and not _ABBREVIATION.search(before))


def _is_common_noun(plain: str) -> bool:
    """Whether a folded Dutch word is one that a translation renders by another word."""
    words = number_words("nl")
    tables = (TRANSLATED, words.days, words.months)
    return any(plain in table for table in tables) or words.value(plain) is not None


_SOUNDS = (
    ("sjtsj", "sk"), ("shch", "sk"), ("stsj", "sk"), ("tsj", "k"), ("tch", "k"), ("tsch", "k"),
    ("dzj", "s"), ("dj", "s"), ("dzh", "s"), ("sch", "s"), ("sj", "s"), ("sh", "s"), ("zj", "s"),
    ("zh", "s"), ("ts", "s"), ("tz", "s"), ("cz", "k"), ("kh", "k"), ("ch", "k"), ("ck", "k"),
    ("ph", "f"), ("th", "t"), ("ce", "se"), ("ci", "si"), ("gh", "g"), ("x", "ks"), ("q", "k"),
    ("c", "k"), ("z", "s"), ("v", "f"), ("w", "f"),
)  # fmt: skip


@lru_cache(maxsize=1 << 14)
def skeleton(word: str) -> str:
    """Consonants of a name as both languages sound them: ``Loekasjenko`` -> ``lksnk``.

    After the usual Dutch and English romanisations of Cyrillic: sj/sh, zj/zh, tsj/ch, oe/u, j/y.
    """
    sound = fold(word)
    for spelling, letter in _SOUNDS:
        sound = sound.replace(spelling, letter)
    consonants = [c for c in sound if c not in "aeiouyjh'’-."]
    return "".join(c for i, c in enumerate(consonants) if i == 0 or consonants[i - 1] != c)


@lru_cache(maxsize=1 << 15)
def same_name(dutch: str, english: str) -> bool:
    """Whether two folded words may be one name: transliterated, inflected or compounded."""
    if len(english) < 3 or len(dutch) < 3:
        return dutch.rstrip("s") == english.rstrip("s") and len(english) > 1
    shorter, longer = sorted((dutch, english), key=len)
    # Amsterdamse, Amsterdam; Marxist, marxistische; Wikinews, Wikinieuws
    stem = min(len(shorter), max(4, round(0.75 * len(shorter))))
    if len(shorter) >= 4 and longer[:stem] == shorter[:stem]:
        return True
    if longer.startswith(shorter) and longer.removeprefix(shorter) in TRANSLATED:
        return True  # Sapmeer, Amazonegebied
    one, other = skeleton(dutch), skeleton(english)
    if len(one) < 2 or one[0] != other[:1]:
        return False
    similar = max(
        SequenceMatcher(None, form, english).ratio() for form in (dutch, romanised(dutch))
    )
    if one == other:
        return similar >= (0.3 if len(one) > 3 else 0.4)
    if len(other) > 2 and one.startswith(other) and len(dutch) > len(english) + 3:
        return True  # Sovjetleger, Cathameilanden: a name with a noun behind it
    apart = Levenshtein.distance(one, other, score_cutoff=1)
    close = one.startswith(other) or other.startswith(one) or apart < 2
    return close and min(len(one), len(other)) > 2 and similar >= 0.6
