"""Scores: sacrebleu's figures, with what makes them comparable."""

from __future__ import annotations

import pytest
import sacrebleu

from translate.errors import UsageError
from translate.evaluation.scores import compare, score, score_slices

REFERENCES = [
    "The bridge over the river will be closed in May.",
    "The council voted for the plan on Monday evening.",
    "Fourteen people were rescued from the water.",
    "The minister said that nothing had been decided yet.",
] * 5
WORSE = [reference.replace("the", "a").replace("was", "is")[:-12] for reference in REFERENCES]


def test_figures_are_sacrebleus_own() -> None:
    bleu, chrf = score(WORSE, REFERENCES)
    assert bleu.value == round(sacrebleu.corpus_bleu(WORSE, [REFERENCES]).score, 1) < 100
    assert chrf.value == round(sacrebleu.corpus_chrf(WORSE, [REFERENCES]).score, 1)
    assert bleu.sentences == 20
    assert "tok:13a" in bleu.signature and "version:" in chrf.signature


def test_the_reference_scores_a_hundred() -> None:
    assert [one.value for one in score(REFERENCES, REFERENCES)] == [100.0, 100.0]


def test_slices_part_the_sentences() -> None:
    labels = ["a", "b"] * 10
    slices = score_slices(WORSE, REFERENCES, labels)
    assert list(slices) == ["a", "b"]
    assert slices["a"][0].value == score(WORSE[::2], REFERENCES[::2])[0].value
    assert sum(of[0].sentences for of in slices.values()) == 20


def test_the_bootstrap_tells_better_from_equal() -> None:
    better = compare(REFERENCES, WORSE, REFERENCES, samples=200)
    assert [one.metric for one in better] == ["BLEU", "chrF2"]
    assert all(one.ours > one.theirs and one.p_value < 0.05 for one in better)
    equal = compare(WORSE, WORSE, REFERENCES, samples=200)
    assert all(one.ours == one.theirs and one.p_value > 0.5 for one in equal)


def test_files_that_do_not_match_are_a_usage_error() -> None:
    with pytest.raises(UsageError, match="1 translations for 20 references"):
        score(["x"], REFERENCES)
    with pytest.raises(UsageError, match="nothing to score"):
        score([], [])
    with pytest.raises(UsageError, match="labels"):
        score_slices(WORSE, REFERENCES, ["a"])
