"""Dutch number words in their surroundings: ``half negen``, ``op twee na``, ``jaren tachtig``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from translate.text import lists
from translate.text.number_words import dutch_word
from translate.text.quantity import Cursor, Quantity, Token, clock, values

#: Number words that are ordinary words of Dutch in these places: "in acht nemen", "hij acht het".
_DUTCH_NOT_A_NUMBER = re.compile(
    r"\b(?:eerste|tweede) kamer\b|\bin acht\b|\bgeen acht\b"
    r"|\bacht (?:het|de|dat|dit|die|deze|zich|zichzelf|hem|haar|hen|geslagen|slechts"
    r"|echter|niet|ook|wel|nu|daarom|bewezen|wettig|iedereen|niemand)\b"
    r"|\belf(?:en)?tje\b|\bvieren\b|\bzo(?:iets)? van een\b|\bter zake\b|\bderden\b",
    re.IGNORECASE,
)
#: "vierde" is an ordinal behind these, a verb elsewhere (vieren, to celebrate).
_DETERMINERS = lists.words("nl", "determiners")
_PARTS = re.compile(r"(twee|drie|vier|vijf|zes|zeven)(derden?|kwart|vijfden?|zesden?|achtsten?)")
#: Values of words, the first of which is multiplied by a scale that follows.
_SPECIAL = {
    "anderhalf": ("1.5", 18, 90),
    "anderhalve": ("1.5", 18, 90),
    "driekwart": ("0.75", 75, 3),
}
#: Minutes of spoken times, and words after which they are surely one.
_MINUTES = {"kwart": 15, "vijf": 5, "tien": 10, "twintig": 20}
_BEFORE_TIMES = frozenset(["om", "rond", "tegen", "vanaf", "omstreeks", "tot", "sinds"])
_TENS = lists.values("nl", "tens")


def is_number_part(word: str) -> bool:
    """Whether a folded word is a number that only this module reads: ``anderhalf``."""
    return word in _SPECIAL or _PARTS.fullmatch(word) is not None


def idioms(text: str) -> list[tuple[int, int]]:
    """Spans in which number words are none: ``in acht nemen``, ``Tweede Kamer``."""
    return [match.span() for match in _DUTCH_NOT_A_NUMBER.finditer(text)]


def read_dutch(cursor: Cursor, token: Token, word: str) -> Iterator[Quantity]:
    """Quantities of ``word``, the folded token just stepped over, and what follows it."""
    follower = cursor.word()
    words = cursor.words
    if word in _SPECIAL:
        readings = _SPECIAL[word]
        yield cursor.scaled(Decimal(readings[0]), token, values(*readings))
    elif word in ("half", "halve") and follower in words.scales:
        yield cursor.scaled(Decimal("0.5"), token)
    elif word == "half" and (hour := cursor.hour()) is not None:
        cursor.position += 1
        yield cursor.quantity(token, _time(cursor, hour * 60 - 30))
    elif word in _MINUTES and follower in ("voor", "over"):
        yield from _dutch_clock(cursor, token, word, follower)
    elif word in words.weak:
        yield Quantity(token[0], words.weak[word], False)
    elif word in words.scales:
        yield cursor.scaled(words.scales[word], token)
    elif (parts := _PARTS.fullmatch(word)) is not None:
        for part in (parts[1], parts[2].removesuffix("n")):
            fraction = dutch_word(part)
            if fraction is not None:
                yield Quantity(part, values(fraction))
    elif (value := dutch_word(word)) is not None:
        before = cursor.before()
        if word == "vierde" and before not in _DETERMINERS:
            yield Quantity(token[0], values(value), False)
        elif follower == "na" and before == "op":  # op twee na de grootste: the third
            yield Quantity(token[0], values(value, value + 1))
        else:
            era = word in _TENS and cursor.text[: token.start()].endswith("jaren ")
            extra = values(f"19{value}", f"20{value}") if era else frozenset()
            yield cursor.scaled(value, token, extra, value > 1)


def _dutch_clock(cursor: Cursor, token: Token, word: str, side: str) -> Iterator[Quantity]:
    """``kwart voor negen``, ``vijf over half drie``; where no hour follows, a plain number."""
    minutes = _MINUTES[word]
    half = cursor.word(1) == "half"
    hour = cursor.hour(1 + half)
    if hour is None:
        if word != "kwart":
            yield cursor.scaled(Decimal(minutes), token)
        return
    sure = half or word == "kwart" or cursor.before() in _BEFORE_TIMES
    cursor.position += 2 + half
    time = _time(cursor, hour * 60 - 30 * half + (minutes if side == "over" else -minutes))
    # "een tien voor drie leerlingen" is no time
    yield cursor.quantity(token, time if sure else time | values(minutes, hour), sure)


def _time(cursor: Cursor, minute: int) -> frozenset[str]:
    """A spoken time of day, of which the last word was just stepped over."""
    return clock(minute + 720 * (minute < 60), cursor.behind())
