"""Numbers, dates and times of a Dutch and of an English text, as values that can be compared.

A quantity has *readings*, because a form alone does not say what it is: ``20.30`` is half past
eight in the evening or twenty and three tenths, ``2.5m`` is a sum or a length. Two quantities
agree when they share a reading. Readings are strings: ``n:10000`` a value in plain decimal
notation, ``t:510`` minutes after midnight, ``m:10`` October, ``d:0`` Monday, ``v:3``
"thousands", ``s:3.1.4`` a form that is compared as it stands.

Numbers that languages replace by other words (one, half, both, double) may be there or not:
they support, but nothing is missed where they are absent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from translate.quality import calendar
from translate.quality.dutch_numbers import WEAK as DUTCH_WEAK
from translate.quality.dutch_numbers import idioms, is_number_part, read_dutch
from translate.quality.english_numbers import WEAK as ENGLISH_WEAK
from translate.quality.english_numbers import read_english
from translate.quality.numerals import (
    DUTCH_SCALES,
    ENGLISH_SCALES,
    dutch_word,
    english_word,
    roman,
)
from translate.quality.quantity import (
    Cursor,
    Language,
    Quantity,
    Token,
    clock_readings,
    value_reading,
)
from translate.quality.words import fold, word_set

_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})")
_CENTURIES = ("17", "18", "19", "20")
_HOUR_WORDS = word_set("uur utc gmt hours hrs cet cest")


_DUTCH_TABLES = (
    calendar.DUTCH_MONTHS,
    calendar.DUTCH_MONTHS_SHORT,
    calendar.DUTCH_DAYS,
    calendar.DUTCH_ROUND,
    DUTCH_SCALES,
    DUTCH_WEAK,
)
_ENGLISH_TABLES = (
    calendar.ENGLISH_MONTHS,
    calendar.ENGLISH_MONTHS_SHORT,
    calendar.ENGLISH_DAYS,
    calendar.ENGLISH_ROUND,
    ENGLISH_SCALES,
    ENGLISH_WEAK,
)


def quantities(text: str, language: Language) -> tuple[Quantity, ...]:
    """Every quantity of ``text`` in order; values of one (``een``, ``first``) are not required."""
    return _quantities(text, language)


@lru_cache(maxsize=4096)
def _quantities(text: str, language: Language) -> tuple[Quantity, ...]:
    return tuple(_read(Cursor(text, language)))


def lost(source: Sequence[Quantity], target: Sequence[Quantity]) -> list[Quantity]:
    """The required quantities of ``source`` that ``target`` does not have.

    Called the other way round it gives the added ones. Repetition does not count.
    """
    there = frozenset().union(*(quantity.readings for quantity in target))
    return [quantity for quantity in source if quantity.required and not quantity.readings & there]


def _read(cursor: Cursor) -> Iterator[Quantity]:
    skipped = idioms(cursor.text) if cursor.dutch else []
    while cursor.position < len(cursor.tokens):
        token = cursor.tokens[cursor.position]
        if token.kind == "date":
            cursor.position += 1
            yield from _date(token)
        elif token.kind == "number":
            cursor.position += 1
            yield from _digits(cursor, token)
        elif token.kind == "fraction":
            cursor.position += 1
            yield cursor.scaled(_fraction(token), token)
        elif not _counts(token.text, cursor.dutch) or any(
            start <= token.start < end for start, end in skipped
        ):
            cursor.position += 1
        else:
            yield from _word(cursor, token)


@lru_cache(maxsize=1 << 15)
def _counts(word: str, dutch: bool) -> bool:
    """Whether a word can be part of a quantity at all; most are not."""
    plain = fold(word)
    if roman(word) is not None and len(word) > 1:
        return True
    if dutch:
        return (
            any(plain in table for table in _DUTCH_TABLES)
            or dutch_word(plain) is not None
            or is_number_part(plain)
        )
    return any(plain in table for table in _ENGLISH_TABLES) or english_word(plain) is not None


def _fraction(token: Token) -> Decimal:
    """The value of a sign such as ½."""
    return Decimal(str(round(unicodedata.numeric(token.text), 4)))


def _date(token: Token) -> Iterator[Quantity]:
    parts = re.split(r"[-/.]", token.text)
    if len(parts[0]) == 4:
        parts.reverse()
    for part in parts[:2]:
        number = int(part)
        readings = {value_reading(Decimal(number))}
        if 1 <= number <= 12:
            readings.add(f"m:{number}")
        yield Quantity(part, frozenset(readings), number != 1)
    year = int(parts[2])
    years = {year} if year > 99 else {year, 1900 + year, 2000 + year}
    yield Quantity(parts[2], frozenset(value_reading(Decimal(y)) for y in years))


def _digits(cursor: Cursor, token: Token) -> Iterator[Quantity]:
    text = token.text
    before = cursor.text[max(0, token.start - 5) : token.start]
    fraction = cursor.near()
    if fraction is not None and fraction.kind == "fraction" and fraction.start == token.end:
        cursor.position += 1
        yield cursor.scaled(
            Decimal(text) + _fraction(fraction), token, value_reading(Decimal(text))
        )
        return
    group, point = (".", ",") if cursor.dutch else (",", ".")
    plain = text.replace("\u00a0", "").replace("\u202f", "").replace("\u2009", "")
    clock = _CLOCK.fullmatch(plain)
    extra: set[str] = set()
    if clock and int(clock[1]) <= 24 and int(clock[2]) < 60:
        extra |= clock_readings(int(clock[1]), int(clock[2]), cursor.text[token.end :])
        if clock[2] == "00":
            extra.add(value_reading(Decimal(clock[1])))
    if plain.isdigit():
        value = Decimal(plain)
        extra |= _year_readings(cursor, plain, before)
        exponent = len(plain) == 1 and before[-1:].isalpha()  # km2, CO2: an optional form
        yield cursor.scaled(value, token, *extra, required=value != 1 and not exponent)
    elif re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{point}\d+)?", plain):
        value = Decimal(plain.replace(group, "").replace(point, "."))
        yield cursor.scaled(value, token, *extra)
    elif re.fullmatch(rf"\d+\{point}\d+", plain):
        yield cursor.scaled(Decimal(plain.replace(point, ".")), token, *extra)
    elif cursor.dutch and re.fullmatch(r"\d+\.\d+", plain):
        # a point where Dutch has a comma: a clock time, a version, a foreign habit
        yield cursor.scaled(Decimal(plain), token, *extra)
    elif extra:
        yield Quantity(text, frozenset(extra))
    elif ":" in plain:
        for part in re.split(r"[:.,]", plain):
            yield Quantity(part, frozenset({value_reading(Decimal(part))}), part != "1")
    else:
        yield Quantity(text, frozenset({f"s:{text}"}))


def _year_readings(cursor: Cursor, digits: str, before: str) -> set[str]:
    """Other readings of whole digits: '22 and 2021-22 are years, 0230 UTC is a time."""
    readings: set[str] = set()
    after = cursor.lower(cursor.near())
    if len(digits) == 2 and (before.endswith(("'", "’", "‘")) or re.search(r"\d{4}[-–/]$", before)):
        readings |= {value_reading(Decimal(f"19{digits}")), value_reading(Decimal(f"20{digits}"))}
    if len(digits) == 2 and digits.endswith("0") and before.lower().endswith(("ren ", "ren '")):
        readings |= {value_reading(Decimal(f"19{digits}")), value_reading(Decimal(f"20{digits}"))}
    if len(digits) == 4 and digits[:2] in _CENTURIES and after == "s":
        readings.add(value_reading(Decimal(digits[2:])))
    if len(digits) == 4 and after in _HOUR_WORDS and int(digits[:2]) <= 24:
        readings |= clock_readings(int(digits[:2]), int(digits[2:]))
    return readings


def _word(cursor: Cursor, token: Token) -> Iterator[Quantity]:
    word = fold(token.text)
    months = calendar.DUTCH_MONTHS if cursor.dutch else calendar.ENGLISH_MONTHS
    short = calendar.DUTCH_MONTHS_SHORT if cursor.dutch else calendar.ENGLISH_MONTHS_SHORT
    days = calendar.DUTCH_DAYS if cursor.dutch else calendar.ENGLISH_DAYS
    rounds = calendar.DUTCH_ROUND if cursor.dutch else calendar.ENGLISH_ROUND
    if word in months and (cursor.dutch or token.text[0].isupper()):
        sure = word not in ("march", "may", "augustus") or cursor.beside_digit()
        cursor.position += 1
        yield Quantity(token.text, frozenset({months[word]}), sure)
    elif word in short and cursor.beside_digit():
        cursor.position += 1
        yield Quantity(token.text, frozenset({short[word]}))
    elif not cursor.dutch and word in short and token.text[0].isupper():
        cursor.position += 1
        yield Quantity(token.text, frozenset({short[word]}), required=False)
    elif word in days:
        cursor.position += 1
        yield Quantity(token.text, frozenset({days[word]}))
    elif word in rounds and (word != "scores" or cursor.lower(cursor.near(1)) == "of"):
        yield _round(cursor, token, rounds)
    else:
        yield from (read_dutch if cursor.dutch else read_english)(cursor, token, word)
        regnal = roman(token.text) if len(token.text) > 1 else None
        if regnal is not None:
            yield Quantity(token.text, frozenset({value_reading(regnal)}), required=False)


def _round(cursor: Cursor, token: Token, rounds: dict[str, str]) -> Quantity:
    power = 0
    end = token.end
    while True:
        power += int(rounds[cursor.lower(cursor.tokens[cursor.position])].removeprefix("v:"))
        end = cursor.tokens[cursor.position].end
        cursor.position += 1
        if cursor.lower(cursor.near()) == "of" and cursor.lower(cursor.near(1)) in rounds:
            cursor.position += 1
        elif cursor.lower(cursor.near()) not in rounds:
            break
    return Quantity(cursor.text[token.start : end], frozenset({f"v:{power}"}))
