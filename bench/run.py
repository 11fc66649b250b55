"""Side-by-side benchmarks; prints Markdown tables of ratios.

    python bench/run.py            the whole: about a quarter of an hour on two idle cores
    python bench/run.py --quick    the same with small sizes, a few minutes

Every figure is the median of interleaved repeats with the smallest and the largest beside it,
on text from ``corpus/`` and variations of it. ``--only`` picks sections; ``--plots`` draws
what grows. Each section that is done is kept in ``--keep`` and joined in ``report.md`` there;
a run that was broken off goes on from there, as long as machine, versions, model and sizes are
the same (``--again`` measures all the same).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import caching
import decoding
import growth
import machine
import startup
from measure import BenchError, environment
from sections import Sizes, Table

HERE = Path(__file__).resolve().parent
FULL = Sizes(
    sentences=160,
    opus_sentences=24,
    fixed=32,
    articles=(100, 1_000, 10_000),
    repeats=3,
    quick_repeats=5,
    start_repeats=15,
    lengths=(5, 10, 20, 40, 80),
)
QUICK = Sizes(
    sentences=24,
    opus_sentences=2,
    fixed=8,
    articles=(20, 60),
    repeats=2,
    quick_repeats=2,
    start_repeats=5,
    lengths=(5, 20),
)
SECTIONS: dict[str, Callable[..., list[Table]]] = {
    "startup": startup.tables,
    "decoding": decoding.tables,
    "caching": caching.tables,
    "growth": growth.tables,
}


def main() -> int:
    """Print the chosen sections, measured or kept; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="small sizes")
    parser.add_argument("--only", default=",".join(SECTIONS), help="sections, by commas")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--model", default="auto", help="translation model")
    parser.add_argument("--plots", type=Path, help="a folder for the plots")
    parser.add_argument("--keep", type=Path, help="a folder for what is done (bench/results)")
    parser.add_argument("--again", action="store_true", help="measure also what is kept")
    options = parser.parse_args()
    names = options.only.split(",")
    if unknown := sorted(set(names) - set(SECTIONS)):
        parser.error(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    sizes = QUICK if options.quick else FULL
    kept = Kept(options.keep or HERE / "results", machine.description(options, sizes))
    say(f"{kept.description} {machine.load()}")
    failed = False
    for name in names:
        text = None if options.again else kept.section(name)
        if text is None:
            text = measured(name, sizes, options)
            if text is None:
                failed = True
                continue
            kept.keep(name, text)
        say(text)
    kept.report(list(SECTIONS))
    return int(failed)


def measured(name: str, sizes: Sizes, options: argparse.Namespace) -> str | None:
    """The tables of a section, run in an empty folder of its own; None where it failed."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        place = Path(home)
        env = environment(
            TRANSLATE_CACHE_DIR=str(place / "cache"),
            TRANSLATE_MODELS_DIR=str(place / "models"),
            PYTHONPYCACHEPREFIX=str(place / "bytecode"),
        )
        (place / name).mkdir()
        try:
            tables = SECTIONS[name](place / name, sizes, options, env)
        except BenchError as error:
            sys.stderr.write(f"bench: {name}: {error}\n")
            return None
    seconds = time.monotonic() - started
    note = f"Measured in {seconds:,.0f} seconds. {machine.load()}"
    return "\n\n".join([*(table.markdown() for table in tables), note])


class Kept:
    """Sections that are done, a file for each, under one description of what was measured."""

    def __init__(self, folder: Path, description: str) -> None:
        self.description = description
        self._folder = folder

    def section(self, name: str) -> str | None:
        """What was kept of the same thing, if anything was."""
        file = self._folder / f"{name}.md"
        if not file.is_file():
            return None
        description, _, text = file.read_text(encoding="utf-8").partition("\n\n")
        return text.rstrip("\n") if description == self.description else None

    def keep(self, name: str, text: str) -> None:
        """Write a section down, whole or not at all."""
        self._write(self._folder / f"{name}.md", f"{self.description}\n\n{text}\n")

    def report(self, names: list[str]) -> None:
        """Join what is there into ``report.md``."""
        found = [text for name in names if (text := self.section(name)) is not None]
        self._write(self._folder / "report.md", "\n\n".join([self.description, *found]) + "\n")

    def _write(self, file: Path, text: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".tmp")
        beside.write_text(text, encoding="utf-8")
        beside.replace(file)


def say(text: str) -> None:
    """A piece of the report, at once."""
    sys.stdout.write(text + "\n\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
