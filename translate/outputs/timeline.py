"""How many articles there are of each month, or of each year where that would be too many bars."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

MAX_MONTHS = 24
MAX_YEARS = 120
HEIGHT = 40
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; ``height`` is 0 to ``HEIGHT``."""

    label: str
    count: int
    height: int

    @property
    def year(self) -> str:
        """The year alone."""
        return self.label[:4]

    @property
    def name(self) -> str:
        """The month in letters, or nothing for the bar of a year."""
        return _MONTHS[int(self.label[5:]) - 1] if len(self.label) > 4 else ""

    @property
    def opens_year(self) -> bool:
        """Whether it is of a January or of a whole year."""
        return not self.label[4:] or self.label.endswith("-01")


def timeline(dates: Iterable[str | None]) -> list[Bar]:
    """Bars from the first to the last date, empty ones included; none when no date is known."""
    found = [match.groups() for date in dates if date and (match := _DATE.match(date))]
    if not found:
        return []
    if all(month for _, month in found):
        months = Counter(int(year) * 12 + int(month) - 1 for year, month in found)
        if max(months) - min(months) < MAX_MONTHS:
            return _bars(months, lambda value: f"{value // 12:04}-{value % 12 + 1:02}")
    years = Counter(int(year) for year, _ in found)
    first = max(min(years), max(years) - MAX_YEARS + 1)  # older ones would be too thin to see
    return _bars(
        Counter({year: count for year, count in years.items() if year >= first}),
        lambda value: f"{value:04}",
    )


def _bars(counts: Counter[int], label: Callable[[int], str]) -> list[Bar]:
    highest = max(counts.values())
    return [
        Bar(label(value), counts[value], -(-counts[value] * HEIGHT // highest))
        for value in range(min(counts), max(counts) + 1)
    ]
