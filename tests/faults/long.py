"""The long part of the faults harness, as one command with a report in Markdown.

    python -m tests.faults.long [--rounds 200] [--files 1000] [--model-rounds 3] [--report FILE]

Every round asserts what the suite asserts in ten; the first that fails ends the command with
its traceback and the seed to repeat it with.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import chain, islice
from pathlib import Path

from tests.faults.faults_driver import start
from tests.faults.faults_kills import Peace, Tally, in_peace, kill_round
from tests.faults.faults_scene import PATIENCE, Scene, write_articles
from tests.faults.hostile_files import by_hand, generated
from tests.faults.hostile_run import hostile_run

ROOT = Path(__file__).parents[2]
Row = tuple[str, str]


def main() -> int:
    """Run every part; returns the exit code."""
    options = _parser().parse_args()
    parts: list[tuple[str, Callable[[Path], list[Row]]]] = [
        ("kill -9, scripted engine", lambda f: kills(f, options.rounds, options.seed)),
        ("processes together", lambda f: together(f, options.rounds // 20)),
        ("hostile files", lambda f: hostile(f, options.files, options.seed)),
        ("kill -9, bundled model", lambda f: kills_of_model(f, options.model_rounds)),
    ]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        for number, (name, part) in enumerate(parts):
            began = time.monotonic()
            own = Path(folder, str(number))
            own.mkdir()
            found = part(own)
            rows += [(f"{name}: {what}", value) for what, value in found]
            if found:
                rows.append((f"{name}: seconds", f"{time.monotonic() - began:.0f}"))
                new = rows[-len(found) - 1 :]
                print(*(f"{what}: {value}" for what, value in new), sep="\n", flush=True)  # noqa: T201
    if options.report is not None:
        options.report.write_text(_report(rows), encoding="utf-8")
    return 0


def kills(folder: Path, rounds: int, seed: int) -> list[Row]:
    """Rounds of murder, one in five by the clock and the others at a counted step."""
    if rounds == 0:
        return []
    articles = write_articles(folder / "articles", 12)
    peace = in_peace(_scene(folder / "peace", articles))
    total = Tally()
    for number in range(seed, seed + rounds):
        with _named(f"kill round, seed {number}"):
            _one_kill(folder, articles, peace, number, total, by_clock=number % 5 == 2)
    return _tallied(total)


def kills_of_model(folder: Path, rounds: int) -> list[Row]:
    """The same with the bundled model over the sample corpus."""
    if rounds == 0:
        return []
    peace = in_peace(_scene(folder / "peace", ROOT / "corpus", real=True))
    total = Tally()
    for number in range(rounds):
        with _named(f"kill round with the bundled model, seed {number}"):
            articles = ROOT / "corpus"
            _one_kill(folder, articles, peace, number, total, by_clock=True, real=True)
    return _tallied(total)


def _one_kill(
    folder: Path,
    articles: Path,
    peace: Peace,
    number: int,
    total: Tally,
    *,
    by_clock: bool,
    real: bool = False,
) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as own:
        scene = Scene(Path(own), articles, real)
        tally = kill_round(scene, peace, random.Random(number), by_clock=by_clock)
    total.rounds += 1
    total.kills += tally.kills
    total.temporaries_left_by_kills += tally.temporaries_left_by_kills
    total.sentences_asked_again += tally.sentences_asked_again


def _tallied(total: Tally) -> list[Row]:
    return [
        ("rounds", str(total.rounds)),
        ("runs killed", str(total.kills)),
        ("results that differ from an undisturbed run", "0"),
        ("temporary files left by kills, all removed by the next run",
         str(total.temporaries_left_by_kills)),
        ("remembered sentences translated again", "0"),
        ("sentences of interrupted windows translated again", str(total.sentences_asked_again)),
    ]  # fmt: skip


def together(folder: Path, rounds: int) -> list[Row]:
    """Two and four processes on one cache and one output folder."""
    if rounds == 0:
        return []
    articles = write_articles(folder / "articles", 12)
    peace = in_peace(_scene(folder / "peace", articles))
    for number in range(rounds):
        for count in (2, 4):
            scene = _scene(folder / f"{number}-{count}", articles)
            processes = [
                start(
                    scene.arguments(), scene.script, scene.folder / f"o{own}", scene.folder / "err"
                )
                for own in range(count)
            ]
            for process in processes:
                process.join(PATIENCE)
            assert [process.exitcode for process in processes] == [0] * count
            assert scene.results() == peace.results
            assert scene.temporaries() == []
    return [("rounds of two and of four", str(rounds)), ("results that differ", "0")]


def hostile(folder: Path, count: int, seed: int) -> list[Row]:
    """Hostile files, as large as they come."""
    if count == 0:
        return []
    files = chain(by_hand(large=True), generated(count, seed))
    came = hostile_run(folder / "files", islice(files, count))
    statuses = ", ".join(f"{name} {number}" for name, number in sorted(came.statuses.items()))
    return [
        ("files", str(came.files)),
        ("articles with results", str(came.results)),
        ("outcomes", statuses),
        ("slowest article", f"{came.slowest[0]:.1f} s, {came.slowest[1]}"),
    ]


def _scene(folder: Path, articles: Path, *, real: bool = False) -> Scene:
    folder.mkdir()
    return Scene(folder, articles, real)


class _named:  # noqa: N801  a context, as its name reads where it is used
    """Says what was being done where an assertion fails."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            print(f"failed: {self._name}", file=sys.stderr)  # noqa: T201


def _report(rows: list[Row]) -> str:
    lines = ["# Faults: the last long run", "", "`python -m tests.faults.long`", ""]
    lines += ["| what | came to |", "|---|---|"]
    lines += [f"| {what} | {value.replace('|', ' ')} |" for what, value in rows]
    return "\n".join(lines) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=200, help="rounds of kill -9")
    parser.add_argument("--files", type=int, default=1000, help="hostile files")
    parser.add_argument("--model-rounds", type=int, default=0, help="rounds with the bundled model")
    parser.add_argument("--seed", type=int, default=0, help="of the first round")
    parser.add_argument("--report", type=Path, help="a Markdown file to write")
    return parser


if __name__ == "__main__":
    sys.exit(main())
