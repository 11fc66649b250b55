"""The reference is what the code says, and what it shows works."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from docs import generate
from tests.docs.conftest import DOCS, PAGES, ROOT, blocks, page_id
from tests.fakes import fake_parts
from translate.articles import STDIN_FORMATS
from translate.config import KEYS, load
from translate.flags import FlagCode
from translate.glossary import Glossary
from translate.outputs import FORMATS
from translate.outputs.tables import TABLES
from translate.quality import CHECKS
from translate.shelf import catalogue

REFERENCE = DOCS / "reference"


@pytest.mark.parametrize("page", generate.pages(), ids=page_id)
def test_pages_are_up_to_date(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text == generate.filled(text), "run 'python -m docs.generate'"


def test_every_command_and_option_is_there() -> None:
    text = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    root = generate.tree()
    context = root.make_context("translate", [], resilient_parsing=True)
    leaves = [(root, context), *generate.leaves(root, context)]
    assert len(leaves) > 15
    for command, inner in leaves:
        section = text.split(f"## {inner.command_path}\n")[1].split("\n## ")[0]
        for parameter in command.params:
            shown = [option for option in parameter.opts if option.startswith("-")]
            assert all(f"{option}" in section for option in shown)
            assert parameter.help and "".join(parameter.help.split())[:12] in "".join(
                section.replace("\\", "").split()
            )


def test_every_command_and_option_has_a_user() -> None:
    text = (REFERENCE / "features.md").read_text(encoding="utf-8")
    named = {word for code in re.findall(r"`([^`]+)`", text) for word in (code, *code.split())}
    root = generate.tree()
    context = root.make_context("translate", [], resilient_parsing=True)
    options = {option for one in root.params for option in one.opts}
    for command, inner in generate.leaves(root, context):
        assert inner.command_path.removeprefix("translate ") in named
        options |= {option for one in command.get_params(inner) for option in one.opts}
    long = {option for option in options if option.startswith("--")}
    assert {word for word in named if word.startswith("--")} == long
    assert {*FORMATS, *TABLES} - {"csv-excel-nl"} <= named


def test_every_format_of_standard_input_is_named() -> None:
    page = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    (line,) = (line for line in page.splitlines() if line.startswith("| `--from <str>`"))
    assert all(name in line for name in STDIN_FORMATS)


def test_every_flag_is_explained() -> None:
    text = (REFERENCE / "checks.md").read_text(encoding="utf-8")
    for code in FlagCode:
        assert (f"### {code}\n" if code in CHECKS else f"| `{code}` |") in text


def test_every_model_is_there() -> None:
    text = (REFERENCE / "models.md").read_text(encoding="utf-8")
    assert all(f"| `{entry.name}` | {entry.task} |" in text for entry in catalogue())


def test_every_setting_is_there() -> None:
    text = (REFERENCE / "configuration.md").read_text(encoding="utf-8")
    assert all(f"| `{key}` |" in text for key in KEYS)


def toml_blocks() -> list[tuple[Path, str]]:
    return [(page, block) for page in PAGES for block in blocks(page, "toml")]


@pytest.mark.parametrize(
    ("page", "block"), toml_blocks(), ids=[page_id(page) for page, _ in toml_blocks()]
)
def test_files_that_are_shown_are_read(page: Path, block: str, tmp_path: Path) -> None:
    if "model" in (shown := tomllib.loads(block)) and isinstance(shown["model"], list):
        (tmp_path / "catalog.toml").write_text(block, encoding="utf-8")
        assert len(catalogue(tmp_path)) == len(catalogue()) + len(shown["model"])
    else:
        file = tmp_path / "translate.toml"
        file.write_text(block, encoding="utf-8")
        assert set(load(file, tmp_path / "none", {})) == set(shown)


def test_glossaries_that_are_shown_are_read(tmp_path: Path) -> None:
    shown = [block for page in PAGES for block in blocks(page, "tsv")]
    assert shown
    for block in shown:
        (tmp_path / "terms.tsv").write_text(block, encoding="utf-8")
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        assert len(Glossary.load(tmp_path / "terms.tsv")) == len(lines)


def python_blocks() -> list[tuple[Path, str]]:
    return [(page, block) for page in PAGES for block in blocks(page, "python")]


@pytest.mark.parametrize(
    ("page", "block"), python_blocks(), ids=[page_id(page) for page, _ in python_blocks()]
)
def test_python_that_is_shown_runs(
    page: Path, block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("translate.pipeline.assemble", lambda settings, notice: fake_parts())
    shutil.copy(ROOT / "corpus" / "regio-pont.txt", tmp_path / "krant.txt")
    monkeypatch.chdir(tmp_path)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(block, str(page), "exec"), {})
    assert out.getvalue().strip()
