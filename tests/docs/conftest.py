"""The documentation's blocks, and the command line with fakes to run them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.conftest import command, translator

__all__ = ["command", "translator"]

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in this language."""
    text = page.read_text(encoding="utf-8")
    return [body for name, body in _BLOCK.findall(text) if name == language]


def console_lines(page: Path) -> list[str]:
    """The commands of a page: all lines of its `sh` blocks, and what has a prompt in others."""
    text = page.read_text(encoding="utf-8")
    return [
        line.removeprefix("$ ")
        for language, block in _BLOCK.findall(text)
        if language in ("sh", "console")
        for line in block.replace("\\\n", " ").splitlines()
        if line and (language == "sh" or line.startswith("$ "))
    ]


def page_id(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()
