"""Rows whose text has tags or entities, as newsrooms' systems export it."""

from __future__ import annotations

import json

import pytest

from translate.errors import EmptyArticle
from translate.types import Article

from .conftest import Read


def _row(read: Read, text: str, title: str = "", name: str = "a.jsonl") -> Article:
    if name == "a.jsonl":
        return read(json.dumps({"title": title, "text": text}), name)
    quoted = text.replace('"', '""')
    return read(f'title,text\n{title},"{quoted}"\n', name)


def _blocks(article: Article) -> list[tuple[str, list[str]]]:
    return [(block.kind, [one.source for one in block.sentences]) for block in article.blocks]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_tags_say_what_is_a_block(read: Read, name: str) -> None:
    text = (
        "<h2>Dijk bij Tiel</h2><p>De dijk wordt hoger. Dat zei de <b>minister</b>.</p>"
        "<ul><li>Eerst het zand</li></ul><p>De weg<br>De brug</p><script>alert(1)</script>"
        "<table><tr><th>Stad</th><th>Prijs</th></tr><tr><td>Tiel</td><td></td></tr></table>"
    )
    article = _row(read, text, name=name)
    assert _blocks(article) == [
        ("title", ["Dijk bij Tiel"]),
        ("paragraph", ["De dijk wordt hoger.", "Dat zei de minister."]),
        ("list_item", ["Eerst het zand"]),
        ("paragraph", ["De weg"]),
        ("paragraph", ["De brug"]),
        ("table", ["Stad", "Prijs", "Tiel"]),
    ]
    grid = article.blocks[-1].grid
    assert grid is not None and (grid.rows, grid.header_rows) == (((1, 1), (1, 0)), 1)
    assert [one.text for one in article.left_out] == ["alert(1)"]


def test_the_same_below_a_title_of_its_own(read: Read) -> None:
    text = (
        "<h2>Dijk</h2><p>De dijk.</p><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td>"
    )
    article = _row(read, text, "Tiel &amp; Zwolle")
    assert article.title == "Tiel & Zwolle"
    assert _blocks(article)[1:3] == [("heading", ["Dijk"]), ("paragraph", ["De dijk."])]
    grid = article.blocks[-1].grid
    assert grid is not None and grid.header_rows == 1


def test_a_title_with_tags_is_its_text_and_the_first_paragraph_is_none(read: Read) -> None:
    text = "<p>De dijk in Tiel</p><p>Hij brak.</p>"
    article = _row(read, text, "<h1>De <em>dijk</em> &amp; wij</h1>")
    assert _blocks(article) == [
        ("title", ["De dijk & wij"]),
        ("paragraph", ["De dijk in Tiel"]),
        ("paragraph", ["Hij brak."]),
    ]


def test_lines_are_paragraphs_where_tags_only_mark_words(read: Read) -> None:
    article = _row(read, "De dijk wordt <b>hoger</b>.\n\nDe weg wordt <i>smaller</i>.")
    assert _blocks(article) == [
        ("paragraph", ["De dijk wordt hoger."]),
        ("paragraph", ["De weg wordt smaller."]),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Het bureau R&amp;D zegt: &quot;Nee&quot;.", 'Het bureau R&D zegt: "Nee".'),
        ("Het caf&eacute; is &#233;&#xE9;n keer open.", "Het café is één keer open."),
        ("AT&T en R&D; zijn bedrijven.", "AT&T en R&D; zijn bedrijven."),
        ("Het is 3 < 5 en 7 > 6, zegt hij.", "Het is 3 < 5 en 7 > 6, zegt hij."),
        ("<p>Het bureau R&amp;D zegt nee.</p>", "Het bureau R&D zegt nee."),
    ],
)
def test_entities_are_the_characters_that_they_stand_for(read: Read, text: str, shown: str) -> None:
    assert [source for _, sources in _blocks(_row(read, text)) for source in sources] == [shown]


def test_nothing_but_tags_is_no_article(read: Read) -> None:
    with pytest.raises(EmptyArticle):
        _row(read, "<p></p>")
