"""How time grows with the length of sentences and shrinks with threads."""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from measure import Worker, interleaved
from plots import plot
from sections import Sizes, Table
from texts import of_length, write_fresh_articles


def tables(
    place: Path, sizes: Sizes, options: argparse.Namespace, env: Mapping[str, str]
) -> list[Table]:
    """Milliseconds a sentence by its length; words a second by threads."""
    return [_by_length(place, sizes, options, env), _by_threads(place, sizes, options, env)]


def _by_length(
    place: Path, sizes: Sizes, options: argparse.Namespace, env: Mapping[str, str]
) -> Table:
    count = max(2, sizes.sentences // 8)
    common = ["--beam", str(options.beam), "--threads", str(options.threads)]
    with ExitStack() as stack:
        workers = {}
        for words in sizes.lengths:
            folder = place / f"words-{words}"
            folder.mkdir()
            text = "\n\n".join(of_length(words, count, random.Random(words)))
            (folder / "artikel.txt").write_text(text + "\n", encoding="utf-8")
            arguments = ["engine-ct2", str(folder), "--model", options.model, *common]
            workers[str(words)] = stack.enter_context(Worker(arguments, env))
        found = {name: int(worker.hello["sentences"]) for name, worker in workers.items()}
        samples = interleaved(workers, sizes.repeats)
    each = {name: sample.median / found[name] * 1000 for name, sample in samples.items()}
    if options.plots:
        plot(
            options.plots / "growth-length.png",
            "Time grows with the length of a sentence",
            "words in a sentence",
            "milliseconds a sentence",
            sizes.lengths,
            {"CTranslate2, int8": list(each.values())},
        )
    return Table(
        "By length of sentence",
        f"Our CTranslate2 engine, {count} sentences of each length, {sizes.repeats} repeats.",
        ("words", "milliseconds a sentence", "source words a second"),
        [
            [
                name,
                samples[name].spread(1000 / found[name], 1),
                f"{int(name) / each[name] * 1000:,.0f}",
            ]
            for name in workers
        ],
    )


def _by_threads(
    place: Path, sizes: Sizes, options: argparse.Namespace, env: Mapping[str, str]
) -> Table:
    articles = place / "articles"
    write_fresh_articles(articles, max(2, sizes.sentences // 2))
    counts = range(1, len(os.sched_getaffinity(0)) + 1)
    with ExitStack() as stack:
        workers = {}
        for engine in ("ct2", "torch"):
            for count in counts:
                system = [f"engine-{engine}", str(articles), "--model", options.model]
                limits = ["--beam", str(options.beam), "--threads", str(count)]
                worker = stack.enter_context(Worker([*system, *limits], env))
                workers[f"{engine}, {count}"] = worker
        words = int(next(iter(workers.values())).hello["words"])
        samples = interleaved(workers, sizes.repeats)
    speeds = {
        engine: [words / samples[f"{engine}, {count}"].median for count in counts]
        for engine in ("ct2", "torch")
    }
    if options.plots:
        plot(
            options.plots / "growth-threads.png",
            "Speed grows with threads",
            "threads",
            "source words a second",
            counts,
            {"CTranslate2, int8": speeds["ct2"], "torch": speeds["torch"]},
        )
    return Table(
        "By threads",
        f"Our engines by themselves, {words} source words, {sizes.repeats} repeats.",
        ("engine, threads", "seconds", "source words a second", "× one thread"),
        [
            [
                name,
                sample.spread(),
                f"{words / sample.median:,.0f}",
                f"{samples[name[:-1] + '1'].median / sample.median:.2f}",
            ]
            for name, sample in samples.items()
        ],
    )
