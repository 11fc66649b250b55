"""Each promise that is written down names tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROMISES = (ROOT / "docs" / "explanation" / "reliability.md").read_text(encoding="utf-8")
_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_every_test_that_is_named_exists() -> None:
    named = _TEST.findall(PROMISES)
    assert len(named) > 25
    for file, function in named:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert not function or function in names, f"{file}::{function}"


def test_every_promise_has_one() -> None:
    rows = [line for line in PROMISES.splitlines() if line.startswith("| ") and "|---" not in line]
    promises = [row for row in rows if not re.match(r"\| (promise|law|what) ", row)]
    held = [row for row in promises if row.count("|") == 3 and "`tests/" in row.split("|")[2]]
    shared = [row for row in promises if row.split("|")[2].strip().startswith("the same")]
    figures = PROMISES.split("## Figures last seen")[1]
    wanted = [row for row in promises if row not in figures]
    assert set(wanted) <= set(held) | set(shared)
