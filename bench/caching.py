"""Running again over what is known, against ``sha256sum`` on the same files; peak memory."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Mapping
from pathlib import Path

from measure import TRANSLATE, BenchError, Sample, run
from plots import plot
from sections import Sizes, Table
from texts import write_many_articles


def tables(
    place: Path, sizes: Sizes, options: argparse.Namespace, env: Mapping[str, str]
) -> list[Table]:
    """For each size: the first run, runs again, one file changed."""
    tool = shutil.which("sha256sum")
    if tool is None:
        raise BenchError("there is no sha256sum here to compare with")
    again, memory = [], []
    seconds: dict[str, list[float]] = {"first run": [], "again": [], "sha256sum": []}
    for count in sizes.articles:
        folder, cache = place / f"in-{count}", place / f"cache-{count}"
        write_many_articles(folder, count)
        files = sorted(str(path) for path in folder.rglob("*.txt"))
        command = [
            *TRANSLATE, "run", str(folder), "--out", str(place / f"out-{count}"), "--quiet",
            "--cache-dir", str(cache), "--model", options.model, "--summary-model", "extractive",
            "--threads", str(options.threads),
        ]  # fmt: skip
        first = run(command, env)
        known, sums, changed, peaks = [], [], [], []
        for number in range(sizes.quick_repeats):
            sums.append(run([tool, *files], env).seconds)
            ran = run(command, env)
            known.append(ran.seconds)
            peaks.append(ran.peak_mb)
            with Path(files[number]).open("a", encoding="utf-8") as file:
                file.write(f"\nDe wethouder telde {number + 2} nieuwe bruggen in de polder.\n")
            changed.append(run(command, env).seconds)
        elsewhere = run([*command, "--out", str(place / f"elsewhere-{count}")], env)
        samples = [Sample(tuple(values)) for values in (sums, known, changed)]
        least = samples[0].median
        again.append(
            [
                f"{count:,}",
                *(sample.spread(1000, 0) for sample in samples),
                f"{elsewhere.seconds * 1000:,.0f}",
                f"{samples[1].median / least:.1f}",
                f"{samples[2].median / least:.1f}",
            ]
        )
        memory.append([f"{count:,}", f"{first.seconds:,.1f}", f"{first.peak_mb:,.0f}",
                       f"{Sample(tuple(peaks)).median:,.0f}"])  # fmt: skip
        seconds["first run"].append(first.seconds)
        seconds["again"].append(samples[1].median)
        seconds["sha256sum"].append(least)
    if options.plots:
        plot(
            options.plots / "growth-articles.png",
            "Time grows with articles",
            "articles",
            "seconds",
            sizes.articles,
            seconds,
        )
    return [
        Table(
            "Running again",
            f"Milliseconds of the whole process, {sizes.quick_repeats} repeats in turn;"
            " JSON and Markdown, extractive summaries. For “empty folder” (once) all"
            " is known but nothing is written yet. × is against sha256sum.",
            (
                "articles",
                "sha256sum",
                "run again",
                "one file changed",
                "empty folder",
                "again ×",
                "changed ×",
            ),
            again,
        ),
        Table(
            "Peak memory",
            "MB resident, of the run that translates and of the runs again.",
            ("articles", "seconds, first run", "MB, first run", "MB, again"),
            memory,
        ),
    ]
