"""English number words in their surroundings: ``two and a half million``, ``half past eight``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from translate.text.number_words import english_ordinal, english_word
from translate.text.quantity import Cursor, Quantity, Token, clock, values

#: Minutes of spoken times before "past" and "to", and behind the hour.
_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}
_WRITTEN = {"fifteen": 15, "thirty": 30}
_BEFORE_TIMES = frozenset(["at", "around", "about", "until", "till", "after", "before", "since"])
_FRACTION = re.compile("thirds?|quarters?|fifths?|percent|per|million")
_HALF = Decimal("0.5")


def read_english(cursor: Cursor, token: Token, word: str) -> Iterator[Quantity]:
    """Quantities of ``word``, the folded token just stepped over, and what follows it."""
    value, words = english_word(word), cursor.words
    if (time := _english_clock(cursor, token, word)) is not None:
        yield time
    elif word == "half" and (scale := _scale_behind_half(cursor)) is not None:
        yield Quantity(token[0], values(scale / 2, _HALF))
    elif word in ("second", "seconds") or (value is None and word in words.weak):
        whole = _whole_before(cursor) if word == "half" else None
        more = frozenset() if whole is None else values(whole + _HALF)
        yield Quantity(token[0], words.weak.get(word, frozenset()) | more, False)
    elif value is not None and english_ordinal(word):
        yield Quantity(token[0], values(value), value > 2)
    elif value is not None or word in words.scales:
        quantity = _english_cardinal(cursor, token)
        following = cursor.near()
        if word == "ten" and following is not None and following[0][0].isupper():
            quantity = Quantity(quantity.text, quantity.readings, False)  # Jolanda ten Hove
        yield quantity


def _english_clock(cursor: Cursor, token: Token, word: str) -> Quantity | None:
    """``half past eight``, ``a quarter to nine``, ``ten to three``, ``half eight``, ``two thirty``.

    The last two, and minutes "to" without "at", may be something else: nothing requires them.
    """
    side = cursor.word()
    if word in _MINUTES and side in ("past", "to"):
        exact = word in ("half", "quarter")
        if side == "to" and not exact and cursor.before() not in _BEFORE_TIMES:
            return None  # a range
        hour, steps = cursor.hour(1), 2
        minute = _MINUTES[word] if side == "past" else -_MINUTES[word]
        sure = not _FRACTION.match(cursor.word(2))
    elif word == "half":
        hour, steps, minute, sure = cursor.hour(), 1, 30, False
    else:
        value = english_word(word)
        hour = int(value) if value is not None and value in range(1, 13) else None
        steps, minute, sure = 1, _WRITTEN.get(side, 0), False
    if hour is None or not minute:
        return None
    cursor.position += steps
    total = hour * 60 + minute
    readings = clock(total + 720 * (total < 60), cursor.behind())
    if not sure and word != "half":
        readings |= values(hour, minute)
    return cursor.quantity(token, readings, sure)


def _whole_before(cursor: Cursor) -> Decimal | None:
    """The number of ``a year and a half``, whose ``half`` was just stepped over."""
    if [cursor.before(3), cursor.before(2)] != ["and", "a"]:
        return None
    number = cursor.before(5)
    return Decimal(1) if number in ("a", "an") else english_word(number)


def _scale_behind_half(cursor: Cursor) -> Decimal | None:
    """The scale of ``half a million`` or ``half million``, which is stepped over."""
    skip = 1 if cursor.word() in ("a", "an") else 0
    scale = cursor.words.scales.get(cursor.word(skip))
    if scale is not None:
        cursor.position += skip + 1
    return scale


def _english_cardinal(cursor: Cursor, token: Token) -> Quantity:
    """``two hundred and fifty thousand``: units and tens add, scales multiply."""
    total = current = last = Decimal(0)
    extra: frozenset[str] = frozenset()
    cursor.position -= 1
    word = cursor.before(0)
    while word:
        value = english_word(word)
        if value is not None:
            if last and not (last >= 100 or (20 <= last < 100 and value < 10)):
                break
            current += value
            last = value
        elif word in cursor.words.scales:
            last = cursor.words.scales[word]
            current = (current or Decimal(1)) * last
            if last >= 1000:
                total, current = total + current, Decimal(0)
        else:
            break
        cursor.position += 1
        if value is not None and english_ordinal(word):
            break
        if [cursor.word(place) for place in range(3)] == ["and", "a", "half"]:
            extra |= values(total + current)
            current += _HALF * (total or 1)
            last = _HALF
            cursor.position += 3
            if cursor.word() not in cursor.words.scales:
                break
        elif cursor.word() == "and" and last >= 100 and english_word(cursor.word(1)) is not None:
            cursor.position += 1
        word = cursor.word()
    value = total + current
    if value < 100:
        return cursor.scaled(value, token, extra, value > 1)
    return cursor.quantity(token, values(value) | extra, value > 1)
