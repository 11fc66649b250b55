"""Batches hold every row once, within the budget, and rows of one limit."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from translate.engines.batching import plan
from translate.engines.translator import target_limit

lengths = st.lists(st.integers(1, 600), max_size=80)
limit = partial(target_limit, 512)


@given(lengths, st.integers(1, 2000), st.integers(1, 20))
def test_every_row_is_in_one_batch_and_batches_keep_to_the_budget(
    rows: list[int], budget: int, most: int
) -> None:
    batches = plan(rows, budget, limit, most)
    assert sorted(row for batch in batches for row in batch.rows) == list(range(len(rows)))
    for batch in batches:
        widest = max(rows[row] for row in batch.rows)
        assert len(batch.rows) == 1 or widest * len(batch.rows) <= budget
        assert len(batch.rows) <= most
        assert {limit(rows[row]) for row in batch.rows} == {batch.max_target}


@given(lengths)
def test_the_longest_come_first(rows: list[int]) -> None:
    order = [rows[row] for batch in plan(rows, 100, limit) for row in batch.rows]
    assert order == sorted(rows, reverse=True)


@given(lengths, st.randoms())
def test_batches_do_not_depend_on_the_order_of_work(rows: list[int], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    shapes = [[rows[row] for row in batch.rows] for batch in plan(rows, 300, limit)]
    assert shapes == [[shuffled[row] for row in b.rows] for b in plan(shuffled, 300, limit)]


@given(st.integers(1, 600), st.integers(1, 512))
def test_a_target_may_be_twice_its_source_and_never_over_the_maximum(
    length: int, most: int
) -> None:
    assert target_limit(most, length) <= most
    assert target_limit(100_000, length) >= 2 * length
