"""``translate models``, ``setup``, ``doctor`` and ``--version``, without a network."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Command
from translate import __version__


def test_the_list_says_what_is_here(command: Command) -> None:
    entries = json.loads(command("models", "list", "--format", "json").out)
    here = {entry["name"]: entry["installed"] for entry in entries}
    assert here["nl-en"] is True and here["opus-mt-nl-en"] is False
    text = command("models", "list").out
    assert all(entry["licence"] in text for entry in entries)


def test_the_bundled_model_has_a_path_and_is_sound(command: Command) -> None:
    folder = Path(command("models", "path", "bundled").out.strip())
    assert (folder / "model.safetensors").is_file()
    ended = command("models", "verify", "bundled")
    assert ended.code == 0 and "sound" in ended.out


def test_show_is_json(command: Command) -> None:
    entry = json.loads(command("models", "show", "bundled").out)
    assert entry["name"] == "nl-en" and entry["installed"] is True


def test_a_model_that_is_not_here_is_exit_4_with_the_mend(command: Command) -> None:
    ended = command("models", "path", "opus-mt-nl-en")
    assert ended.code == 4
    assert "translate models pull opus-mt-nl-en" in ended.err


def test_an_unknown_model_is_exit_4_with_the_names(command: Command) -> None:
    ended = command("models", "show", "opus-mt-nl-de")
    assert ended.code == 4 and "opus-mt-nl-en" in ended.err


def test_the_version_names_every_models_licence(command: Command) -> None:
    ended = command("--version")
    assert ended.code == 0 and ended.out.startswith(f"translate {__version__}")
    assert "smollm2-135m: Apache-2.0" in ended.out


def test_doctor_looks_at_everything(command: Command) -> None:
    checks = json.loads(command("doctor", "--format", "json").out)
    names = {check["name"] for check in checks}
    assert {"python", "torch", "model to translate", "cache folder", "disk"} <= names
    assert {"processor", "speed"} <= names


def test_no_words_are_help(command: Command) -> None:
    ended = command()
    assert ended.code == 2 and "Usage: translate" in ended.out + ended.err
