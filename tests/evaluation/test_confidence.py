"""What a model's score is worth, measured against references."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import UsageError
from translate.evaluation.confidence import POOR, confidence
from translate.evaluation.scores import sentence_chrf

GOOD, BAD = "The bridge over the river is closed.", "Xyz qqq."
ROWS = st.lists(
    st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.9]), st.booleans()), min_size=1, max_size=40
)


def measured(rows: list[tuple[float, bool]], parts: int = 5):
    """Scores of sentences that came out word for word (True) or not at all."""
    texts = [GOOD if good else BAD for _, good in rows]
    return confidence(
        [score for score, _ in rows], texts, [GOOD] * len(rows), parts=parts, limit=0.5
    )


def test_scores_that_know_the_poor_ones_separate_them_wholly() -> None:
    found = measured([(0.2, False)] * 5 + [(0.8, True)] * 5, parts=2)
    assert found.separation == 1.0
    assert [(band.low, band.high, band.poor) for band in found.bands] == [
        (0.2, 0.2, 1.0),
        (0.8, 0.8, 0.0),
    ]
    assert found.bands[1].chrf == 100.0
    assert [(side.sentences, side.poor) for side in found.sides] == [(5, 1.0), (5, 0.0)]


def test_scores_that_are_wrong_every_time_are_worth_less_than_chance() -> None:
    assert measured([(0.8, False), (0.2, True)]).separation == 0.0


def test_equal_scores_are_chance() -> None:
    assert measured([(0.5, False), (0.5, True)] * 4).separation == 0.5


def test_where_all_came_out_alike_there_is_nothing_to_separate() -> None:
    assert measured([(0.2, True), (0.8, True)]).separation is None


@given(ROWS, st.integers(1, 7))
def test_bands_part_the_sentences_in_the_order_of_their_scores(
    rows: list[tuple[float, bool]], parts: int
) -> None:
    found = measured(rows, parts)
    assert sum(band.sentences for band in found.bands) == len(rows)
    assert sum(side.sentences for side in found.sides) == len(rows)
    assert {side.low < 0.5 for side in found.sides} == {score < 0.5 for score, _ in rows}
    assert len(found.bands) <= parts
    assert all(one.high < two.low for one, two in zip(found.bands, found.bands[1:], strict=False))


@given(ROWS)
def test_separation_is_the_share_of_pairs_in_the_right_order(
    rows: list[tuple[float, bool]],
) -> None:
    poor = [score for score, good in rows if not good]
    fine = [score for score, good in rows if good]
    pairs = [(low < high) + (low == high) / 2 for low in poor for high in fine]
    expected = round(sum(pairs) / len(pairs), 2) if pairs else None
    assert measured(rows).separation == pytest.approx(expected, abs=0.006)


def test_a_sentences_chrf_is_of_it_alone() -> None:
    good, bad = sentence_chrf([GOOD, BAD], [GOOD, GOOD])
    assert good == 100.0 and bad < POOR


def test_lists_that_do_not_match_are_a_usage_error() -> None:
    with pytest.raises(UsageError, match="1 scores for 2"):
        confidence([0.5], [GOOD, GOOD], [GOOD, GOOD])
