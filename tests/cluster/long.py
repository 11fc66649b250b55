"""The long part of the cluster's tests, as one command with a report in Markdown.

    python -m tests.cluster.long [--articles 500] [--model-articles 50] [--report FILE]

Every part asserts what it reports; the first that fails ends the command with its traceback.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from tests.cluster.engine import assemble
from tests.cluster.scene import results, run_locally, run_on_cluster, write_articles
from translate import assembly
from translate.errors import ExitCode

ROOT = Path(__file__).parents[2]
PATIENCE = 3600.0
Row = tuple[str, str]


def main() -> int:
    """Run every part; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=500, help="with the scripted engine")
    parser.add_argument("--model-articles", type=int, default=50, help="with the bundled model")
    parser.add_argument("--only", help="parts, by commas: deaths, driver, model")
    parser.add_argument("--report", type=Path, help="a Markdown file to write")
    options = parser.parse_args()
    parts: dict[str, Callable[[Path], list[Row]]] = {
        "deaths": lambda folder: deaths(folder, options.articles),
        "driver": lambda folder: killed_driver(folder, options.articles),
        "model": lambda folder: bundled_model(folder, options.model_articles),
    }
    rows: list[Row] = []
    for name in (options.only or ",".join(parts)).split(","):
        # short names: Ray's sockets lie below
        with tempfile.TemporaryDirectory(prefix="r", ignore_cleanup_errors=True) as folder:
            os.environ["RAY_TMPDIR"] = folder
            os.environ["TRANSLATE_MODELS_DIR"] = str(Path(folder, "models"))
            began = time.monotonic()
            found = [(f"{name}: {what}", value) for what, value in parts[name](Path(folder))]
            found.append((f"{name}: seconds", f"{time.monotonic() - began:.0f}"))
            print(*(f"{what}: {value}" for what, value in found), sep="\n", flush=True)  # noqa: T201
            rows += found
    if options.report is not None:
        lines = ["| what | came to |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)]
        options.report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def deaths(folder: Path, count: int) -> list[Row]:
    """A worker is killed in mid-batch, an article kills two, another one; equality with local."""
    articles = write_articles(folder / "in", count, poison=count // 2, stumble=count // 10)
    (folder / "peace").mkdir()
    calm = partial(assemble, folder=folder / "peace", deadly=False)
    local = run_locally(articles, folder / "local", folder / "c0", calm, "json,md")
    murdered: list[int] = []
    over = threading.Event()
    murderer = threading.Thread(target=_murder, args=(folder / "calls", murdered, over))
    murderer.start()
    try:
        engine = partial(assemble, folder=folder, delay=0.3)
        ran = run_on_cluster(articles, folder / "many", folder / "c1", engine)
    finally:
        over.set()
        murderer.join()
    assert ran.code is ExitCode.SOME_FAILED and local.code is ExitCode.SOME_FAILED
    assert len(murdered) == 1, "nobody was killed from outside"
    expected, made = results(folder / "local"), results(folder / "many")
    lost = {name for name in expected if name not in made}
    assert all(f"bericht-{count // 2:05d}" in name for name in lost) and len(lost) == 2
    assert made == {name: data for name, data in expected.items() if name not in lost}
    statuses = ran.record["totals"]["statuses"]
    assert statuses == {"binary": 1, "died": 1, "done": count + 3}
    again = run_on_cluster(articles, folder / "many", folder / "c2", calm)
    assert results(folder / "many") == expected
    own = len((folder / "deaths").read_text().split())
    return [
        ("articles", str(count + 5)),
        ("workers killed from outside in mid-batch (kill -9)", "1"),
        ("processes that articles killed", str(own)),
        ("outcomes", ", ".join(f"{name} {number}" for name, number in statuses.items())),
        ("results that differ from the local run", "0"),
        ("the next run: done before", str(again.record["totals"]["articles_from_memory"])),
    ]


def killed_driver(folder: Path, count: int) -> list[Row]:
    """The driver is killed when a third is done; the next one goes on."""
    articles = write_articles(folder / "in", count)
    engine = partial(assemble, folder=folder)
    run_locally(articles, folder / "local", folder / "c0", engine, "json,md")
    expected = results(folder / "local")
    asked = (folder / "calls").read_text().count("\n")
    with _driver(folder, articles, delay=0.3) as driver:
        deadline = time.monotonic() + PATIENCE
        while len(results(folder / "many") if (folder / "many").exists() else ()) < count * 2 / 3:
            assert driver.poll() is None and time.monotonic() < deadline
            time.sleep(0.2)
        driver.kill()
        driver.wait()
    there = len(results(folder / "many"))
    assert there < len(expected), "the driver was killed too late"
    with _driver(folder, articles, delay=0.0) as driver:
        assert driver.wait(PATIENCE) == ExitCode.SOME_FAILED  # one file is binary
    assert results(folder / "many") == expected
    record = json.loads((folder / "many" / "run.json").read_text(encoding="utf-8"))
    known = record["totals"]["articles_from_memory"]
    assert known > 0
    calls = (folder / "calls").read_text().count("\n") - asked
    return [
        ("results there when the driver was killed", f"{there} of {len(expected)}"),
        ("articles that the second driver found done or remembered", str(known)),
        ("calls of the engine in both runs, in a local one", f"{calls}, {asked}"),
        ("results that differ from the local run", "0"),
    ]


def bundled_model(folder: Path, count: int) -> list[Row]:
    """Variations of the sample corpus with the bundled model; equality with local."""
    corpus = sorted((ROOT / "corpus").glob("*.txt"))
    (folder / "in").mkdir()
    for number in range(count):
        source = corpus[number % len(corpus)]
        blocks = source.read_text(encoding="utf-8").strip("\n").split("\n\n")
        turn = number // len(corpus) % len(blocks)
        text = "\n\n".join([*blocks[:1], *blocks[1 + turn :], *blocks[1 : 1 + turn]])
        (folder / "in" / f"{number:03d}-{source.name}").write_text(text + "\n", encoding="utf-8")
    articles = folder / "in"
    began = time.monotonic()
    local = run_locally(articles, folder / "local", folder / "c0", assembly.assemble, "json,md")
    alone = time.monotonic() - began
    ran = run_on_cluster(articles, folder / "many", folder / "c1", assembly.assemble)
    assert local.code is ran.code is ExitCode.OK
    assert results(folder / "many") == results(folder / "local")
    return [
        ("articles", str(ran.record["totals"]["articles"])),
        ("sentences", str(ran.record["totals"]["sentences"])),
        ("results that differ from the local run", "0"),
        ("seconds of the local run", f"{alone:.0f}"),
    ]


def _murder(calls: Path, murdered: list[int], over: threading.Event) -> None:
    """Kill the worker that made the fourth call, in the middle of it."""
    while not over.wait(0.02) and not murdered:
        lines = calls.read_text().split() if calls.exists() else []
        if len(lines) >= 4:
            with suppress(ProcessLookupError):
                os.kill(int(lines[-1]), signal.SIGKILL)
                murdered.append(int(lines[-1]))


def _driver(folder: Path, articles: Path, delay: float) -> subprocess.Popen[bytes]:
    """A run on a cluster of its own, in a process of its own."""
    words = [articles, folder / "many", folder / "c1", folder, "--delay", delay]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.cluster.scene", *map(str, words)], cwd=ROOT
    )


if __name__ == "__main__":
    sys.exit(main())
