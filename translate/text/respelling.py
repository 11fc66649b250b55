"""Numbers that a model copied as the Dutch wrote them, in the English way: 8.400 is 8,400.

A time of day has a colon: 17.00 is 17:00.
"""

from __future__ import annotations

import re

# thousands in threes, with a decimal comma or not; or a decimal comma alone. Times (6.00), dates
# (1.2.2024) and section numbers do not have this form.
_DUTCH = re.compile(
    r"(?<![\w.,])(?:(?:[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?|\d+,\d{1,2})(?![\w]|[.,]\d)"
)
_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,]\d{3})+(?![\w]|[.,]\d)")
#: Times of day, where one is followed by "uur".
_TIME = re.compile(r"(?<![\w.,€])(?<!€ )((?:[01]?\d|2[0-4])\.[0-5]\d)(?![\w]|[.,]\d)")
_HOUR = re.compile(rf"{_TIME.pattern}\s?uur\b")
_HOURS = re.compile(r"(?<![\w.,])\d{1,2}[.,]\d\d(?![\w]|[.,]\d)")
_MARKS = re.compile(r"[.,]")
_SWAP = str.maketrans(".,", ",.")


def in_english(source: str, target: str) -> str:
    """``target`` with the Dutch numbers of ``source`` that it repeats to the letter respelled.

    So are those that the model half changed (``1.500,000`` for ``1.500.000``): the digits are those
    of the Dutch, and so are times (``17.00`` and ``17,00`` for ``17.00 uur``). A number that it
    wrote in any other way is left alone. Idempotent, unless the
    source holds both ``1.234`` and ``1,234``, which are then left alone as well.
    """
    dutch = set(_DUTCH.findall(source))
    clear = {number for number in dutch if number.translate(_SWAP) not in dutch}
    target = _DUTCH.sub(
        lambda match: match[0].translate(_SWAP) if match[0] in clear else match[0], target
    )
    grouped = {
        number.replace(".", ""): number.translate(_SWAP) for number in clear if "," not in number
    }
    target = _GROUPED.sub(lambda match: grouped.get(_MARKS.sub("", match[0]), match[0]), target)
    times = set(_TIME.findall(source) if _HOUR.search(source) else ()) - dutch.union(
        number.translate(_SWAP) for number in dutch
    )
    return _HOURS.sub(
        lambda match: _MARKS.sub(
            ":" if _MARKS.sub(".", match[0]) in times else match[0][-3], match[0]
        ),
        target,
    )
