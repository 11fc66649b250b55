"""The three ratios that a change must not worsen; each line names its floor or ceiling.

    python bench/speed.py translate   `run --engine ct2` against bare `translate_batch`
    python bench/speed.py known       `run` over 10,000 known articles against sha256sum on them
    python bench/speed.py start       `run` over one known article against `python -c pass`

Each takes less than five minutes on two idle cores; the exit code is 1 where one is missed. What
the processor spent says the same of a machine that is busy.
``--keep FOLDER`` leaves articles and results there, so that the next call begins with them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from measure import TRANSLATE, Sample, Worker, environment, run
from texts import write_fresh_articles, write_many_articles

COMMON = ("--beam", "4", "--threads", "2")


def translate(place: Path, count: int, repeats: int, env: Mapping[str, str]) -> bool:
    """The same weights, beam and compute type; loading is not counted for either."""
    folder = place / f"fresh-{count}"
    if not folder.exists():
        write_fresh_articles(folder, count)
    with ExitStack() as stack:
        workers = {
            name: stack.enter_context(Worker([name, str(folder), *COMMON], env))
            for name in ("ctranslate2", "run-ct2")
        }
        for worker in workers.values():
            worker.again()  # the first pass is not counted
        walls: dict[str, list[float]] = {name: [] for name in workers}
        works: dict[str, list[float]] = {name: [] for name in workers}
        for _ in range(repeats):
            for name, worker in workers.items():
                walls[name].append(worker.again())
                works[name].append(worker.processor)
        say(f"{workers['run-ct2'].hello['sentences']} sentences")
    ratios = []
    for kind, found in (("seconds", walls), ("processor seconds", works)):
        bare, ours = (Sample(tuple(found[name])) for name in ("ctranslate2", "run-ct2"))
        ratios.append(bare.median / ours.median)
        say(
            f"{kind}: translate_batch {bare.spread()}, run --engine ct2 {ours.spread()}:"
            f" {ratios[-1]:.2f} of it (at least 0.90)"
        )
    return ratios[0] >= 0.9


def known(place: Path, count: int, repeats: int, env: Mapping[str, str]) -> bool:
    """Everything is known and its results are in place; JSON and Markdown."""
    folder = place / f"many-{count}"
    if not folder.exists():
        write_many_articles(folder, count)
    command = again(folder, place / f"many-{count}-out")
    for _ in range(2):  # to translate; to see that the files are not of this very moment
        run(command, env)
    files = sorted(str(path) for path in folder.rglob("*.txt"))
    return compare(
        f"run over {count:,} known articles", command, "sha256sum", ["sha256sum", *files],
        6.0, repeats, env,
    )  # fmt: skip


def start(place: Path, count: int, repeats: int, env: Mapping[str, str]) -> bool:
    """One article that is known, in a folder of its own."""
    folder = place / "one"
    if not folder.exists():
        write_many_articles(folder, count)
    command = again(folder, place / "one-out")
    for _ in range(2):
        run(command, env)
    bare = [sys.executable, "-c", "pass"]
    return compare(
        "run over one known article", command, "python -c pass", bare, 10.0, 5 * repeats, env
    )


def again(folder: Path, out: Path) -> list[str]:
    """A run as users call it."""
    return [*TRANSLATE, "run", str(folder), "--out", str(out), "--quiet"]


def compare(
    name: str,
    command: list[str],
    other: str,
    baseline: list[str],
    most: float,
    repeats: int,
    env: Mapping[str, str],
) -> bool:
    """Whole processes in turn."""
    ours, theirs = [], []
    for _ in range(repeats):
        theirs.append(run(baseline, env))
        ours.append(run(command, env))
    ratios = []
    for kind, of in (("milliseconds", "seconds"), ("processor milliseconds", "processor")):
        here, there = (Sample(tuple(getattr(ran, of) for ran in rans)) for rans in (ours, theirs))
        ratios.append(here.median / there.median)
        say(
            f"{kind}: {other} {there.spread(1000, 0)}, {name} {here.spread(1000, 0)}:"
            f" {ratios[-1]:.1f} × (at most {most:.1f})"
        )
    return ratios[0] <= most


def say(line: str) -> None:
    """A line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Measure one ratio; returns the exit code."""
    kinds: dict[str, tuple[Callable[[Path, int, int, Mapping[str, str]], bool], int]] = {
        "translate": (translate, 2_000),
        "known": (known, 10_000),
        "start": (start, 1),
    }
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("ratio", choices=kinds)
    parser.add_argument("--count", type=int, help="sentences or articles; fewer than above")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="a folder to begin with next time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        place = options.keep or Path(home)
        place.mkdir(parents=True, exist_ok=True)
        env = environment(
            TRANSLATE_CACHE_DIR=str(place / "cache"),
            TRANSLATE_MODELS_DIR=str(place / "models"),
            PYTHONPYCACHEPREFIX=str(place / "bytecode"),
        )
        measure, usual = kinds[options.ratio]
        return int(not measure(place, options.count or usual, options.repeats, env))


if __name__ == "__main__":
    sys.exit(main())
