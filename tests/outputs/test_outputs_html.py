"""The report: whole in itself, true to its policy, and deaf to what articles say."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import PurePosixPath

from hypothesis import given, settings
from result_values import SAMPLE, pair, paragraph, result, results

from translate.outputs.html_report import (
    IndexItem,
    failed_item,
    index_item,
    render_html,
    render_index,
)
from translate.outputs.timeline import timeline
from translate.types import ArticleResult

ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'> {{ 7*7 }} </style>"
VOID = {"meta", "link", "br", "img", "input"}


class Page(HTMLParser):
    """Start tags with their attributes, and the text inside style and script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inner: dict[str, list[str]] = {"style": [], "script": []}
        self._open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in self.inner:
            self.inner[self._open[-1]].append(data)
        else:
            self.text += data

    def values(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]


def check(page: Page) -> None:
    """One style sheet, one script, both in the policy; no handler, no address elsewhere."""
    (policy,) = [
        attrs["content"] or ""
        for tag, attrs in page.tags
        if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        assert sum(name == tag for name, _ in page.tags) == 1
        content = "".join(page.inner[tag]).encode()
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    for _, attrs in page.tags:
        assert not {name for name in attrs if name.startswith("on") or name == "style"}
        assert "src" not in attrs
        assert ":" not in (attrs.get("href") or "")
    ids = page.values("id")
    assert len(set(ids)) == len(ids)
    for reference in [href for href in page.values("href") if href.startswith("#")]:
        assert reference[1:] in ids, reference


def hostile() -> ArticleResult:
    return result(paragraph(pair(ATTACK, ATTACK)), title=ATTACK, date=ATTACK, path=ATTACK)


def test_an_article_page() -> None:
    page = Page(render_html(SAMPLE))
    check(page)
    assert page.values("data-evidence") == ["0"]
    assert sorted(page.values("data-s")) == sorted([*map(str, range(12))] * 2)
    assert "12 is missing" in page.text
    assert "../index.html" in page.values("href")
    assert ("html", {"lang": "en"}) in page.tags
    assert "nl" in page.values("lang")


def test_attacks_are_shown_as_text() -> None:
    page = Page(render_html(hostile()))
    check(page)
    assert page.text.count("alert(1)") >= 3
    assert "49" not in page.text
    page = Page(render_index([index_item(hostile()), failed_item(ATTACK, ATTACK)]))
    check(page)
    assert page.text.count("{{ 7*7 }}") >= 3


@settings(max_examples=40)
@given(results)
def test_any_result_makes_a_sound_page(value: ArticleResult) -> None:
    check(Page(render_html(value)))
    check(Page(render_index([index_item(value), failed_item("a", "b")])))


def test_the_most_doubtful_comes_first() -> None:
    from translate.types import FlagCode

    text = render_html(
        result(
            paragraph(
                pair("a", "one doubt", FlagCode.NUM),
                pair("b", "two doubts", FlagCode.NUM, FlagCode.LEN),
                pair("c", "fine"),
            )
        )
    )
    doubts = text.split('<ol class="doubts">')[1].split("</ol>")[0]
    assert doubts.index("two doubts") < doubts.index("one doubt")
    assert "fine" not in doubts


def test_the_index_links_the_pages_and_names_the_failures() -> None:
    page = Page(
        render_index(
            [
                index_item(SAMPLE),
                index_item(SAMPLE, PurePosixPath("a b/50%25?.html")),
                failed_item("x.txt", "x.txt: nothing in it"),
            ]
        )
    )
    check(page)
    hrefs = page.values("href")
    assert "a/b.txt.html" in hrefs
    assert "a%20b/50%2525%3F.html" in hrefs
    assert "nothing in it" in page.text
    assert "2022-10" in page.text


def test_an_empty_index_is_a_page() -> None:
    check(Page(render_index([])))


def test_keys_for_sorting_are_there() -> None:
    item = IndexItem("Title", date="2022-10", flags={"NUM": 2, "LEN": 1}, href="x.html")
    assert re.findall(r'data-key="([^"]*)"', render_index([item])) == ["2022-10", "title", "3"]


def test_the_timeline_has_a_bar_for_each_month_in_between() -> None:
    bars = timeline(["2021-11", "2022-01-05", "2022-01", None, "unknown"])
    assert [(bar.label, bar.count) for bar in bars] == [
        ("2021-11", 1),
        ("2021-12", 0),
        ("2022-01", 2),
    ]
    assert [bar.height for bar in bars] == [20, 0, 40]


def test_a_long_timeline_has_years_and_a_bound() -> None:
    assert [bar.label for bar in timeline(["2010-01", "2022-01"])] == [
        str(year) for year in range(2010, 2023)
    ]
    assert [bar.label for bar in timeline(["2021", "2022-01"])] == ["2021", "2022"]
    assert len(timeline(["0001-01", "9999-01"])) <= 120
    assert timeline([]) == timeline([None, "20221"]) == []
