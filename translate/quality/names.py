"""Proper names: where they are in a text, and whether a translation has kept them.

A Dutch name is kept when the English text has the same word, the same word in another
transliteration (Loekasjenko, Lukashenko: they share a consonant skeleton), the English name that
a table gives (Rusland, Russia), or a word that belongs to the same nation (Russische, Russian).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from translate.quality import calendar
from translate.quality.english_words import is_english
from translate.quality.nations import TRANSLATED, english_beginnings, english_forms
from translate.quality.numerals import dutch_word
from translate.quality.words import (
    DUTCH_FUNCTION,
    ENGLISH_FUNCTION,
    NAME_WORD,
    fold,
    word_set,
)


@dataclass(frozen=True, slots=True)
class Name:
    """One capitalised word that may be (part of) a name.

    ``sure`` is false where a capital says little: at the start of a sentence, in a heading of
    capitals, for a word that is usually translated.
    """

    text: str
    start: int
    sure: bool


_STOPS = re.compile(
    r"(?:Bekijk|Lees|Kijk|Luister) ook\s$|[.!?…:;•]\W*$|^\W*$|[\"“„«‘'(]\s*$|\n\s*$|[-–—]\s$"
)
_ABBREVIATION = re.compile(
    r"(?:(?:^|[\s.(])[A-Z]|\b(?:dr|prof|mr|drs|ir|st|mw|dhr|ds|gen|mrs|ms|sen|rep|jr|[Dd]r|[Pp]rof"
    r"|[Mm]rs?|[Ss]t|[Gg]en|[Ss]en|[Rr]ep))\.\s$"
)
#: Dutch adjectives and peoples, which only a table could follow: Egeïsche, Efeziërs.
_DERIVED = re.compile(r"(?:[^aeiou]se|aanse|eese|sche|isch|iers|anen)$")
_ENDINGS = re.compile(r"['’](?:s|er|ers|tje|en)?$")
_DIRECTED = re.compile(r"\b(North|South|East|West)(?:ern)? [A-Z]\w+")
_ENGLISH_CAPITALS = (
    word_set("i mr mrs ms dr sir god internet i'm i've i'd i'll")
    | calendar.ENGLISH_MONTHS.keys()
    | calendar.ENGLISH_DAYS.keys()
)


@lru_cache(maxsize=4096)
def names(text: str, language: str) -> tuple[Name, ...]:
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
        plain = fold(bare_name(word))
        acronym = sum(c.isupper() for c in word) > 1 and not shouted
        common = plain in function or (language == "en" and plain in _ENGLISH_CAPITALS)
        if len(plain) < 2 or (common and not (acronym and len(word) < 4 and word.isupper())):
            continue
        sure = acronym or (not shouted and (not opening or word in inner))
        if language == "nl" and not acronym:
            of_day = text[: match.start()].endswith(("'s ", "’s "))  # 's Middags
            sure = sure and not of_day and not _is_common_noun(plain)
        found.append(Name(bare_name(word), match.start(), sure))
    return tuple(found)


def bare_name(word: str) -> str:
    """A name without the ending that an apostrophe sets apart: ``Zoë's`` -> ``Zoë``."""
    return _ENDINGS.sub("", word)


def _capital(word: str) -> bool:
    return word[0].isupper() or ("." not in word and any(c.isupper() for c in word))


def _opens(text: str, start: int) -> bool:
    """Whether the word at ``start`` has its capital from its place in the sentence."""
    before = text[max(0, start - 14) : start]
    return not before.strip() or bool(_STOPS.search(before) and not _ABBREVIATION.search(before))


def _is_common_noun(plain: str) -> bool:
    """Whether a folded Dutch word is one that a translation renders by another word."""
    return (
        plain in TRANSLATED
        or plain in calendar.DUTCH_DAYS
        or plain in calendar.DUTCH_MONTHS
        or dutch_word(plain) is not None
        or (_DERIVED.search(plain) is not None and english_beginnings(plain) is None)
    )


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


@dataclass(frozen=True, slots=True)
class LostName:
    """A name of the source that the target lacks; ``near`` is the word that may be left of it."""

    name: str
    near: str = ""
    english: str = ""


def lost_names(source: str, target: str, table: Mapping[str, str] | None = None) -> list[LostName]:
    """The names of the Dutch ``source`` that the English ``target`` does not have.

    ``table`` maps Dutch names to English ones, as the glossary does; a Dutch name of it that
    was copied is reported with its English form.
    """
    target_words = [bare_name(match.group()) for match in NAME_WORD.finditer(target)]
    folded = {fold(word) for word in target_words}
    capital = {fold(word) for word in target_words if word != word.lower()}
    for word in target_words:  # parts of hyphenated words count as well
        parts = [part for part in word.split("-") if part]
        folded.update(map(fold, parts))
        capital.update(fold(part) for part in parts if part[0].isupper())
    openers = {fold(name.text) for name in names(target, "en") if not name.sure}
    found = [LostName(name, "") for name in _lost_directions(source, folded)]
    seen: set[str] = set()
    for name in names(source, "nl"):
        if name.text in seen:
            continue
        seen.add(name.text)
        english = (table or {}).get(name.text, "")
        if english and fold(english) != fold(name.text):
            wanted = {fold(word) for word in NAME_WORD.findall(english)}
            if not wanted & folded and fold(name.text) in folded:
                found.append(LostName(name.text, name.text, english))
                continue
            if wanted & folded:
                continue
        if name.sure and not _kept(name.text, folded, capital, openers):
            found.append(LostName(name.text, _nearest(name.text, target_words), english))
    return found


def _lost_directions(source: str, target: Set[str]) -> Iterator[str]:
    """Places with a direction, put into English before the model, whose direction is gone."""
    for match in _DIRECTED.finditer(source):
        if not any(word.startswith(match[1].lower()) for word in target):
            yield match[0]


def _kept(name: str, target: Set[str], capital: Set[str], openers: Set[str]) -> bool:
    """Whether a name is among the folded words of the target; sounds count for capitals only.

    ``openers`` are those that have their capital from their place.
    """
    plain = fold(name)
    if plain in target:
        return True
    parts = [part for part in plain.split("-") if part]
    if len(parts) > 1 and _parts_kept(plain, parts, target, capital, openers):
        return True
    forms = english_forms(plain)
    if forms is not None:
        return any(_has(form, target, capital) for form in forms)
    beginnings = english_beginnings(plain)
    # a short beginning is that of too many small words: Finland, finally
    for beginning in beginnings or ():
        words = target if len(beginning) > 4 else capital
        if beginning in target or any(word.startswith(beginning) for word in words):
            return True
    if "." in plain and plain.replace(".", "") in {word.replace(".", "") for word in target}:
        return True
    return any(
        same_name(plain, word) and not (word in openers and _is_other_word(plain, word))
        for word in capital
    )


def _has(form: Sequence[str], target: Set[str], capital: Set[str]) -> bool:
    """Whether all words of an English form are there; a longer one may have an ending."""
    bare = {word.replace(".", "") for word in target}
    return all(
        word in bare or (len(word) > 4 and any(one.startswith(word) for one in capital))
        for word in form
    )


def _is_other_word(dutch: str, english: str) -> bool:
    """Whether a word that opens a sentence only looks like a name: Poetin, Position."""
    return dutch[:4] != english[:4] and is_english(english)


def _parts_kept(
    plain: str, parts: Sequence[str], target: Set[str], capital: Set[str], openers: Set[str]
) -> bool:
    """A hyphenated name: whole without hyphen, or any part of it that is a name.

    A part that is always translated, such as the north of Noord-Nederland, proves nothing.
    """
    if plain.replace("-", "") in target:
        return True
    telling = [part for part in parts if len(part) > 1 and part not in TRANSLATED] or parts
    return any(part in target or _kept(part, target, capital, openers) for part in telling)


_ROMANISED = (("tsj", "ch"), ("sj", "sh"), ("zj", "zh"), ("oe", "u"), ("j", "y"))


def romanised(dutch: str) -> str:
    """A folded Dutch spelling of a Slavic name, letter by letter as English spells them."""
    for spelling, letters in _ROMANISED:
        dutch = dutch.replace(spelling, letters)
    return dutch


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
    close = one.startswith(other) or other.startswith(one) or _one_apart(one, other)
    return close and min(len(one), len(other)) > 2 and similar >= 0.6


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter more, less or other makes ``one`` ``other``."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    tail = min(len(one), len(other)) - start
    end = 0
    while end < tail and one[-1 - end] == other[-1 - end]:
        end += 1
    return max(len(one), len(other)) - start - end <= 1


def _nearest(name: str, words: Sequence[str]) -> str:
    """The capitalised target word that looks most like ``name``, if any does."""
    best, word = max(
        (
            (SequenceMatcher(None, fold(name), fold(word)).ratio(), word)
            for word in words
            if word[0].isupper()
        ),
        default=(0.0, ""),
    )
    return word if best >= 0.5 else ""
