"""Both engines on the bundled model, over paragraphs of our own articles.

How int8 products are summed differs between processors, and with it the wording of up to half
of the sentences; what must be equal everywhere is what they are worth.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from statistics import fmean

import pytest
from mt_checkpoints import as_model

from translate.articles import default_segmenter
from translate.engines import decoding_for, load_translator, resolve_engine
from translate.evaluation.scores import score
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
#: What int8 may cost, in points of each metric: five times how much its gain or loss over these
#: paragraphs varies from processor to processor, and less than weights of four bits cost.
MOST_LOST = {"BLEU": 2.0, "chrF2": 1.5}
#: chrF of int8 against float32: 91 to 97 by processor; weights of five bits have 89, of four 77.
LEAST_ALIKE = 85.0
#: Of the mean score: int8 moves it by 0.01 at most, weights of four bits by 0.13.
MOST_SCORE = 0.05

pytestmark = pytest.mark.skipif(
    not (BUNDLED / "model.safetensors").is_file(), reason="the bundled model is not trained yet"
)


Say = Callable[[str, str], list[Hypothesis]]


@pytest.fixture(scope="module")
def say(tmp_path_factory: pytest.TempPathFactory) -> Say:
    """What an engine says to the sentences of the paragraphs and to ``HARD``."""
    folder = tmp_path_factory.mktemp("bundled") / "nl-en"
    shutil.copytree(BUNDLED, folder, ignore=shutil.ignore_patterns("ct2"))
    model = as_model(folder, "bundled")
    texts = [sentence for dutch, _ in paragraphs() for sentence in dutch] + HARD

    @cache
    def said(engine: str, compute_type: str) -> list[Hypothesis]:
        translator = load_translator(model, resolve_engine(engine, compute_type), threads=1)
        return translator.translate(texts, decoding_for(model))

    return said


@cache
def paragraphs() -> list[tuple[list[str], str]]:
    """Every fourth paragraph of the sample articles: its sentences, and its reference."""
    spans = default_segmenter().spans
    found = []
    for file in sorted((ROOT / "corpus").glob("*.txt")):
        dutch = re.sub(r"\A date \d{4}-\d\d ", "", file.read_text("utf-8"))
        english = (ROOT / "corpus" / "reference" / f"{file.stem}.en.txt").read_text("utf-8")
        blocks = (text.strip().split("\n\n") for text in (dutch, english))
        for block, reference in zip(*blocks, strict=True):
            found.append(([block[start:end].strip() for start, end in spans(block)], reference))
    return found[::4]


def joined(hypotheses: Sequence[Hypothesis]) -> list[str]:
    """Sentences as the paragraphs they belong to; ``HARD`` is left over."""
    rest = iter(hypotheses)
    return [" ".join(next(rest).text for _ in dutch) for dutch, _ in paragraphs()]


def test_in_float32_the_engines_say_the_same(say: Say) -> None:
    different = 0
    for ours, theirs in zip(say("ct2", "float32"), say("torch", "float32"), strict=True):
        assert ours.score == pytest.approx(theirs.score, abs=0.0101)
        assert (ours.truncated, ours.parts) == (theirs.truncated, theirs.parts)
        different += ours.text != theirs.text
    assert different <= 2  # of 60: a tie may fall either way


def test_int8_is_worth_what_float32_is_worth(say: Say, capsys: pytest.CaptureFixture[str]) -> None:
    rough, exact = say("ct2", "int8"), say("ct2", "float32")
    references = [english for _, english in paragraphs()]
    ours, theirs = joined(rough), joined(exact)
    lost = {
        one.metric: round(one.value - other.value, 1)
        for one, other in zip(score(theirs, references), score(ours, references), strict=True)
    }
    alike = {one.metric: one.value for one in score(ours, theirs)}
    moved = fmean(one.score for one in rough) - fmean(one.score for one in exact)
    with capsys.disabled():
        sys.stdout.write(
            f"\nint8 against float32: lost {lost}, alike {alike}, mean score {moved:+.3f}\n"
        )
    assert lost.keys() == MOST_LOST.keys()
    assert all(lost[metric] <= most for metric, most in MOST_LOST.items())
    assert alike["chrF2"] >= LEAST_ALIKE
    assert abs(moved) <= MOST_SCORE


@pytest.mark.parametrize(
    "variable",
    ["ONEDNN_MAX_CPU_ISA=AVX2", "CT2_FORCE_CPU_ISA=GENERIC"],  # the first has the least exact int8
)
def test_so_it_is_on_other_processors(variable: str) -> None:
    test = f"{__file__}::{test_int8_is_worth_what_float32_is_worth.__name__}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", test],
        env=os.environ | dict([variable.split("=")]), capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
