"""The report: whole in itself, true to its policy, and deaf to what articles say."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from result_values import SAMPLE, pair, paragraph, result, results

from translate.flags import Flag, FlagCode, Severity
from translate.outputs import html_index
from translate.outputs.html_index import (
    Index,
    IndexItem,
    failed_item,
    index_item,
    one_file_item,
    render_index,
)
from translate.outputs.html_report import render_html
from translate.outputs.spots import Part, parts, words_of
from translate.outputs.timeline import timeline
from translate.quality import REGISTRY, Check, check_sentence
from translate.types import ArticleResult, Hypothesis, Summary, SummaryPiece

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
        if ("type", "application/json") in attrs:
            tag = "data"
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        opened = self._open.pop()
        assert tag in (opened, "script" if opened == "data" else "")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "data":
            json.loads(data)
        elif self._open and self._open[-1] in self.inner:
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


def test_a_page_says_when_its_summary_is_the_articles_own_sentences() -> None:
    said = "In the article&#39;s own sentences, as translated."
    own = SummaryPiece("The bridge is closed.", (0,), (Flag(FlagCode.SOURCE_SENTENCE),))
    for pieces, expected in (((own,), 1), ((own, replace(own, flags=())), 0), ((), 0)):
        page = render_html(replace(SAMPLE, summary=Summary("The bridge is closed.", pieces)))
        assert page.count(said) == expected


def test_attacks_are_shown_as_text() -> None:
    page = Page(render_html(hostile()))
    check(page)
    assert page.text.count("alert(1)") >= 3
    assert "49" not in page.text
    page = Page(render_index([index_item(hostile()), failed_item("a", ATTACK)]))
    check(page)
    assert page.text.count("{{ 7*7 }}") >= 3


@settings(max_examples=40)
@given(results)
def test_any_result_makes_a_sound_page(value: ArticleResult) -> None:
    check(Page(render_html(value)))
    check(Page(render_index([index_item(value), failed_item("b", "c")])))
    check(Page(render_index([one_file_item(value), one_file_item(SAMPLE)])))


def test_the_most_doubtful_comes_first() -> None:
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
                index_item(SAMPLE, "a b/50%25?.html"),
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
    item = IndexItem("a", "Title", date="2022-10", flags={"NUM": 2, "LEN": 1})
    assert re.findall(r'data-key="([^"]*)"', render_index([item]))[:3] == ["2022-10", "title", "3"]


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


@given(results)
def test_an_index_gives_back_what_it_was_made_of(value: ArticleResult) -> None:
    item = index_item(value)
    assert not Index(render_index([item])).is_changed
    again = Index(render_index([item, failed_item("z", "not this time")]))
    assert again.is_changed and "z.html" not in again and len(again) == 1
    assert again.render() == render_index([item])


def test_a_later_run_adds_to_the_index_and_replaces_its_own() -> None:
    other = replace(SAMPLE.article, path="c.txt")
    index = Index(render_index([index_item(SAMPLE)]))
    index.add(index_item(replace(SAMPLE, article=other)))
    index.add(replace(index_item(SAMPLE), english="Newer"))
    hrefs = Page(index.render()).values("href")
    assert "a/b.txt.html" in hrefs and "c.txt.html" in hrefs and len(index) == 2
    assert "Newer" in index.render() and index.render().count("De brug is dicht</span>") == 2
    index.keep(lambda path: path == "c.txt.html")
    assert "a/b.txt.html" not in index and len(index) == 1


def test_an_index_is_the_same_whichever_run_wrote_which_article() -> None:
    places = ["a/9.html", "a/10.html", "b/2.html", "b٣.html"]
    items = [IndexItem(place, "x") for place in places]
    index = Index(render_index([items[3], items[1]]))
    for item in (items[2], items[0]):
        index.add(item)
    assert index.render() == render_index(items)
    shown = [unquote(place) for place in re.findall(r'<a href="([^#"]+)"', index.render())]
    assert shown == places


def test_an_index_of_another_version_is_left_behind() -> None:
    page = render_index([index_item(SAMPLE)])
    assert len(Index("<html>")) == len(Index(page.replace('"english"', '"anglais"'))) == 0
    assert len(Index(page.replace('[{"place"', '[{"place'))) == 0


def test_a_report_in_one_file_keeps_what_it_had() -> None:
    other = replace(SAMPLE, article=replace(SAMPLE.article, path="c.txt"))
    first = render_index([one_file_item(SAMPLE)])
    index = Index(first)
    index.add(one_file_item(other))
    page = index.render()
    check(Page(page))
    assert page.count("<article id=") == 2 and page.count("Er kwamen <mark") == 4
    assert not [href for href in Page(page).values("href") if not href.startswith("#")]


def test_too_much_text_is_not_carried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_index, "TEXTS_KEPT", 300)
    other = replace(SAMPLE, article=replace(SAMPLE.article, path="c.txt"))
    page = render_index([index_item(SAMPLE), index_item(other)])
    assert "not every text" in page and page.count("Nobody waited.") == 1


@pytest.mark.parametrize("check_of", REGISTRY, ids=lambda one: one.code)
def test_the_words_that_a_check_doubts_are_marked(check_of: Check) -> None:
    spotted = {"ADDRESS", "NUM", "NAME", "NEGATION", "DUTCH", "NONWORD", "LANG", "LOOP"}
    source, target = check_of.triggers.source, check_of.triggers.target
    flags = check_sentence(source, Hypothesis(target, 0.5))
    words = words_of([flag for flag in flags if flag.code is check_of.code])
    marked = [part for text in (source, target) for part in parts(text, words) if part.severity]
    assert bool(marked) is (check_of.code in spotted)


def test_marks_of_repairs_and_terms() -> None:
    repairs = [Flag(FlagCode.REPAIRED, "bar → bear; Pu → Putin")]
    words = words_of([*repairs, Flag(FlagCode.TERM, "stikstof → nitrogen is missing")])
    english = parts("Putin saw a bear, not a bearing.", words)
    assert [(part.text, part.severity) for part in english if part.severity] == [
        ("Putin", "repair"),
        ("bear", "repair"),
    ]
    assert Part("stikstof", Severity.DOUBT) in parts("Over stikstof.", words)
    assert "".join(part.text for part in english) == "Putin saw a bear, not a bearing."
