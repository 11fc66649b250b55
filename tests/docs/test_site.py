"""The pages hang together: each is in the navigation, and no link leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.docs.conftest import DOCS, PAGES, ROOT, page_id

_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)|!\[[^\]\n]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def in_navigation(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        for inner in entry.values():
            yield from in_navigation(inner)
    else:
        for inner in entry:
            yield from in_navigation(inner)


def test_every_page_is_in_the_navigation_once() -> None:
    site = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    pages = [page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")]
    assert sorted(in_navigation(site["nav"])) == sorted(pages)


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {
        re.sub(r"[\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())
        for heading in headings
    }


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_no_link_leads_nowhere(page: Path) -> None:
    for pair in _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8"))):
        target = pair[0] or pair[1]
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{target} is not there"
        # a site has no page outside its own folder
        assert page.name == "README.md" or file.is_relative_to(DOCS), f"{target} is not in docs/"
        if anchor:
            assert anchor in anchors(file), f"{target} has no such heading"


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_a_page_has_one_title_at_its_top(page: Path) -> None:
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    assert text.startswith("# ") and len(re.findall(r"^# ", text, re.MULTILINE)) == 1
