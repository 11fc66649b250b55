"""Processes that open, write, mend and leave one file at once lose nothing of it."""

from __future__ import annotations

import os
import signal
import sqlite3
from pathlib import Path

import pytest
from memory_processes import FORK, PATIENCE, filled, in_child
from memory_values import key, rendering

from translate.memory import SENTENCES, Memory
from translate.memory.connection import identity, opening, set_aside
from translate.memory.migrations import MIGRATIONS, migrate, pending


@pytest.mark.parametrize("processes", [2, 4])
def test_processes_share_one_file(path: Path, processes: int) -> None:
    """None of them made the file before: creation, migration and writing all race."""
    start = FORK.Barrier(processes)

    def write(own: int) -> None:
        start.wait(PATIENCE)
        with Memory.open(path) as memory:
            for turn in range(25):
                memory.put(
                    SENTENCES,
                    {key((own, turn)): rendering(f"{own}"), key(("both", turn)): rendering("both")},
                )
                assert key((own, turn)) in memory.get(SENTENCES, [key((own, turn))])

    children = [FORK.Process(target=write, args=(own,)) for own in range(processes)]
    for child in children:
        child.start()
    for child in children:
        child.join(PATIENCE)
    assert [child.exitcode for child in children] == [0] * processes
    with Memory.open(path) as memory:
        assert memory.stats().sentences == 25 * (processes + 1)
        assert memory.verify().ok


def test_processes_that_find_the_same_damage_end_with_one_file(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 100)
    start = FORK.Barrier(4)

    def write(own: int) -> None:
        start.wait(PATIENCE)
        with Memory.open(path, notice=lambda line: None) as memory:
            memory.put(SENTENCES, {key(own): rendering()})

    children = [FORK.Process(target=write, args=(own,)) for own in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join(PATIENCE)
    assert [child.exitcode for child in children] == [0] * 4
    assert len(list(path.parent.glob("*.corrupt-?"))) == 1
    with Memory.open(path) as memory:
        assert memory.get(SENTENCES, map(key, range(4))).keys() == set(map(key, range(4)))


def test_killed_in_a_transaction(path: Path) -> None:
    """Half of a call to ``put`` is never there."""
    values = filled(path, 10)

    def write_and_die() -> None:
        with Memory.open(path) as memory:
            memory.put(SENTENCES, {key("whole"): rendering()})
            connection = memory._file._connection
            assert connection is not None
            statements = 0

            def count(_: str) -> None:
                nonlocal statements
                statements += 1
                if statements == 100:
                    os.kill(os.getpid(), signal.SIGKILL)

            connection.set_trace_callback(count)
            memory.put(SENTENCES, {key(("half", n)): rendering() for n in range(1000)})

    assert in_child(write_and_die) == -signal.SIGKILL
    with Memory.open(path) as memory:
        assert memory.get(SENTENCES, values) == values
        assert memory.get(SENTENCES, [key("whole")]) == {key("whole"): rendering()}
        assert memory.stats().sentences == 11
        assert memory.verify().ok


def test_a_file_that_is_made_while_it_is_looked_at_is_no_other_programs(path: Path) -> None:
    """Another process's migration falls between the reads that tell whose the file is."""
    path.parent.mkdir()
    looking, making = (sqlite3.connect(path, isolation_level=None) for _ in range(2))
    making.execute("PRAGMA journal_mode = WAL")
    made: list[str] = []

    def meanwhile(statement: str) -> None:
        if "sqlite_schema" in statement and not made:
            made.extend(migrate(making, 0))

    looking.set_trace_callback(meanwhile)
    assert pending(looking, MIGRATIONS) == MIGRATIONS
    assert made == [step.name for step in MIGRATIONS]
    assert pending(looking, MIGRATIONS) == ()
    assert not looking.in_transaction
    looking.close()
    making.close()


def test_a_file_is_not_set_aside_while_another_process_opens_one(path: Path) -> None:
    """The log that is moved with a damaged file must not be that of its successor."""
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 100)
    found = identity(path)
    with opening(path):
        moved = FORK.Process(target=set_aside, args=(path, found))
        moved.start()
        moved.join(0.3)
        assert path.exists() and moved.is_alive()
    moved.join(PATIENCE)
    assert not path.exists() and path.with_name(f"{path.name}.corrupt-1").exists()


def test_two_processes_may_open_at_once(path: Path) -> None:
    path.parent.mkdir()
    with opening(path):
        assert in_child(lambda: Memory.open(path).close()) == 0
