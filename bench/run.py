"""Side-by-side benchmarks; prints Markdown tables of ratios.

    python bench/run.py            the whole: a quarter of an hour or more on two idle cores
    python bench/run.py --quick    the same with small sizes, about two minutes

Every figure is the median of interleaved repeats with the smallest and the largest beside it,
on text from ``corpus/`` and variations of it. ``--only`` picks sections; ``--plots`` draws
what grows.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import caching
import decoding
import growth
import machine
import startup
from measure import BenchError, environment
from sections import Sizes, Table

FULL = Sizes(
    sentences=240,
    opus_sentences=24,
    fixed=32,
    articles=(100, 1_000, 10_000),
    repeats=3,
    quick_repeats=7,
    lengths=(5, 10, 20, 40, 80),
)
QUICK = Sizes(
    sentences=24,
    opus_sentences=2,
    fixed=8,
    articles=(20, 60),
    repeats=2,
    quick_repeats=2,
    lengths=(5, 20),
)
SECTIONS: dict[str, Callable[..., list[Table]]] = {
    "startup": startup.tables,
    "decoding": decoding.tables,
    "caching": caching.tables,
    "growth": growth.tables,
}


def main() -> int:
    """Run the chosen sections in their own empty folders; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="small sizes")
    parser.add_argument("--only", default=",".join(SECTIONS), help="sections, by commas")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--model", default="auto", help="translation model")
    parser.add_argument("--plots", type=Path, help="a folder for the plots")
    options = parser.parse_args()
    names = options.only.split(",")
    if unknown := sorted(set(names) - set(SECTIONS)):
        parser.error(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    sizes = QUICK if options.quick else FULL
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        place = Path(home)
        env = environment(
            TRANSLATE_CACHE_DIR=str(place / "cache"), TRANSLATE_MODELS_DIR=str(place / "models")
        )
        say(machine.description(options, sizes))
        for name in names:
            (place / name).mkdir()
            try:
                for table in SECTIONS[name](place / name, sizes, options, env):
                    say(table.markdown())
            except BenchError as error:
                sys.stderr.write(f"bench: {name}: {error}\n")
                return 1
    return 0


def say(text: str) -> None:
    """A piece of the report, at once."""
    sys.stdout.write(text + "\n\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
