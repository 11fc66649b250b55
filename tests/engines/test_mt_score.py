"""The score of a target that is given: that of decoding where it is the same, equal in both."""

from __future__ import annotations

import math

import pytest
from mt_checkpoints import sentences

from translate.engines import load_translator, resolve_engine
from translate.types import Decoding, Model, ScoringTranslator

DECODING = Decoding(beam=3, max_source=128, max_target=200)


def engine_for(model: Model, engine: str) -> ScoringTranslator:
    compute_type = "float32" if engine == "ct2" else None
    translator = load_translator(model, resolve_engine(engine, compute_type), threads=1)
    assert isinstance(translator, ScoringTranslator)
    return translator


def test_both_engines_find_a_given_target_as_likely(tiny_model: Model) -> None:
    sources = sentences(6)
    targets = ["The alderman opens a pool.", "No.", "", "Rain, rain and rain.", "A", "It is so."]
    ours, theirs = (
        engine_for(tiny_model, name).score(sources, targets) for name in ("ct2", "torch")
    )
    assert ours == pytest.approx(theirs, abs=1e-3)
    assert all(value < 0 for value in ours)


@pytest.mark.parametrize("engine", ["ct2", "torch"])
def test_the_score_does_not_depend_on_its_neighbours(tiny_model: Model, engine: str) -> None:
    translator = engine_for(tiny_model, engine)
    sources = sentences(4)
    targets = ["The alderman opens a pool in the morning.", "No.", "Rain.", "It is so, he says."]
    together = translator.score(sources, targets)
    alone = [translator.score([s], [t])[0] for s, t in zip(sources, targets, strict=True)]
    assert together == pytest.approx(alone, abs=1e-4)


@pytest.mark.parametrize("engine", ["ct2", "torch"])
def test_what_a_model_wrote_scores_what_it_said(opus_model: Model, engine: str) -> None:
    translator = engine_for(opus_model, engine)
    sources = sentences(5)
    answers = translator.translate(sources, DECODING)
    ended = [
        (source, answer)
        for source, answer in zip(sources, answers, strict=True)
        if not answer.truncated
    ]
    assert ended
    scores = translator.score([s for s, _ in ended], [a.text for _, a in ended])
    for value, (_, answer) in zip(scores, ended, strict=True):
        assert math.exp(value) == pytest.approx(answer.score, abs=0.0101)
