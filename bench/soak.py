"""Whether a long batch holds on to anything but its data: memory, file handles, size of the cache.

    python bench/soak.py [--articles 10000] [--out FOLDER]

A batch of made-up articles with a scripted engine, everything else real. Samples go to
``soak.csv`` and, where matplotlib is installed, ``soak.png`` in FOLDER. The last line says what
the second half of the run added for each article; the batch runs a second time from memory.
"""

from __future__ import annotations

import argparse
import csv
import gc
import hashlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from translate import batch
from translate.articles import ReadOptions, default_segmenter
from translate.assembly import Parts
from translate.batch import BatchOptions, Stop
from translate.glossary import Glossary
from translate.memory import Memory
from translate.outputs import RunLog
from translate.pipeline import Outcome, Pipeline
from translate.signature import SummarySpec, TranslationSpec
from translate.types import Decoding, Hypothesis

_DUTCH = (
    "de gemeente brug haven wethouder bewoners nieuwe school opent morgen water dijk trein"
    " volgens politie onderzoek markt winkel prijs stijgt boeren regen storm kust raad"
)
_ENGLISH = "the house with many people was built near a river and they said that it will be there"
#: Articles between two samples, and those before the first that counts.
_STEP = 100


@dataclass(frozen=True)
class Sample:
    """One look at the process; sizes in bytes."""

    run: int
    articles: int
    seconds: float
    resident: int
    handles: int
    objects: int
    cache: int


class ScriptedEngine:
    """Answers at once: a word for a word, the same for the same."""

    def __init__(self) -> None:
        self._words = _ENGLISH.split()

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        """One hypothesis for each source."""
        return [Hypothesis(self._answer(source), 0.5) for source in sources]

    def _answer(self, source: str) -> str:
        count = len(self._words)
        words = [
            word.strip(".") if word[0].isdigit() else self._words[_digest(word) % count]
            for word in source.split()
        ]
        return " ".join(words).capitalize() + "."


def _digest(word: str) -> int:
    return hashlib.sha256(word.encode()).digest()[0]


def write_articles(folder: Path, count: int) -> None:
    """Articles of 12 sentences in 4 paragraphs, 500 to a folder."""
    chance = random.Random(6)
    words = _DUTCH.split()
    for number in range(count):
        paragraphs = []
        for _ in range(4):
            sentences = [
                " ".join([*chance.choices(words, k=11), str(chance.randint(2, 9999))]).capitalize()
                for _ in range(3)
            ]
            paragraphs.append(". ".join(sentences) + ".")
        path = folder / f"{number // 500:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(" date 2022-10 " + "\n\n".join(paragraphs) + "\n", encoding="utf-8")


def sample(run: int, articles: int, began: float, cache: Path) -> Sample:
    """Look at this process; Linux only."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    size = sum(path.stat().st_size for path in cache.iterdir()) if cache.is_dir() else 0
    return Sample(
        run=run,
        articles=articles,
        seconds=round(time.monotonic() - began, 2),
        resident=pages * os.sysconf("SC_PAGE_SIZE"),
        handles=len(os.listdir("/proc/self/fd")),  # noqa: PTH208  no Path for each
        objects=len(gc.get_objects()),
        cache=size,
    )


def soak(folder: Path, articles: int) -> list[Sample]:
    """Two batches over the same articles: the first translates, the second remembers."""
    source, cache = folder / "articles", folder / "cache"
    write_articles(source, articles)
    samples: list[Sample] = []
    began = time.monotonic()
    for run in (1, 2):
        options = BatchOptions(folder / "out")
        log = RunLog("", {}, {})
        done = 0

        def progress(outcome: Outcome, run: int = run) -> None:
            nonlocal done
            done += 1
            if done % _STEP == 0:
                samples.append(sample(run, done, began, cache))

        with Memory.open(cache / "memory.sqlite3") as memory:
            pipeline = Pipeline(parts=_parts(memory))
            found = batch.sources([source], options)
            code = batch.run(found, pipeline, options, log, progress=progress, stop=Stop())
        if code != 0:
            raise SystemExit(f"run {run} ended with {code}")
    return samples


def _parts(memory: Memory) -> Parts:
    return Parts(
        translation=TranslationSpec("scripted", "f" * 64, "scripted", Decoding(beam=1)),
        load_translator=ScriptedEngine,
        summary=SummarySpec("extractive", "none", "none", 1, 120),
        load_generator=None,
        segmenter=default_segmenter(),
        reading=ReadOptions(assume_dutch=True),
        glossary=Glossary.builtin(),
        memory=memory,
    )


def growth(samples: Sequence[Sample], run: int) -> str:
    """What the second half of a run added, for each article."""
    own = [entry for entry in samples if entry.run == run]
    middle, last = own[len(own) // 2], own[-1]
    count = max(1, last.articles - middle.articles)
    return (
        f"run {run}: {(last.resident - middle.resident) / count:+.0f} bytes of memory,"
        f" {(last.objects - middle.objects) / count:+.1f} objects,"
        f" {last.handles - middle.handles:+d} file handles,"
        f" {(last.cache - middle.cache) / count:+.0f} bytes of cache for each of the last"
        f" {count} articles; at the end {last.resident / 1e6:.0f} MB, {last.handles} handles,"
        f" a cache of {last.cache / 1e6:.1f} MB"
    )


def plot(samples: Sequence[Sample], path: Path) -> bool:
    """Four curves over articles; False where matplotlib is not installed."""
    try:
        import matplotlib
    except ImportError:
        return False
    matplotlib.use("agg")
    from matplotlib import pyplot

    panels = (
        ("resident", 1e6, "memory, MB"),
        ("handles", 1, "file handles"),
        ("objects", 1e3, "Python objects, thousands"),
        ("cache", 1e6, "cache, MB"),
    )
    figure, axes = pyplot.subplots(2, 2, figsize=(9, 6), sharex=True, layout="constrained")
    for axis, (name, unit, title) in zip(axes.flat, panels, strict=True):
        for run, style in ((1, "-"), (2, "--")):
            own = [entry for entry in samples if entry.run == run]
            heights = [getattr(entry, name) / unit for entry in own]
            label = "translating" if run == 1 else "from memory"
            axis.plot([entry.articles for entry in own], heights, style, label=label)
        axis.set_title(title)
        axis.set_ylim(bottom=0)
    axes[1][0].set_xlabel("articles")
    axes[1][1].set_xlabel("articles")
    axes[0][0].legend()
    figure.savefig(path, dpi=120)
    return True


def main() -> int:
    """Run, write the samples, say the growth; returns the exit code."""
    parser = argparse.ArgumentParser(description="Soak a batch.")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--out", type=Path, default=Path())
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        samples = soak(Path(folder), max(options.articles, 4 * _STEP))
    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "soak.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow([field.name for field in fields(Sample)])
        rows.writerows(astuple(entry) for entry in samples)
    plot(samples, options.out / "soak.png")
    for run in (1, 2):
        print(growth(samples, run))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
