"""How well the tracer finds unfaithful summaries, beside two baselines, as a Markdown table.

    python bench/faithfulness.py FILE.jsonl …

Each line of a file has ``id``, ``article``, ``summary`` and ``consistent`` (1 or 0, by human
judges). The files are split in halves by a hash of the article's part of the id, so that no
article is in both; thresholds are chosen on one half and every number is of the other.
Unfaithful is the positive class.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.quality.grounds import RULES
from translate.quality.passage import prepared
from translate.quality.trace import new_words, trace
from translate.text.english_sentences import sentences
from translate.text.names import names
from translate.text.words import words_of


@dataclass(frozen=True)
class Item:
    """One judged summary."""

    id: str
    article: str
    summary: str
    unfaithful: bool

    @property
    def held_out(self) -> bool:
        """Whether the item belongs to the half that numbers are reported on."""
        article = re.split(r"[_/]", self.id)[0]
        return hashlib.sha256(article.encode()).digest()[0] % 2 == 1


@dataclass(frozen=True)
class Score:
    """Counts of one method on one half."""

    precision: float
    recall: float
    balanced: float


def read(path: Path) -> list[Item]:
    """The items of one file."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line)
    return [Item(row["id"], row["article"], row["summary"], not row["consistent"]) for row in rows]


def score(found: Sequence[bool], truth: Sequence[bool]) -> Score:
    """Precision, recall and balanced accuracy; 0 where nothing was found."""
    pairs = list(zip(found, truth, strict=True))
    hits = sum(f and t for f, t in pairs)
    positives, negatives = sum(truth), len(truth) - sum(truth)
    spared = sum(not f and not t for f, t in pairs)
    recall = hits / positives if positives else 0.0
    specificity = spared / negatives if negatives else 0.0
    return Score(hits / sum(found) if any(found) else 0.0, recall, (recall + specificity) / 2)


def overlap(item: Item) -> float:
    """Baseline: the share of the summary's words that the article does not have."""
    there = set(words_of(item.article))
    said = words_of(item.summary)
    return sum(word not in there for word in said) / len(said) if said else 0.0


def new_names(item: Item) -> float:
    """Baseline: how many names of the summary the article does not have."""
    there = item.article.lower()
    return sum(name.text.lower() not in there for name in names(item.summary, "en"))


def evidence(item: Item) -> list[tuple[str, str]]:
    """The article as evidence without its Dutch."""
    return [("", sentence) for sentence in sentences(item.article)]


def findings_or_new_words(item: Item) -> float:
    """The tracer's hard findings, or its share of new words where there are none."""
    case = prepared(item.summary, evidence(item))
    if any(True for rule in RULES for _ in rule(case)):
        return 2.0
    return new_words(case)[0]


def shipped(item: Item) -> float:
    """The tracer with its own constants: how many flags it raises."""
    return float(len(trace(item.summary, evidence(item))))


#: A method and its threshold; None where the threshold is chosen.
METHODS: dict[str, tuple[Callable[[Item], float], float | None]] = {
    "token overlap": (overlap, None),
    "names only": (new_names, 0.0),
    "trace, threshold chosen": (findings_or_new_words, None),
    "trace, as shipped": (shipped, 0.0),
}


def choose(values: Sequence[float], truth: Sequence[bool]) -> float:
    """The threshold (values above it are unfaithful) with the best balanced accuracy."""
    candidates = sorted({*values, -1.0})
    return max(candidates, key=lambda cut: score([v > cut for v in values], truth).balanced)


#: Weights of the tracer's doubt beside token overlap, of which one half chooses the best.
WEIGHTS = (0.0, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0)


def combined(items: Sequence[Item]) -> list[float]:
    """Token overlap plus the tracer's doubt by a weight that is chosen on one half."""
    pairs = [(overlap(item), findings_or_new_words(item)) for item in items]
    seen = [at for at, item in enumerate(items) if not item.held_out]
    truth = [items[at].unfaithful for at in seen]

    def fit(weight: float) -> float:
        values = [pairs[at][0] + weight * pairs[at][1] for at in seen]
        cut = choose(values, truth)
        return score([value > cut for value in values], truth).balanced

    best = max(WEIGHTS, key=fit)
    return [words + best * doubted for words, doubted in pairs]


def rows(path: Path) -> list[str]:
    """Table rows of one file."""
    items = read(path)
    lines = []
    measured: dict[str, tuple[list[float], float | None]] = {
        method: ([measure(item) for item in items], fixed)
        for method, (measure, fixed) in METHODS.items()
    }
    measured["trace and token overlap"] = (combined(items), None)
    for method, (values, fixed) in measured.items():
        chosen = fixed
        if chosen is None:
            chosen = choose(
                [v for v, item in zip(values, items, strict=True) if not item.held_out],
                [item.unfaithful for item in items if not item.held_out],
            )
        result = score(
            [v > chosen for v, item in zip(values, items, strict=True) if item.held_out],
            [item.unfaithful for item in items if item.held_out],
        )
        held = sum(item.held_out for item in items)
        lines.append(
            f"| {path.stem} | {held} | {method} | {chosen:.2f} | {result.precision:.1%} "
            f"| {result.recall:.1%} | {result.balanced:.1%} |"
        )
    return lines


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    lines = ["| set | held out | method | threshold | precision | recall | balanced accuracy |"]
    lines.append("|---|---|---|---|---|---|---|")
    for path in parser.parse_args().files:
        lines += rows(path)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
