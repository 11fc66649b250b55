"""Dates: the line that news files begin with, and what other formats call a date."""

from __future__ import annotations

import datetime
import re

_LINE = re.compile(r"\s*date[ \t]+(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:\s+|\Z)")
_ISO = re.compile(r"\s*(\d{4}(?:-\d\d(?:-\d\d)?)?)(?![\d-])")
_DUTCH = re.compile(r"\s*(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?!\d)")


def date_line(text: str) -> tuple[str | None, int]:
    """The date that ``text`` begins with (`` date 2022-10 ``), and where what follows begins.

    Without one, the first is None and the second is where the leading white space ends.
    """
    match = _LINE.match(text)
    if match is not None and _exists(match[1]):
        return match[1], match.end()
    return None, len(text) - len(text.lstrip())


def iso_date(value: str) -> str | None:
    """``value`` as an ISO 8601 date as precise as it is; None where it is no date.

    Understands what begins with an ISO date, and the Dutch order ``31-12-2022``.
    """
    if (match := _ISO.match(value)) is not None:
        return match[1] if _exists(match[1]) else None
    if (match := _DUTCH.match(value)) is not None:
        date = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
        return date if _exists(date) else None
    return None


def _exists(date: str) -> bool:
    try:
        datetime.date.fromisoformat(date + "-01-01"[len(date) - 4 :])
    except ValueError:
        return False
    return True
