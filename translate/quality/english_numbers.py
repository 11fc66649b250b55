"""English number words in their surroundings: ``two and a half million``, ``half past eight``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from translate.quality.numerals import english_ordinal, english_word
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
    "half": ("0.5", "50", "30"), "halves": ("0.5",), "both": ("2",), "twice": ("2",),
    "double": ("2",), "doubled": ("2",), "doubling": ("2",), "doubles": ("2",), "pair": ("2",),
    "couple": ("2",), "twin": ("2",), "twins": ("2",), "duo": ("2",), "trio": ("3",),
    "triple": ("3",), "tripled": ("3",), "thrice": ("3",), "quarter": ("0.25", "25", "15", "4"),
    "quarters": ("0.25", "0.75", "75", "45", "4"), "decade": ("10",), "decades": ("10", "v:1"),
    "century": ("100",), "centuries": ("100",), "fortnight": ("2", "14"), "second": ("2",),
    "former": ("2",), "latter": ("2",), "quartet": ("4",), "quadruple": ("4",), "no": ("0",),
    "semi": ("0.5",), "bicentenary": ("200",), "centenary": ("100",), "either": ("2",),
    "quarterly": ("4",), "biennial": ("2",), "triad": ("3",), "midnight": ("t:0",),
    "noon": ("t:720",),
}  # fmt: skip

#: Minutes of spoken times before "past" and "to", and behind the hour.
_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}
_WRITTEN = {"fifteen": 15, "thirty": 30}
_BEFORE_TIMES = word_set("at around about until till after before since")
_FRACTION = re.compile("thirds?|quarters?|fifths?|percent|per|million")


def read_english(cursor: Cursor, token: Token, word: str) -> Iterator[Quantity]:
    """Quantities of one word and what follows it; ``word`` is the folded token."""
    value = english_word(word)
    if (time := _english_clock(cursor, token, word)) is not None:
        yield time
        return
    if word in ("second", "seconds") or (value is None and word in WEAK):
        cursor.position += 1
        if word == "half" and _half_of_scale(cursor):
            scale = cursor.scales[cursor.lower(cursor.tokens[cursor.position - 1])]
            readings = {value_reading(scale / 2), value_reading(Decimal("0.5"))}
            yield Quantity(cursor.text[token.start : token.end], frozenset(readings))
        else:
            weak = WEAK.get(word, ())
            if word == "half" and (whole := _whole_before(cursor)) is not None:
                weak = (*weak, str(whole + Decimal("0.5")))
            yield Quantity(token.text, weak_readings(weak), False)
    elif value is None and word not in cursor.scales:
        cursor.position += 1
    elif value is not None and english_ordinal(word):
        cursor.position += 1
        yield Quantity(token.text, frozenset({value_reading(value)}), value > 2)
    else:
        quantity = _english_cardinal(cursor, token)
        following = cursor.near()
        if word == "ten" and following is not None and following.text[0].isupper():
            quantity = replace(quantity, required=False)  # Jolanda ten Hove
        yield quantity


def _english_clock(cursor: Cursor, token: Token, word: str) -> Quantity | None:
    """``half past eight``, ``a quarter to nine``, ``ten to three``, ``half eight``, ``two thirty``.

    The last two, and minutes "to" without "at", may be something else: nothing requires them.
    """
    following = cursor.lower(cursor.near(1))
    if word in _MINUTES and following in ("past", "to"):
        hour, steps = cursor.hour(2), 3
        minute = _MINUTES[word] if following == "past" else -_MINUTES[word]
        before = cursor.tokens[cursor.position - 1] if cursor.position else None
        plain = following == "to" and word not in ("half", "quarter")
        if plain and cursor.lower(before) not in _BEFORE_TIMES:
            return None  # a range
        sure = not _FRACTION.match(cursor.lower(cursor.near(3)))
    elif word == "half":
        hour, steps, minute, sure = cursor.hour(1), 2, 30, False
    else:
        hour, steps, minute, sure = cursor.hour(), 2, _WRITTEN.get(following, 0), False
        if not minute:
            return None
    if hour is None:
        return None
    cursor.position += steps
    end = cursor.tokens[cursor.position - 1].end
    total = hour * 60 + minute
    readings = clock_readings(total // 60 or 12, total % 60, cursor.text[end:])
    if not sure and word != "half":
        readings |= {value_reading(Decimal(hour)), value_reading(Decimal(minute))}
    return Quantity(cursor.text[token.start : end], readings, sure)


def _whole_before(cursor: Cursor) -> Decimal | None:
    """The number of ``a year and a half``, whose ``half`` was just stepped over."""
    words = [cursor.lower(token) for token in cursor.tokens[: cursor.position - 1][-4:]]
    if len(words) < 4 or words[2:] != ["and", "a"]:
        return None
    return Decimal(1) if words[0] in ("a", "an") else english_word(words[0])


def _half_of_scale(cursor: Cursor) -> bool:
    """Step over ``a million`` or ``million`` behind ``half``."""
    skip = 1 if cursor.lower(cursor.near()) in ("a", "an") else 0
    if cursor.lower(cursor.near(skip)) not in cursor.scales:
        return False
    cursor.position += skip + 1
    return True


def _english_cardinal(cursor: Cursor, token: Token) -> Quantity:
    """``two hundred and fifty thousand``: units and tens add, scales multiply."""
    total = current = last = Decimal(0)
    extra: set[str] = set()
    while word := cursor.lower(cursor.tokens[cursor.position]):
        value = english_word(word)
        if value is not None:
            if last and not (last >= 100 or (20 <= last < 100 and value < 10)):
                break
            current += value
            last = value
        elif word in cursor.scales:
            last = cursor.scales[word]
            current = (current or Decimal(1)) * last
            if last >= 1000:
                total, current = total + current, Decimal(0)
        else:
            break
        cursor.position += 1
        if cursor.near() is None or (value is not None and english_ordinal(word)):
            break
        if cursor.lower(cursor.near()) == "and":
            if cursor.lower(cursor.near(1)) == "a" and cursor.lower(cursor.near(2)) == "half":
                extra.add(value_reading(total + current))
                current += Decimal("0.5") * (total or 1)
                last = Decimal("0.5")
                cursor.position += 3
                if cursor.lower(cursor.near()) not in cursor.scales:
                    break
            elif last >= 100 and english_word(cursor.lower(cursor.near(1))) is not None:
                cursor.position += 1
            else:
                break
    value = total + current
    final = cursor.tokens[cursor.position - 1]
    if value < 100:
        spelled = Token("word", cursor.text[token.start : final.end], token.start, final.end)
        return cursor.scaled(value, spelled, *extra, required=value > 1)
    readings = frozenset({value_reading(value), *extra})
    return Quantity(cursor.text[token.start : final.end], readings, value > 1)
