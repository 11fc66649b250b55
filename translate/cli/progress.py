"""Progress on stderr, of a batch or a download; without a terminal a line every ten seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from translate.cli.sink import Sink, shorten

if TYPE_CHECKING:
    from translate.batch import Progress
    from translate.pipeline import Outcome

#: Seconds between two lines where there is no terminal.
INTERVAL = 10.0


class _Lines:
    """One line every ``INTERVAL`` seconds, for logs."""

    def __init__(self, sink: Sink, total: int) -> None:
        self._sink = sink
        self._total = total
        self._done = 0
        self._sentences = 0
        self._translated = 0
        self._started = self._last = time.monotonic()

    def __call__(self, outcome: Outcome) -> None:
        self._done += 1
        self._sentences += outcome.sentences
        self._translated += outcome.translated
        now = time.monotonic()
        if now - self._last >= INTERVAL:
            self._last = now
            rate = self._sentences / (now - self._started)
            self._sink.note(
                f"{self._done} of {self._total} articles, {self._sentences} sentences"
                f" ({self._sentences - self._translated} known), {rate:.1f} a second"
            )


class _Bars:
    """A bar of articles with sentences, what was known already, and the time left."""

    def __init__(self, progress: Any, total: int) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=total, sentences=0, known=0)
        self._sentences = 0
        self._known = 0

    def __call__(self, outcome: Outcome) -> None:
        self._sentences += outcome.sentences
        self._known += outcome.sentences - outcome.translated
        self._progress.update(
            self._task,
            advance=1,
            description=shorten(outcome.path, 32),
            sentences=self._sentences,
            known=self._known,
        )


@contextmanager
def progress(sink: Sink, total: int) -> Iterator[Progress]:
    """A callback for each finished article; ``total`` is the number of files."""
    if sink.quiet:
        yield lambda outcome: None
    elif not sys.stderr.isatty():
        yield _Lines(sink, total)
    else:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
        from rich.progress import TimeRemainingColumn as TimeLeft

        columns = [
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[sentences]} sentences, {task.fields[known]} known"),
            TimeLeft(),
        ]
        with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
            yield _Bars(bars, total)


@contextmanager
def fetching(sink: Sink) -> Iterator[Callable[[str], None]]:
    """What a download says: its notes, and the megabytes that have come."""
    from translate.shelf import Passing

    terminal = sys.stderr.isatty()
    last = time.monotonic()

    def say(line: str) -> None:
        nonlocal last
        if terminal:
            sink.passing(line if isinstance(line, Passing) else "")
        elif time.monotonic() - last >= INTERVAL and isinstance(line, Passing):
            last = time.monotonic()
            sink.note(line)
        if not isinstance(line, Passing):
            sink.note(line)

    try:
        yield say
    except KeyboardInterrupt:
        say("interrupted: what has come is kept, and the same command goes on from there")
        raise
    finally:
        if terminal:
            sink.passing("")
