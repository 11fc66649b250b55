"""How long a command takes before it does anything."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from measure import TRANSLATE, Ran, Sample, run
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
        "translate text --help": [*TRANSLATE, "text", "--help"],
        "translate cache stats": [*TRANSLATE, "cache", "stats"],
        "translate models list": [*TRANSLATE, "models", "list"],
        "translate doctor": [*TRANSLATE, "doctor"],
        "translate run, one known article": known,
    }
    for command in commands.values():
        run(command, env)
    found: dict[str, list[Ran]] = {name: [] for name in commands}
    for _ in range(sizes.start_repeats):
        for name, command in commands.items():
            found[name].append(run(command, env))
    walls = {name: Sample(tuple(ran.seconds for ran in of)) for name, of in found.items()}
    works = {name: Sample(tuple(ran.processor for ran in of)) for name, of in found.items()}
    pause, work = walls["python -c pass"].median, works["python -c pass"].median
    return [
        Table(
            "Start-up",
            f"The whole process, {sizes.start_repeats} repeats in turn; × is against"
            " `python -c pass`. Processor time says the same of a machine that is busy.",
            ("command", "milliseconds", "×", "processor milliseconds", "×"),
            [
                [
                    f"`{name}`",
                    wall.spread(1000, 0),
                    f"{wall.median / pause:.1f}",
                    works[name].spread(1000, 0),
                    f"{works[name].median / work:.1f}",
                ]
                for name, wall in walls.items()
            ],
        )
    ]
