"""The memory: one SQLite file of sentences, articles and summaries that were made before."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Self, TypeVar

from translate.errors import CacheError
from translate.memory import merging, upkeep
from translate.memory.connection import ELSEWHERE, DamagedFileError
from translate.memory.file import MemoryFile
from translate.memory.migrations import transaction
from translate.memory.tables import DamagedRowError, Table, checksum
from translate.memory.upkeep import MemoryReport, MemoryStats, Pruned

KEYS_PER_QUERY = 500
USED_STEP = 86_400  # seconds: "last used" is kept to the day, so that lookups hardly ever write
USED_WAITING = 20_000  # rows whose use waits to be written with the next results

T = TypeVar("T")


def _warn(line: str) -> None:
    import logging  # whoever gives a notice of his own needs none

    logging.getLogger("translate.memory").warning(line)


class Memory:
    """Results by key, on disk; made by :meth:`open`, used as a context manager.

    Any number of processes may have the same file open; one object belongs to one thread of one
    process. Every method raises :class:`~translate.errors.CacheError`, with nothing changed, when
    the file cannot be read or written. A damaged file is set aside, the user is told, and work
    goes on with an empty one.
    """

    def __init__(self, file: MemoryFile) -> None:
        self._file = file
        self._used: dict[str, set[bytes]] = {}
        self._told_of_damage = False

    @classmethod
    def open(
        cls,
        path: Path,
        readonly: bool = False,
        *,
        notice: Callable[[str], None] = _warn,
        busy_seconds: float = 30.0,
        clock: Callable[[], float] = time.time,
    ) -> Self:
        """Open the memory at ``path``; makes the file and its folders unless ``readonly``.

        ``notice`` receives one line for each thing that went wrong and was mended;
        ``busy_seconds`` is how long to wait for another process's lock.
        """
        return cls(
            MemoryFile(
                path, readonly=readonly, notice=notice, busy_seconds=busy_seconds, clock=clock
            )
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._file.path

    def close(self) -> None:
        """Close the file; what was remembered is on disk already."""
        if self._file.closed:
            return
        try:
            if self._used:
                self._file.run(lambda connection: connection.execute("PRAGMA busy_timeout = 1000"))
                self._flush()
        except CacheError as error:
            # only prune looks at these times; the results themselves are safe
            self._file.notice(f"the times of last use were not saved: {error}")
        finally:
            self._file.close()

    def get(self, table: Table[T], keys: Iterable[str]) -> dict[str, T]:
        """The known ones of ``keys``; flags, also of failures, come back as they were given."""
        wanted = iter(dict.fromkeys(keys))
        found: dict[str, T] = {}
        stale = -1 if self._file.readonly else self._file.now - USED_STEP
        while chunk := [bytes.fromhex(key) for key in islice(wanted, KEYS_PER_QUERY)]:
            marks = ",".join("?" * len(chunk))
            query = f"SELECT key, payload, crc, used FROM {table.name} WHERE key IN ({marks})"
            for key, payload, crc, used in self._file.run(partial(_fetch, query, chunk)):
                try:
                    value = table.decode(key, payload, crc)
                except DamagedRowError as damage:
                    self._tell_of_damage(damage)
                    continue
                found[key.hex()] = value
                if used <= stale:
                    self._used.setdefault(table.name, set()).add(key)
                    for name, other in table.uses(value):
                        self._used.setdefault(name, set()).add(bytes.fromhex(other))
        if sum(map(len, self._used.values())) >= USED_WAITING:
            self._flush()
        return found

    def put(self, table: Table[T], rows: Mapping[str, T]) -> None:
        """Keep all rows in one transaction; a key that is there gets the new value."""
        now = self._file.now
        values = []
        for hexadecimal, value in rows.items():
            key, payload = bytes.fromhex(hexadecimal), table.encode(value)
            row = (key, payload, checksum(key, payload), table.failures(value), now, now)
            values.append(row)
        if values:
            query = (
                f"INSERT INTO {table.name} (key, payload, crc, failures, created, used) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET "
                "payload = excluded.payload, crc = excluded.crc, "
                "failures = excluded.failures, used = max(used, excluded.used)"
            )
            self._write(lambda connection: connection.executemany(query, values))

    def stats(self) -> MemoryStats:
        """Counts of rows and the size on disk."""
        return self._file.run(lambda connection: upkeep.stats(connection, self.path))

    def clear(self) -> Pruned:
        """Forget everything and give the space back."""
        self._flush()
        return self._file.run(
            lambda connection: upkeep.prune(connection, self.path, upkeep.EVER, None)
        )

    def prune(self, older_than: timedelta | None = None, max_bytes: int | None = None) -> Pruned:
        """Forget rows not used for ``older_than``, then the longest unused over ``max_bytes``."""
        self._flush()
        since = None if older_than is None else self._file.now - int(older_than.total_seconds())
        return self._file.run(
            lambda connection: upkeep.prune(connection, self.path, since, max_bytes)
        )

    def verify(self) -> MemoryReport:
        """Check the file's structure and every row; changes nothing."""
        try:
            return self._file.run_once(upkeep.verify)
        except DamagedFileError as damage:
            return MemoryReport(rows=0, problems=(f"file: {damage}",))

    def merge(self, other: Path) -> merging.Merged:
        """Add the rows of the memory at ``other``, which stays as it is.

        Commutative, associative and idempotent: whatever the order, the same rows win.
        """
        # refuses a missing, damaged, foreign, older or newer file with its own line
        with Memory.open(other, readonly=True, busy_seconds=self._file.busy_seconds) as theirs:
            theirs._file.run(upkeep.check_file)
        if other.samefile(self.path):
            return merging.Merged(added=0, differing=0)
        self._flush()
        try:
            # not run(): damage in the other file must not set this one aside
            return self._file.run_once(lambda connection: merging.merge(connection, other))
        except DamagedFileError as damage:
            raise CacheError(
                f"cannot merge {other} into {self.path}: one is damaged ({damage})",
                "check both: translate cache verify",
            ) from damage

    def _flush(self) -> None:
        """Write the times of last use that are waiting."""
        self._write(lambda connection: None)

    def _write(self, operation: Callable[[sqlite3.Connection], T]) -> T:
        """Do ``operation`` in a transaction, with the times of last use that are waiting."""
        if self._file.readonly:
            raise CacheError(f"the cache {self.path} was opened for reading only", ELSEWHERE)

        def together(connection: sqlite3.Connection) -> T:
            with transaction(connection):
                for table, keys in self._used.items():
                    upkeep.touch(connection, table, keys, self._file.now)
                return operation(connection)

        done = self._file.run(together)
        self._used.clear()
        return done

    def _tell_of_damage(self, damage: DamagedRowError) -> None:
        if not self._told_of_damage:
            self._file.notice(f"the cache has damaged rows ({damage}): they are made again")
        self._told_of_damage = True


def _fetch(
    query: str, values: list[bytes], connection: sqlite3.Connection
) -> list[tuple[bytes, bytes, int, int]]:
    return connection.execute(query, values).fetchall()
