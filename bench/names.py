"""How many names come out right, without and with the glossary and its repairs.

    python bench/names.py MODEL_FOLDER [--engine ct2|torch] [--set FILE] [--show]

Each line of the set has a Dutch sentence, a tab, and the English names that its translation must
hold, separated by semicolons. ``--show`` prints every repair, to be judged by eye.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from translate.engines import decoding_for, load_translator, resolve_engine
from translate.glossary import Glossary
from translate.text.normalise import normalise
from translate.types import Model, ModelFamily

SET = Path(__file__).parents[1] / "tests" / "glossary" / "names_set.tsv"
Row = tuple[str, list[str]]


def read(path: Path) -> list[Row]:
    """Sentences with the names that are expected of them."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            sentence, _, expected = line.partition("\t")
            rows.append((normalise(sentence), [name for name in expected.split(";") if name]))
    return rows


def measure(model: Model, engine: str, rows: list[Row], show: bool) -> dict[str, int]:
    """Names that stand in the translations, and how many of them repairs put there."""
    choice = resolve_engine(engine)
    translator = load_translator(model, choice, threads=1)
    glossary = Glossary.builtin()
    counts = {"model alone": 0, "names put in": 0, "names put in, and repaired": 0, "repairs": 0}
    decoding = decoding_for(model)
    bare = translator.translate([source for source, _ in rows], decoding)
    prepared = [glossary.prepared(source) for source, _ in rows]
    answers = translator.translate([one.text for one in prepared], decoding)
    for (_, names), one, alone, answer in zip(rows, prepared, bare, answers, strict=True):
        mended = one.apply(answer.text)
        targets = (alone.text, answer.text, mended.target)
        for kind, target in zip(counts, targets, strict=False):
            counts[kind] += sum(name in target for name in names)
        counts["repairs"] += len(mended.repaired)
        if show and mended.repaired:
            made = "; ".join(f"{was} → {now}" for was, now in mended.repaired)
            sys.stdout.write(f"{made}\n    {one.source}\n    {mended.target}\n")
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--engine", choices=("ct2", "torch"), default="ct2")
    parser.add_argument("--set", type=Path, default=SET)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    rows = read(options.set)
    model = Model(options.model.name, ModelFamily.MARIAN, options.model, "0" * 64, "")
    counts = measure(model, options.engine, rows, options.show)
    total = sum(len(names) for _, names in rows)
    repairs = counts.pop("repairs")
    sys.stdout.write(f"{len(rows)} sentences, {total} names, {repairs} repairs\n\n")
    sys.stdout.write("| | names right | share |\n| --- | ---: | ---: |\n")
    for kind, count in counts.items():
        sys.stdout.write(f"| {kind} | {count} | {100 * count / total:.0f} % |\n")


if __name__ == "__main__":
    main()
