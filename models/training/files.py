"""Files of a run: atomic writes, the event log, one clear line when the disk is full."""

from __future__ import annotations

import errno
import json
import pickle
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from .config import RecipeError


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """A temporary path that replaces `path` when the block ends without an error."""
    partial = path.with_name(path.name + ".part")
    try:
        yield partial
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise RecipeError(
                f"disk full while writing {path}; free space and run again"
            ) from error
        raise RecipeError(f"cannot write {path}: {error}") from error


@contextmanager
def atomic_text(path: Path) -> Iterator[IO[str]]:
    """A text stream whose file appears only when the block ends without an error."""
    with atomic_path(path) as partial, partial.open("w", encoding="utf-8", newline="\n") as stream:
        yield stream


@contextmanager
def reading_checkpoint(path: Path) -> Iterator[None]:
    """A block that reads a checkpoint: one that is damaged is a RecipeError with what to do."""
    try:
        yield
    except (OSError, RuntimeError, KeyError, TypeError, ValueError, EOFError,
            pickle.UnpicklingError) as error:  # fmt: skip
        raise RecipeError(
            f"cannot read checkpoint {path}: {str(error).splitlines()[0]}; "
            "restore it or delete it to start again"
        ) from error


def tell(line: str) -> None:
    """Say one line to the user."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def log_event(run: Path, event: str, **values: Any) -> None:
    """Append one line to the run's log.jsonl."""
    run.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"time": round(time.time(), 1), "event": event, **values})
    try:
        with (run / "log.jsonl").open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")
    except OSError as error:
        raise RecipeError(f"cannot write the log of {run}: {error}") from error
