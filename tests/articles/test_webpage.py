"""HTML: the article in the page, and nothing of the page."""

from __future__ import annotations

import pytest

from translate.errors import EmptyArticle

from .conftest import Read

PAGE = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8">
<title>Dijk bij Tiel wordt hoger - De Krant</title>
<meta property="og:title" content="Dijk bij Tiel wordt hoger">
<meta name="author" content="Jan Jansen">
<meta property="article:published_time" content="2024-03-05T10:00:00+01:00"></head>
<body><nav><a href="/">Voorpagina</a></nav><article><h1>Dijk bij Tiel wordt hoger</h1>
<p>Het kabinet trekt 3,5 mln. euro uit voor de dijk bij Tiel. Dat zei de <b>minister</b>.</p>
<h2>Bezwaar</h2>
<p>De gemeente heeft bezwaar gemaakt, omdat de kosten volgens de raad te hoog zijn.</p>
<ul><li>De dijk wordt hoger</li><li>De weg wordt smaller</li></ul>
<blockquote>Dit is een plan waar niemand op zat te wachten.</blockquote>
<script>alert(1)</script></article><footer>Contact</footer></body></html>"""


def test_page(read: Read) -> None:
    article = read(PAGE, "a.html")
    assert (article.title, article.date) == ("Dijk bij Tiel wordt hoger", "2024-03-05")
    found = [(block.kind, [s.source for s in block.sentences]) for block in article.blocks]
    assert found == [
        ("title", ["Dijk bij Tiel wordt hoger"]),
        ("caption", ["Jan Jansen"]),
        (
            "paragraph",
            [
                "Het kabinet trekt 3,5 mln. euro uit voor de dijk bij Tiel.",
                "Dat zei de minister.",
            ],
        ),
        ("heading", ["Bezwaar"]),
        (
            "paragraph",
            ["De gemeente heeft bezwaar gemaakt, omdat de kosten volgens de raad te hoog zijn."],
        ),
        ("list_item", ["De dijk wordt hoger"]),
        ("list_item", ["De weg wordt smaller"]),
        ("paragraph", ["Dit is een plan waar niemand op zat te wachten."]),
    ]
    assert "alert" not in article.text
    assert [block.level for block in article.blocks if block.level] == [1, 2]


def test_encoding_is_recorded(read: Read) -> None:
    page = PAGE.replace("bezwaar gemaakt", "één café gesloten").replace("utf-8", "windows-1252")
    article = read(page.encode("cp1252"), "a.html")
    assert "één café gesloten" in article.text
    assert article.encoding == "cp1252"


@pytest.mark.parametrize("page", ["", "<html></html>", "<p>", "<script>alert(1)</script>", "<!--"])
def test_a_page_without_an_article(read: Read, page: str) -> None:
    with pytest.raises(EmptyArticle):
        read(page, "a.html")


def test_a_fragment_is_read_as_the_article_it_is(read: Read) -> None:
    article = read("<h2>Bezwaar</h2><p>De dijk bij Tiel is hoog. De weg niet.</p>", "a.html")
    assert [s.source for s in article.sentences()][-2:] == [
        "De dijk bij Tiel is hoog.",
        "De weg niet.",
    ]
