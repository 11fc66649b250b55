"""A gate: the extractive summaries of the sample corpus do not get worse.

The floors are lowered only on purpose: `LOWER_SUMMARY_FLOORS=1 pytest` passes below them and
prints what to write here.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from translate.evaluation.summaries import Item, evaluate
from translate.quality import trace
from translate.summary import SummaryOptions, plain_sentences, summarise

pytest.importorskip("rouge_score")

REFERENCE = Path(__file__).parents[2] / "corpus" / "reference"
#: ROUGE F1 and shares, 0 to 100, as the test prints them, less one point.
LOWEST = {"rouge1": 53.3, "rouge2": 33.8, "rouge_l": 43.9}
HIGHEST = {"unsupported": 0.5, "repeats": 0.0, "longer": 0.0}


def items() -> list[Item]:
    found = []
    for file in sorted(REFERENCE.glob("*.en.txt")):
        article = re.sub(r"^\s*date \d{4}-\d{2}\s", "", file.read_text(encoding="utf-8"))
        summary = file.with_name(file.name.replace(".en.", ".summary.")).read_text("utf-8")
        found.append(Item(article, summary))
    return found


def test_extracts_of_the_corpus_keep_their_scores() -> None:
    def extract(article: str) -> str:
        return summarise(plain_sentences(article), None, SummaryOptions()).text

    (row,) = evaluate({"extractive": extract}, items())
    scores = {name: getattr(row, name) for name in (*LOWEST, *HIGHEST, "new_bigrams")}
    sys.stdout.write(f"{row.articles} articles: {scores}\n")
    assert row.articles >= 10
    if os.environ.get("LOWER_SUMMARY_FLOORS") == "1":
        return
    for name, floor in LOWEST.items():
        assert scores[name] >= floor, f"{name} fell below its floor"
    for name, ceiling in HIGHEST.items():
        assert scores[name] <= ceiling, f"{name} rose above its ceiling"


def test_nothing_in_the_extracts_is_without_evidence() -> None:
    for item in items():
        sentences = plain_sentences(item.article)
        by_index = {one.index: one.target for one in sentences}
        for piece in summarise(sentences, None, SummaryOptions()).pieces:
            assert not trace(piece.text, [("", by_index[index]) for index in piece.evidence])
