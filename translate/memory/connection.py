"""Opening the memory's file, naming its faults, and setting a damaged one aside."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from translate.errors import CacheError

ELSEWHERE = "choose another folder with --cache-dir, or go without with --no-cache"
_RETRY_SECONDS = 0.02

Identity = tuple[int, int]


class DamagedFileError(Exception):
    """SQLite finds the file malformed; never leaves this package."""


def identity(path: Path) -> Identity | None:
    """Device and inode: tells the file that was opened from one that has taken its place."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def primary_code(error: sqlite3.Error) -> int | None:
    """SQLite's primary result code, or None for a fault of the calling code."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn SQLite's faults into :class:`CacheError` or :class:`DamagedFileError`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = primary_code(error)
        lost_table = code == sqlite3.SQLITE_ERROR and "no such table" in str(error)
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or lost_table:
            raise DamagedFileError(str(error)) from error
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise CacheError(
                f"the cache {path} is locked by another process",
                "wait until that one has ended, or choose another folder with --cache-dir",
            ) from error
        if code == sqlite3.SQLITE_FULL:
            raise CacheError(
                f"no space left for the cache {path}", f"free some, or {ELSEWHERE}"
            ) from error
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
            raise CacheError(f"the cache {path} is read-only", ELSEWHERE) from error
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
            raise CacheError(f"cannot use the cache {path} ({error})", ELSEWHERE) from error
        raise


def connect(path: Path, *, readonly: bool, busy_seconds: float) -> sqlite3.Connection:
    """A connection in autocommit mode, waiting up to ``busy_seconds`` for a lock.

    A read-only connection to a file in a folder that cannot be written, where nobody has left a
    write-ahead log, is opened as immutable, because SQLite could not make its index there.
    """
    uri = path.absolute().as_uri()
    mode = "ro" if readonly else "rwc"
    connection = _connect(f"{uri}?mode={mode}", busy_seconds)
    try:
        if readonly:
            try:
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            except sqlite3.OperationalError as error:
                wal = path.with_name(path.name + "-wal")
                closed = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
                if primary_code(error) not in closed or wal.exists():
                    raise
                connection.close()
                connection = _connect(f"{uri}?mode=ro&immutable=1", busy_seconds)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(uri: str, busy_seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, timeout=busy_seconds, isolation_level=None, uri=True)
    connection.execute("PRAGMA foreign_keys = OFF")
    return connection


def use_wal(connection: sqlite3.Connection, busy_seconds: float) -> None:
    """Switch to write-ahead logging; SQLite does not wait for this lock by itself.

    Not part of :func:`connect`, because it changes the file: look first whose it is.
    """
    connection.execute("PRAGMA synchronous = NORMAL")
    deadline = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            return
        except sqlite3.OperationalError as error:
            busy = primary_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if not busy or time.monotonic() >= deadline:
                raise
            time.sleep(_RETRY_SECONDS)


def set_aside(path: Path, opened: Identity | None) -> Path | None:
    """Rename a damaged file, with its log, to ``NAME.corrupt-N``; returns the new name.

    None when another process has done so already: ``opened`` is no longer what is at ``path``.
    """
    try:
        with _folder_lock(path.parent, alone=True):
            if identity(path) != opened or opened is None:
                return None
            number = 1
            while (aside := path.with_name(f"{path.name}.corrupt-{number}")).exists():
                number += 1
            # the file first: a log without its file is discarded by SQLite
            path.rename(aside)
            for suffix in ("-wal", "-shm"):
                part = path.with_name(path.name + suffix)
                if part.exists():
                    part.rename(aside.with_name(aside.name + suffix))
            return aside
    except OSError as error:
        raise CacheError(
            f"the cache {path} is damaged and cannot be set aside ({error.strerror})", ELSEWHERE
        ) from error


def opening(path: Path) -> AbstractContextManager[None]:
    """Nobody sets the file aside inside the block: its log would go with the wrong file.

    Any number of processes may be in such blocks at a time.
    """
    return _folder_lock(path.parent, alone=False)


@contextmanager
def _folder_lock(folder: Path, *, alone: bool) -> Iterator[None]:
    """A lock without a lock file; none where the system has no ``flock``."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with ExitStack() as stack:
        try:
            handle = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        except OSError as error:
            raise CacheError(
                f"cannot lock the cache folder {folder} ({error.strerror})", ELSEWHERE
            ) from error
        # by hand: a process that was forked meanwhile has the handle too
        stack.callback(fcntl.flock, handle, fcntl.LOCK_UN)
        yield
