"""Batches that waste little: rows of like length, limited by the tokens they take with padding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: Source tokens, padding included, that make a good batch on either engine.
TOKEN_BUDGET = 1024
#: More rows than this gain nothing, and a row costs beam times vocabulary in memory.
MAX_ROWS = 64


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that are decoded together: positions in the caller's list, longest first.

    ``max_target`` is the most tokens that any of these rows may answer with.
    """

    rows: tuple[int, ...]
    max_target: int


def plan(
    lengths: Sequence[int],
    budget: int,
    target_limit: Callable[[int], int],
    max_rows: int = MAX_ROWS,
) -> list[Batch]:
    """Batches that hold every row exactly once, longest first.

    ``lengths`` are in tokens. A batch holds at most ``max_rows`` rows and at most ``budget``
    tokens, padding included, or one row. Rows with different target limits never share a
    batch: what a sentence becomes must not depend on its neighbours.
    """
    order = sorted(range(len(lengths)), key=lambda row: (-lengths[row], row))
    batches: list[Batch] = []
    rows: list[int] = []
    for row in order:
        full = rows and (
            len(rows) >= max_rows
            or lengths[rows[0]] * (len(rows) + 1) > budget
            or target_limit(lengths[rows[0]]) != target_limit(lengths[row])
        )
        if full:
            batches.append(Batch(tuple(rows), target_limit(lengths[rows[0]])))
            rows = []
        rows.append(row)
    if rows:
        batches.append(Batch(tuple(rows), target_limit(lengths[rows[0]])))
    return batches
