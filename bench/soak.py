"""Whether a long batch holds on to anything but its data: memory, file handles, size of the cache.

    python bench/soak.py [--articles 10000] [--out FOLDER]
    python bench/soak.py --model nl-en --articles 300 [--out FOLDER]

A batch of made-up articles with a scripted engine, or with a model, and everything else real; it
runs a second time from memory. Samples go to ``soak-NAME.csv`` in FOLDER and, where matplotlib
is installed, all such files there into one plot, ``soak.png``. Says whether anything grew but the
data, and exits with 1 where it did: the most memory ever must be within a tenth of what it was
after 100 articles, or the second half of a run, when all bounded tables are full, must add less
than a kilobyte for each article; no file handle may be added in the second half, and the cache
may not grow where nothing is new. ``--judge`` only looks at the samples of an earlier run.
"""

from __future__ import annotations

import argparse
import csv
import gc
import hashlib
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import islice
from pathlib import Path

from texts import spliced

from translate import batch
from translate.articles import ReadOptions, default_segmenter
from translate.assembly import Parts
from translate.glossary import Glossary
from translate.memory import Memory
from translate.outputs import RunLog
from translate.pipeline import Pipeline
from translate.results import Outcome
from translate.settings import RunOptions, Settings
from translate.signature import SummarySpec, TranslationSpec
from translate.types import Decoding, Hypothesis, Link
from translate.watch import Stop

_DUTCH = (
    "de gemeente brug haven wethouder bewoners nieuwe school opent morgen water dijk trein"
    " volgens politie onderzoek markt winkel prijs stijgt boeren regen storm kust raad"
)
_ENGLISH = "the house with many people was built near a river and they said that it will be there"
#: Samples of one run.
_SAMPLES = 100
#: What memory may grow by, beside the data; articles that fill caches first.
_TENTH = 1.10
_WARM = 100
#: Bytes that an article may leave: its path, the names of its results, its line of ``run.json``.
_KEPT = 1000
SCRIPTED = "scripted"


@dataclass(frozen=True)
class Sample:
    """One look at the process; sizes in bytes."""

    run: int
    articles: int
    seconds: float
    resident: int
    peak: int
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

    def batches(
        self, sources: Sequence[str], decoding: Decoding
    ) -> Iterator[list[tuple[int, Hypothesis]]]:
        """64 at a time."""
        for start in range(0, len(sources), 64):
            yield list(enumerate(self.translate(sources[start : start + 64], decoding), start))

    def links(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[Link, ...]]:
        """Never asked: there is no glossary."""
        raise NotImplementedError

    def continue_from(
        self, sources: Sequence[str], beginnings: Sequence[str], decoding: Decoding
    ) -> list[Hypothesis]:
        """Never asked: there is no glossary."""
        raise NotImplementedError

    def _answer(self, source: str) -> str:
        count = len(self._words)
        words = [
            word.strip(".") if word[0].isdigit() else self._words[_digest(word) % count]
            for word in source.split()
        ]
        return " ".join(words).capitalize() + "."


def _digest(word: str) -> int:
    return hashlib.sha256(word.encode()).digest()[0]


def write_articles(folder: Path, count: int, sentences: Iterator[str]) -> None:
    """Articles of 12 sentences in 4 paragraphs, 500 to a folder."""
    for number in range(count):
        paragraphs = [" ".join(islice(sentences, 3)) for _ in range(4)]
        path = folder / f"{number // 500:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(" date 2022-10 " + "\n\n".join(paragraphs) + "\n", encoding="utf-8")


def word_salad(chance: random.Random) -> Iterator[str]:
    """Sentences of Dutch words without sense, which a scripted engine does not mind."""
    words = _DUTCH.split()
    while True:
        sentence = [*chance.choices(words, k=11), str(chance.randint(2, 9999))]
        yield " ".join(sentence).capitalize() + "."


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
        peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        handles=len(os.listdir("/proc/self/fd")),  # noqa: PTH208  no Path for each
        objects=len(gc.get_objects()),
        cache=size,
    )


def soak(folder: Path, articles: int, model: str) -> list[Sample]:
    """Two batches over the same articles: the first translates, the second remembers."""
    source, cache = folder / "articles", folder / "cache"
    chance = random.Random(6)
    write_articles(source, articles, word_salad(chance) if model == SCRIPTED else spliced(chance))
    samples: list[Sample] = []
    step = max(1, articles // _SAMPLES)
    began = time.monotonic()
    for run in (1, 2):
        options = RunOptions(str(folder / "out"), "json,md")
        log = RunLog("", {}, {})
        done = 0

        def progress(outcome: Outcome, run: int = run) -> None:
            nonlocal done
            done += 1
            if done % step == 0:
                samples.append(sample(run, done, began, cache))

        with _pipeline(cache, model) as pipeline:
            found = batch.sources([source], options)
            code = batch.run(found, pipeline, options, log, progress=progress, stop=Stop())
        if code != 0:
            raise SystemExit(f"run {run} ended with {code}")
    return samples


def _pipeline(cache: Path, model: str) -> Pipeline:
    if model == SCRIPTED:
        return Pipeline(parts=_parts(Memory.open(cache / "memory.sqlite3")))
    return Pipeline(
        Settings(
            model=model,
            summary_model="extractive",
            assume_dutch=True,
            threads=1,
            cache_dir=cache,
        )
    )


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
        f"run {run}: {_added(own):+.0f} bytes of memory,"
        f" {(last.objects - middle.objects) / count:+.1f} objects,"
        f" {last.handles - middle.handles:+d} file handles,"
        f" {(last.cache - middle.cache) / count:+.0f} bytes of cache for each of the last"
        f" {count} articles; at the end {last.resident / 1e6:.1f} MB (at most"
        f" {last.peak / 1e6:.1f}), {last.handles} handles, a cache of {last.cache / 1e6:.1f} MB"
    )


def _added(own: Sequence[Sample]) -> float:
    """Bytes of memory for each article in the second half of a run."""
    middle, last = own[len(own) // 2], own[-1]
    return (last.resident - middle.resident) / max(1, last.articles - middle.articles)


def verdict(samples: Sequence[Sample]) -> list[str]:
    """What grew and should not have; nothing, where all is well."""
    faults = []
    first, second = ([entry for entry in samples if entry.run == run] for run in (1, 2))
    articles = first[-1].articles
    start = next(entry for entry in first if entry.articles >= min(_WARM, articles // 3))
    peak = samples[-1].peak
    added = _added(first)
    if peak > start.resident * _TENTH and added > _KEPT:
        faults.append(
            f"memory: at most {peak / 1e6:.1f} MB, {start.resident / 1e6:.1f} after"
            f" {start.articles} articles, and {added:.0f} bytes for each of the second half"
        )
    for own in (first, second):
        settled = own[len(own) // 2 :]
        if max(entry.handles for entry in settled) > settled[0].handles:
            faults.append(f"file handles: more at the end of run {own[0].run}")
    if second[-1].cache > second[len(second) // 2].cache:
        faults.append("cache: grew where nothing was new")
    return faults


def plot(folder: Path) -> bool:
    """One figure of every ``soak-*.csv`` in ``folder``; False where matplotlib is not installed."""
    try:
        import matplotlib
    except ImportError:
        return False
    matplotlib.use("agg")
    from matplotlib import pyplot

    panels = (("resident", 1e6, "memory, MB"), ("handles", 1, "file handles"),
              ("cache", 1e6, "cache, MB"))  # fmt: skip
    files = sorted(folder.glob("soak-*.csv"), reverse=True)
    figure, axes = pyplot.subplots(
        len(panels), len(files), figsize=(4.5 * len(files), 7), layout="constrained", squeeze=False
    )
    for column, file in enumerate(files):
        samples = read(file)
        switch = next(entry.seconds for entry in samples if entry.run == 2) / 60
        for axis, (name, unit, title) in zip(axes[:, column], panels, strict=True):
            minutes = [entry.seconds / 60 for entry in samples]
            axis.plot(minutes, [getattr(entry, name) / unit for entry in samples])
            axis.axvline(switch, linestyle=":", color="grey")
            axis.set_ylabel(title)
            axis.set_ylim(bottom=0)
        engine = file.stem.removeprefix("soak-")
        axes[0][column].set_title(f"{engine}: {samples[-1].articles:,} articles, then from memory")
        axes[-1][column].set_xlabel("minutes")
    figure.savefig(folder / "soak.png", dpi=110)
    return True


def write(samples: Sequence[Sample], path: Path) -> None:
    """The samples as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow([field.name for field in fields(Sample)])
        rows.writerows(astuple(entry) for entry in samples)


def read(path: Path) -> list[Sample]:
    """The samples that :func:`write` wrote."""
    with path.open(newline="", encoding="utf-8") as file:
        return [
            Sample(**{name: float(v) if name == "seconds" else int(v) for name, v in row.items()})  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        ]


def main() -> int:
    """Run, write the samples, say the growth and the verdict; returns the exit code."""
    parser = argparse.ArgumentParser(description="Soak a batch.")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--model", default=SCRIPTED, help="a model's name; no model by default")
    parser.add_argument("--out", type=Path, default=Path())
    parser.add_argument("--judge", action="store_true", help="only judge what was sampled before")
    options = parser.parse_args()
    file = options.out / f"soak-{options.model}.csv"
    if options.judge:
        samples = read(file)
    else:
        with tempfile.TemporaryDirectory(prefix="soak-") as folder:
            samples = soak(Path(folder), max(options.articles, _SAMPLES), options.model)
        options.out.mkdir(parents=True, exist_ok=True)
        write(samples, file)
    plot(options.out)
    for run in (1, 2):
        print(growth(samples, run))  # noqa: T201
    faults = verdict(samples)
    print("verdict:", "; ".join(faults) or "nothing grew but the data")  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
