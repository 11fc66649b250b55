"""Number words of Dutch and English as values: ``drieëntwintig`` and ``twenty-three`` are 23."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from translate.quality.words import fold

_DUTCH_UNITS = {
    "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8,
    "negen": 9, "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14,
    "vijftien": 15, "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19,
}  # fmt: skip
_DUTCH_TENS = {
    "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70,
    "tachtig": 80, "negentig": 90,
}  # fmt: skip
_DUTCH_IRREGULAR = {"nul": 0, "eerste": 1, "derde": 3}
#: What a Dutch number word may carry: vijfjarig, driedaags, viertal, achtmaal, zesvoudig.
_DUTCH_ENDINGS = (
    "jarige", "jarigen", "jarig", "daagse", "daags", "weekse", "urige", "urig", "koppige",
    "koppig", "delige", "delig", "maal", "tal", "tallen", "voudige", "voudig", "persoons",
    "baans", "sterren", "wielige", "wielig", "hoekige", "hoekig", "kamer",
    "plussers", "plus", "en", "eeuwse", "ers",
)  # fmt: skip

DUTCH_SCALES: Mapping[str, Decimal] = {
    "honderd": Decimal(100),
    "duizend": Decimal(1000),
    "miljoen": Decimal(10**6),
    "mln": Decimal(10**6),
    "miljard": Decimal(10**9),
    "mld": Decimal(10**9),
    "mrd": Decimal(10**9),
    "biljoen": Decimal(10**12),
    "biljard": Decimal(10**15),
    "triljoen": Decimal(10**18),
    "dozijn": Decimal(12),
}
ENGLISH_SCALES: Mapping[str, Decimal] = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(10**6),
    "mn": Decimal(10**6),
    "mln": Decimal(10**6),
    "billion": Decimal(10**9),
    "bn": Decimal(10**9),
    "trillion": Decimal(10**12),
    "tn": Decimal(10**12),
    "dozen": Decimal(12),
}

_ENGLISH_UNITS = {
    "zero": 0, "nil": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
_ENGLISH_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ENGLISH_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60,
    "seventieth": 70, "eightieth": 80, "ninetieth": 90,
}  # fmt: skip


@lru_cache(maxsize=1 << 14)
def dutch_word(word: str) -> Decimal | None:
    """Value of one Dutch number word, cardinal, ordinal or compound; None for another word.

    Large scales stand apart in Dutch (``drie miljoen``) and are not read here.
    """
    plain = fold(word)
    if plain in _DUTCH_IRREGULAR:
        return Decimal(_DUTCH_IRREGULAR[plain])
    value = _dutch_cardinal(plain)
    if value is not None:
        return Decimal(value)
    for ending in ("eneenhalf", "eneenhalve", "enhalf", "enhalve"):
        if plain.endswith(ending):
            whole = _dutch_cardinal(plain.removesuffix(ending))
            return None if whole is None else Decimal(whole) + Decimal("0.5")
    if plain.endswith("derde") and plain != "derde":  # honderdderde, drieëntwintigste is below
        value = _dutch_cardinal(plain.removesuffix("derde") + "drie")
    if value is None and plain.endswith("ste"):
        value = _dutch_cardinal(plain.removesuffix("ste"))
    if value is None and plain.endswith("de"):
        value = _dutch_cardinal(plain.removesuffix("de"))
    if value is None:
        for ending in _DUTCH_ENDINGS:
            if plain.endswith(ending):
                base = plain.removesuffix(ending).removesuffix("de").removesuffix("ste")
                value = _dutch_cardinal(base)
                # "zessen", "elven" are idioms; "tweeën" and "drieën" (with z'n drieën) count
                if value is not None and value > 1:
                    return Decimal(value)
        return None
    return Decimal(value)


def _dutch_cardinal(word: str) -> int | None:
    """Values below a million, written as one word as Dutch does."""
    if not word:
        return None
    if word in _DUTCH_UNITS:
        return _DUTCH_UNITS[word]
    if word in _DUTCH_TENS:
        return _DUTCH_TENS[word]
    for scale, factor in (("duizend", 1000), ("honderd", 100)):
        before, found, after = word.partition(scale)
        if not found:
            continue
        head = 1 if not before else _dutch_cardinal(before)
        tail = 0 if not after else _dutch_cardinal(after.removeprefix("en"))
        if head is None or tail is None or tail >= factor:
            return None
        return head * factor + tail
    for tens, value in _DUTCH_TENS.items():
        if word.endswith("en" + tens):
            unit = _DUTCH_UNITS.get(word.removesuffix("en" + tens))
            return value + unit if unit is not None and unit < 10 else None
    return None


@lru_cache(maxsize=1 << 14)
def english_word(word: str) -> Decimal | None:
    """Value of one English number word below a hundred, cardinal or ordinal, else None."""
    value = _ENGLISH_UNITS.get(word, _ENGLISH_TENS.get(word, _ENGLISH_ORDINALS.get(word)))
    if value is None and word.endswith("th"):
        value = _ENGLISH_UNITS.get(word.removesuffix("th"))
    if value is None and word.endswith("fold"):
        value = _ENGLISH_UNITS.get(word.removesuffix("fold"))
    if value is None and word.endswith("ths"):  # three fifths
        value = _ENGLISH_UNITS.get(word.removesuffix("ths"))
    if value is None and word.endswith("s") and len(word) > 4 and word != "seconds":
        value = _ENGLISH_TENS.get(word[:-3] + "y", _ENGLISH_ORDINALS.get(word[:-1]))
    return None if value is None else Decimal(value)


def english_ordinal(word: str) -> bool:
    """Whether a word that has a value is an ordinal, after which no scale follows."""
    return word in _ENGLISH_ORDINALS or word.endswith(("th", "ths"))


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(word: str) -> Decimal | None:
    """Value of a Roman numeral up to 39 as regnal names have them, else None."""
    if not word or any(letter not in "IVX" for letter in word):
        return None
    total = 0
    for letter, following in zip(word, word[1:] + " ", strict=True):
        value = _ROMAN[letter]
        total += -value if _ROMAN.get(following, 0) > value else value
    return Decimal(total)
