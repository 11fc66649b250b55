"""Units and currencies beside numbers: 500 euros are not $ 500, and 5 km are not 5 metres."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from translate.text import lists
from translate.text.lists import Language

_SCALE = r"(?:\s?(?:mln|miljoen|miljard|mld|duizend|honderd|million|billion|bn|thousand|hundred))?"


#: Sums of money with a letter for millions or thousands, which is no metre: €2.5m.
_SHORT_SUM = re.compile(r"([€$£]\s?\d[\d.,]*)[mkb]\b", re.IGNORECASE)


def differing_units(source: str, target: str) -> tuple[list[str], list[str]]:
    """Units beside numbers of the Dutch that the English does not name at all, and the reverse.

    A temperature or a sum below zero is one as well, and so is a bound that the English lacks.
    """
    source, target = (_SHORT_SUM.sub(r"\1", text) for text in (source, target))
    return (
        _lost(source, "nl", target, "en") + _frost(source, target) + _bounds(source, target),
        _lost(target, "en", source, "nl") + _frost(target, source),
    )


#: Degrees or money with a minus before them, and what says in either language that they are less
#: than nothing.
_MINUS = re.compile(
    r"(?:(?<![\w)\]])[-−–](?=\d)|\bmin(?:us)? )\w+(?:[.,]\d+)?"
    r"(?: (?:en|tot|à|and|to) (?:[-−–]|min(?:us)? )?\w+(?:[.,]\d+)?)?\s?"
    r"(?:°|(?:graden|degrees|euros?)\b)"
    r"|[€$£]\s?[-−–]\d[\d.,]*\b|(?<!\d)(?<!\d\s)[-−][€$£]\s?\d[\d.,]*\b",
    re.IGNORECASE,
)
_FREEZES = re.compile(
    r"[-−–][€$£]?\s?\d|verlies|verloren|tekort|loss|lost|deficit|\bmin(?:us)?\b|negative"
    r"|onder (?:nul|het vriespunt)|below|sub-?zero|vorst|frost"
    r"|vrie[sz]|freez",
    re.IGNORECASE,
)


def _frost(text: str, other: str) -> list[str]:
    """Temperatures below zero of ``text`` where ``other`` has none."""
    return [] if _FREEZES.search(other) else [found[0] for found in _MINUS.finditer(text)]


def _number_words(language: Language) -> str:
    """A pattern of what number words begin with, but for a or one."""
    words = (*lists.values(language, "units"), *lists.values(language, "tens"))
    scales = lists.values(language, "scales")
    return "|".join(word for word in (*words, *scales) if word not in ("een", "one"))


#: What begins a number of English, and of which "over" is a bound.
_ENGLISH_NUMBER = (
    r"(?:[€$£]?\s?\d|an? (?:quarter|third|half|dozen|day|hour|week|month|year|decade|century|met"
    rf"|kilo|mil|hundred|thous)|(?:half|one|double|twice|{_number_words('en')})s?\b)"
)
#: Words that bound a number, of which models make others (space, highly), and their English.
_BOUNDS = (
    (
        r"\bruim (?=[€$£]?\s?\d|de helft|een (?:kwart|derde|half|dag|uur|week|maand|jaar|eeuw|meter"
        rf"|kilo|mil|dozijn|tiental|decennium)|half|ander|{_number_words('nl')})",
        r"\b(?:more|well|(?<!less )(?<!fewer )than|least|exceed\w*|good|amply?|plus|odd|excess"
        r"|upwards?|longer|majority|and (?:up|over|above|counting))\b|\+"
        rf"|\b(?:over|above|beyond|some|about|around|approximately|roughly) {_ENGLISH_NUMBER}"
        r"|^\W*(?:clear|tidy|clean|empty|put) ",  # the verb: ruim twee kasten leeg
    ),
    (
        r"\b(?:hooguit|hoogstens)\b",
        r"\b(?:most|maximum|up to|only|limit\w*|within|max|under|not exceed\w*|just|less|fewer|few"
        r"|merely|nothing|barely|little|maybe|perhaps|tops|outside"
        r"|(?:no|not|never|nothing|n[’']t) (?:\w+ )?(?:\w+er|more) than)\b",
    ),
)


def _bounds(source: str, target: str) -> list[str]:
    pairs = ((re.search(dutch, source, re.I), english) for dutch, english in _BOUNDS)
    return [
        found[0].strip()
        for found, english in pairs
        if found and not re.search(english, target, re.I)
    ]


def _lost(text: str, language: Language, other: str, others: Language) -> list[str]:
    if not any(map(str.isdigit, text)):
        return []
    found = ((kind, beside.search(text)) for kind, (beside, _) in _patterns(language).items())
    anywhere = {kind: pattern for kind, (_, pattern) in _patterns(others).items()}
    return [match[0].strip() for kind, match in found if match and not anywhere[kind].search(other)]


@cache
def _patterns(language: Language) -> Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """For each kind what finds it beside a number, and what finds it anywhere."""
    made = {}
    for kind, *names in lists.lines(language, "units of measure"):
        name = f"(?:{'|'.join(names)})"
        made[kind] = (
            re.compile(
                rf"(?<![\w'’]){name}\s?(?=\d)|(?<=\d){_SCALE}[\s-]?{name}(?!\w)", re.IGNORECASE
            ),
            re.compile(rf"(?<![^\W\d]){name}(?![^\W\d])", re.IGNORECASE),
        )
    return made
