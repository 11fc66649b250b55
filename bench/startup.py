"""How long a command takes before it does anything."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from measure import TRANSLATE, Sample, run
from sections import Sizes, Table
from texts import write_many_articles


def tables(
    place: Path, sizes: Sizes, options: argparse.Namespace, env: Mapping[str, str]
) -> list[Table]:
    """Commands against ``python -c pass``."""
    write_many_articles(place / "one", 1)
    known = [*TRANSLATE, "run", str(place / "one"), "--out", str(place / "out"), "--quiet"]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "translate --help": [*TRANSLATE, "--help"],
        "translate --version": [*TRANSLATE, "--version"],
        "translate cache path": [*TRANSLATE, "cache", "path"],
        "translate models list": [*TRANSLATE, "models", "list"],
        "translate run, one known article": known,
    }
    for command in commands.values():
        run(command, env)
    found: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(sizes.quick_repeats):
        for name, command in commands.items():
            found[name].append(run(command, env).seconds)
    samples = {name: Sample(tuple(values)) for name, values in found.items()}
    least = samples["python -c pass"].median
    return [
        Table(
            "Start-up",
            f"Wall time of the whole process, {sizes.quick_repeats} repeats in turn.",
            ("command", "milliseconds", "times python -c pass"),
            [
                [f"`{name}`", sample.spread(1000, 0), f"{sample.median / least:.1f}"]
                for name, sample in samples.items()
            ],
        )
    ]
