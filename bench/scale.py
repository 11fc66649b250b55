"""What an archive takes on a cluster: a cost model, and the driver's path simulated.

    python -m bench.scale model                        hours, files and the first bottleneck
    python -m bench.scale simulate --articles 1000000  the driver alone: memory and processor time

The simulation lists, plans, hands out and records so many articles with the driver's own code;
only what workers do is left out. Its files do not exist: a file system that makes them up lists
them. It takes about two kilobytes of disk for an article, in the folder for temporary files.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fsspec import AbstractFileSystem, register_implementation

from translate.articles import ReadOptions, default_segmenter
from translate.assembly import Notice, Parts
from translate.batch import WINDOW_ARTICLES
from translate.cluster import ClusterRun
from translate.cluster.plan import Planned
from translate.cluster.worker import Job, Report
from translate.folders import Folder
from translate.glossary import Glossary
from translate.memory import NoMemory, WrittenArticle
from translate.memory.codec import ROWS
from translate.outputs import RunLog
from translate.results import Outcome, entry
from translate.settings import RunOptions, Settings
from translate.signature import SummarySpec, TranslationSpec
from translate.watch import Stop
from translate.writing import Ended, Record

PER_DAY = 400  # articles in a folder


@dataclass(frozen=True)
class Costs:
    """Seconds and rates, measured or assumed; the options change them.

    ``words_per_second`` is of one core, from ``bench/run.py``. ``driver`` and ``plan`` are
    processor seconds for an article, from ``simulate``. Assumed, not measured: ``start`` of
    workers and models; ``put``, the seconds of a write; ``ray``, the driver's for a window.
    ``puts`` is what one prefix of an object store takes in a second, as Amazon states for S3.
    """

    words: int = 400
    words_per_second: float = 1_880.0
    summary: float = 0.01
    start: float = 20.0
    put: float = 0.03
    puts: float = 3500.0
    driver: float = 50e-6
    plan: float = 50e-6
    ray: float = 0.02

    def article(self) -> float:
        """Seconds of one core for an article: decoding, summary, and two files written."""
        return self.words / self.words_per_second + self.summary + 2 * self.put


def model(costs: Costs) -> str:
    """The table: hours by articles and cores, and what holds the run up."""
    lines = [
        f"{costs}",
        "",
        "| articles | cores | hours | of it planning | held up by | results | files |",
        "|---:|---:|---:|---:|---|---:|---:|",
    ]
    for articles in (1_000_000, 10_000_000, 100_000_000):
        for cores in (16, 128, 1024):
            stages = {
                "workers": articles * costs.article() / cores,
                "driver": articles * (costs.driver + costs.ray / WINDOW_ARTICLES),
                "object store": 2 * articles / costs.puts,
            }
            name = max(stages, key=lambda stage: stages[stage])
            plan = articles * costs.plan
            hours = (costs.start + plan + stages[name]) / 3600
            files = articles * (2 + 1 / WINDOW_ARTICLES)
            lines.append(
                f"| {articles:,} | {cores:,} | {hours:,.1f} | {plan / 3600:,.1f} | {name} |"
                f" {articles * 10 / 1e6:,.0f} GB | {files:,.0f} |"
            )
    rate = WINDOW_ARTICLES / (costs.driver * WINDOW_ARTICLES + costs.ray)
    lines += [
        "",
        f"A worker of one core makes {1 / costs.article():.2f} articles a second. The driver"
        f" takes {rate:,.0f} a second, which {rate * costs.article():,.0f} cores deliver; one"
        f" prefix of an object store takes those of {costs.puts / 2 * costs.article():,.0f} cores.",
    ]
    return "\n".join(lines)


class MadeUp(AbstractFileSystem):  # type: ignore[misc]
    """Lists an archive that is not there: a folder for each day, with ``PER_DAY`` articles."""

    protocol = "madeup"
    articles = 0

    def ls(self, path: str, detail: bool = True, **options: Any) -> list[Any]:
        """Days below the root, articles below a day."""
        root, _, day = path.strip("/").partition("/")
        if day:
            first = int(day) * PER_DAY
            names = range(first, min(first + PER_DAY, self.articles))
            return [self._entry(f"{path.strip('/')}/krant-{n:09d}.txt", "file") for n in names]
        days = range(-(-self.articles // PER_DAY))
        return [self._entry(f"{root}/{day:06d}", "directory") for day in days]

    def _entry(self, name: str, kind: str) -> dict[str, Any]:
        return {"name": name, "type": kind, "size": 2500 if kind == "file" else 0}

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        """Only the root is asked for."""
        return self._entry(path.strip("/"), "directory")

    def exists(self, path: str, **_: Any) -> bool:
        """The root is there."""
        return "/" not in path.strip("/")

    def cat_file(self, path: str, *_: Any, **__: Any) -> bytes:
        """No ignore file; nothing else is read."""
        raise FileNotFoundError(path)


def simulate(articles: int) -> str:
    """Run the driver's path over so many made-up articles; returns a table."""
    MadeUp.articles = articles
    register_implementation("madeup", MadeUp, clobber=True)
    rows: list[str] = []

    def phase(name: str, do: Callable[[], Any]) -> Any:
        wall, cpu = time.monotonic(), time.process_time()
        made = do()
        spent = time.process_time() - cpu
        rows.append(
            f"| {name} | {spent:,.1f} | {spent / articles * 1e6:,.1f} |"
            f" {time.monotonic() - wall:,.0f} | {_megabytes():,.0f} |"
        )
        sys.stderr.write(rows[-1] + "\n")
        return made

    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        out = Path(folder, "out")
        options = RunOptions(str(out), "json,md")
        run = ClusterRun(
            ["madeup://krant"],
            options,
            Settings(),
            notice=lambda _: None,
            assemble=_assemble,
        )
        before = _megabytes()
        phase("find, sort", run.__enter__)
        try:
            parts = phase("name, write the plan", run.write_plan)
            log = RunLog(run.signature, {}, {}, journal=run.journal)
            counted: list[int] = [0]
            told = Record(
                Folder(out),
                options,
                log,
                lambda outcome: counted.__setitem__(0, counted[0] + 1),
            )
            phase("gather", lambda: run.gather(_reports(out, run.job, parts), parts, told, Stop()))
            phase("run.json", told.write)
            size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
            record = (out / "run.json").stat().st_size
        finally:
            run.__exit__(None, None, None)
    assert counted[0] == articles, "every article is told of once"
    return "\n".join(
        [
            f"{articles:,} articles in {parts:,} parts; {before:,.0f} MB before;"
            f" run.json {record / 1e6:,.0f} MB, {size / 1e6:,.0f} MB on disk beside results.",
            "",
            "| phase | processor seconds | µs an article | seconds | peak MB |",
            "|---|---:|---:|---:|---:|",
            *rows,
        ]
    )


def _reports(out: Path, job: Job, parts: int) -> Iterator[Report]:
    """What workers would send, of the plan's own parts; articles come back last first."""
    written = WrittenArticle("a" * 64, "b" * 64, "2023-04-01", 20, {}, "")
    for part in range(parts):
        lines = (out / job.part(part)).read_text("utf-8").splitlines()
        planned = [ROWS.parse(Planned, line) for line in reversed(lines)]
        for first in range(0, len(planned), WINDOW_ARTICLES):
            ended = []
            for one in planned[first : first + WINDOW_ARTICLES]:
                outcome = Outcome(
                    one.found.name, "a" * 64, written=written, sentences=20, translated=18
                )
                ended.append(Ended((one.number, 0), outcome, entry(outcome, one.names)))
            yield Report(tuple(ended), last=first + WINDOW_ARTICLES >= len(planned))


def _assemble(_: Settings, __: Notice) -> Parts:
    return Parts(
        translation=TranslationSpec("none", "0" * 64, "none"),
        load_translator=lambda: (_ for _ in ()).throw(AssertionError("nothing is translated")),
        summary=SummarySpec("none", "none", "none", 1, 60),
        load_generator=None,
        segmenter=default_segmenter(),
        reading=ReadOptions(),
        glossary=Glossary.empty(),
        memory=NoMemory(),
    )


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Print the table that was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    costs = commands.add_parser("model", help="the cost model's table")
    for name, value in vars(Costs()).items():
        costs.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    simulation = commands.add_parser("simulate", help="the driver's path")
    simulation.add_argument("--articles", type=int, default=1_000_000)
    options = vars(parser.parse_args())
    command = options.pop("command")
    text = model(Costs(**options)) if command == "model" else simulate(options["articles"])
    sys.stdout.write(text + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
