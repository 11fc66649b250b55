"""Months, weekdays and round quantities in both languages, as tokens that can be compared."""

from __future__ import annotations

DUTCH_MONTHS = {
    name: f"m:{index}"
    for index, name in enumerate(
        (
            "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
            "september", "oktober", "november", "december",
        ),
        1,
    )
}  # fmt: skip
ENGLISH_MONTHS = {
    name: f"m:{index}"
    for index, name in enumerate(
        (
            "january", "february", "march", "april", "may", "june", "july", "august",
            "september", "october", "november", "december",
        ),
        1,
    )
}  # fmt: skip
#: Abbreviations, which count only beside a digit (``Jan`` and ``mar`` are words as well).
DUTCH_MONTHS_SHORT = {
    "jan": "m:1", "feb": "m:2", "mrt": "m:3", "apr": "m:4", "jun": "m:6", "jul": "m:7",
    "aug": "m:8", "sep": "m:9", "sept": "m:9", "okt": "m:10", "nov": "m:11", "dec": "m:12",
}  # fmt: skip
ENGLISH_MONTHS_SHORT = {
    "jan": "m:1", "feb": "m:2", "mar": "m:3", "apr": "m:4", "jun": "m:6", "jul": "m:7",
    "aug": "m:8", "sep": "m:9", "sept": "m:9", "oct": "m:10", "nov": "m:11", "dec": "m:12",
}  # fmt: skip
_DUTCH_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_ENDINGS = (
    "", "s", "se", "avond", "ochtend", "middag", "nacht", "morgen", "en", "avonden",
    "ochtenden", "middagen",
)  # fmt: skip
DUTCH_DAYS = {
    day + ending: f"d:{index}" for index, day in enumerate(_DUTCH_DAYS) for ending in _DAY_ENDINGS
}
ENGLISH_DAYS = {
    day + ending: f"d:{index}" for index, day in enumerate(_ENGLISH_DAYS) for ending in ("", "s")
}

#: Round quantities without a figure, by their power of ten.
DUTCH_ROUND = {
    "tientallen": "v:1", "dozijnen": "v:1", "honderden": "v:2", "duizenden": "v:3",
    "tienduizenden": "v:4", "honderdduizenden": "v:5", "miljoenen": "v:6", "miljarden": "v:9",
    "biljoenen": "v:12", "triljoenen": "v:18",
}  # fmt: skip
ENGLISH_ROUND = {
    "tens": "v:1", "dozens": "v:1", "scores": "v:1", "hundreds": "v:2", "thousands": "v:3",
    "millions": "v:6", "billions": "v:9", "trillions": "v:12",
}  # fmt: skip
