"""The report in a real browser: what a reader clicks, hovers, types and hears."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from translate.flags import Flag, FlagCode
from translate.outputs import IndexItem, failed_item, index_item, one_file_item, render_index
from translate.outputs.html_report import render_html
from translate.types import (
    ArticleRecord,
    ArticleResult,
    BlockKind,
    Summary,
    SummaryPiece,
    TranslatedBlock,
    Translation,
)

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


def sentence(source: str, target: str, *flags: Flag) -> Translation:
    return Translation(source, (0, len(source)), target, 0.8, flags)


NUM = "missing: 12; not in the source: 21"
RESULT = ArticleResult(
    ArticleRecord("regio/brug.txt", "0" * 64, "2022-10", None, "utf-8"),
    (
        TranslatedBlock(BlockKind.TITLE, (sentence("De brug is dicht", "The bridge is closed"),)),
        TranslatedBlock(
            BlockKind.PARAGRAPH,
            (
                sentence("Er lagen 12 boten.", "There were 21 boats.", Flag(FlagCode.NUM, NUM)),
                sentence("Niemand wachtte.", "<img src=x onerror=alert(1)>"),
                sentence("In Oekraïne.", "In the Ukraine.", Flag(FlagCode.REPAIRED, "a → Ukraine")),
                sentence("Nat.", "Wat.", Flag(FlagCode.UNSURE, "score 0.20, below 0.55")),
            ),
        ),
    ),
    Summary("Boats lay still.", (SummaryPiece("Boats lay still.", (1, 2)),)),
    (),
    "mt:tiny@0|v:0",
)


OTHER = ArticleRecord("sluis.txt", "0" * 64, "2022-12", None, "utf-8")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article's page, and an index of it and 1,000 others."""
    folder = tmp_path_factory.mktemp("report")
    others = [
        IndexItem(
            f"{number}.html",
            f"Article {number:04}",
            date=f"20{10 + number % 10}-{1 + number % 12:02}",
            summary="It rained.",
            flags={"NUM": number % 7} if number % 7 else {},
        )
        for number in range(1000)
    ]
    items = [index_item(RESULT), *others, failed_item("leeg.txt", "leeg.txt: nothing in it")]
    (folder / "index.html").write_text(render_index(items), encoding="utf-8")
    one_file = [one_file_item(RESULT), one_file_item(replace(RESULT, article=OTHER))]
    (folder / "report.html").write_text(render_index(one_file), encoding="utf-8")
    (folder / "regio").mkdir()
    (folder / "regio" / "brug.txt.html").write_text(render_html(RESULT), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        # the pages are our own, and a container may have no user namespaces for a sandbox
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page on which every complaint and every request that leaves is a failure."""
    opened = browser.new_page()
    opened.set_default_timeout(60_000)
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("dialog", lambda dialog: complaints.append(dialog.message))
    opened.on(
        "request",
        lambda sent: None if sent.url.startswith("file:") else complaints.append(sent.url),
    )
    yield opened
    opened.close()
    assert complaints == []


def first_cells(page: Any, column: int) -> list[str]:
    """The column's text in the rows that are shown."""
    shown: list[str] = page.eval_on_selector_all(
        "#articles tbody tr:not([hidden])",
        f"rows => rows.map(row => row.cells[{column}].textContent.trim())",
    )
    return shown


def lit(page: Any) -> list[str]:
    texts: list[str] = page.eval_on_selector_all(".lit", "all => all.map(one => one.textContent)")
    return texts


def test_search_shows_what_has_all_the_words(page: Any, report: Path) -> None:
    page.goto((report / "index.html").as_uri())
    page.fill("#search", "ARTICLE 0012")
    assert first_cells(page, 1) == ["Article 0012"]
    assert page.inner_text("#found") == "1 of 1002"
    page.fill("#search", "nothing in it")
    assert first_cells(page, 1) == ["leeg.txt"]
    page.fill("#search", "")
    assert len(first_cells(page, 1)) == 1002


@pytest.mark.parametrize("name", ["index.html", "report.html"])
def test_search_reads_the_texts_and_minds_no_accents(page: Any, report: Path, name: str) -> None:
    page.goto((report / name).as_uri())
    page.fill("#search", "OEKRAINE niemand")
    assert all(cell.startswith("The bridge is closed") for cell in first_cells(page, 1))
    assert "Niemand" in page.inner_text(".passage >> nth=0") or "Oekraïne" in page.inner_text(
        ".passage >> nth=0"
    )
    page.fill("#search", "nowhere at all")
    assert first_cells(page, 1) == []


def test_a_bar_shows_the_articles_of_its_date(page: Any, report: Path) -> None:
    page.goto((report / "report.html").as_uri())
    labels = page.eval_on_selector_all(".timeline li", "all => all.map(one => one.innerText)")
    assert [label.split() for label in labels] == [["1", "Oct", "2022"], ["Nov"], ["1", "Dec"]]
    page.get_by_role("button", name="2022-12: 1 article").click()
    assert first_cells(page, 0) == ["2022-12"]
    assert page.locator("article:visible").count() == 1


def test_a_report_in_one_file_leads_to_its_articles(page: Any, report: Path) -> None:
    page.goto((report / "report.html").as_uri())
    page.locator("#articles tbody a").nth(1).click()
    article = page.locator("article").nth(1)
    article.locator(".piece").focus()
    assert len(lit(page)) == 4
    assert article.locator(".lit").count() == 4


@pytest.mark.parametrize("name", ["index.html", "report.html", "regio/brug.txt.html"])
def test_a_telephone_shows_all_of_it(page: Any, report: Path, name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((report / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    if name != "regio/brug.txt.html":
        first = page.locator("#articles tbody tr").first
        assert first.locator("td.count").bounding_box()["width"] > 300


def test_the_doubted_word_is_marked(page: Any, report: Path) -> None:
    page.goto((report / "regio" / "brug.txt.html").as_uri())
    marked = "all => all.map(one => [one.className, one.textContent])"
    assert page.eval_on_selector_all(".block mark", marked) == [
        ["doubt", "12"],
        ["doubt", "21"],
        ["repair", "Ukraine"],
    ]
    whole = page.eval_on_selector_all(".whole", "all => all.map(one => one.textContent)")
    assert whole == ["Wat."]
    assert "Machine translation by tiny, not checked by a person." in page.inner_text(".told")
    assert "0.80" in page.inner_text(".block .score >> nth=0")


def test_sorting_goes_up_and_down(page: Any, report: Path) -> None:
    page.goto((report / "index.html").as_uri())
    for column, name in ((0, "Date"), (1, "Article")):
        button = page.locator("#articles thead").get_by_role("button", name=name)
        button.click()
        up = page.eval_on_selector_all(
            "#articles tbody tr", f"rows => rows.map(row => row.cells[{column}].dataset.key)"
        )
        assert up == sorted(up)
        button.focus()
        page.keyboard.press("Enter")
        assert first_cells(page, column)[0] == (
            "2022-10" if column == 0 else "The bridge is closedDe brug is dicht"
        )
    page.get_by_role("button", name="Doubts").click()
    assert first_cells(page, 2)[0] == "6 in 0 sentences NUM\u00a06"
    assert page.get_attribute("#articles th:nth-child(3)", "aria-sort") == "descending"


def test_from_the_index_to_an_article_and_back(page: Any, report: Path) -> None:
    page.goto((report / "index.html").as_uri())
    page.get_by_role("link", name="The bridge is closed").click()
    assert page.title() == "The bridge is closed"
    page.get_by_role("link", name="All articles").click()
    assert page.inner_text("h1") == "1002 articles"


def test_a_sentence_lights_up_its_pair(page: Any, report: Path) -> None:
    page.goto((report / "regio" / "brug.txt.html").as_uri())
    page.hover(".nl [data-s='1']")
    assert lit(page) == ["Er lagen 12 boten.", "There were 21 boats."]
    page.hover("h1")
    assert lit(page) == []


def test_a_summary_piece_lights_up_its_evidence(page: Any, report: Path) -> None:
    page.goto((report / "regio" / "brug.txt.html").as_uri())
    page.focus(".piece")
    assert len(lit(page)) == 4
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#s1"


def test_keys_walk_through_the_sentences(page: Any, report: Path) -> None:
    page.goto((report / "regio" / "brug.txt.html").as_uri())
    reached = []
    for key in ["j", "j", "k", "d", "d", "Shift+D", "j"]:
        page.keyboard.press(key)
        reached.append(page.evaluate("document.activeElement.id"))
    assert reached == ["s0", "s1", "s0", "s1", "s4", "s1", "s2"]


def test_after_a_jump_the_keys_go_on_from_there(page: Any, report: Path) -> None:
    page.goto((report / "regio" / "brug.txt.html").as_uri() + "#s3")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "s4"
    page.click(".piece")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "s0"
    page.click("#s2")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "s3"


def test_doubtful_sentences_come_on_request(page: Any, report: Path) -> None:
    page.goto((report / "regio" / "brug.txt.html").as_uri())
    assert not page.is_visible(".doubts")
    page.click("details > summary")
    assert "There were 21 boats." in page.inner_text(".doubts")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "report.html", "regio/brug.txt.html"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(page: Any, report: Path, name: str, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    script = Path(axe.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((report / name).as_uri())
    if name == "index.html":
        page.fill("#search", "bridge")  # a thousand equal rows say no more than one
    page.evaluate(script)
    found = page.evaluate("() => axe.run().then(done => done.violations)")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
