"""The memory's file while it is open: its schema, its faults, and what is done about damage."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from translate.errors import CacheError
from translate.files import refusal
from translate.memory.connection import (
    ELSEWHERE,
    DamagedFileError,
    Identity,
    connect,
    faults,
    identity,
    opening,
    set_aside,
    use_wal,
)
from translate.memory.migrations import (
    MIGRATIONS,
    ForeignFileError,
    NewerSchemaError,
    migrate,
    pending,
)
from translate.places import user_folder

T = TypeVar("T")
FILE_NAME = "memory.sqlite3"
ENVIRONMENT = "TRANSLATE_CACHE_DIR"


def default_path(cache_dir: Path | None = None) -> Path:
    """In ``cache_dir``, else $TRANSLATE_CACHE_DIR, else the user's cache folder; makes nothing."""
    return (cache_dir or user_folder(ENVIRONMENT, "cache")) / FILE_NAME


class MemoryFile:
    """An open database of the newest schema; ``clock`` gives epoch seconds.

    Faults are :class:`~translate.errors.CacheError`. A damaged file is set aside and an empty
    one takes its place, unless it is open for reading only.
    """

    def __init__(
        self,
        path: Path,
        *,
        readonly: bool,
        notice: Callable[[str], None],
        busy_seconds: float,
        clock: Callable[[], float],
    ) -> None:
        self.path = path
        self.readonly = readonly
        self.notice = notice
        self.busy_seconds = busy_seconds
        self._clock = clock
        self._connection: sqlite3.Connection | None = None
        self._identity: Identity | None = None
        if readonly and not path.exists():
            raise CacheError(f"no cache at {path}", "the first run makes it")
        try:
            with self._named_faults():
                self._prepare()
        except DamagedFileError as damage:
            self._rebuild(damage)

    @property
    def now(self) -> int:
        """Epoch seconds."""
        return int(self._clock())

    @property
    def closed(self) -> bool:
        """Whether :meth:`close` was called."""
        return self._connection is None

    def close(self) -> None:
        """Close the connection; further use is a fault."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def run(self, operation: Callable[[sqlite3.Connection], T]) -> T:
        """Do ``operation``; once more, on an empty file, when this one turns out damaged."""
        try:
            return self.run_once(operation)
        except DamagedFileError as damage:
            self._rebuild(damage)
        try:
            return self.run_once(operation)
        except DamagedFileError as again:
            raise CacheError(f"the cache {self.path} is damaged ({again})", ELSEWHERE) from again

    def run_once(self, operation: Callable[[sqlite3.Connection], T]) -> T:
        """Do ``operation``; raises :class:`DamagedFileError` and leaves a damaged file alone."""
        if self._connection is None:
            raise CacheError(f"the cache {self.path} is closed")
        with self._named_faults():
            return operation(self._connection)

    def _prepare(self) -> None:
        """Connect and bring the schema up to date."""
        if self.readonly:
            self._open()
            return
        self._check_writable()
        with opening(self.path):
            self._open()

    def _open(self) -> None:
        self._identity = identity(self.path)
        connection = connect(self.path, readonly=self.readonly, busy_seconds=self.busy_seconds)
        try:
            steps = pending(connection, MIGRATIONS)
            if not self.readonly:
                use_wal(connection, self.busy_seconds)
                migrate(connection, self.now)
            elif steps:
                raise CacheError(
                    f"the cache {self.path} is of an older version",
                    "'translate cache stats --cache-dir FOLDER' brings it up to date",
                )
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        self._identity = identity(self.path)

    def _check_writable(self) -> None:
        folder = self.path.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason, mend = refusal(self.path, error)
            problem = f"cannot make the cache folder {folder} ({reason})"
            raise CacheError(problem, mend + ELSEWHERE) from error
        # SQLite would open it without a word, and fail at the first result
        if self.path.exists() and not os.access(self.path, os.W_OK):
            raise CacheError(f"the cache {self.path} is read-only", ELSEWHERE)

    def _rebuild(self, damage: DamagedFileError) -> None:
        """Set the damaged file aside and start an empty one."""
        if self.readonly:
            raise CacheError(
                f"the cache {self.path} is damaged ({damage})",
                "the next run sets it aside and starts a new one",
            ) from damage
        self.close()
        aside = set_aside(self.path, self._identity)
        if aside is not None:
            self.notice(f"the cache was damaged ({damage}): set aside as {aside}, started anew")
        try:
            with self._named_faults():
                self._prepare()
        except DamagedFileError as again:
            raise CacheError(f"the cache {self.path} is damaged ({again})", ELSEWHERE) from again

    @contextmanager
    def _named_faults(self) -> Iterator[None]:
        try:
            with faults(self.path):
                yield
        except ForeignFileError as error:
            raise CacheError(f"{self.path} is a database of another program", ELSEWHERE) from error
        except NewerSchemaError as error:
            raise CacheError(
                f"the cache {self.path} was written by a newer version ({error})",
                "upgrade translate, or choose another folder with --cache-dir",
            ) from error
