"""Both engines on the bundled model, over the sentences of our own articles."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from mt_checkpoints import as_model

from translate.articles import ReadOptions, default_segmenter, discover, load, parse
from translate.engines import decoding_for, load_translator, resolve_engine
from translate.types import Hypothesis

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "models" / "nl-en"
HARD = [
    "GROTE BRAND IN ROTTERDAM",
    "Het kabinet wil volgend jaar 100.000 woningen bouwen, maar de gemeenten twijfelen.",
    "„Wij gaan dit niet doen”, zei de minister van Financiën tegen de Kamer.",
    "Emoji 😀 en 漢字 erbij.",
    "x",
]

pytestmark = pytest.mark.skipif(
    not (BUNDLED / "model.safetensors").is_file(), reason="the bundled model is not trained yet"
)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Hypothesis]]:
    """What each engine says, by its id."""
    folder = tmp_path_factory.mktemp("bundled") / "nl-en"
    shutil.copytree(BUNDLED, folder, ignore=shutil.ignore_patterns("ct2"))
    model = as_model(folder, "bundled")
    texts = sources()
    found = {}
    for engine, compute_type in (("torch", "float32"), ("ct2", "float32"), ("ct2", "int8")):
        choice = resolve_engine(engine, compute_type)
        translator = load_translator(model, choice, threads=1)
        found[choice.id] = translator.translate(texts, decoding_for(model))
    return found


def sources() -> list[str]:
    """Every fourth sentence of the sample articles, and some that are out of the ordinary."""
    options, segmenter = ReadOptions(assume_dutch=True), default_segmenter()
    texts = [
        sentence.source
        for file in discover([ROOT / "corpus"])
        for raw in load(file, options)
        for sentence in parse(raw, options, segmenter).sentences()
        if sentence.source
    ]
    return [*dict.fromkeys(texts[::4]), *HARD]


def differing(ours: Sequence[Hypothesis], theirs: Sequence[Hypothesis]) -> float:
    return sum(a.text != b.text for a, b in zip(ours, theirs, strict=True)) / len(theirs)


def test_in_float32_the_engines_say_the_same(answers: dict[str, list[Hypothesis]]) -> None:
    reference = answers["torch-float32"]
    assert differing(answers["ct2-float32"], reference) <= 0.02  # a tie may fall either way
    for ours, theirs in zip(answers["ct2-float32"], reference, strict=True):
        if ours.text == theirs.text:
            assert ours.score == pytest.approx(theirs.score, abs=0.0101)
            assert (ours.truncated, ours.parts) == (theirs.truncated, theirs.parts)


def test_int8_says_nearly_the_same(
    answers: dict[str, list[Hypothesis]], capsys: pytest.CaptureFixture[str]
) -> None:
    reference = answers["torch-float32"]
    share = {name: differing(answers[name], reference) for name in ("ct2-float32", "ct2-int8")}
    with capsys.disabled():
        sys.stdout.write(
            f"\nof {len(reference)} sentences differ from torch: "
            + ", ".join(f"{name} {value:.0%}" for name, value in share.items())
            + "\n"
        )
    assert share["ct2-int8"] <= 0.5
    changed = [abs(a.score - b.score) for a, b in zip(answers["ct2-int8"], reference, strict=True)]
    assert sum(changed) / len(changed) <= 0.05
