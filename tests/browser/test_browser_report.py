"""The report in a real browser: what a reader clicks, hovers, types and hears."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from translate.outputs import IndexItem, failed_item, index_item, render_index
from translate.outputs.html_report import render_html
from translate.types import (
    ArticleRecord,
    ArticleResult,
    BlockKind,
    Flag,
    FlagCode,
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


RESULT = ArticleResult(
    ArticleRecord("regio/brug.txt", "0" * 64, "2022-10", None, "utf-8"),
    (
        TranslatedBlock(BlockKind.TITLE, (sentence("De brug is dicht", "The bridge is closed"),)),
        TranslatedBlock(
            BlockKind.PARAGRAPH,
            (
                sentence("Er lagen 12 boten.", "There were 21 boats.", Flag(FlagCode.NUM, "12")),
                sentence("Niemand wachtte.", "<img src=x onerror=alert(1)>"),
            ),
        ),
    ),
    Summary("Boats lay still.", (SummaryPiece("Boats lay still.", (1, 2)),)),
    (),
    "mt:tiny@0|v:0",
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article's page, and an index of it and 1,000 others."""
    folder = tmp_path_factory.mktemp("report")
    others = [
        IndexItem(
            f"Article {number:04}",
            date=f"20{10 + number % 10}-{1 + number % 12:02}",
            summary="It rained.",
            flags={"NUM": number % 7} if number % 7 else {},
            href=f"{number}.html",
        )
        for number in range(1000)
    ]
    items = [index_item(RESULT), *others, failed_item("leeg.txt", "leeg.txt: nothing in it")]
    (folder / "index.html").write_text(render_index(items), encoding="utf-8")
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


def test_sorting_goes_up_and_down(page: Any, report: Path) -> None:
    page.goto((report / "index.html").as_uri())
    for column, name in ((0, "Date"), (1, "Article")):
        button = page.get_by_role("button", name=name)
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
    page.get_by_role("button", name="Doubts").click()
    assert first_cells(page, 3)[0] == "NUM\u00a06"
    assert page.get_attribute("#articles th:nth-child(4)", "aria-sort") == "descending"


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
    for key in "jjkd":
        page.keyboard.press(key)
        reached.append(page.evaluate("document.activeElement.id"))
    assert reached == ["s0", "s1", "s0", "s1"]


def test_doubtful_sentences_come_on_request(page: Any, report: Path) -> None:
    page.goto((report / "regio" / "brug.txt.html").as_uri())
    assert not page.is_visible(".doubts")
    page.click("details > summary")
    assert "There were 21 boats." in page.inner_text(".doubts")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "regio/brug.txt.html"])
def test_axe_finds_nothing_serious(page: Any, report: Path, name: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    script = Path(axe.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    page.emulate_media(color_scheme=scheme)
    page.goto((report / name).as_uri())
    if name == "index.html":
        page.fill("#search", "bridge")  # a thousand equal rows say no more than one
    page.evaluate(script)
    found = page.evaluate("() => axe.run().then(done => done.violations)")
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in serious] == []
