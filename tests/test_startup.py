"""What is not needed is not imported: commands answer at once, and a known run needs no model."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from translate.cli.lazy import COMMANDS, LazyCommands

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
BUNDLED = ROOT / "models" / "nl-en"
ENGINES = {"torch", "transformers", "ctranslate2", "sentencepiece", "safetensors"}
#: Heavy, and of use only when an article is read or shown.
HEAVY = ENGINES | {
    "gguf",
    "huggingface_hub",
    "jinja2",
    "lxml",
    "markdown_it",
    "numpy",
    "py3langid",
    "pydantic",
    "rapidfuzz",
    "rich",
    "trafilatura",
}

#: The last argument is where the listing goes; the rest are the command's.
DRIVER = """
import json, pathlib, sys
listing = pathlib.Path(sys.argv.pop())
from translate.cli.main import main
try:
    main()
finally:
    listing.write_text(json.dumps(sorted(sys.modules)), encoding="utf-8")
"""

needs_model = pytest.mark.skipif(
    not (BUNDLED / "model.safetensors").is_file(), reason="the bundled model is not trained yet"
)


def modules_of(folder: Path, *arguments: str, whole: bool = False) -> set[str]:
    """Top-level modules, or ``whole`` names, imported when a command ended; it must succeed."""
    listing = folder / "modules.json"
    subprocess.run(
        [sys.executable, "-c", DRIVER, *arguments, str(listing)],
        check=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
    )
    names = json.loads(listing.read_text(encoding="utf-8"))
    return set(names) if whole else {name.partition(".")[0] for name in names}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("run", "--help"),
        ("cache", "path"),
        ("cache", "stats"),
        ("models", "list"),
    ],
    ids=" ".join,
)
def test_a_command_that_needs_no_engine_imports_none(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert modules_of(tmp_path, *arguments) & HEAVY == set()


def test_help_imports_no_command_and_a_command_no_other(tmp_path: Path) -> None:
    commands = {f"translate.cli.{name}" for name in COMMANDS}
    assert modules_of(tmp_path, "--help", whole=True) & commands == set()
    imported = modules_of(tmp_path, "cache", "path", whole=True) & commands
    assert imported == {"translate.cli.cache"}


def test_the_list_of_commands_says_what_they_say_of_themselves() -> None:
    for name, command in LazyCommands().items():
        assert command.help.split("\n\n")[0] == COMMANDS[name]
        assert command.name == name


def test_a_command_that_is_not_there_has_its_neighbour_named(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "from translate.cli.main import main; main()", "cach"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 2
    assert "No such command 'cach'" in ended.stderr and "'cache'" in ended.stderr


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two articles of our own."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("regio-pont.txt", "weer-storm.txt"):
        shutil.copy(CORPUS / name, folder)
    return folder


@needs_model
def test_a_run_over_known_articles_imports_no_engine(tmp_path: Path, corpus: Path) -> None:
    arguments = ("run", str(corpus), "--out", str(tmp_path / "out"), "--threads", "1")
    assert "ctranslate2" in modules_of(tmp_path, *arguments)
    known = modules_of(tmp_path, *arguments, whole=True)
    assert {name.partition(".")[0] for name in known} & HEAVY == set()
    rooms = ("quality", "summary", "verbatim", "translation", "articles.plain", "outputs.markdown")
    assert known & {f"translate.{room}" for room in rooms} == set(), "what nothing known needs"
    # not even where the results are gone and have to be written again from memory
    shutil.rmtree(tmp_path / "out")
    assert modules_of(tmp_path, *arguments) & ENGINES == set()
    assert (tmp_path / "out" / "weer-storm.txt.md").is_file()


@needs_model
def test_translating_with_ctranslate2_imports_no_torch(tmp_path: Path) -> None:
    arguments = ("text", "Het regent in Zwolle.", "--engine", "ct2", "--threads", "1", "--no-cache")
    modules_of(tmp_path, *arguments)  # converts the model where that has not been done
    modules = modules_of(tmp_path, *arguments)
    assert "ctranslate2" in modules
    assert modules & {"torch", "transformers"} == set()


def test_the_package_is_the_command_too(tmp_path: Path) -> None:
    """``python -m translate``, for those on whose PATH the script is not."""

    def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "translate", *arguments]
        places = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, cwd=tmp_path, env=places, capture_output=True, text=True)

    assert ran("cache", "path").stdout.strip().startswith(os.environ["TRANSLATE_CACHE_DIR"])
    wrong = ran("translat")
    assert wrong.returncode == 2 and "Usage: translate " in wrong.stderr
