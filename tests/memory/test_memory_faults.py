"""Whatever happens to the file, the user gets one line and loses nothing that was good."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from memory_processes import filled, in_child
from memory_values import article, key, rendering

from translate.errors import CacheError
from translate.memory import ARTICLES, SENTENCES, Memory, migrations
from translate.memory.connection import identity, set_aside
from translate.memory.migrations import MIGRATIONS, Migration, migrate

NEXT = Migration("colours", ("ALTER TABLE sentences ADD COLUMN colour TEXT",))


@pytest.fixture
def common_folder() -> Iterator[Path]:
    """A folder that another user can reach; pytest's own are private."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def unprivileged(work: Callable[[], None]) -> Callable[[], None]:
    """``work`` without the right of root to write everywhere."""

    def run() -> None:
        if os.geteuid() == 0:
            os.setuid(65534)
        work()

    return run


@pytest.mark.parametrize("damage", ["header", "all", "truncated"])
def test_a_damaged_file_is_set_aside(path: Path, damage: str, notices: list[str]) -> None:
    filled(path)
    data = path.read_bytes()
    broken = {
        "header": b"\0" * 100 + data[100:],
        "all": os.urandom(len(data)),
        "truncated": data[: len(data) // 2],
    }[damage]
    path.write_bytes(broken)
    with Memory.open(path, notice=notices.append) as memory:
        memory.get(SENTENCES, [key(n) for n in range(500)])
        memory.put(SENTENCES, {key("new"): rendering()})
        assert memory.get(SENTENCES, [key("new")]) == {key("new"): rendering()}
        assert memory.verify().ok
    assert path.with_name("memory.sqlite3.corrupt-1").read_bytes() == broken
    assert len(notices) == 1
    assert "\n" not in notices[0]


def test_pages_damaged_while_open_are_found_and_work_goes_on(
    path: Path, notices: list[str]
) -> None:
    filled(path)
    size = path.stat().st_size
    with path.open("r+b") as handle:
        handle.seek(8192)
        handle.write(os.urandom(size - 8192))
    with Memory.open(path, notice=notices.append) as memory:
        memory.get(SENTENCES, [key(n) for n in range(500)])
        memory.put(SENTENCES, {key("new"): rendering()})
        assert memory.get(SENTENCES, [key("new")]) == {key("new"): rendering()}
    assert path.with_name("memory.sqlite3.corrupt-1").exists()


def test_the_second_damaged_file_does_not_overwrite_the_first(path: Path) -> None:
    for _ in range(2):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"no database at all" * 100)
        Memory.open(path, notice=lambda line: None).close()
    assert sorted(p.name for p in path.parent.glob("*corrupt*")) == [
        "memory.sqlite3.corrupt-1",
        "memory.sqlite3.corrupt-2",
    ]


def test_another_process_that_was_faster_is_left_its_new_file(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 100)

    opened = identity(path)
    filled(path.with_name("fresh"))
    path.with_name("fresh").replace(path)
    assert set_aside(path, opened) is None
    with Memory.open(path) as memory:
        assert memory.stats().sentences == 500


@pytest.mark.parametrize("payload", [b'["Wrong.",0.87,[]]', '["Text.",0.87,[]]', 7])
def test_a_flipped_bit_in_a_row_is_not_served(
    path: Path, notices: list[str], payload: object
) -> None:
    filled(path, 3)
    connection = sqlite3.connect(path)
    connection.execute(
        "UPDATE sentences SET payload = ? WHERE key = ?",
        (payload, bytes.fromhex(key(1))),
    )
    connection.commit()
    connection.close()
    with Memory.open(path, notice=notices.append) as memory:
        assert memory.get(SENTENCES, [key(0), key(1), key(2)]).keys() == {key(0), key(2)}
        assert not memory.verify().ok
        memory.put(SENTENCES, {key(1): rendering("Right.")})
        assert memory.verify().ok
    assert len(notices) == 1


def test_reading_only_never_changes_a_damaged_file(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(CacheError, match="damaged"):
        Memory.open(path, readonly=True)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_newer_schema_is_refused_and_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as later:
        later.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, NEXT))
        filled(path, 2)
    before = path.read_bytes()
    with pytest.raises(CacheError, match="newer version"):
        Memory.open(path)
    assert path.read_bytes() == before


def test_an_older_schema_is_migrated_with_its_rows(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = filled(path, 3)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, NEXT))
    with Memory.open(path) as memory:
        assert memory.stats().schema == len(MIGRATIONS) + 1
        assert memory.get(SENTENCES, values) == values


def test_a_migration_killed_in_the_middle_leaves_the_older_schema(path: Path) -> None:
    values = filled(path, 3)
    killer = Migration("killer", (NEXT.statements[0], "SELECT killed()"))

    def migrate_and_die() -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.create_function("killed", 0, lambda: os.kill(os.getpid(), signal.SIGKILL))
        migrate(connection, 0, (*MIGRATIONS, killer))

    assert in_child(migrate_and_die) == -signal.SIGKILL
    with Memory.open(path) as memory:
        assert memory.stats().schema == len(MIGRATIONS)
        assert memory.get(SENTENCES, values) == values


def test_a_migration_that_fails_changes_nothing(path: Path) -> None:
    filled(path, 3)
    connection = sqlite3.connect(path, isolation_level=None)
    broken = Migration("broken", (NEXT.statements[0], "INSERT INTO nowhere VALUES (1)"))
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, 0, (*MIGRATIONS, broken))
    columns = [row[1] for row in connection.execute("PRAGMA table_info(sentences)")]
    connection.close()
    assert "colour" not in columns


def test_another_programs_database_is_refused(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(CacheError, match="another program"):
        Memory.open(path)
    assert path.read_bytes() == before


def test_a_missing_file_is_not_made_for_reading(path: Path) -> None:
    with pytest.raises(CacheError, match="no cache"):
        Memory.open(path, readonly=True)
    assert not path.parent.exists()


def test_reading_only_refuses_to_write(path: Path) -> None:
    values = filled(path, 2)
    with Memory.open(path, readonly=True) as memory:
        assert memory.get(SENTENCES, values) == values
        with pytest.raises(CacheError, match="reading only"):
            memory.put(SENTENCES, {key(1): rendering()})


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CacheError, match="cannot make the cache folder"):
        Memory.open(tmp_path / "file" / "memory.sqlite3")


def test_a_read_only_file_is_refused_with_one_line(common_folder: Path) -> None:
    path = common_folder / "memory.sqlite3"
    filled(path, 2)
    path.chmod(0o444)

    def work() -> None:
        with pytest.raises(CacheError, match="read-only") as caught:
            Memory.open(path)
        assert "\n" not in str(caught.value)

    assert in_child(unprivileged(work)) == 0


def test_a_read_only_folder_can_be_read(common_folder: Path) -> None:
    path = common_folder / "memory.sqlite3"
    values = filled(path, 2)
    path.chmod(0o444)
    common_folder.chmod(0o555)

    def work() -> None:
        with Memory.open(path, readonly=True) as memory:
            assert memory.get(SENTENCES, values) == values
        with pytest.raises(CacheError):
            Memory.open(common_folder / "new" / "memory.sqlite3")

    assert in_child(unprivileged(work)) == 0


def test_a_full_disk_loses_nothing(path: Path) -> None:
    values = filled(path, 50)
    with Memory.open(path) as memory:
        connection = memory._file._connection
        assert connection is not None
        connection.execute("PRAGMA max_page_count = 16")
        with pytest.raises(CacheError, match="no space left"):
            memory.put(SENTENCES, {key(("new", n)): rendering("x" * 500) for n in range(500)})
        assert memory.get(SENTENCES, values) == values
        assert memory.stats().sentences == 50
        assert memory.verify().ok


def test_a_file_size_limit_loses_nothing(path: Path) -> None:
    values = filled(path, 50)

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limit = path.stat().st_size + 20_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        with Memory.open(path) as memory, pytest.raises(CacheError):
            for turn in range(100):
                memory.put(ARTICLES, {key((turn, n)): article(str(n)) for n in range(100)})

    assert in_child(work) == 0
    with Memory.open(path) as memory:
        assert memory.get(SENTENCES, values) == values
        assert memory.verify().ok


def test_a_lock_that_is_held_is_named(path: Path) -> None:
    values = filled(path, 2)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with Memory.open(path, busy_seconds=0.05) as memory:
            assert memory.get(SENTENCES, values) == values  # readers do not wait
            with pytest.raises(CacheError, match="locked"):
                memory.put(SENTENCES, {key(9): rendering()})
    finally:
        holder.close()
    with Memory.open(path) as memory:
        assert memory.get(SENTENCES, [key(9)]) == {}


def test_times_of_last_use_that_cannot_be_saved_are_no_fault(
    path: Path, notices: list[str]
) -> None:
    with Memory.open(path, clock=lambda: 0.0) as memory:
        memory.put(SENTENCES, {key(1): rendering()})
    holder = sqlite3.connect(path, isolation_level=None)
    try:
        with Memory.open(path, notice=notices.append) as memory:
            holder.execute("BEGIN IMMEDIATE")
            assert memory.get(SENTENCES, [key(1)]) == {key(1): rendering()}
    finally:
        holder.close()
    assert len(notices) == 1
