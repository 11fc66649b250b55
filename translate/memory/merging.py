"""Adding one memory to another: a union in which the same row wins whatever the order.

Of two rows with the same key, an intact one wins over a damaged one, then the one with fewer
failures, then the smaller payload by its bytes. That is a total order, so that merging is
commutative, associative and idempotent; times of creation and of last use take the minimum and
the maximum.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from translate.memory.migrations import transaction
from translate.memory.tables import TABLES, intact


@dataclass(frozen=True, slots=True)
class Merged:
    """``added`` rows were new; ``differing`` had the same key with another payload."""

    added: int
    differing: int


_WORSE = "(NOT intact(key, payload, crc), failures, payload)"
_MERGE = """
    INSERT INTO main.{table} (key, payload, crc, failures, created, used)
    SELECT key, payload, crc, failures, created, used FROM other.{table} WHERE true
    ON CONFLICT (key) DO UPDATE SET
        payload = CASE WHEN {wins} THEN excluded.payload ELSE payload END,
        crc = CASE WHEN {wins} THEN excluded.crc ELSE crc END,
        failures = CASE WHEN {wins} THEN excluded.failures ELSE failures END,
        created = min(created, excluded.created),
        used = max(used, excluded.used)"""
_WINS = (
    "(NOT intact(excluded.key, excluded.payload, excluded.crc), excluded.failures, "
    f"excluded.payload) < {_WORSE}"
)


def merge(connection: sqlite3.Connection, other: Path) -> Merged:
    """Merge the memory at ``other``, of the same schema, in one transaction."""
    connection.create_function("intact", 3, intact, deterministic=True)
    connection.execute("ATTACH ? AS other", (f"{other.absolute().as_uri()}?mode=ro",))
    try:
        added = differing = 0
        with transaction(connection):
            for table in TABLES:
                before = _count(connection, table.name)
                differing += int(
                    connection.execute(
                        f"SELECT count(*) FROM main.{table.name} AS ours JOIN "
                        f"other.{table.name} AS theirs USING (key) "
                        "WHERE ours.payload <> theirs.payload"
                    ).fetchone()[0]
                )
                connection.execute(_MERGE.format(table=table.name, wins=_WINS))
                added += _count(connection, table.name) - before
        return Merged(added, differing)
    finally:
        connection.execute("DETACH other")


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM main.{table}").fetchone()[0])
