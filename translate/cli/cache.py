"""``translate cache``: look at the memory, and look after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate.cli.options import Commands
from translate.cli.sink import Sink
from translate.errors import CacheError, UsageError
from translate.files import not_read
from translate.readable import counted
from translate.settings import Settings

if TYPE_CHECKING:
    from translate.memory import Memory, Pruned

Place = Annotated[Settings, "cache_dir"]

app = Commands("Look at the cache, and look after it.")


@contextmanager
def _memory(place: Settings, sink: Sink) -> Iterator[Memory]:
    """The memory; where nothing has been remembered yet, the command ends."""
    from translate.memory import Memory, default_path

    path = default_path(place.cache_dir)
    if not path.exists():
        sink.note(f"there is no cache at {path} yet")
        raise typer.Exit
    with Memory.open(path, notice=sink.note) as memory:
        yield memory


@app.add()
def path(place: Place) -> None:
    """Print where the cache is."""
    from translate.memory import default_path

    Sink().result(str(default_path(place.cache_dir)))


@app.add()
def stats(place: Place, sink: Annotated[Sink, "format"]) -> None:
    """Show how much the cache holds."""
    from translate.memory import MemoryStats, default_path

    counts = MemoryStats(default_path(place.cache_dir))
    with suppress(typer.Exit), _memory(place, sink) as memory:
        counts = memory.stats()
    lines = (f"{name}: {value}" for name, value in asdict(counts).items())
    sink.answer(lambda: counts, lambda: "\n".join(lines))


@app.add()
def clear(
    place: Place,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Forget everything; the next run computes it again."""
    sink = Sink()
    with _memory(place, sink) as memory:
        if not yes and not sink.agrees(f"Forget everything in {memory.path}?"):
            raise typer.Exit(1)
        _tell(sink, memory.clear())


@app.add()
def prune(
    place: Place,
    unused_days: Annotated[
        int | None, typer.Option(min=0, help="Forget what was not used for so many days.")
    ] = None,
    max_mb: Annotated[
        int | None, typer.Option(min=0, help="Forget the longest unused until it is this small.")
    ] = None,
) -> None:
    """Forget what has not been used for long."""
    if unused_days is None and max_mb is None:
        raise UsageError("nothing to prune by", "give --unused-days or --max-mb")
    sink = Sink()
    older_than = None if unused_days is None else timedelta(days=unused_days)
    with _memory(place, sink) as memory:
        limit = None if max_mb is None else max_mb * 1_000_000
        _tell(sink, memory.prune(older_than=older_than, max_bytes=limit))


@app.add()
def verify(place: Place) -> None:
    """Check every row; exits with 5 where one is wrong."""
    sink = Sink()
    with _memory(place, sink) as memory:
        report = memory.verify()
    for problem in report.problems:
        sink.error(problem)
    if not report.ok:
        raise CacheError(
            f"the cache has {counted(len(report.problems), 'problem')}",
            "'translate cache clear' starts afresh; nothing but time is lost",
        )
    sink.result(f"{counted(report.rows, 'row')}, all sound")


@app.add()
def merge(
    other: Annotated[Path, typer.Argument(help="Another cache file; it is not changed.")],
    place: Place,
) -> None:
    """Add what another machine's cache knows, in any order of merges."""
    from translate.memory import Memory, default_path

    sink = Sink()
    if not other.is_file():
        raise not_read(other, IsADirectoryError() if other.is_dir() else FileNotFoundError())
    with Memory.open(default_path(place.cache_dir), notice=sink.note) as memory:
        merged = memory.merge(other)
    sink.result(f"{counted(merged.added, 'row')} added, {merged.differing} differed")


def _tell(sink: Sink, pruned: Pruned) -> None:
    freed = max(0, pruned.bytes_before - pruned.bytes_after)
    sink.result(f"{counted(pruned.rows, 'row')} forgotten, {freed:,} bytes freed")
