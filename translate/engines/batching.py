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
    batches: list[Batch] = []
    for row in sorted(range(len(lengths)), key=lambda row: (-lengths[row], row)):
        limit, rows = target_limit(lengths[row]), batches[-1].rows if batches else ()
        fits = rows and len(rows) < max_rows and lengths[rows[0]] * (len(rows) + 1) <= budget
        if fits and batches[-1].max_target == limit:
            batches[-1] = Batch((*rows, row), limit)
        else:
            batches.append(Batch((row,), limit))
    return batches
