"""What must be true of OUT, whatever came in: readable, inert, and nowhere else."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt

from translate.outputs import from_json

_ACTIVE_TAGS = frozenset({"iframe", "object", "embed", "form", "base", "link", "img", "svg"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Controls, line ends, overrides and isolates: what acts on whoever lists the folder.
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NUMBER = re.compile(r"\d+(\.\d+)?")
#: A month of the index's own timeline.
_BAR = ("svg", {"viewbox": "0 0 24 40", "aria-hidden": "true"})
#: A fence is not among them: code of the article stands in one.
_INERT_TOKENS = frozenset({"html_block", "html_inline", "link_open", "image"})


class _Page(HTMLParser):
    """Notes everything in a page that can act."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0
        self.found: list[str] = []
        self.policies: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and dict(attrs).get("type") != "application/json":  # data: never run
            self.scripts += 1
            if attrs and any(name == "src" for name, _ in attrs):
                self.found.append("script with src")
        if tag == "meta" and dict(attrs).get("http-equiv") == "Content-Security-Policy":
            self.policies.append(dict(attrs)["content"] or "")
        if tag in _ACTIVE_TAGS and (tag, dict(attrs)) != _BAR:
            self.found.append(tag)
        for name, value in attrs:
            text = (value or "").strip().lower()
            if name.startswith("on"):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "action") and re.match(r"(?!#)[a-z][a-z0-9+.-]*:", text):
                self.found.append(f"{tag} {name}={text[:40]}")


def check_html(text: str) -> None:
    page = _Page()
    page.feed(text)
    assert page.scripts <= 1, "a script that is not ours"
    assert page.found == []
    assert [policy.split(";")[0] for policy in page.policies] == ["default-src 'none'"]


def check_markdown(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    assert not {token.type for token in [*tokens, *inline]} & _INERT_TOKENS


def check_csv(text: str) -> None:
    previous = csv.field_size_limit(max(len(text), 1))
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    finally:
        csv.field_size_limit(previous)
    assert len({len(row) for row in rows}) == 1
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(_FORMULA) or _NUMBER.fullmatch(cell), cell


def check_json(text: str) -> None:
    value = json.loads(text)
    result = from_json(value)
    for pair in result.sentences():
        assert 0 <= pair.span[0] <= pair.span[1]


CHECKS: dict[str, Callable[[str], None]] = {
    ".html": check_html,
    ".md": check_markdown,
    ".csv": check_csv,
    ".json": check_json,
}


def check_outputs(out: Path) -> int:
    """Check every file below OUT; returns how many there are."""
    count = 0
    for path in sorted(out.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            continue
        count += 1
        mode = path.lstat().st_mode
        assert stat.S_ISREG(mode), path
        assert not mode & 0o111, f"{path} can be executed"
        assert not _ACTING.search(str(path)), repr(path)
        check = CHECKS.get(path.suffix)
        if check is not None and path.name != "run.json":
            check(path.read_text(encoding="utf-8"))
    return count
