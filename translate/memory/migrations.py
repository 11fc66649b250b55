"""The memory's schema as a list of small named steps, applied in one transaction.

``PRAGMA user_version`` counts the steps that a file has had, and the table ``migrations`` names
them. A file with more steps than this version knows is refused and left as it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

#: Marks the file as ours ("nltr"), so that another program's database is never written to.
APPLICATION_ID = 0x6E6C7472


@dataclass(frozen=True, slots=True)
class Migration:
    """One step; ``statements`` run in order."""

    name: str
    statements: tuple[str, ...]


def _table(name: str, options: str) -> str:
    return f"""
        CREATE TABLE {name} (
            key BLOB PRIMARY KEY NOT NULL CHECK (length(key) = 32),
            payload BLOB NOT NULL,
            crc INTEGER NOT NULL,
            failures INTEGER NOT NULL,
            created INTEGER NOT NULL,
            used INTEGER NOT NULL
        ) {options}"""


#: Never edit a step that was released: add another.
MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "sentences-articles-summaries",
        (
            # sentence rows are small: stored in the key's own tree, without a second index
            _table("sentences", "WITHOUT ROWID"),
            _table("articles", ""),
            _table("summaries", ""),
        ),
    ),
    # what lies in output folders already; small rows
    Migration("written", (_table("written", "WITHOUT ROWID"),)),
    # what the lists of HTML reports hold; rows of "written" are shorter from here on
    Migration("reports", (_table("reports", ""), "DELETE FROM written")),
)


class ForeignFileError(Exception):
    """A database of another program."""


class NewerSchemaError(Exception):
    """A memory written by a later version of this program."""


def schema_version(connection: sqlite3.Connection, schema: str = "main") -> int:
    """How many migrations the file has had; 0 for an empty one."""
    return int(connection.execute(f"PRAGMA {schema}.user_version").fetchone()[0])


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything in the block, or nothing; waits for the write lock at the start, not half-way."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with suppress(sqlite3.DatabaseError):  # the first fault is the one to report
                connection.execute("ROLLBACK")
        raise


@contextmanager
def _one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """All reads in the block see the file as it is at the first; it may be in a transaction."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")  # nothing was written


def pending(connection: sqlite3.Connection, known: Sequence[Migration]) -> Sequence[Migration]:
    """The steps that this file lacks.

    Raises :class:`ForeignFileError` or :class:`NewerSchemaError`.
    """
    # each by itself could fall on either side of another process's migration
    with _one_moment(connection):
        version = schema_version(connection)
        owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
        tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
        if owner != APPLICATION_ID and (owner or tables or version):
            raise ForeignFileError
        if version > len(known):
            raise NewerSchemaError(f"schema {version}, this version knows {len(known)}")
        applied = []
        if version:
            applied = [name for (name,) in connection.execute("SELECT name FROM migrations")]
    if unknown := sorted(set(applied) - {step.name for step in known}):
        raise NewerSchemaError(f"unknown step {unknown[0]}")
    return known[version:]


def migrate(
    connection: sqlite3.Connection, now: int, known: Sequence[Migration] | None = None
) -> list[str]:
    """Bring the file to the newest schema; returns the names of the steps that were applied."""
    steps = MIGRATIONS if known is None else known
    if not pending(connection, steps):
        return []
    with transaction(connection):
        todo = pending(connection, steps)  # another process may have been faster
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations "
            "(name TEXT PRIMARY KEY NOT NULL, applied INTEGER NOT NULL)"
        )
        for step in todo:
            for statement in step.statements:
                connection.execute(statement)
            connection.execute("INSERT INTO migrations VALUES (?, ?)", (step.name, now))
        connection.execute(f"PRAGMA user_version = {len(steps)}")
    return [step.name for step in todo]
