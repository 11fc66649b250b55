"""Numbers, dates and times of a Dutch and of an English text, as values that can be compared.

A quantity has *readings*, because a form alone does not say what it is: ``20.30`` is half past
eight in the evening or twenty and three tenths, ``2.5m`` is a sum or a length. Two quantities
agree when they share a reading. Readings are strings: ``n:10000`` a value in plain decimal
notation, ``t:510`` minutes on a twelve-hour clock, ``m:10`` October, ``d:0`` Monday, ``v:3``
"thousands", ``s:3.1.4`` a form that is compared as it stands.

Numbers that languages replace by other words (one, half, both, double) may be there or not:
they support, but nothing is missed where they are absent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from translate.quality import calendar
from translate.quality.numerals import (
    DUTCH_SCALES,
    ENGLISH_SCALES,
    dutch_word,
    english_ordinal,
    english_word,
    roman,
)
from translate.quality.words import fold, word_set

Language = Literal["nl", "en"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something countable in a text: its form there, what it may mean, whether it must be kept."""

    text: str
    readings: frozenset[str]
    required: bool = True


_TOKEN = re.compile(
    r"(?P<date>\b\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b)"
    r"|(?P<number>\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?![\d])|\d+(?:[.,:]\d+)*)"
    r"|(?P<fraction>[\u00bc-\u00be\u2150-\u215e])"
    r"|(?P<word>[^\W\d_]+)"
)
_GAP = re.compile(r"[\s-]*")
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})")
_RANGE_WORDS = word_set("tot à a en of to and or")
_CENTURIES = ("17", "18", "19", "20")
_HOUR_WORDS = word_set("uur utc gmt hours hrs cet cest")

_DUTCH_WEAK = {
    "half": ("0.5", "50", "30", "6"), "halve": ("0.5", "50"), "helft": ("0.5", "50"),
    "halfjaar": ("0.5", "6"), "beide": ("2",), "beiden": ("2",), "dubbel": ("2",),
    "dubbele": ("2",), "tweeling": ("2",), "duo": ("2",), "trio": ("3",), "kwart": ("0.25", "25"),
    "kwartier": ("15",), "kwartaal": ("3",), "decennium": ("10",), "decennia": ("10",),
    "eeuw": ("100",), "eeuwen": ("100",), "etmaal": ("24",), "hattrick": ("3",),
    "verdubbeld": ("2",), "verdubbeling": ("2",), "paar": ("2",), "koppel": ("2",),
    "stel": ("2",), "week": ("7",),
}  # fmt: skip
_ENGLISH_WEAK = {
    "half": ("0.5", "50", "30"), "halves": ("0.5",), "both": ("2",), "twice": ("2",),
    "double": ("2",), "doubled": ("2",), "doubling": ("2",), "doubles": ("2",), "pair": ("2",),
    "couple": ("2",), "twin": ("2",), "twins": ("2",), "duo": ("2",), "trio": ("3",),
    "triple": ("3",), "tripled": ("3",), "thrice": ("3",), "quarter": ("0.25", "25", "15", "4"),
    "quarters": ("0.25", "0.75", "75", "45", "4"), "decade": ("10",), "decades": ("10", "v:1"),
    "century": ("100",), "centuries": ("100",), "fortnight": ("2", "14"), "second": ("2",),
    "former": ("2",), "latter": ("2",), "quartet": ("4",), "quadruple": ("4",), "no": ("0",),
    "semi": ("0.5",), "bicentenary": ("200",), "centenary": ("100",), "either": ("2",),
    "quarterly": ("4",), "biennial": ("2",), "triad": ("3",),
}  # fmt: skip
#: Number words that are ordinary words of Dutch in these places: "in acht nemen", "hij acht het".
_DUTCH_NOT_A_NUMBER = re.compile(
    r"\b(?:eerste|tweede) kamer\b|\bin acht\b|\bgeen acht\b"
    r"|\bacht (?:het|de|dat|zich|zichzelf|hem|haar|geslagen)\b"
    r"|\belf(?:en)?tje\b|\bvieren\b|\bzo(?:iets)? van een\b|\bter zake\b|\bderden\b",
    re.IGNORECASE,
)
#: "vierde" is an ordinal behind these, a verb elsewhere (vieren, to celebrate).
_DETERMINERS = word_set("de het een zijn haar hun ons onze elke iedere als op in die dit deze dat")
_PARTS = re.compile(r"(twee|drie|vier|vijf|zes|zeven)(derden?|kwart|vijfden?|zesden?|achtsten?)")
_ERAS = {"twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"}


def quantities(text: str, language: Language) -> tuple[Quantity, ...]:
    """Every quantity of ``text`` in order; values of one (``een``, ``first``) are not required."""
    return _quantities(text, language)


@lru_cache(maxsize=4096)
def _quantities(text: str, language: Language) -> tuple[Quantity, ...]:
    return tuple(_Reader(text, language).read())


def lost(source: Sequence[Quantity], target: Sequence[Quantity]) -> list[Quantity]:
    """The required quantities of ``source`` that ``target`` does not have.

    Called the other way round it gives the added ones. Repetition does not count.
    """
    there = frozenset().union(*(quantity.readings for quantity in target))
    return [quantity for quantity in source if quantity.required and not quantity.readings & there]


def _value(value: Decimal) -> str:
    text = format(value.normalize(), "f")
    return f"n:{text}"


def _any(forms: Iterable[str]) -> set[str]:
    return {form if ":" in form else f"n:{form}" for form in forms}


def _clock(hours: int, minutes: int) -> str:
    return f"t:{(hours * 60 + minutes) % 720}"


@dataclass(slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


class _Reader:
    """One pass over the tokens of a text; ``position`` is the next token."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.dutch = language == "nl"
        self.scales = DUTCH_SCALES if self.dutch else ENGLISH_SCALES
        self.tokens = [
            _Token(match.lastgroup or "", match.group(), match.start(), match.end())
            for match in _TOKEN.finditer(text)
        ]
        self.position = 0
        idioms = _DUTCH_NOT_A_NUMBER.finditer(text) if self.dutch else ()
        self.idioms = [match.span() for match in idioms]

    def read(self) -> Iterable[Quantity]:
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            if token.kind == "date":
                yield from self._date(token)
            elif token.kind == "number":
                yield from self._digits(token)
            elif token.kind == "fraction":
                self.position += 1
                yield self._scaled(Decimal(str(round(unicodedata.numeric(token.text), 4))), token)
            else:
                yield from self._word(token)

    # -- helpers ----------------------------------------------------------------------------
    def _near(self, offset: int = 0) -> _Token | None:
        """The token at ``position + offset`` if only blanks and hyphens are before it."""
        index = self.position + offset
        if not 0 < index < len(self.tokens):
            return None
        gap = self.text[self.tokens[index - 1].end : self.tokens[index].start]
        return self.tokens[index] if _GAP.fullmatch(gap) or gap == ". " else None

    def _before(self) -> _Token | None:
        """The token before the one just stepped over."""
        return self.tokens[self.position - 2] if self.position > 1 else None

    def _lower(self, token: _Token | None) -> str:
        return "" if token is None or token.kind != "word" else fold(token.text)

    def _scaled(
        self, value: Decimal, token: _Token, *extra: str, required: bool = True
    ) -> Quantity:
        """A value with the scale that follows it, if one does; ``position`` is behind it."""
        readings = {*extra}
        scale = self._lower(self._near())
        end = token.end
        if scale in self.scales and (self.dutch or value != 0):
            while scale in self.scales:
                value *= self.scales[scale]
                end = self.tokens[self.position].end
                self.position += 1
                scale = self._lower(self._near())
            readings = {_value(value)}
            required = True
        else:
            readings.add(_value(value))
            readings |= self._attached(value, token)
            if scale in _RANGE_WORDS or self._dash_follows():
                ahead = self._lower(self._near(2 if scale in _RANGE_WORDS else 1))
                if ahead in self.scales:
                    readings.add(_value(value * self.scales[ahead]))
        if not self.dutch and scale in ("a", "am", "p", "pm") and value <= 12:
            readings.add(_clock(int(value) + (12 if scale.startswith("p") else 0), 0))
        if scale == "uur" and value <= 24:
            readings.add(_clock(int(value), 0))
        return Quantity(self.text[token.start : end], frozenset(readings), required)

    def _dash_follows(self) -> bool:
        token = self._near()
        return token is not None and token.kind == "number"

    def _attached(self, value: Decimal, token: _Token) -> set[str]:
        """Units glued to or following the digits that may be scales: 2.5m, 10k, 2 ton."""
        follower = self._near()
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
        return set() if scale is None else {_value(value.scaleb(scale))}

    # -- kinds of tokens ----------------------------------------------------------------------
    def _date(self, token: _Token) -> Iterable[Quantity]:
        self.position += 1
        parts = re.split(r"[-/.]", token.text)
        if len(parts[0]) == 4:
            parts.reverse()
        for part in parts[:2]:
            number = int(part)
            readings = {_value(Decimal(number))}
            if 1 <= number <= 12:
                readings.add(f"m:{number}")
            yield Quantity(part, frozenset(readings), number != 1)
        year = int(parts[2])
        years = {year} if year > 99 else {year, 1900 + year, 2000 + year}
        yield Quantity(parts[2], frozenset(_value(Decimal(y)) for y in years))

    def _digits(self, token: _Token) -> Iterable[Quantity]:
        self.position += 1
        text = token.text
        before = self.text[max(0, token.start - 5) : token.start]
        fraction = self._near()
        if fraction is not None and fraction.kind == "fraction" and fraction.start == token.end:
            self.position += 1
            share = Decimal(str(round(unicodedata.numeric(fraction.text), 4)))
            yield self._scaled(Decimal(text) + share, token, _value(Decimal(text)))
            return
        group, point = (".", ",") if self.dutch else (",", ".")
        plain = text.replace("\u00a0", "").replace("\u202f", "").replace("\u2009", "")
        clock = _CLOCK.fullmatch(plain)
        extra: set[str] = set()
        if clock and int(clock[1]) <= 24 and int(clock[2]) < 60:
            extra.add(_clock(int(clock[1]), int(clock[2])))
            if clock[2] == "00":
                extra.add(_value(Decimal(clock[1])))
        if plain.isdigit():
            value = Decimal(plain)
            extra |= self._year_readings(plain, before)
            exponent = len(plain) == 1 and before[-1:].isalpha()  # km2, CO2: an optional form
            yield self._scaled(value, token, *extra, required=value != 1 and not exponent)
        elif re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{point}\d+)?", plain):
            value = Decimal(plain.replace(group, "").replace(point, "."))
            yield self._scaled(value, token, *extra)
        elif re.fullmatch(rf"\d+\{point}\d+", plain):
            yield self._scaled(Decimal(plain.replace(point, ".")), token, *extra)
        elif self.dutch and re.fullmatch(r"\d+\.\d+", plain):
            # a point where Dutch has a comma: a clock time, a version, a foreign habit
            yield self._scaled(Decimal(plain), token, *extra)
        elif extra:
            yield Quantity(text, frozenset(extra))
        elif ":" in plain:
            for part in re.split(r"[:.,]", plain):
                yield Quantity(part, frozenset({_value(Decimal(part))}), part != "1")
        else:
            yield Quantity(text, frozenset({f"s:{text}"}))

    def _year_readings(self, digits: str, before: str) -> set[str]:
        """Other readings of whole digits: '22 and 2021-22 are years, 0230 UTC is a time."""
        readings: set[str] = set()
        after = self._lower(self._near())
        if len(digits) == 2 and (
            before.endswith(("'", "’", "‘")) or re.search(r"\d{4}[-–/]$", before)
        ):
            readings |= {_value(Decimal(f"19{digits}")), _value(Decimal(f"20{digits}"))}
        if len(digits) == 2 and digits.endswith("0") and before.lower().endswith(("ren ", "ren '")):
            readings |= {_value(Decimal(f"19{digits}")), _value(Decimal(f"20{digits}"))}
        if len(digits) == 4 and digits[:2] in _CENTURIES and after == "s":
            readings.add(_value(Decimal(digits[2:])))
        if len(digits) == 4 and after in _HOUR_WORDS and int(digits[:2]) <= 24:
            readings.add(_clock(int(digits[:2]), int(digits[2:])))
        return readings

    def _word(self, token: _Token) -> Iterable[Quantity]:
        word = fold(token.text)
        months = calendar.DUTCH_MONTHS if self.dutch else calendar.ENGLISH_MONTHS
        short = calendar.DUTCH_MONTHS_SHORT if self.dutch else calendar.ENGLISH_MONTHS_SHORT
        days = calendar.DUTCH_DAYS if self.dutch else calendar.ENGLISH_DAYS
        rounds = calendar.DUTCH_ROUND if self.dutch else calendar.ENGLISH_ROUND
        if any(start <= token.start < end for start, end in self.idioms):
            self.position += 1
        elif word in months and (self.dutch or token.text[0].isupper()):
            sure = word not in ("march", "may", "augustus") or self._beside_digit()
            self.position += 1
            yield Quantity(token.text, frozenset({months[word]}), sure)
        elif word in short and self._beside_digit():
            self.position += 1
            yield Quantity(token.text, frozenset({short[word]}))
        elif not self.dutch and word in short and token.text[0].isupper():
            self.position += 1
            yield Quantity(token.text, frozenset({short[word]}), required=False)
        elif word in days:
            self.position += 1
            yield Quantity(token.text, frozenset({days[word]}))
        elif word in rounds and (word != "scores" or self._lower(self._near(1)) == "of"):
            yield self._round(token, rounds)
        else:
            yield from self._number_word(token, word)

    def _beside_digit(self) -> bool:
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

    def _round(self, token: _Token, rounds: dict[str, str]) -> Quantity:
        power = 0
        end = token.end
        while True:
            power += int(rounds[self._lower(self.tokens[self.position])].removeprefix("v:"))
            end = self.tokens[self.position].end
            self.position += 1
            if self._lower(self._near()) == "of" and self._lower(self._near(1)) in rounds:
                self.position += 1
            elif self._lower(self._near()) not in rounds:
                break
        return Quantity(self.text[token.start : end], frozenset({f"v:{power}"}))

    def _number_word(self, token: _Token, word: str) -> Iterable[Quantity]:
        if self.dutch:
            yield from self._dutch_number(token, word)
        else:
            yield from self._english_number(token, word)
        regnal = roman(token.text) if len(token.text) > 1 else None
        if regnal is not None:
            yield Quantity(token.text, frozenset({_value(regnal)}), required=False)

    def _dutch_number(self, token: _Token, word: str) -> Iterable[Quantity]:
        self.position += 1
        follower = self._lower(self._near())
        if word in ("anderhalf", "anderhalve"):
            yield self._scaled(Decimal("1.5"), token, "n:18", "n:90")
        elif word == "driekwart":
            yield Quantity(token.text, frozenset({"n:0.75", "n:75", "n:3"}))
        elif word in ("half", "halve") and follower in self.scales:
            yield self._scaled(Decimal("0.5"), token)
        elif word == "half" and (hour := dutch_word(follower)) is not None and hour <= 12:
            self.position += 1
            yield Quantity(
                f"half {follower}", frozenset({_clock(int(hour) - 1, 30), _value(hour)}), False
            )
        elif word in ("kwart", "tien", "vijf") and follower in ("voor", "over"):
            yield from self._dutch_clock(token, word, follower)
        elif word in _DUTCH_WEAK:
            yield Quantity(token.text, frozenset(_any(_DUTCH_WEAK[word])), False)
        elif word in self.scales:
            self.position -= 1
            yield self._bare_scale(token)
        elif (parts := _PARTS.fullmatch(word)) is not None:
            for part in (parts[1], parts[2].removesuffix("n")):
                fraction = dutch_word(part)
                if fraction is not None:
                    yield Quantity(part, frozenset({_value(fraction)}))
        elif (value := dutch_word(word)) is not None:
            if word == "vierde" and self._lower(self._before()) not in _DETERMINERS:
                yield Quantity(token.text, frozenset({_value(value)}), False)
                return
            if follower == "na" and self._lower(self._before()) == "op":
                # op twee na de grootste: the third
                yield Quantity(token.text, frozenset({_value(value), _value(value + 1)}))
                return
            era = word in _ERAS and self.text[: token.start].endswith("jaren ")
            extra = {f"n:19{value}", f"n:20{value}"} if era else set()
            yield self._scaled(value, token, *extra, required=value > 1)

    def _dutch_clock(self, token: _Token, word: str, side: str) -> Iterable[Quantity]:
        """``kwart voor negen``; where no hour follows, the minutes are a plain number."""
        hour_token = self._near(1)
        hour = dutch_word(self._lower(hour_token)) if hour_token is not None else None
        minutes = 15 if word == "kwart" else int(dutch_word(word) or 0)
        if hour is None or hour > 12:
            if word != "kwart":
                yield self._scaled(Decimal(minutes), token)
            return
        self.position += 2
        total = int(hour) * 60 + (minutes if side == "over" else -minutes)
        readings = {_clock(total // 60, total % 60), _value(hour)}
        yield Quantity(f"{word} {side} {hour}", frozenset(readings), False)

    def _bare_scale(self, token: _Token) -> Quantity:
        """``duizend``, ``een miljoen``, ``a hundred``: the scale itself, times further scales."""
        value = self.scales[fold(token.text)]
        self.position += 1
        return self._scaled(value, token)

    def _english_number(self, token: _Token, word: str) -> Iterable[Quantity]:
        value = english_word(word)
        past = self._lower(self._near(1)) in ("past", "to")
        if word in ("half", "quarter") and past:
            hour = english_word(self._lower(self._near(2)))
            if hour is not None and hour <= 12:
                yield self._english_clock(token, word, int(hour))
                return
        if word in ("second", "seconds") or (value is None and word in _ENGLISH_WEAK):
            self.position += 1
            if word == "half" and self._half_of_scale():
                scale = self.scales[self._lower(self.tokens[self.position - 1])]
                readings = {_value(scale / 2), _value(Decimal("0.5"))}
                yield Quantity(self.text[token.start : token.end], frozenset(readings))
            else:
                weak = _ENGLISH_WEAK.get(word, ())
                if word == "half" and (whole := self._whole_before()) is not None:
                    weak = (*weak, str(whole + Decimal("0.5")))
                yield Quantity(token.text, frozenset(_any(weak)), False)
        elif value is None and word not in self.scales:
            self.position += 1
        elif value is not None and english_ordinal(word):
            self.position += 1
            yield Quantity(token.text, frozenset({_value(value)}), value > 2)
        else:
            yield self._english_cardinal(token)

    def _english_clock(self, token: _Token, word: str, hour: int) -> Quantity:
        """``half past eight``, ``a quarter to nine``."""
        minutes = 30 if word == "half" else 15
        if self._lower(self._near(1)) == "to":
            minutes = -minutes
        total = hour * 60 + minutes
        self.position += 3
        end = self.tokens[self.position - 1].end
        readings = {_clock(total // 60, total % 60), _value(Decimal(hour))}
        return Quantity(self.text[token.start : end], frozenset(readings), False)

    def _whole_before(self) -> Decimal | None:
        """The number of ``a year and a half``, whose ``half`` was just stepped over."""
        words = [self._lower(token) for token in self.tokens[: self.position - 1][-4:]]
        if len(words) < 4 or words[2:] != ["and", "a"]:
            return None
        return Decimal(1) if words[0] in ("a", "an") else english_word(words[0])

    def _half_of_scale(self) -> bool:
        """Step over ``a million`` or ``million`` behind ``half``."""
        skip = 1 if self._lower(self._near()) in ("a", "an") else 0
        if self._lower(self._near(skip)) not in self.scales:
            return False
        self.position += skip + 1
        return True

    def _english_cardinal(self, token: _Token) -> Quantity:
        """``two hundred and fifty thousand``: units and tens add, scales multiply."""
        total = current = last = Decimal(0)
        extra: set[str] = set()
        while word := self._lower(self.tokens[self.position]):
            value = english_word(word)
            if value is not None:
                if last and not (last >= 100 or (20 <= last < 100 and value < 10)):
                    break
                current += value
                last = value
            elif word in self.scales:
                last = self.scales[word]
                current = (current or Decimal(1)) * last
                if last >= 1000:
                    total, current = total + current, Decimal(0)
            else:
                break
            self.position += 1
            if self._near() is None or (value is not None and english_ordinal(word)):
                break
            if self._lower(self._near()) == "and":
                if self._lower(self._near(1)) == "a" and self._lower(self._near(2)) == "half":
                    extra.add(_value(total + current))
                    current += Decimal("0.5") * (total or 1)
                    last = Decimal("0.5")
                    self.position += 3
                    if self._lower(self._near()) not in self.scales:
                        break
                elif last >= 100 and english_word(self._lower(self._near(1))) is not None:
                    self.position += 1
                else:
                    break
        value = total + current
        final = self.tokens[self.position - 1]
        if value < 100:
            spelled = _Token("word", self.text[token.start : final.end], token.start, final.end)
            return self._scaled(value, spelled, *extra, required=value > 1)
        readings = frozenset({_value(value), *extra})
        return Quantity(self.text[token.start : final.end], readings, value > 1)
