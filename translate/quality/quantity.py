"""What a number in a text may mean, and a cursor that walks over a text's tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from translate.quality.numerals import (
    DUTCH_SCALES,
    ENGLISH_SCALES,
    dutch_word,
    english_word,
)
from translate.quality.words import fold, word_set

Language = Literal["nl", "en"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something countable in a text: its form there, what it may mean, whether it must be kept."""

    text: str
    readings: frozenset[str]
    required: bool = True


def value_reading(value: Decimal) -> str:
    """The reading of a plain value: ``n:10000``."""
    return f"n:{format(value.normalize(), 'f')}"


_HALF_OF_DAY = re.compile(
    r"(?:\s?uur|\so['’]clock)?(?:\s?(?P<am>a)\.?\s?m\b|\s?p\.?\s?m\b"
    r"|,? in the (?:(?P<morning>morning)|afternoon|evening)"
    r"|\s['’]s (?:(?P<early>ochtends|morgens)|middags|avonds))",
    re.IGNORECASE,
)


def clock_readings(hours: int, minutes: int, behind: str = "") -> frozenset[str]:
    """A time of day in minutes after midnight: ``t:510`` is half past eight in the morning.

    Where neither the hour nor ``behind``, the text after it, says which half of the day is meant,
    both are readings.
    """
    minute = hours % 24 * 60 + minutes
    half = _HALF_OF_DAY.match(behind)
    if half and hours <= 12:
        return frozenset({f"t:{minute % 720 + (0 if half.lastgroup else 720)}"})
    if hours > 12 or hours == 0:
        return frozenset({f"t:{minute}"})
    return frozenset({f"t:{minute % 720}", f"t:{minute % 720 + 720}"})


def weak_readings(forms: Iterable[str]) -> frozenset[str]:
    """Readings from a table: values, or readings where a colon says so."""
    return frozenset(form if ":" in form else f"n:{form}" for form in forms)


_TOKEN = re.compile(
    r"(?P<date>\b\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b)"
    r"|(?P<number>\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?![\d])|\d+(?:[.,:]\d+)*)"
    r"|(?P<fraction>[\u00bc-\u00be\u2150-\u215e])"
    r"|(?P<word>[^\W\d_]+)"
)
_GAP = re.compile(r"[\s-]*")
_RANGE_WORDS = word_set("tot à a en of to and or")


@dataclass(slots=True)
class Token:
    """A date, number, fraction sign or word, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


class Cursor:
    """One pass over the tokens of a text; ``position`` is the next token."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.dutch = language == "nl"
        self.scales = DUTCH_SCALES if self.dutch else ENGLISH_SCALES
        self.tokens = [
            Token(match.lastgroup or "", match.group(), match.start(), match.end())
            for match in _TOKEN.finditer(text)
        ]
        self.position = 0

    def near(self, offset: int = 0) -> Token | None:
        """The token at ``position + offset`` if only blanks and hyphens are before it."""
        index = self.position + offset
        if not 0 < index < len(self.tokens):
            return None
        gap = self.text[self.tokens[index - 1].end : self.tokens[index].start]
        return self.tokens[index] if _GAP.fullmatch(gap) or gap == ". " else None

    def before(self) -> Token | None:
        """The token before the one just stepped over."""
        return self.tokens[self.position - 2] if self.position > 1 else None

    def lower(self, token: Token | None) -> str:
        """A word folded to lower case, empty for anything else."""
        return "" if token is None or token.kind != "word" else fold(token.text)

    def hour(self, offset: int = 0) -> int | None:
        """The hour that the token there names in a spoken time: ``negen``, ``nine``, ``9``."""
        token = self.near(offset)
        if token is None or token.kind not in ("word", "number"):
            return None
        read = dutch_word if self.dutch else english_word
        value = Decimal(token.text) if token.text.isdecimal() else read(fold(token.text))
        return int(value) if value is not None and value in range(1, 13) else None

    def scaled(self, value: Decimal, token: Token, *extra: str, required: bool = True) -> Quantity:
        """A value with the scale that follows it, if one does; ``position`` is behind it."""
        readings = {*extra}
        scale = self.lower(self.near())
        end = token.end
        if scale in self.scales and (self.dutch or value != 0):
            while scale in self.scales:
                value *= self.scales[scale]
                end = self.tokens[self.position].end
                self.position += 1
                scale = self.lower(self.near())
            readings = {value_reading(value)}
            required = True
        else:
            readings.add(value_reading(value))
            readings |= self._attached(value, token)
            if scale in _RANGE_WORDS or self.dash_follows():
                ahead = self.lower(self.near(2 if scale in _RANGE_WORDS else 1))
                if ahead in self.scales:
                    readings.add(value_reading(value * self.scales[ahead]))
        behind = self.text[end:]
        am_pm = not self.dutch and value <= 12 and _HALF_OF_DAY.match(behind)
        if value == int(value) and (am_pm or (scale in ("uur", "o") and value <= 24)):
            readings |= clock_readings(int(value), 0, behind)
        return Quantity(self.text[token.start : end], frozenset(readings), required)

    def dash_follows(self) -> bool:
        """Whether another number comes next: a range."""
        token = self.near()
        return token is not None and token.kind == "number"

    def _attached(self, value: Decimal, token: Token) -> set[str]:
        """Units glued to or following the digits that may be scales: 2.5m, 10k, 2 ton."""
        follower = self.near()
        if follower is None or follower.kind != "word":
            return set()
        glued = follower.start == token.end
        unit = follower.text
        scale = None
        if glued and unit in ("k", "K"):
            scale = 3
        elif glued and unit in ("m", "M"):
            scale = 6
        elif glued and unit in ("b", "B"):
            scale = 9
        elif self.dutch and unit == "ton":
            scale = 5
        elif unit in ("tonnes", "tons", "ton"):
            return set()
        return set() if scale is None else {value_reading(value.scaleb(scale))}

    def beside_digit(self) -> bool:
        """Whether the next token has a number on either side, as a month in a date has."""
        here = self.position
        previous = self.tokens[here - 1] if here else None
        token = self.tokens[here]
        following = self.tokens[here + 1] if here + 1 < len(self.tokens) else None
        ordinals = ("st", "nd", "rd", "th", "e", "de", "ste")
        if previous is not None and previous.text in ordinals and here > 1:
            previous = self.tokens[here - 2]
        return any(
            neighbour is not None and neighbour.kind == "number" and distance <= 4
            for neighbour, distance in (
                (previous, token.start - previous.end if previous else 0),
                (following, following.start - token.end if following else 0),
            )
        )
