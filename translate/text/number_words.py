"""Number words of Dutch and English as values: ``drieëntwintig`` and ``twenty-three`` are 23."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from translate.text import lists
from translate.text.lists import Language
from translate.text.words import fold

_DUTCH_UNITS = lists.values("nl", "units")
_DUTCH_TENS = lists.values("nl", "tens")
_DUTCH_IRREGULAR = {"nul": Decimal(0), "eerste": Decimal(1), "derde": Decimal(3)}
_DUTCH_ORDINALS = (("", ""), ("derde", "drie"), ("ste", ""), ("de", ""))
_DUTCH_ENDINGS = ("", *(ending for line in lists.lines("nl", "number endings") for ending in line))
_DUTCH_HALVES = ("eneenhalf", "eneenhalve", "enhalf", "enhalve")
_ENGLISH_UNITS = lists.values("en", "units")
_ENGLISH_TENS = lists.values("en", "tens")
_ENGLISH_ORDINALS = lists.values("en", "ordinals")
_HALF = Decimal("0.5")


@lru_cache(maxsize=1 << 14)
def dutch_word(word: str) -> Decimal | None:
    """Value of one Dutch number word, cardinal, ordinal or compound; None for another word.

    Large scales stand apart in Dutch (``drie miljoen``) and are not read here.
    """
    plain = fold(word)
    if plain in _DUTCH_IRREGULAR:
        return _DUTCH_IRREGULAR[plain]
    for half in _DUTCH_HALVES:
        if plain.endswith(half):
            whole = _dutch_cardinal(plain.removesuffix(half))
            return None if whole is None else whole + _HALF
    for ending in _DUTCH_ENDINGS:
        if not plain.endswith(ending):
            continue
        stem = plain.removesuffix(ending)
        for ordinal, cardinal in _DUTCH_ORDINALS:
            value = _dutch_cardinal(stem.removesuffix(ordinal) + cardinal)
            if stem.endswith(ordinal) and value is not None and (value > 1 or not ending):
                return value
    return None


def _dutch_cardinal(word: str) -> Decimal | None:
    """Values below a million, written as one word as Dutch does."""
    if word in _DUTCH_UNITS or word in _DUTCH_TENS:
        return _DUTCH_UNITS.get(word) or _DUTCH_TENS[word]
    for scale, factor in (("duizend", 1000), ("honderd", 100)):
        before, found, after = word.partition(scale)
        if not found:
            continue
        head = _dutch_cardinal(before) if before else Decimal(1)
        tail = _dutch_cardinal(after.removeprefix("en")) if after else Decimal(0)
        return None if head is None or tail is None or tail >= factor else head * factor + tail
    for tens, value in _DUTCH_TENS.items():
        if word.endswith("en" + tens):
            unit = _DUTCH_UNITS.get(word.removesuffix("en" + tens))
            return value + unit if unit is not None and unit < 10 else None
    return None


@lru_cache(maxsize=1 << 14)
def english_word(word: str) -> Decimal | None:
    """Value of one English number word below a hundred, cardinal or ordinal, else None."""
    for table in (_ENGLISH_UNITS, _ENGLISH_TENS, _ENGLISH_ORDINALS):
        if word in table:
            return table[word]
    for ending in ("th", "fold", "ths"):
        if word.endswith(ending) and (stem := word.removesuffix(ending)) in _ENGLISH_UNITS:
            return _ENGLISH_UNITS[stem]
    if word.endswith("s") and len(word) > 4 and word != "seconds":  # sixties, three fifths
        return _ENGLISH_TENS.get(word[:-3] + "y", _ENGLISH_ORDINALS.get(word[:-1]))
    return None


def english_ordinal(word: str) -> bool:
    """Whether a word that has a value is an ordinal, after which no scale follows."""
    return word in _ENGLISH_ORDINALS or word.endswith(("th", "ths"))


_ROMAN = {"I": 1, "V": 5, "X": 10}


def roman(word: str) -> Decimal | None:
    """Value of a Roman numeral of two letters up to 39, as regnal names have them, else None."""
    if len(word) < 2 or any(letter not in _ROMAN for letter in word):
        return None
    values = [_ROMAN[letter] for letter in word]
    return Decimal(
        sum(
            -value if value < following else value
            for value, following in zip(values, [*values[1:], 0], strict=True)
        )
    )


@dataclass(frozen=True)
class NumberWords:
    """The words of one language that have to do with numbers, as readings or values.

    ``months`` and ``days`` have readings (``m:10``, ``d:0``), ``short_months`` count only beside
    a digit, ``round`` has powers of ten, ``weak`` what may stand for a number, or be left out.
    """

    language: Language
    months: Mapping[str, str]
    short_months: Mapping[str, str]
    days: Mapping[str, str]
    round: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    weak: Mapping[str, frozenset[str]]

    def value(self, word: str) -> Decimal | None:
        """The value of one folded number word, None for another word."""
        return dutch_word(word) if self.language == "nl" else english_word(word)


@cache
def number_words(language: Language) -> NumberWords:
    """The tables of ``language``."""
    months, short_months = (
        {word: f"m:{number}" for word, number in lists.values(language, section).items()}
        for section in ("months", "short months")
    )
    endings = ["", *(ending for line in lists.lines(language, "day endings") for ending in line)]
    days = [day for line in lists.lines(language, "days") for day in line]
    return NumberWords(
        language,
        months,
        short_months,
        {day + ending: f"d:{place}" for place, day in enumerate(days) for ending in endings},
        lists.values(language, "round"),
        lists.values(language, "scales"),
        {
            word: frozenset(form if ":" in form else f"n:{form}" for form in forms)
            for word, *forms in lists.lines(language, "weak")
        },
    )
