"""A target that goes on from a given beginning: kept, scored as a whole, the same by both."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from mt_checkpoints import as_model, sentences
from test_mt_translator import Echo

from translate.engines import decoding_for, load_translator, resolve_engine
from translate.engines.batching import Batch
from translate.engines.translator import MarianTranslator
from translate.protocols import Translator
from translate.types import Decoding, Hypothesis, Model

BUNDLED = Path(__file__).parents[2] / "models" / "nl-en"
SHORT = Decoding(beam=3, max_source=128, max_target=40)
REAL = {
    "De wethouder opent morgen een nieuw zwembad.": "Tomorrow the alderman",
    "De bewoners spanden een kort geding aan.": "The residents began summary proceedings",
    "Het regent.": "“Rain, rain, rain, rain”",
    "De gemeenteraad stemde in met het nieuwe plan.": "The",
}


def engine_for(model: Model, engine: str) -> Translator:
    compute_type = "float32" if engine == "ct2" else None
    translator = load_translator(model, resolve_engine(engine, compute_type), threads=1)
    assert isinstance(translator, Translator)
    return translator


def agree(
    model: Model, sources: Sequence[str], beginnings: Sequence[str], decoding: Decoding
) -> list[Hypothesis]:
    """What both engines say: the same texts, and scores that differ by no more than rounding."""
    ours, theirs = (
        engine_for(model, engine).continue_from(sources, beginnings, decoding)
        for engine in ("ct2", "torch")
    )
    for beginning, one, other in zip(beginnings, ours, theirs, strict=True):
        assert one.text.startswith(beginning)
        assert one.text == other.text
        assert one.score == pytest.approx(other.score, abs=0.0101)
        assert (one.truncated, one.parts) == (other.truncated, 1)
    return ours


def test_both_engines_keep_the_beginning_and_agree(tiny_model: Model) -> None:
    sources = sentences(8)
    beginnings = [f"{source.split()[0]} alderman" for source in sources]
    agree(tiny_model, sources, beginnings, SHORT)


def test_greedily_and_where_repeats_are_forbidden_too(tiny_model: Model) -> None:
    decoding = Decoding(beam=1, max_source=128, max_target=40, no_repeat_ngram=2)
    agree(tiny_model, sentences(3), ["no no no no no"] * 3, decoding)


@pytest.mark.skipif(not (BUNDLED / "model.safetensors").is_file(), reason="no bundled model")
def test_the_bundled_model_goes_on_to_an_end(tmp_path: Path) -> None:
    folder = tmp_path / "nl-en"
    shutil.copytree(BUNDLED, folder, ignore=shutil.ignore_patterns("ct2"))
    model = as_model(folder)
    answers = agree(model, list(REAL), list(REAL.values()), decoding_for(model))
    assert not any(answer.truncated for answer in answers)


def test_its_own_beginning_leads_to_its_own_target_and_score(tiny_model: Model) -> None:
    greedy = Decoding(beam=1, max_source=128, max_target=24)
    for engine in ("ct2", "torch"):
        translator = engine_for(tiny_model, engine)
        sources = sentences(6)
        backend = translator._backend  # type: ignore[attr-defined]
        rows = [backend.tokens.encode(source) for source in sources]
        [found] = backend.search(rows, [Batch(tuple(range(len(rows))), 24)], greedy)
        beginnings = [one.ids[:3] for one in found]
        alone = [Batch((row,), 24) for row in range(len(rows))]
        again = [one for [one] in backend.search(rows, alone, greedy, beginnings)]
        assert [one.ids for one in again] == [one.ids for one in found]
        for one, other in zip(again, found, strict=True):
            assert one.log_probability == pytest.approx(other.log_probability, abs=1e-4)


def test_what_is_found_does_not_depend_on_the_company(tiny_model: Model) -> None:
    translator = engine_for(tiny_model, "ct2")
    sources, beginnings = sentences(6), ["a", "the house", "b c d e", "it", "the", "in the"]
    together = translator.continue_from(sources, beginnings, SHORT)
    for source, beginning, answer in zip(sources, beginnings, together, strict=True):
        assert translator.continue_from([source], [beginning], SHORT) == [answer]


def test_capitals_come_back() -> None:
    [answer] = MarianTranslator(Echo()).continue_from(["GROTE BRAND"], ["GREAT"], Decoding())
    assert answer.text == "GREAT BRAND"
