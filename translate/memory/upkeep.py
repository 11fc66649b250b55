"""Looking after the memory: how much it holds, what to forget, whether it is sound."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from translate.memory.connection import DamagedFileError
from translate.memory.migrations import schema_version, transaction
from translate.memory.tables import TABLES, DamagedRowError

_KEYS_PER_UPDATE = 500
_ROW_OVERHEAD = 64  # bytes of a row besides its payload: key, times, the trees' share
_PROBLEMS_SHOWN = 20
#: Later than any row was used, in epoch seconds.
EVER = 1 << 62


@dataclass(frozen=True, slots=True)
class MemoryStats:
    """What the memory holds; ``bytes`` counts the file and its write-ahead log.

    ``written`` counts articles whose results were put into an output folder, ``reports`` the lists
    of HTML reports there.
    """

    path: Path
    bytes: int = 0
    schema: int = 0
    sentences: int = 0
    articles: int = 0
    summaries: int = 0
    written: int = 0
    reports: int = 0


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was forgotten; sizes in bytes on disk."""

    rows: int
    bytes_before: int
    bytes_after: int


@dataclass(frozen=True, slots=True)
class MemoryReport:
    """What a check found; ``rows`` were read, ``problems`` are lines for people."""

    rows: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """True when nothing is wrong."""
        return not self.problems


def size_on_disk(path: Path) -> int:
    """Bytes of the file and its write-ahead log."""
    parts = (path, path.with_name(path.name + "-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def stats(connection: sqlite3.Connection, path: Path) -> MemoryStats:
    """Counts and size."""
    counts = {
        table.name: int(connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0])
        for table in TABLES
    }
    return MemoryStats(
        path=path, bytes=size_on_disk(path), schema=schema_version(connection), **counts
    )


def touch(connection: sqlite3.Connection, table: str, keys: Iterable[bytes], now: int) -> None:
    """Note that rows were used; inside the caller's transaction."""
    waiting = iter(keys)
    while chunk := list(islice(waiting, _KEYS_PER_UPDATE)):
        marks = ",".join("?" * len(chunk))
        connection.execute(
            f"UPDATE {table} SET used = max(used, ?) WHERE key IN ({marks})", [now, *chunk]
        )


def prune(
    connection: sqlite3.Connection, path: Path, unused_since: int | None, max_bytes: int | None
) -> Pruned:
    """Delete rows last used before ``unused_since`` (epoch seconds), then down to ``max_bytes``."""
    before = size_on_disk(path)
    rows = 0
    if unused_since is not None:
        with transaction(connection):
            for table in TABLES:
                rows += connection.execute(
                    f"DELETE FROM {table.name} WHERE used < ?", (unused_since,)
                ).rowcount
    if rows or max_bytes is not None:
        _compact(connection)
    # row sizes are estimates, so look at the file again after each step
    while max_bytes is not None and (excess := size_on_disk(path) - max_bytes) > 0:
        deleted = _delete_longest_unused(connection, excess)
        if not deleted:
            break  # the empty file is larger than what was asked for
        rows += deleted
        _compact(connection)
    return Pruned(rows, before, size_on_disk(path))


def _delete_longest_unused(connection: sqlite3.Connection, excess: int) -> int:
    """Delete at least one row, and about ``excess`` bytes, by time of last use."""
    union = " UNION ALL ".join(
        f"SELECT '{table.name}' AS name, key, used, length(payload) + {_ROW_OVERHEAD} AS size "
        f"FROM {table.name}"
        for table in TABLES
    )
    with transaction(connection):
        connection.execute("DROP TABLE IF EXISTS temp.doomed")
        connection.execute(
            f"CREATE TEMP TABLE doomed AS SELECT name, key FROM ("
            f"SELECT name, key, sum(size) OVER (ORDER BY used, name, key "
            f"ROWS UNBOUNDED PRECEDING) - size AS freed FROM ({union})) WHERE freed < ?",
            (excess,),
        )
        deleted = 0
        for table in TABLES:
            deleted += connection.execute(
                f"DELETE FROM {table.name} WHERE key IN "
                "(SELECT key FROM temp.doomed WHERE name = ?)",
                (table.name,),
            ).rowcount
        connection.execute("DROP TABLE temp.doomed")
    return deleted


def _compact(connection: sqlite3.Connection) -> None:
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def check_file(connection: sqlite3.Connection) -> None:
    """Raise SQLite's fault for a malformed file; rows are not looked into."""
    (line,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if line != "ok":
        raise DamagedFileError(line)


def verify(connection: sqlite3.Connection) -> MemoryReport:
    """SQLite's own check of the file, then every row's checksum and payload."""
    problems = [
        f"file: {line}"
        for (line,) in connection.execute(f"PRAGMA integrity_check({_PROBLEMS_SHOWN})")
        if line != "ok"
    ]
    rows = 0
    for table in TABLES:
        damaged = 0
        for key, payload, crc in connection.execute(f"SELECT key, payload, crc FROM {table.name}"):
            rows += 1
            try:
                table.decode(key, payload, crc)
            except DamagedRowError:
                damaged += 1
        if damaged:
            problems.append(f"{table.name}: {damaged} damaged rows; they are made again when used")
    return MemoryReport(rows, tuple(problems))
