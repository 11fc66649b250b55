"""A folder may say what in it is no article."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate.articles import discover
from translate.errors import UsageError


def names(folder: Path) -> list[str]:
    return [source.name for source in discover([folder])]


def test_what_the_ignore_file_names_is_left_out(tmp_path: Path) -> None:
    for name in ("a.txt", "README.md", "reference/a.en.txt", "sub/reference/b.txt", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Tekst.")
    (tmp_path / ".translateignore").write_text("# comment\nREADME.md\n/reference/\n")
    assert names(tmp_path) == ["a.txt", "sub/c.txt", "sub/reference/b.txt"]


def test_a_named_file_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Tekst.")
    (tmp_path / ".translateignore").write_text("*\n")
    assert names(tmp_path) == []
    assert names(tmp_path / "a.txt") == ["a.txt"]


def test_an_ignore_file_that_is_no_text_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / ".translateignore").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="translateignore"):
        discover([tmp_path])
