"""Which article ends the process that works on it: found by trying again, one at a time.

A window of articles is worked on together. When its process dies, whatever the cause, Ray gives
the window to another process; that one takes its articles one by one. The article with which
this process dies as well is set aside by the third, and the rest is done. So an article is tried
again once, and one that merely stood beside it is not lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Journal:
    """Who began what; lives in a process of its own, which outlives the workers."""

    def __init__(self) -> None:
        self._begun: dict[str, int] = {}
        self._entered: dict[str, set[int]] = {}

    def begin(self, unit: str) -> int:
        """A process takes up a unit; returns how often that has happened."""
        self._begun[unit] = self._begun.get(unit, 0) + 1
        return self._begun[unit]

    def enter(self, unit: str, index: int) -> bool:
        """It takes up one article of it alone; False where a process has died with that one."""
        entered = self._entered.setdefault(unit, set())
        if index in entered:
            return False
        entered.add(index)
        return True

    def leave(self, unit: str, index: int) -> None:
        """It has survived that article."""
        self._entered[unit].discard(index)

    def end(self, unit: str) -> None:
        """It has survived the unit, which is forgotten."""
        self._begun.pop(unit, None)
        self._entered.pop(unit, None)

    def open_units(self) -> list[str]:
        """Units that were begun and have not ended, in order."""
        return sorted(self._begun)


class Notes(Protocol):
    """A journal's methods, called from another process."""

    def __call__(self, method: str, *arguments: object) -> Any:
        """The method's answer."""
        ...


def carefully(
    notes: Notes,
    unit: str,
    items: Sequence[T],
    *,
    together: Callable[[Sequence[T]], list[R]],
    aside: Callable[[T], R],
    again: Callable[[], None] = lambda: None,
) -> list[R]:
    """What ``together`` makes of the items, in order; ``aside`` stands in for one that kills.

    ``together`` must not depend on how the items are grouped. ``again`` is called where another
    process has died with this unit.
    """
    if notes("begin", unit) == 1:
        made = together(items)
    else:
        again()
        made = []
        for index, item in enumerate(items):
            if not notes("enter", unit, index):
                made.append(aside(item))
                continue
            made += together([item])
            notes("leave", unit, index)
    notes("end", unit)
    return made
