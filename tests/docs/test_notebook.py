"""The notebook runs from its first cell to its last, with fakes in the place of models."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.docs.conftest import DOCS, ROOT
from tests.fakes import fake_parts

NOTEBOOK = DOCS / "how-to" / "notebook.ipynb"


def value_of(cell: str, names: dict[str, Any]) -> Any:
    """Run a cell; what its last line is worth, as a notebook shows it."""
    tree = ast.parse(cell)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, str(NOTEBOOK), "exec"), names)
    return eval(compile(ast.Expression(last.value), str(NOTEBOOK), "eval"), names) if last else None


def test_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translate.pipeline.assemble", lambda settings, notice: fake_parts())
    (tmp_path / "articles").mkdir()
    for name in ("regio-pont.txt", "weer-storm.txt"):
        shutil.copy(ROOT / "corpus" / name, tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert all(not cell.get("outputs") for cell in cells), "outputs are not kept"
    names: dict[str, Any] = {}
    shown = [value_of("".join(c["source"]), names) for c in cells if c["cell_type"] == "code"]
    assert "<table>" in shown[1]._repr_html_()
    assert list(shown[4].index) == ["regio-pont.txt", "weer-storm.txt"]
    assert shown[4].sentences.sum() == len(names["sentences"]) > 10
