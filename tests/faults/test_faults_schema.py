"""A cache of an older version, through the command line: migrated whole, whatever stops it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.faults.faults_driver import Where
from tests.faults.faults_kills import KILLED
from tests.faults.faults_scene import Scene, write_articles
from translate.memory.migrations import MIGRATIONS

Rows = list[tuple[bytes, bytes, int]]


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """A batch that was done, with the cache that an older version would have left."""
    scene = Scene(tmp_path, write_articles(tmp_path / "articles", 4))
    assert scene.run().code == 0
    assert [step.name for step in MIGRATIONS[1:]] == ["written", "reports"]
    connection = sqlite3.connect(scene.memory)
    connection.executescript(
        "DROP TABLE written; DROP TABLE reports; DELETE FROM migrations WHERE name <>"
        " 'sentences-articles-summaries';"
        "PRAGMA user_version = 1; PRAGMA wal_checkpoint(TRUNCATE);"
    )
    connection.close()
    return scene


def version_and_rows(path: Path) -> tuple[int, Rows]:
    """What the file says it is, and all its sentences."""
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        rows = connection.execute("SELECT key, payload, crc FROM sentences ORDER BY key").fetchall()
        return version, rows
    finally:
        connection.close()


def test_an_older_cache_is_migrated_and_serves(scene: Scene) -> None:
    results, before = scene.results(), len(scene.asked())
    shutil.rmtree(scene.out)
    _, rows = version_and_rows(scene.memory)
    finished = scene.run()
    assert (finished.code, finished.err) == (0, "")
    assert version_and_rows(scene.memory) == (len(MIGRATIONS), rows)
    assert len(scene.asked()) == before
    assert scene.results() == results


def test_a_migration_that_is_killed_anywhere_is_done_by_the_next_run(scene: Scene) -> None:
    old = scene.folder / "old"
    shutil.copytree(scene.cache, old)
    version, rows = version_and_rows(scene.memory)
    assert version == 1 and rows
    results, before = scene.results(), len(scene.asked())
    steps = scene.folder / "steps"
    assert scene.run(steps=steps).code == 0
    count = json.loads(steps.read_text())[Where.MIGRATION]
    left = set()
    for moment in range(1, count + 1, max(1, count // 6)):
        shutil.rmtree(scene.cache)
        shutil.copytree(old, scene.cache)
        assert scene.run(die_at=moment, die_where=Where.MIGRATION).code == KILLED
        shutil.copytree(scene.cache, scene.folder / "seen")
        version, kept = version_and_rows(scene.folder / "seen" / scene.memory.name)
        shutil.rmtree(scene.folder / "seen")
        assert kept == rows
        left.add(version)
        finished = scene.run()
        assert (finished.code, finished.err) == (0, "")
        assert version_and_rows(scene.memory) == (len(MIGRATIONS), rows)
        assert scene.results() == results
    assert 1 in left and left <= {1, len(MIGRATIONS)}
    assert len(scene.asked()) == before


def test_a_full_disk_in_a_migration_keeps_the_older_cache(scene: Scene) -> None:
    """SQLite's own limit on pages stands for the disk."""
    before = version_and_rows(scene.memory)

    def fill() -> None:
        import translate.memory.file as file

        connect = file.connect

        def limited(*places: object, **options: object) -> sqlite3.Connection:
            connection = connect(*places, **options)  # type: ignore[arg-type]
            connection.execute("VACUUM")  # pages that the dropped table left would do
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")
            return connection

        file.connect = limited

    finished = scene.run(before_start=fill)
    assert finished.code == 5
    assert len(finished.err.splitlines()) == 1 and "no space left" in finished.err
    assert version_and_rows(scene.memory) == before
    assert scene.run().code == 0
