"""Versions are what the packages' metadata say, asked another way."""

from __future__ import annotations

import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

from translate.versions import installed


def test_every_package_here_has_the_version_of_its_metadata() -> None:
    said: dict[str, set[str]] = {}
    for one in distributions():
        said.setdefault(one.metadata["Name"], set()).add(one.version)
    assert "ctranslate2" in said
    for name, versions in said.items():
        assert installed(name) in versions


def test_names_are_compared_as_installers_do() -> None:
    assert (
        installed("markdown_it_py")
        == installed("Markdown.It-Py")
        == installed("markdown-it-py")
        is not None
    )


def test_what_is_not_there_has_none() -> None:
    assert installed("no-package-has-this-name") is None


def test_the_first_folder_of_the_path_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder, version in (("one", "1.0+local"), ("two", "2.0")):
        (tmp_path / folder / f"Some_Thing-{version}.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "one"), str(tmp_path / "two")])
    assert installed("some-thing") == "1.0+local"
