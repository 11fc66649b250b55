"""What choosing among a model's answers can give, as a Markdown table.

    python bench/candidates.py bench/judged_pieces.jsonl

The file has several answers (``summary``) for each passage (``article``), judged sound or not
(``consistent``), with the ``way`` they were asked for. From the answers that a check lets through,
the one with the most new word pairs is taken; where none is left, the passage stands as it is. The
last row knows the judgements: no way of choosing can do better with these answers.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from translate.quality.trace import trace
from translate.summary.guards import doubts
from translate.summary.words import words_of
from translate.text.english_sentences import sentences

Row = Mapping[str, Any]


def traced(row: Row) -> bool:
    """Whether nothing in the answer lacks evidence."""
    return not trace(row["summary"], [("", one) for one in sentences(row["article"])])


def worded(row: Row) -> bool:
    """Whether its wording is not doubted either: what is shipped."""
    return traced(row) and not doubts(row["summary"], sentences(row["article"]))


CHECKS: Mapping[str, Callable[[Row], bool]] = {
    "no check": lambda row: True,
    "the tracer": traced,
    "the tracer and the wording, as shipped": worded,
    "the judgements themselves": lambda row: bool(row["consistent"]),
}


def new_pairs(row: Row) -> tuple[int, int]:
    """Word pairs of the answer that the passage does not have, and all of them."""
    said, there = (set(pairwise(words_of(row[part]))) for part in ("summary", "article"))
    return len(said - there), len(said)


def novelty(row: Row) -> float:
    """Their share."""
    new, said = new_pairs(row)
    return new / max(1, said)


def line(name: str, passages: Sequence[Sequence[Row]], passes: Callable[[Row], bool]) -> str:
    """One row of the table."""
    chosen: list[Row] = []
    kept = 0
    for answers in passages:
        fit = [row for row in answers if passes(row)]
        if fit:
            chosen.append(max(fit, key=novelty))
        else:
            kept += len(set(pairwise(words_of(answers[0]["article"]))))
    counts = [new_pairs(row) for row in chosen]
    share = sum(new for new, _ in counts) / max(1, kept + sum(said for _, said in counts))
    unsound = sum(not row["consistent"] for row in chosen)
    return f"| {name} | {len(chosen)} of {len(passages)} | {share:.1%} | {unsound} |"


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    text = parser.parse_args().file.read_text(encoding="utf-8")
    rows = [json.loads(one) for one in text.split("\n") if one]
    lines = [
        "| asked for | answers | sound | new word pairs of the sound |",
        "|---|---:|---:|---:|",
    ]
    for way in dict.fromkeys(row["way"] for row in rows):
        answers = [row for row in rows if row["way"] == way]
        counts = [new_pairs(row) for row in answers if row["consistent"]]
        share = sum(new for new, _ in counts) / max(1, sum(said for _, said in counts))
        lines.append(f"| {way} | {len(answers)} | {len(counts)} | {share:.1%} |")
    lines += ["", "| chosen by | rewritten | new word pairs | unsound |", "|---|---:|---:|---:|"]
    passages: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        passages[row["article"]].append(row)
    lines += [line(name, list(passages.values()), passes) for name, passes in CHECKS.items()]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
