"""Articles, runs and results for the tests of a cluster; as a program, one run to be killed.

A local run and one on a cluster get the same scripted engine, or both the real one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from tests.cluster.engine import ALWAYS, ONCE, assemble
from translate import assembly, batch
from translate.assembly import Notice, Parts
from translate.cluster import ClusterRun
from translate.errors import ExitCode, TranslateError
from translate.outputs import RunLog
from translate.pipeline import Pipeline
from translate.results import Outcome
from translate.settings import Cluster, RunOptions, Settings
from translate.watch import Stop

Assemble = Callable[[Settings, Notice], Parts]


def write_articles(folder: Path, count: int, *, poison: int = -1, stumble: int = -1) -> Path:
    """So many small articles in five folders, rows of a JSONL file and one file that is none."""
    for number in range(count):
        article = folder / f"deel{number % 5}" / f"bericht-{number:05d}.txt"
        article.parent.mkdir(parents=True, exist_ok=True)
        deadly = f" {ALWAYS} over de brug." if number == poison else ""
        deadly += f" {ONCE} op de weg." if number == stumble else ""
        article.write_text(
            f" date 2023-04 Brug {number} over de Maas gaat dicht.{deadly}\n\n"
            f"Omrijden kan via Venlo. De weg kost {number} euro. De markt is op zondag open.\n",
            encoding="utf-8",
        )
    rows = [{"id": f"r{number}", "text": f"Rij {number} staat er. Mooi."} for number in range(4)]
    (folder / "rijen.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "niets.txt").write_bytes(bytes(range(256)) * 4)
    return folder


def results(out: Path) -> dict[str, bytes]:
    """Every result by its name; what is the run's own is left out."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "run.json" and ".translate" not in path.parts
    }


@dataclass
class Ran:
    """What a run said and did."""

    code: ExitCode
    record: dict[str, Any]
    ended: list[Outcome] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def settings_for(cache: Path) -> Settings:
    """One thread, an own cache."""
    return Settings(cache_dir=cache, assume_dutch=True, threads=1)


def run_locally(articles: Path, out: Path, cache: Path, assemble: Assemble, to: str) -> Ran:
    """The run that a cluster is compared with."""
    options = RunOptions(str(out), to)
    settings = settings_for(cache)
    with Pipeline(settings, parts=assemble(settings, lambda _: None)) as pipeline:
        log = RunLog(pipeline.signature, {}, {})
        files = batch.sources([articles], options)
        ended: list[Outcome] = []
        code = batch.run(files, pipeline, options, log, progress=ended.append, stop=Stop())
    return Ran(code, log.to_json(), ended)


def run_on_cluster(
    articles: Path | str,
    out: Path | str,
    cache: Path,
    assemble: Assemble,
    to: str = "json,md",
    *,
    address: str | None = None,
    progress: Callable[[Outcome], None] = lambda outcome: None,
    stop: Stop | None = None,
    force: bool = False,
) -> Ran:
    """The same on two workers; raises what concerns every article."""
    notices: list[str] = []
    options = RunOptions(str(out), to, cluster=Cluster.RAY, ray_address=address, workers=2)
    settings = replace(settings_for(cache), force=force)
    run = ClusterRun([str(articles)], options, settings, notice=notices.append, assemble=assemble)
    ended: list[Outcome] = []

    def note(outcome: Outcome) -> None:
        ended.append(outcome)
        progress(outcome)

    with run as running:
        log = RunLog(running.signature, {}, {}, journal=running.journal)
        code = running.run(log, progress=note, stop=stop or Stop())
        record = log.to_json()
    return Ran(code, record, ended, notices)


def without_times(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The articles of a run's record, but for how long each took and who was asked first."""
    clock = {"seconds", "translated", "from_memory", "summary_from_memory"}
    return [
        {name: value for name, value in entry.items() if name not in clock}
        for entry in record["articles"]
    ]


def main() -> int:
    """One run on a cluster as a process of its own, so that it can be killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("articles", "out", "cache", "folder"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--address")
    parser.add_argument("--real", action="store_true")
    options = parser.parse_args()
    engine = partial(assemble, folder=options.folder, delay=options.delay)
    try:
        ran = run_on_cluster(
            options.articles,
            options.out,
            options.cache,
            assembly.assemble if options.real else engine,
            address=options.address,
        )
    except TranslateError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return ran.code


if __name__ == "__main__":
    sys.exit(main())
