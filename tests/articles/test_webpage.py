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


def test_the_name_of_an_account_is_no_byline(read: Read) -> None:
    article = read(PAGE.replace("Jan Jansen", "admin"), "a.html")
    assert "admin" not in article.text


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


NEWS = "Het waterschap wil de kade verhogen, omdat het water elk jaar hoger komt te staan."
MORE = "De gemeente is het daar niet mee eens en vraagt eerst een onderzoek van een bureau."


@pytest.mark.parametrize(
    "part",
    [
        "<ul><li>Wanneer begint de bouw?</li><li>Wie betaalt?</li></ul>",
        "<p><a href='/x'>Het werk gaat honderd miljoen euro kosten, meer dan verwacht.</a></p>",
        "<figure><img src='x'><figcaption>De oude kade</figcaption></figure>",
        "<aside><p>De dijk is van 1953.</p></aside>",
        "<dl><dt>Kade</dt><dd>Muur langs het water</dd></dl>",
        "<table><tr><td>Zwolle</td><td>12</td></tr></table>",
        "Tekst zonder alinea.",
        "<details><summary>Meer</summary>De halte wordt verplaatst.</details>",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "<article>{}</article>", "<div><div>{}</div></div>"])
def test_what_stands_in_the_article_is_of_the_article(read: Read, part: str, frame: str) -> None:
    from lxml import html

    page = frame.format(f"<h1>De kade</h1><p>{NEWS}</p>{part}<p>{MORE}</p>")
    article = read(f"<html><body>{page}</body></html>", "a.html")
    found = "".join(sentence.source for sentence in article.sentences())
    for text in html.fragment_fromstring(part, create_parent=True).itertext():
        assert text in found
    assert not article.left_out


def test_what_stands_elsewhere_is_left_out_and_told(read: Read) -> None:
    page = (
        f"<html><body><header><a href='/'>De Krant</a></header><main><h1>De kade</h1><p>{NEWS}</p>"
        f"<p>{MORE}</p><aside><p>{NEWS}</p></aside></main>"
        "<section id='reacties'><p>Piet: mooi stuk hoor.</p></section>"
        "<div class='related'><h3>Zwembad dicht</h3></div></body></html>"
    )
    article = read(page, "a.html")
    assert [(one.reason, one.text) for one in article.left_out] == [
        ("navigation", "De Krant"),
        ("duplicate", NEWS[:80]),
        ("comment", "Piet: mooi stuk hoor."),
        ("navigation", "Zwembad dicht"),
    ]
    assert [one.characters for one in article.left_out] == [8, len(NEWS), 21, 13]


def test_what_an_article_says_twice_is_said_twice(read: Read) -> None:
    page = f"<main><h1>De kade</h1><p>{NEWS}</p><p>{MORE}</p><p>{NEWS}</p></main>"
    article = read(f"<html><body>{page}</body></html>", "a.html")
    assert [one.source for one in article.sentences()] == ["De kade", NEWS, MORE, NEWS]
    assert not article.left_out


@pytest.mark.parametrize("name", ["cookie-recept", "menu", "newsletter", "social", "promo", "ad"])
def test_a_sentence_in_the_article_stays_whatever_its_class_is_called(
    read: Read, name: str
) -> None:
    part = f"<div class='{name}'><p>Bak de koekjes twaalf minuten in de oven.</p></div>"
    teaser = f"<div class='{name}'><a href='/x'>Lees hier alles over koekjes bakken.</a></div>"
    article = read(
        f"<html><body><main><h1>De kade</h1><p>{NEWS}</p>{part}{teaser}<p>{MORE}</p></main>"
        f"<div class='{name}'>Volg ons overal</div></body></html>",
        "a.html",
    )
    found = [sentence.source for sentence in article.sentences()]
    assert found == ["De kade", NEWS, "Bak de koekjes twaalf minuten in de oven.", MORE]
    told = [one.text for one in article.left_out]
    assert told == ["Lees hier alles over koekjes bakken. Volg ons overal"]


def test_text_without_links_is_text_where_a_page_marks_nothing(read: Read) -> None:
    article = read(
        "<html><head><title>De Krant</title></head><body><div class='kop'>Brug gaat dicht</div>"
        f"<div><span>{NEWS}</span></div><div><div>Kosten</div><div>2,5 miljoen</div></div>"
        "<div><a href='/2'>Sport</a> | <a href='/3'>Regio</a></div>"
        "<footer>Contact</footer></body></html>",
        "a.html",
    )
    found = [sentence.source for sentence in article.sentences()]
    assert found == ["De Krant", "Brug gaat dicht", NEWS, "Kosten", "2,5 miljoen"]
    assert [one.text for one in article.left_out] == ["Sport | Regio Contact"]


@pytest.mark.parametrize("tag", ["ol", "ul"])
def test_a_list_that_stands_beside_its_headline_is_of_the_article(read: Read, tag: str) -> None:
    steps = [
        "Haal in het voorjaar eerst al het zwerfvuil en de takken uit het water.",
        "Maai daarna de oevers, maar laat aan een kant het riet staan voor de vogels.",
        "Meet in juni met een stok hoe diep de laag bagger op de bodem is.",
    ]
    items = "".join(f"<li>{step}</li>" for step in steps)
    article = read(
        "<html><head><title>De sloot</title></head><body><div class='post-content'><header>"
        f"<h1>De sloot</h1><p>{NEWS}</p></header><{tag}>{items}</{tag}></div></body></html>",
        "a.html",
    )
    text = " ".join(sentence.source for sentence in article.sentences())
    assert all(step in text for step in steps)
    assert not article.left_out


@pytest.mark.parametrize(
    "page",
    [
        f"<div><h1>De kade</h1><p>{NEWS}</p><p>{MORE}</p></div><ul><li>Het riet</li></ul>",
        f"<header><h1>De kade</h1><p>Het riet</p></header><div><p>{NEWS}</p><p>{MORE}</p></div>",
    ],
)
def test_what_stands_beside_the_text_of_an_article_is_of_it(read: Read, page: str) -> None:
    article = read(f"<html><body><div>{page}</div></body></html>", "a.html")
    assert "Het riet" in [sentence.source for sentence in article.sentences()]
    assert not article.left_out


@pytest.mark.parametrize("role", ["navigation", "banner", "contentinfo", "search", "menu"])
def test_a_part_is_what_its_role_says(read: Read, role: str) -> None:
    part = f"<div role='{role}'><p>Kies uw regio</p></div>"
    text = f"<div><h1>De kade</h1><p>{NEWS}</p>{part}<p>{MORE}</p></div>"
    article = read(f"<html><body>{part}{text}</body></html>", "a.html")
    assert [sentence.source for sentence in article.sentences()] == ["De kade", NEWS, MORE]
    assert {one.reason for one in article.left_out} == {"navigation"}
