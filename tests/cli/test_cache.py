"""``translate cache``."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from translate.cli.main import main


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
    ended = command("cache", "clear", stdin=b"y\n")
    assert ended.code == 2 and ended.err.endswith("no terminal to ask on: add --yes\n")
    assert stats(command)["sentences"] == 1


class Person(io.StringIO):
    """Somebody at a terminal; ``^C`` is Ctrl-C."""

    def isatty(self) -> bool:
        return True

    def readline(self, size: int = -1, /) -> str:
        if self.getvalue() == "^C":
            raise KeyboardInterrupt
        return super().readline(size)


@pytest.mark.parametrize(
    ("answer", "code", "left"), [("n\n", 1, 1), ("", 1, 1), ("^C", 130, 1), ("y\n", 0, 0)]
)
def test_only_yes_clears(
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    code: int,
    left: int,
) -> None:
    command("text", "De brug gaat dicht.")
    monkeypatch.setattr(sys, "argv", ["translate", "cache", "clear"])
    monkeypatch.setattr(sys, "stdin", Person(answer))
    try:
        main()
        ended = 0
    except SystemExit as exit:
        ended = int(exit.code or 0)
    assert "Forget everything in" in capsys.readouterr().err
    assert ended == code and stats(command)["sentences"] == left


def test_prune_needs_a_bound(command: Command) -> None:
    assert command("cache", "prune").code == 2


def test_caches_are_merged(command: Command, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    command("text", "De brug gaat dicht.", "--cache-dir", here)
    command("text", "De raad stemde voor.", "--cache-dir", there)
    merged = command("cache", "merge", there / "memory.sqlite3", "--cache-dir", here)
    assert merged.out == "1 row added, 0 differed\n"
    assert stats(command, "--cache-dir", here)["sentences"] == 2


def test_a_damaged_cache_is_exit_5_on_verify(command: Command, tmp_path: Path) -> None:
    import sqlite3

    command("text", "De brug gaat dicht.", "--cache-dir", tmp_path)
    with sqlite3.connect(tmp_path / "memory.sqlite3") as connection:
        connection.execute("UPDATE sentences SET payload = ?", (b'["other",0.5,[]]',))
    ended = command("cache", "verify", "--cache-dir", tmp_path)
    assert ended.code == 5 and "translate cache clear" in ended.err


def test_a_cache_to_merge_that_is_not_there_is_a_slip(command: Command, tmp_path: Path) -> None:
    for name, line in (("weg", "no such file"), (".", "is a folder: name a file in it")):
        ended = command("cache", "merge", tmp_path / name)
        assert ended.code == 2 and line in ended.err
    assert not Path(command("cache", "path").out.strip()).exists()
