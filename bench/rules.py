"""What each rule against unfaithful summaries is worth, as Markdown tables.

    python bench/rules.py JUDGED.jsonl …

Each line of a file has ``id``, ``article``, ``summary`` and ``consistent`` (1 or 0, by people).
Unfaithful is the positive class. A rule is worth something by itself when what it fires on is
oftener unfaithful than the set as a whole (its lift, in points, is above zero), and within its
family when balanced accuracy is lower without it. Intervals hold 95 % of 2,000 resamples of the
articles, because summaries of one article are alike.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.quality.grounds import RULES
from translate.quality.passage import prepared
from translate.quality.trace import MAX_NEW_WORDS, new_words
from translate.summary.guards import doubts
from translate.text.english_sentences import sentences

RESAMPLES = 2000


@dataclass(frozen=True)
class Judged:
    """A summary with the rules that fire on it, as ``family: rule``."""

    article: str
    unfaithful: bool
    fired: frozenset[str]


@dataclass(frozen=True)
class Count:
    """How often something fired on unfaithful (``hits``) and faithful (``alarms``) summaries."""

    hits: int
    alarms: int
    unfaithful: int
    faithful: int

    @property
    def precision(self) -> float:
        """Share of unfaithful ones where it fired; nan where it did not."""
        fired = self.hits + self.alarms
        return self.hits / fired if fired else float("nan")

    @property
    def lift(self) -> float:
        """Precision less the base rate."""
        return self.precision - self.unfaithful / max(1, self.unfaithful + self.faithful)

    @property
    def balanced(self) -> float:
        """Mean of recall and specificity."""
        if not (self.unfaithful and self.faithful):
            return float("nan")
        return (1 + self.hits / self.unfaithful - self.alarms / self.faithful) / 2


def read(path: Path) -> list[Judged]:
    """The judged summaries of one file, each asked of every rule."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line)
    return [
        Judged(
            re.split(r"[_/]", row["id"])[0],
            not row["consistent"],
            frozenset(fired(row["summary"], sentences(row["article"]))),
        )
        for row in rows
    ]


def fired(piece: str, sources: Sequence[str]) -> Iterable[str]:
    """The rules that doubt ``piece``."""
    case = prepared(piece, [("", sentence) for sentence in sources])
    for rule in RULES:
        for finding in rule(case):
            yield f"trace: {finding.rule}"
    if new_words(case)[0] > MAX_NEW_WORDS:
        yield "trace: words"
    for doubt in doubts(piece, sources):
        yield f"guards: {doubt.split(':')[0]}"


def count(items: Iterable[Judged], rules: frozenset[str]) -> Count:
    """How often any of ``rules`` fired."""
    tally = {(found, truth): 0 for found in (True, False) for truth in (True, False)}
    for item in items:
        tally[bool(item.fired & rules), item.unfaithful] += 1
    return Count(
        tally[True, True],
        tally[True, False],
        tally[True, True] + tally[False, True],
        tally[True, False] + tally[False, False],
    )


def added(counts: Iterable[Count]) -> Count:
    """The counts of several articles as one."""
    rows = [(one.hits, one.alarms, one.unfaithful, one.faithful) for one in counts]
    return Count(*map(sum, zip(*rows, strict=True)))


def interval(values: Iterable[float]) -> str:
    """The middle 95 % of values, in points."""
    known = sorted(value for value in values if value == value)
    if len(known) < RESAMPLES // 2:
        return ""
    low, high = known[round(0.025 * (len(known) - 1))], known[round(0.975 * (len(known) - 1))]
    return f"[{100 * low:+.1f}, {100 * high:+.1f}]"


def table(name: str, items: Sequence[Judged]) -> list[str]:
    """One row for each rule, and one for each family as a whole."""
    by_article: Mapping[str, list[Judged]] = defaultdict(list)
    for item in items:
        by_article[item.article].append(item)
    chance = random.Random(17)
    articles = sorted(by_article)
    samples = [chance.choices(articles, k=len(articles)) for _ in range(RESAMPLES)]

    def counts(rules: frozenset[str]) -> tuple[Count, list[Count]]:
        each = {article: count(by_article[article], rules) for article in articles}
        return added(each.values()), [added(each[one] for one in sample) for sample in samples]

    lines = []
    every = frozenset().union(*(item.fired for item in items))
    for family in ("", *sorted({rule.split(":")[0] for rule in every})):
        members = frozenset(rule for rule in every if rule.startswith(family))
        whole, wholes = counts(members)
        rows = [(f"{family or 'both families'}, all", whole, wholes, "", "")]
        for rule in sorted(
            members if family else (), key=lambda one: -count(items, frozenset({one})).hits
        ):
            alone, alones = counts(frozenset({rule}))
            rest, rests = counts(members - {rule})
            change = interval(
                one.balanced - other.balanced for one, other in zip(rests, wholes, strict=True)
            )
            rows.append((rule, alone, alones, f"{100 * rest.balanced:.1f} %", change))
        lines += [
            f"| {name} | {rule} | {one.hits + one.alarms} | {100 * one.precision:.1f} % "
            f"| {100 * one.lift:+.1f} {interval(other.lift for other in resampled)} "
            f"| {100 * one.balanced:.1f} % | {without} {change} |"
            for rule, one, resampled, without, change in rows
        ]
    return lines


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    lines = [
        "| set | rule | fires | precision | over the base rate, points | balanced accuracy alone "
        "| of its family without it, change in points |",
        "|---|---|---:|---:|---|---:|---|",
    ]
    for path in parser.parse_args().files:
        items = read(path)
        wrong = sum(item.unfaithful for item in items)
        lines.append(f"| {path.stem} | base rate | {len(items)} | {wrong / len(items):.1%} | | | |")
        lines += table(path.stem, items)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
