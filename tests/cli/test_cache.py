"""``translate cache``."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Command


def stats(command: Command, *words: object) -> dict[str, object]:
    return json.loads(command("cache", "stats", "--format", "json", *words).out)


def test_the_path_follows_option_and_environment(
    command: Command, tmp_path: Path, monkeypatch
) -> None:
    assert command("cache", "path", "--cache-dir", tmp_path).out.strip() == str(
        tmp_path / "memory.sqlite3"
    )
    monkeypatch.setenv("TRANSLATE_CACHE_DIR", str(tmp_path / "other"))
    assert command("cache", "path").out.strip() == str(tmp_path / "other" / "memory.sqlite3")


def test_without_a_cache_there_is_nothing_to_do(command: Command) -> None:
    assert stats(command)["sentences"] == 0
    for words in (["clear", "--yes"], ["verify"], ["prune", "--max-mb", "1"]):
        ended = command("cache", *words)
        assert ended.code == 0 and "no cache" in ended.err


def test_what_was_translated_is_counted_verified_and_forgotten(command: Command) -> None:
    command("text", "De brug gaat dicht. De raad stemde voor.")
    assert stats(command)["sentences"] == 2
    assert command("cache", "verify").out == "2 rows, all sound\n"
    assert command("cache", "clear", "--yes").code == 0
    assert stats(command)["sentences"] == 0


def test_clear_asks_first(command: Command) -> None:
    command("text", "De brug gaat dicht.")
    assert command("cache", "clear", stdin=b"n\n").code != 0
    assert stats(command)["sentences"] == 1


def test_prune_needs_a_bound(command: Command) -> None:
    assert command("cache", "prune").code == 2


def test_caches_are_merged(command: Command, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    command("text", "De brug gaat dicht.", "--cache-dir", here)
    command("text", "De raad stemde voor.", "--cache-dir", there)
    merged = command("cache", "merge", there / "memory.sqlite3", "--cache-dir", here)
    assert merged.out == "1 rows added, 0 differed\n"
    assert stats(command, "--cache-dir", here)["sentences"] == 2


def test_a_damaged_cache_is_exit_5_on_verify(command: Command, tmp_path: Path) -> None:
    import sqlite3

    command("text", "De brug gaat dicht.", "--cache-dir", tmp_path)
    with sqlite3.connect(tmp_path / "memory.sqlite3") as connection:
        connection.execute("UPDATE sentences SET payload = ?", (b'["other",0.5,[]]',))
    ended = command("cache", "verify", "--cache-dir", tmp_path)
    assert ended.code == 5 and "translate cache clear" in ended.err
