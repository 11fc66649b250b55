"""What a model's own score is worth: sentences by score, against how well they came out.

A score is the geometric mean of the probabilities that the model gave to the tokens it wrote. It
says nothing by itself; held against references it says how much of what scores so low is poor,
which is what the limit of the flag UNSURE is read from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translate.errors import UsageError
from translate.evaluation.scores import sentence_chrf

#: Below this chrF2 of a sentence against its reference, little of its meaning can be relied on.
POOR = 40.0


@dataclass(frozen=True, slots=True)
class Band:
    """Sentences whose scores lie from ``low`` to ``high``: how many, and how they came out.

    ``chrf`` is the mean chrF2 of the sentences (0 to 100) and ``poor`` the share below
    :data:`POOR` (0 to 1).
    """

    low: float
    high: float
    sentences: int
    chrf: float
    poor: float


@dataclass(frozen=True, slots=True)
class Confidence:
    """Bands of a fifth of the sentences each, least sure first, and one figure for the whole.

    ``separation`` is the probability that a poor sentence has a lower score than one that is
    not poor, a draw counting half (the area under the ROC curve): 0.5 is chance. It is None
    where all sentences are poor or none is. ``sides`` are the sentences below a limit and the
    rest, those of the two that there are.
    """

    bands: tuple[Band, ...]
    separation: float | None
    sides: tuple[Band, ...] = ()


def confidence(
    scores: Sequence[float],
    hypotheses: Sequence[str],
    references: Sequence[str],
    *,
    parts: int = 5,
    limit: float = 0.0,
) -> Confidence:
    """Sentences of equal score stay in one band, so that bands can be fewer than ``parts``.

    ``limit`` is the score that parts the two sides. Raises :class:`UsageError` for unequal
    lengths or nothing to hold together.
    """
    if len(scores) != len(hypotheses):
        raise UsageError(f"{len(scores)} scores for {len(hypotheses)} translations")
    rows = sorted(zip(scores, sentence_chrf(hypotheses, references), strict=True))
    bands: list[Band] = []
    start = 0
    for part in range(1, parts + 1):
        end = len(rows) * part // parts
        while 0 < end < len(rows) and rows[end][0] == rows[end - 1][0]:
            end += 1
        if end > start:
            bands.append(_band(rows[start:end]))
            start = end
    below = sum(score < limit for score, _ in rows)
    sides = tuple(_band(side) for side in (rows[:below], rows[below:]) if side)
    return Confidence(tuple(bands), _separation(rows), sides)


def _band(rows: Sequence[tuple[float, float]]) -> Band:
    values = [value for _, value in rows]
    return Band(
        low=rows[0][0],
        high=rows[-1][0],
        sentences=len(rows),
        chrf=round(sum(values) / len(values), 1),
        poor=round(sum(value < POOR for value in values) / len(values), 2),
    )


def _separation(rows: Sequence[tuple[float, float]]) -> float | None:
    """Mann-Whitney's U over its largest value, for rows sorted by score."""
    poor = [score for score, value in rows if value < POOR]
    fine = [score for score, value in rows if value >= POOR]
    if not poor or not fine:
        return None
    import numpy as np

    twice = np.searchsorted(poor, fine, "left") + np.searchsorted(poor, fine, "right")
    return round(int(twice.sum()) / 2 / (len(poor) * len(fine)), 2)
