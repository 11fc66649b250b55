"""Who is set aside when processes die: a model of Ray that tries a unit until somebody survives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.cluster.deaths import Journal, carefully


class Killed(BaseException):
    """The process is no more."""


class Process:
    """Works on items; those in ``deadly`` kill it as often as they are worth."""

    def __init__(self, deadly: dict[int, int]) -> None:
        self.deadly = deadly
        self.deaths = 0

    def work(self, items: Sequence[int]) -> list[str]:
        for item in items:
            if self.deadly.get(item, 0) > 0:
                self.deadly[item] -= 1
                self.deaths += 1
                raise Killed
        return [f"done {item}" for item in items]


def until_somebody_survives(journal: Journal, items: Sequence[int], process: Process) -> list[str]:
    def notes(method: str, *arguments: object) -> Any:
        return getattr(journal, method)(*arguments)

    for _ in range(100):
        try:
            return carefully(
                notes, "unit", items, together=process.work, aside=lambda item: f"aside {item}"
            )
        except Killed:
            continue
    pytest.fail("a hundred processes died")


def test_what_kills_always_is_set_aside_after_its_second_process() -> None:
    journal, process = Journal(), Process({3: 1_000})
    made = until_somebody_survives(journal, range(6), process)
    assert made == ["done 0", "done 1", "done 2", "aside 3", "done 4", "done 5"]
    assert process.deaths == 2
    assert journal.open_units() == []


def test_a_process_that_was_killed_from_outside_costs_no_article() -> None:
    process = Process({2: 1})
    made = until_somebody_survives(Journal(), range(4), process)
    assert made == [f"done {item}" for item in range(4)]


@settings(deadline=None)
@given(
    count=st.integers(1, 12),
    deadly=st.dictionaries(st.integers(0, 11), st.integers(1, 5), max_size=6),
)
def test_every_item_has_an_outcome_and_only_killers_are_set_aside(
    count: int, deadly: dict[int, int]
) -> None:
    worth = dict(deadly)
    journal = Journal()
    made = until_somebody_survives(journal, range(count), Process(dict(deadly)))
    assert len(made) == count
    for item, line in enumerate(made):
        assert line == f"done {item}" or (line == f"aside {item}" and worth.get(item, 0) >= 1)
        if worth.get(item, 0) > 2:
            assert line == f"aside {item}"
    assert journal.open_units() == []
