"""Names of the Dutch that the English does not have.

A Dutch name is kept when the English text has the same word, the same word in another
transliteration (Loekasjenko, Lukashenko: they share a consonant skeleton), the English name that
a table gives (Rusland, Russia), or a word that belongs to the same nation (Russische, Russian).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher

from translate.quality.nations import Forms, begins_as, known, known_as
from translate.text import lists
from translate.text.names import TRANSLATED, Name, names, same_name
from translate.text.vocabulary import dutch_words, is_english
from translate.text.words import NAME_WORD, bare, fold

_DIRECTED = re.compile(r"\b(North|South|East|West)(?:ern)? [A-Z]\w+")
#: Which cabinet, battle or king says nothing of whose: Rutte-II.
_ROMAN = re.compile(r"[ivx]+")
#: Shorter names are respelled in too many ways.
_LEAST = 5
#: Letters with which Dutch spells names of other scripts.
_RESPELLED = re.compile(r"oe|kh|y|(?<!i)j")
_INFLECTION = re.compile(r"n|s|an|ian|ish|er|ese|e")
#: Between the first two names of an enumeration: "Dijkhof (VVD) en Van der Laan".
_AND = re.compile(
    r"(?: \([\w/-]+\))?(?:,| [eé]n| of)"
    rf" (?:(?:{'|'.join(sorted(lists.words('nl', 'particles')))}|bin|ben) )*",
    re.IGNORECASE,
)


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
    target_words = [bare(word) for word in NAME_WORD.findall(target)]
    folded = {fold(word) for word in target_words}
    capital = {fold(word) for word in target_words if word != word.lower()}
    for word in target_words:  # parts of hyphenated words count as well
        parts = [part for part in word.split("-") if part]
        folded.update(map(fold, parts))
        capital.update(fold(part) for part in parts if part[0].isupper())
    openers = {fold(name.text) for name in names(target, "en") if not name.sure}
    found = [LostName(name, "") for name in _lost_directions(source, folded)]
    seen: set[str] = set()
    candidates = names(source, "nl")
    persons = {name.start for name in candidates if name.sure and name.text.istitle()}
    for name in candidates:
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
        sure = name.sure or (name.derived and known(fold(name.text)))
        if (sure or _is_beside(source, name, persons)) and not _kept(
            name.text, folded, capital, openers
        ):
            found.append(LostName(name.text, _nearest(name.text, target_words), english))
    return found


def _is_beside(source: str, name: Name, persons: Set[int]) -> bool:
    """Whether a word that may have its capital from its place is enumerated with a person."""
    joined = _AND.match(source, name.start + len(name.text))
    return (
        joined is not None
        and joined.end() in persons
        and not (name.derived or fold(name.text) in dutch_words() | TRANSLATED)
    )


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
    forms = known_as(plain)
    if forms is not None:
        return _has_any(forms, target, capital)
    if _has_any(begins_as(plain), target, capital):
        return True
    if "." in plain and plain.replace(".", "") in {word.replace(".", "") for word in target}:
        return True
    return any(
        same_name(plain, word)
        and not (word in openers and _is_other_word(plain, word))
        and not _is_garbled(plain, word)
        for word in capital
    )


def _has_any(forms: Forms, target: Set[str], capital: Set[str]) -> bool:
    """Whether all words of an English form are there; a longer one may have an ending."""
    whole = {word.replace(".", "") for word in target}
    return any(
        all(
            word in whole or (len(word) > 4 and any(one.startswith(word) for one in capital))
            for word in form
        )
        for form in forms
    )


def _is_other_word(dutch: str, english: str) -> bool:
    """Whether a word that opens a sentence only looks like a name: Poetin, Position."""
    return dutch[:4] != english[:4] and is_english(english)


def _is_garbled(dutch: str, english: str) -> bool:
    """Whether a word that sounds alike is no English word, respelling or inflection: Vlisingen."""
    if dutch.startswith(english):  # Winschoten is not Wins, but Sapmeer is Sap
        noun = dutch.removeprefix(english)
        return len(english) * 2 < len(dutch) and noun not in TRANSLATED | dutch_words()
    inflected = english.startswith(dutch) and _INFLECTION.fullmatch(english[len(dutch) :])
    return (
        len(dutch) >= _LEAST
        and "-" not in dutch
        and not (inflected or _RESPELLED.search(dutch) or is_english(english))
    )


def _parts_kept(
    plain: str, parts: Sequence[str], target: Set[str], capital: Set[str], openers: Set[str]
) -> bool:
    """A hyphenated name: whole without hyphen, or any part of it that is a name.

    A part that is always translated, such as the north of Noord-Nederland, proves nothing.
    """
    if plain.replace("-", "") in target:
        return True
    telling = [
        part
        for part in parts
        if len(part) > 1 and part not in TRANSLATED and not _ROMAN.fullmatch(part)
    ] or parts
    return any(part in target or _kept(part, target, capital, openers) for part in telling)


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
