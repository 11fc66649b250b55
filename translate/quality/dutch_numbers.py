"""Dutch number words in their surroundings: ``half negen``, ``op twee na``, ``jaren tachtig``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from translate.quality.numerals import dutch_word
from translate.quality.quantity import (
    Cursor,
    Quantity,
    Token,
    clock_readings,
    value_reading,
    weak_readings,
)
from translate.quality.words import word_set

#: Words that may stand for a number, or be left out: value, or reading where a colon is.
WEAK = {
    "half": ("0.5", "50", "30", "6"), "halve": ("0.5", "50"), "helft": ("0.5", "50"),
    "halfjaar": ("0.5", "6"), "beide": ("2",), "beiden": ("2",), "dubbel": ("2",),
    "dubbele": ("2",), "tweeling": ("2",), "duo": ("2",), "trio": ("3",), "kwart": ("0.25", "25"),
    "kwartier": ("15",), "kwartaal": ("3",), "decennium": ("10",), "decennia": ("10",),
    "eeuw": ("100",), "eeuwen": ("100",), "etmaal": ("24",), "hattrick": ("3",),
    "verdubbeld": ("2",), "verdubbeling": ("2",), "paar": ("2",), "koppel": ("2",),
    "stel": ("2",), "week": ("7",),
}  # fmt: skip
#: Number words that are ordinary words of Dutch in these places: "in acht nemen", "hij acht het".
_DUTCH_NOT_A_NUMBER = re.compile(
    r"\b(?:eerste|tweede) kamer\b|\bin acht\b|\bgeen acht\b"
    r"|\bacht (?:het|de|dat|dit|die|deze|zich|zichzelf|hem|haar|hen|geslagen|slechts"
    r"|echter|niet|ook|wel|nu|daarom|bewezen|wettig|iedereen|niemand)\b"
    r"|\belf(?:en)?tje\b|\bvieren\b|\bzo(?:iets)? van een\b|\bter zake\b|\bderden\b",
    re.IGNORECASE,
)
#: "vierde" is an ordinal behind these, a verb elsewhere (vieren, to celebrate).
_DETERMINERS = word_set("de het een zijn haar hun ons onze elke iedere als op in die dit deze dat")
_PARTS = re.compile(r"(twee|drie|vier|vijf|zes|zeven)(derden?|kwart|vijfden?|zesden?|achtsten?)")
_SPECIAL = ("anderhalf", "anderhalve", "driekwart")
#: Minutes of spoken times, and words after which they are surely one.
_MINUTES = {"kwart": 15, "vijf": 5, "tien": 10, "twintig": 20}
_BEFORE_TIMES = word_set("om rond tegen vanaf omstreeks tot sinds")
_ERAS = {"twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"}


def is_number_part(word: str) -> bool:
    """Whether a folded word is a number that only this module reads: ``anderhalf``."""
    return word in _SPECIAL or _PARTS.fullmatch(word) is not None


def idioms(text: str) -> list[tuple[int, int]]:
    """Spans in which number words are none: ``in acht nemen``, ``Tweede Kamer``."""
    return [match.span() for match in _DUTCH_NOT_A_NUMBER.finditer(text)]


def read_dutch(cursor: Cursor, token: Token, word: str) -> Iterator[Quantity]:
    """Quantities of one word and what follows it; ``word`` is the folded token."""
    cursor.position += 1
    follower = cursor.lower(cursor.near())
    if word in ("anderhalf", "anderhalve"):
        yield cursor.scaled(Decimal("1.5"), token, "n:18", "n:90")
    elif word == "driekwart":
        yield Quantity(token.text, frozenset({"n:0.75", "n:75", "n:3"}))
    elif word in ("half", "halve") and follower in cursor.scales:
        yield cursor.scaled(Decimal("0.5"), token)
    elif word == "half" and (hour := cursor.hour()) is not None:
        cursor.position += 1
        yield _time(cursor, token, hour * 60 - 30)
    elif word in _MINUTES and follower in ("voor", "over"):
        yield from _dutch_clock(cursor, token, word, follower)
    elif word in WEAK:
        yield Quantity(token.text, weak_readings(WEAK[word]), False)
    elif word in cursor.scales:
        yield cursor.scaled(cursor.scales[word], token)
    elif (parts := _PARTS.fullmatch(word)) is not None:
        for part in (parts[1], parts[2].removesuffix("n")):
            fraction = dutch_word(part)
            if fraction is not None:
                yield Quantity(part, frozenset({value_reading(fraction)}))
    elif (value := dutch_word(word)) is not None:
        if word == "vierde" and cursor.lower(cursor.before()) not in _DETERMINERS:
            yield Quantity(token.text, frozenset({value_reading(value)}), False)
            return
        if follower == "na" and cursor.lower(cursor.before()) == "op":
            # op twee na de grootste: the third
            yield Quantity(token.text, frozenset({value_reading(value), value_reading(value + 1)}))
            return
        era = word in _ERAS and cursor.text[: token.start].endswith("jaren ")
        extra = {f"n:19{value}", f"n:20{value}"} if era else set()
        yield cursor.scaled(value, token, *extra, required=value > 1)


def _dutch_clock(cursor: Cursor, token: Token, word: str, side: str) -> Iterator[Quantity]:
    """``kwart voor negen``, ``vijf over half drie``; where no hour follows, a plain number."""
    minutes = _MINUTES[word]
    half = cursor.lower(cursor.near(1)) == "half"
    hour = cursor.hour(1 + half)
    if hour is None:
        if word != "kwart":
            yield cursor.scaled(Decimal(minutes), token)
        return
    sure = half or word == "kwart" or cursor.lower(cursor.before()) in _BEFORE_TIMES
    cursor.position += 2 + half
    time = _time(cursor, token, hour * 60 - 30 * half + (minutes if side == "over" else -minutes))
    # "een tien voor drie leerlingen" is no time
    plain = {value_reading(Decimal(minutes)), value_reading(Decimal(hour))}
    yield time if sure else replace(time, readings=time.readings | plain, required=False)


def _time(cursor: Cursor, token: Token, minute: int) -> Quantity:
    """A spoken time of day, of which the last word was just stepped over."""
    end = cursor.tokens[cursor.position - 1].end
    readings = clock_readings(minute // 60 or 12, minute % 60, cursor.text[end:])
    return Quantity(cursor.text[token.start : end], readings)
