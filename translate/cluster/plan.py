"""What is to be done and what is: one SQLite file on the driver's disk, whatever the number.

The driver of a run over millions of articles holds none of their lists in memory. Files go in
as they are found and come out in the order of a local run; lines of ``run.json`` go in as
articles end, each once, and come out in that order.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, MutableSet
from dataclasses import dataclass
from pathlib import Path
from posixpath import basename

from translate.batch import WINDOW_ARTICLES, WINDOW_BYTES
from translate.cluster.finding import Found
from translate.done import Done
from translate.memory.codec import ROWS
from translate.outputs import OutputNames, output_names

#: A part of the plan is a window's worth of files, or several in a run of more windows than this.
PARTS = 20_000
_CACHE_KILOBYTES = 64_000
_SCHEMA = """
    CREATE TABLE file (place TEXT PRIMARY KEY, name TEXT, location TEXT, size INTEGER)
        WITHOUT ROWID;
    CREATE TABLE taken (name TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE done (file TEXT, path TEXT, row TEXT, PRIMARY KEY (file, path)) WITHOUT ROWID;
    CREATE TABLE ended (number INTEGER, sub INTEGER, line TEXT, PRIMARY KEY (number, sub));
"""


@dataclass(frozen=True, slots=True)
class Planned:
    """A file, its number in the order of a local run, and what is known of its articles.

    ``names`` are those of a file that is one article, by format. The rows of a JSONL or CSV file
    stand beside them and carry the hash if the file's own names do (``marked``).
    """

    number: int
    found: Found
    names: Mapping[str, str]
    marked: bool
    done: tuple[Done, ...] = ()


class Plan:
    """The driver's notes of one run; a file in a folder that the caller removes."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "plan.sqlite3", isolation_level=None)
        # nothing here outlives the run, so nothing has to be safe
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = FILE"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")
        self._database.executescript(_SCHEMA)
        self._database.execute("BEGIN")

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def add_files(self, files: Iterable[Found]) -> int:
        """Take up files in any order; returns how many there are."""
        self._database.executemany(
            "INSERT INTO file VALUES (?, ?, ?, ?)",
            (
                # as if each part of the name were compared for itself
                (file.name.replace("/", "\0"), file.name, json.dumps(file.location), file.size)
                for file in files
            ),
        )
        return int(self._database.execute("SELECT count(*) FROM file").fetchone()[0])

    def add_done(self, rows: Iterable[Done]) -> None:
        """Take up what earlier runs did; of two rows for an article the later one counts."""
        self._database.executemany(
            "INSERT OR REPLACE INTO done VALUES (?, ?, ?)",
            ((row.file, row.path, ROWS.line(row)) for row in rows),
        )

    def parts(
        self,
        formats: tuple[str, ...],
        *,
        limit: int | None = None,
        shard: tuple[int, int] = (1, 1),
    ) -> Iterator[list[Planned]]:
        """The files in the order of a local run, in parts; ``limit`` and ``shard`` as there."""
        files, size = self._database.execute("SELECT count(*), total(size) FROM file").fetchone()
        windows = 1 + int(max(files / WINDOW_ARTICLES, size / WINDOW_BYTES) / PARTS)
        part: list[Planned] = []
        size = 0
        for planned in self._planned(formats, limit, shard):
            part.append(planned)
            size += planned.found.size
            if len(part) >= windows * WINDOW_ARTICLES or size >= windows * WINDOW_BYTES:
                yield part
                part, size = [], 0
        if part:
            yield part

    def _planned(
        self, formats: tuple[str, ...], limit: int | None, shard: tuple[int, int]
    ) -> Iterator[Planned]:
        names = OutputNames(formats, taken=_Taken(self._database))
        rows = self._database.execute(
            "SELECT name, location, size FROM file ORDER BY place LIMIT ?",
            (-1 if limit is None else limit,),
        )
        for number, (name, location, size) in enumerate(rows):
            taken = names.take(name)
            if number % shard[1] != shard[0] - 1:
                continue
            known = self._database.execute("SELECT row FROM done WHERE file = ?", (name,))
            done = tuple(ROWS.parse(Done, row) for (row,) in known)
            found = Found(json.loads(location), name, size)
            plain = output_names(name, formats)
            marked = any(basename(taken[one]) != basename(plain[one]) for one in formats)
            yield Planned(number, found, taken, marked, done)

    def add(self, line: str, order: tuple[int, int]) -> bool:
        """Note an article's line of ``run.json``, once; False where it was noted before."""
        cursor = self._database.execute(
            "INSERT OR IGNORE INTO ended VALUES (?, ?, ?)", (*order, line)
        )
        return cursor.rowcount == 1

    def __iter__(self) -> Iterator[str]:
        """The lines in the order of a local run."""
        for (line,) in self._database.execute("SELECT line FROM ended ORDER BY number, sub"):
            yield line


class _Taken(MutableSet[str]):
    """Names that are taken, on disk; they come nearly in order, so that few pages are touched."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __contains__(self, name: object) -> bool:
        query = "SELECT 1 FROM taken WHERE name = ?"
        return self._database.execute(query, (name,)).fetchone() is not None

    def add(self, value: str) -> None:
        self._database.execute("INSERT OR IGNORE INTO taken VALUES (?)", (value,))

    def discard(self, value: str) -> None:
        self._database.execute("DELETE FROM taken WHERE name = ?", (value,))

    def __iter__(self) -> Iterator[str]:
        for (name,) in self._database.execute("SELECT name FROM taken"):
            yield name

    def __len__(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM taken").fetchone()[0])
