"""Progress on stderr, of a batch or a download; without a terminal a line every ten seconds."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from translate.cli.sink import Sink, shorten
from translate.watch import Phase, Step

if TYPE_CHECKING:
    from translate.results import Outcome

#: Seconds between two lines where there is no terminal.
INTERVAL = 10.0
_PATH = 20
#: What of an article's time goes into its translation; the estimate needs no more than a guess.
_TRANSLATED = 0.3
#: The share from which a pace can be told where no article is done yet.
_TOLD = 0.1


class Progress:
    """How far a run over ``total`` files is; also a text and a share, for whatever shows it."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = self.failed = 0
        self._step = Step(Phase.READING)
        self._ahead = 0.0  # articles that have their translation and nothing else yet
        self._started = time.monotonic()

    def __call__(self, outcome: Outcome) -> None:
        """An article is done, or has failed."""
        self.done += 1
        self.failed += outcome.error is not None
        self._ahead = max(0.0, self._ahead - 1)

    def step(self, step: Step) -> None:
        """Something else is begun."""
        self._step = step
        if step.phase is Phase.TRANSLATING:
            self._ahead = step.translated

    @property
    def share(self) -> float:
        """What is done, 0 to 1; a file with many articles counts as one."""
        return min(1.0, (self.done + _TRANSLATED * self._ahead) / max(1, self.total))

    @property
    def at_hand(self) -> str:
        """Phase and article."""
        return f"{self._step.phase.value} {shorten(self._step.path, _PATH)}".strip()

    @property
    def came(self) -> str:
        """How far; the total is of files, so that tables of many articles leave it behind."""
        of = f" of {self.total}" if self.done <= self.total else ""
        failed = f", {self.failed} failed" if self.failed else ""
        return f"{self.done - self.failed}{of} done{failed}"

    @property
    def counts(self) -> str:
        """How far, and how many more are translated."""
        ahead = f", {int(self._ahead)} translated" if self._ahead >= 1 else ""
        return f"{self.came}{ahead}"

    @property
    def times(self) -> str:
        """Elapsed, and left by the pace so far."""
        elapsed = time.monotonic() - self._started
        if not _TOLD <= self.share < 1 and not 0 < self.done < self.total:
            return _clock(elapsed)
        return f"{_clock(elapsed)}, {_clock(elapsed * (1 / self.share - 1))} left"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@contextmanager
def progress(sink: Sink, total: int) -> Iterator[Progress]:
    """Shows on stderr what the progress hears; ``total`` is the number of files."""
    shown = Progress(total)
    if sink.quiet:
        yield shown
    elif sys.stderr.isatty():
        with _bar(shown):
            yield shown
    else:
        with _lines(sink, shown):
            yield shown


@contextmanager
def _lines(sink: Sink, shown: Progress) -> Iterator[None]:
    ended = threading.Event()

    def tell() -> None:
        while not ended.wait(INTERVAL):
            sink.note(f"{shown.at_hand}; {shown.counts}, {shown.times}")

    teller = threading.Thread(target=tell, name="progress", daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()


@contextmanager
def _bar(shown: Progress) -> Iterator[None]:
    """Drawn anew by a thread of rich's, also while a model is busy."""
    from rich.console import Console
    from rich.live import Live
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    def row() -> Table:
        grid = Table.grid(padding=(0, 1))
        for _ in range(3):
            grid.add_column(no_wrap=True)
        bar = ProgressBar(total=1.0, completed=shown.share, width=8)
        grid.add_row(Text(shown.at_hand), bar, Text(f"{shown.counts}, {shown.times}"))
        return grid

    console = Console(stderr=True)
    with Live(get_renderable=row, console=console, transient=True, refresh_per_second=4):
        yield


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
