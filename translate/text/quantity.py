"""What a number in a text may mean, and a cursor that walks over a text's tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from translate.text.lists import Language
from translate.text.number_words import number_words
from translate.text.words import fold


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something countable in a text: its form there, what it may mean, whether it must be kept."""

    text: str
    readings: frozenset[str]
    required: bool = True


def values(*numbers: Decimal | int | str) -> frozenset[str]:
    """The readings of plain values: ``n:10000``."""
    return frozenset(f"n:{format(Decimal(number).normalize(), 'f')}" for number in numbers)


_HALF_OF_DAY = re.compile(
    r"(?:\s?uur|\so['’]clock)?(?:\s?(?P<am>a)\.?\s?m\b|\s?p\.?\s?m\b"
    r"|,? in the (?:(?P<morning>morning)|afternoon|evening)|,? at (?P<at_night>night)\b"
    r"|\s['’]s (?:(?P<early>ochtends|morgens)|middags|avonds|(?P<night>nachts)))",
    re.IGNORECASE,
)


def clock(minute: int, behind: str = "") -> frozenset[str]:
    """A time of day, given in minutes: ``t:510`` is half past eight in the morning.

    Where neither the hour nor ``behind``, the text after it, says which half of the day is meant,
    both are readings.
    """
    half = _HALF_OF_DAY.match(behind)
    if half and minute < 13 * 60:
        hours = minute % 720
        late = hours >= 6 * 60 if "night" in (half.lastgroup or "") else not half.lastgroup
        return frozenset({f"t:{hours + 720 * late}"})
    if minute >= 13 * 60 or minute < 60:
        return frozenset({f"t:{minute % 1440}"})
    return frozenset({f"t:{minute % 720}", f"t:{minute % 720 + 720}"})


#: A date, number, fraction sign or word.
_TOKEN = re.compile(
    r"(?P<date>\b\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b)"
    r"|(?P<number>\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?![\d])|\d+(?:[.,:]\d+)*)"
    r"|(?P<fraction>[\u00bc-\u00be\u2150-\u215e])"
    r"|(?P<word>[^\W\d_]+)"
)
_GAP = re.compile(r"[\s-]*|\. ")
_RANGE_WORDS = frozenset(("tot", "à", "a", "en", "of", "to", "and", "or"))
_ORDINALS = frozenset(("st", "nd", "rd", "th", "e", "de", "ste"))
#: Letters behind digits that may be scales, by their power of ten: 2.5m, 10k.
_GLUED = {"k": 3, "m": 6, "b": 9}

Token = re.Match[str]


class Cursor:
    """One pass over the tokens of a text; ``position`` is the next token."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.dutch = language == "nl"
        self.words = number_words(language)
        self.tokens = list(_TOKEN.finditer(text))
        self.position = 0

    def near(self, offset: int = 0) -> Token | None:
        """The token at ``position + offset`` if only blanks and hyphens are before it."""
        index = self.position + offset
        if not 0 < index < len(self.tokens):
            return None
        gap = self.text[self.tokens[index - 1].end() : self.tokens[index].start()]
        return self.tokens[index] if _GAP.fullmatch(gap) else None

    def word(self, offset: int = 0) -> str:
        """The folded word that :meth:`near` finds, empty for anything else."""
        return _folded(self.near(offset))

    def before(self, steps: int = 2) -> str:
        """The folded word so many tokens back; the one just stepped over is the first."""
        return _folded(self.tokens[self.position - steps]) if self.position >= steps else ""

    def behind(self) -> str:
        """The text behind the last token that was stepped over."""
        return self.text[self.tokens[self.position - 1].end() :]

    def quantity(self, first: Token, readings: frozenset[str], required: bool = True) -> Quantity:
        """What stands from ``first`` to the last token that was stepped over."""
        end = self.tokens[self.position - 1].end()
        return Quantity(self.text[first.start() : end], readings, required)

    def hour(self, offset: int = 0) -> int | None:
        """The hour that the token there names in a spoken time: ``negen``, ``nine``, ``9``."""
        token = self.near(offset)
        if token is None or token.lastgroup not in ("word", "number"):
            return None
        value = Decimal(token[0]) if token[0].isdecimal() else self.words.value(fold(token[0]))
        return int(value) if value is not None and value in range(1, 13) else None

    def scaled(
        self,
        value: Decimal,
        first: Token,
        extra: frozenset[str] = frozenset(),
        required: bool = True,
    ) -> Quantity:
        """A value with the scale that follows it, if one does, which is stepped over.

        ``first`` is where the quantity begins, ``extra`` are other readings of it.
        """
        scales = self.words.scales
        if self.word() in scales and (self.dutch or value != 0):
            while (scale := scales.get(self.word())) is not None:
                value *= scale
                self.position += 1
            return self.quantity(first, values(value))
        readings = extra | values(value) | self._attached(value)
        following = self.word()
        token = self.near()
        number = token is not None and token.lastgroup == "number"
        if following in _RANGE_WORDS or number:  # two to three million
            ahead = scales.get(self.word(2 if following in _RANGE_WORDS else 1))
            readings |= frozenset() if ahead is None else values(value * ahead)
        behind = self.behind()
        half = value <= 12 and _HALF_OF_DAY.match(behind)
        spoken = half or following in ("uur", "o") or value in range(2, 13)  # "at eight"
        if spoken and value == int(value) and value <= 24:
            times = clock(int(value) * 60, behind)
            readings = extra | times if half else readings | times
        return self.quantity(first, readings, required)

    def _attached(self, value: Decimal) -> frozenset[str]:
        """Units glued to or following the digits that may be scales: 2.5m, 10k, 2 ton."""
        unit = self.near()
        if unit is None or unit.lastgroup != "word":
            return frozenset()
        glued = unit.start() == self.tokens[self.position - 1].end()
        power = _GLUED.get(unit[0].lower()) if glued else None
        if power is None and self.dutch and unit[0] == "ton":
            power = 5
        return frozenset() if power is None else values(value.scaleb(power))

    def beside_digit(self) -> bool:
        """Whether the token just stepped over has a number on either side, as months have."""
        here = self.position - 1
        token = self.tokens[here]
        previous = self.tokens[max(0, here - 1)]
        if previous[0] in _ORDINALS and here > 1:
            previous = self.tokens[here - 2]
        following = self.tokens[min(len(self.tokens) - 1, here + 1)]
        return (previous.lastgroup == "number" and token.start() - previous.end() <= 4) or (
            following.lastgroup == "number" and following.start() - token.end() <= 4
        )


def _folded(token: Token | None) -> str:
    return "" if token is None or token.lastgroup != "word" else fold(token[0])
