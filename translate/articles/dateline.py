"""Dates: the line that news files begin with, and what other formats call a date."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Any

from translate.types import Reason

_LINE = re.compile(r"\s*date[ \t]+(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:\s+|\Z)")
_ISO = re.compile(r"\s*(\d{4}(?:-\d\d(?:-\d\d)?)?)(?![\d/.-])")
_COMPACT = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?!\d)")

#: What is longer is no date, and dateparser is slow.
_LONGEST = 40


def date_line(text: str) -> tuple[str | None, int]:
    """The date that ``text`` begins with (`` date 2022-10 ``), and where what follows begins.

    Without one, the first is None and the second is where the leading white space ends.
    """
    match = _LINE.match(text)
    if match is not None and _exists(match[1]):
        return match[1], match.end()
    return None, len(text) - len(text.lstrip())


def dated(value: str) -> tuple[str | None, list[tuple[Reason, str]]]:
    """``value`` as :func:`iso_date` has it, and ``value`` itself where it is not understood."""
    date = iso_date(value)
    return date, [(Reason.DATE, value)] if date is None and value.strip() else []


def iso_date(value: str) -> str | None:
    """``value`` as an ISO 8601 date as precise as it is; None where it is no date.

    Understands what begins with an ISO date, ``20240501``, and the forms that people write in
    Dutch and English, day first: ``1 mei 2024``, ``01.05.2024``, ``mei 2024``.
    """
    if (match := _ISO.match(value)) is not None:
        return match[1] if _exists(match[1]) else None
    if (match := _COMPACT.match(value)) is not None:
        date = f"{match[1]}-{match[2]}-{match[3]}"
        return date if _exists(date) else None
    if not any(map(str.isdigit, value)) or len(value) > _LONGEST:
        return None
    found = _parser().get_date_data(value.strip())
    if found.date_obj is None:
        return None
    return str(found.date_obj.date())[: {"month": 7, "year": 4}.get(found.period, 10)]


@cache
def _parser() -> Any:
    # Takes a third of a second to import: only dates that people write pay for it.
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=["nl", "en"],
        use_given_order=True,
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_LOCALE_DATE_ORDER": False,
            "REQUIRE_PARTS": ["month", "year"],
            "PARSERS": ["timestamp", "absolute-time"],
            "TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )


def _exists(date: str) -> bool:
    try:
        datetime.date.fromisoformat(date + "-01-01"[len(date) - 4 :])
    except ValueError:
        return False
    return True
