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

from translate.text.dutch_numbers import idioms, is_number_part, read_dutch
from translate.text.english_numbers import read_english
from translate.text.lists import Language
from translate.text.number_words import number_words, roman
from translate.text.quantity import Cursor, Quantity, Token, clock, values
from translate.text.words import fold

_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})")
_BLANK = re.compile(r"[\u00a0\u202f\u2009]")
_HOUR_WORDS = frozenset(("uur", "utc", "gmt", "hours", "hrs", "cet", "cest"))
#: What stands before two digits that are a year: '22, 2021-22; before a decade: jaren 80.
_YEAR_BEFORE = re.compile(r"(?:['’‘]|\d{4}[-–/])$")
_DECADE_BEFORE = re.compile(r"ren '?$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def quantities(text: str, language: Language) -> tuple[Quantity, ...]:
    """Every quantity of ``text`` in order; values of one (``een``, ``first``) are not required."""
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
        cursor.position += 1
        if token.lastgroup == "date":
            yield from _date(token)
        elif token.lastgroup == "number":
            yield from _digits(cursor, token)
        elif token.lastgroup == "fraction":
            yield cursor.scaled(_fraction(token), token)
        elif _counts(token[0], cursor.words.language) and not any(
            start <= token.start() < end for start, end in skipped
        ):
            yield from _word(cursor, token)


@lru_cache(maxsize=1 << 15)
def _counts(word: str, language: Language) -> bool:
    """Whether a word can be part of a quantity at all; most are not."""
    plain = fold(word)
    words = number_words(language)
    tables = (words.months, words.short_months, words.days, words.round, words.scales, words.weak)
    return (
        any(plain in table for table in tables)
        or words.value(plain) is not None
        or roman(word) is not None
        or (language == "nl" and is_number_part(plain))
    )


def _fraction(token: Token) -> Decimal:
    """The value of a sign such as ½."""
    return Decimal(str(round(unicodedata.numeric(token[0]), 4)))


def _date(token: Token) -> Iterator[Quantity]:
    parts = re.split(r"[-/.]", token[0])
    if len(parts[0]) == 4:
        parts.reverse()
    for part in parts[:2]:
        number = int(part)
        month = frozenset({f"m:{number}"} if 1 <= number <= 12 else ())
        yield Quantity(part, values(number) | month, number != 1)
    year = int(parts[2])
    yield Quantity(parts[2], values(year) if year > 99 else values(year, 1900 + year, 2000 + year))


def _digits(cursor: Cursor, token: Token) -> Iterator[Quantity]:
    plain = _BLANK.sub("", token[0])
    before = cursor.text[max(0, token.start() - 5) : token.start()]
    fraction = cursor.near()
    if fraction and fraction.lastgroup == "fraction" and fraction.start() == token.end():
        cursor.position += 1
        yield cursor.scaled(Decimal(plain) + _fraction(fraction), token, values(plain))
        return
    times = _times(plain, cursor.behind())
    if plain.isdigit():
        exponent = len(plain) == 1 and before[-1:].isalpha()  # km2, CO2: an optional form
        extra = _years(plain, before, cursor.word())
        yield cursor.scaled(Decimal(plain), token, extra, int(plain) != 1 and not exponent)
    elif (value := _decimal(plain, cursor.dutch)) is not None:
        yield cursor.scaled(value, token, times)
    elif times:
        yield Quantity(token[0], times)
    elif ":" in plain:
        for part in re.split(r"[:.,]", plain):
            yield Quantity(part, values(part), part != "1")
    else:
        yield Quantity(token[0], frozenset({f"s:{token[0]}"}))


def _decimal(plain: str, dutch: bool) -> Decimal | None:
    """The value of digits with marks of grouping and a decimal one, None for another form."""
    group, point = (".", ",") if dutch else (",", ".")
    if re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{point}\d+)?|\d+\{point}\d+", plain):
        return Decimal(plain.replace(group, "").replace(point, "."))
    # a point where Dutch has a comma: a clock time, a version, a foreign habit
    return Decimal(plain) if dutch and re.fullmatch(r"\d+\.\d+", plain) else None


def _times(plain: str, behind: str) -> frozenset[str]:
    """What digits with a mark between them are as a time of day; a full hour is a number, too."""
    found = _CLOCK.fullmatch(plain)
    if not found or int(found[1]) > 24 or int(found[2]) > 59:
        return frozenset()
    hour = values(found[1]) if found[2] == "00" else frozenset()
    return clock(60 * int(found[1]) + int(found[2]), behind) | hour


def _years(digits: str, before: str, after: str) -> frozenset[str]:
    """Other readings of whole digits: '22 and 2021-22 are years, 0230 UTC is a time."""
    decade = digits.endswith("0") and _DECADE_BEFORE.search(before)
    if len(digits) == 2 and (decade or _YEAR_BEFORE.search(before)):
        return values(f"19{digits}", f"20{digits}")
    if len(digits) == 4 and 17 <= int(digits[:2]) <= 20 and after == "s":
        return values(digits[2:])
    if len(digits) == 4 and after in _HOUR_WORDS and int(digits[:2]) <= 24:
        return clock(60 * int(digits[:2]) + int(digits[2:]))
    return frozenset()


def _word(cursor: Cursor, token: Token) -> Iterator[Quantity]:
    word, words = fold(token[0]), cursor.words
    capital = token[0][0].isupper()
    if word in words.months and (cursor.dutch or capital):
        sure = word not in ("march", "may", "augustus") or cursor.beside_digit()
        yield Quantity(token[0], frozenset({words.months[word]}), sure)
    elif word in words.short_months and (
        (beside := cursor.beside_digit()) or (capital and not cursor.dutch)
    ):
        yield Quantity(token[0], frozenset({words.short_months[word]}), beside)
    elif word in words.days:
        yield Quantity(token[0], frozenset({words.days[word]}))
    elif word in words.round and (word != "scores" or cursor.word() == "of"):
        yield _round(cursor, token)
    else:
        yield from (read_dutch if cursor.dutch else read_english)(cursor, token, word)
        regnal = roman(token[0])
        if regnal is not None:
            yield Quantity(token[0], values(regnal), required=False)


def _round(cursor: Cursor, token: Token) -> Quantity:
    """``tens of thousands``: powers of ten that are multiplied."""
    powers = cursor.words.round
    power = powers[fold(token[0])]
    while True:
        steps = 1 + (cursor.word() == "of")
        following = powers.get(cursor.word(steps - 1))
        if following is None:
            return cursor.quantity(token, frozenset({f"v:{power}"}))
        power += following
        cursor.position += steps
