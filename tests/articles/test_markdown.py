"""Markdown: front matter, structure, and markup that stays out of the sentences."""

from __future__ import annotations

import re

import pytest

from translate.articles.frontmatter import front_matter
from translate.types import Article, Grid, Hyperlink

from .conftest import Read

DOCUMENT = """---
title: "Dijk bij Tiel: hoger"
date: 2024-03-05T08:00:00
author: Jan Jansen  # redactie
tags: [dijk, water]
---

# Dijk bij Tiel: hoger

Het **kabinet** trekt [3,5 mln. euro](https://x.example/a_b "t") uit. Dat is _veel_.

## Bezwaar ##

> Een citaat van iemand. En nog
> een zin erbij.

- eerste *punt*
- tweede punt

![De dijk bij Tiel](dijk.jpg)

Lees ook: [Iets anders](https://x.example)

Kop twee
--------

Tekst met \\*sterren\\*, `code` en snake_case_naam[^1]. Zie <https://x.example/b>.

***

<script>alert(1)</script>
"""


def sources(article: Article) -> list[tuple[str, list[str]]]:
    return [(block.kind, [s.source for s in block.sentences]) for block in article.blocks]


def test_document(read: Read) -> None:
    article = read(DOCUMENT, "a.md")
    assert (article.title, article.date) == ("Dijk bij Tiel: hoger", "2024-03-05")
    assert sources(article) == [
        ("title", ["Dijk bij Tiel: hoger"]),
        ("paragraph", ["Het kabinet trekt 3,5 mln. euro uit.", "Dat is veel."]),
        ("heading", ["Bezwaar"]),
        ("paragraph", ["Een citaat van iemand.", "En nog een zin erbij."]),
        ("list_item", ["eerste punt"]),
        ("list_item", ["tweede punt"]),
        ("caption", ["De dijk bij Tiel"]),
        ("link", ["Lees ook: Iets anders"]),
        ("heading", ["Kop twee"]),
        (
            "paragraph",
            ["Tekst met *sterren*, `code` en snake_case_naam [1].", "Zie https://x.example/b."],
        ),
    ]
    assert [block.level for block in article.blocks if block.level] == [1, 2, 2]


def test_a_title_that_the_text_does_not_repeat_is_translated_too(read: Read) -> None:
    article = read("---\ntitle: 'Foto''s van de dijk'\n---\n\nDe dijk.\n", "a.md")
    assert article.title == "Foto's van de dijk"
    title = article.blocks[0].sentences[0]
    assert (article.blocks[0].kind, title.source) == ("title", "Foto's van de dijk")
    assert article.text[slice(*title.span)] == "Foto's van de dijk\n\n"


def test_front_matter_and_nothing_else_is_empty(read: Read) -> None:
    from translate.errors import EmptyArticle

    with pytest.raises(EmptyArticle):
        read("---\ntitle: Dijk\n---\n", "a.md")


def test_a_date_line_works_in_markdown(read: Read) -> None:
    article = read(" date 2022-10 De dijk is **hoog**.\n\nDe weg.", "a.md")
    assert article.date == "2022-10"
    assert sources(article)[0] == ("paragraph", ["De dijk is hoog."])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\nTitle: De dijk\n---\n", {"title": "De dijk"}),
        ('---\r\ntitle: "Hij zei \\"nee\\""\r\n---\r\n', {"title": 'Hij zei "nee"'}),
        ("---\ntitle: 2022-10\nlang: nee\n---\n", {"title": "2022-10", "lang": "nee"}),
        ("---\ntitle: |\n  lang\n---\n", {}),
        ("---\na: &x [1]\nb: *x\nc: ''\n---\n", {}),
        ("---\ntitle: een\ntitle: twee\n...\n", {"title": "een"}),
    ],
)
def test_front_matter(text: str, expected: dict[str, str]) -> None:
    values, _, end = front_matter(text)
    assert (values, end) == (expected, len(text))


@pytest.mark.parametrize(
    "text", ["---\n\nDe dijk.\n\n---\n", "---\ntitle: open\n\nDe dijk.", "De dijk.\n---\n", ""]
)
def test_no_front_matter(text: str) -> None:
    assert front_matter(text) == ({}, "", 0)


@pytest.mark.parametrize("mark", ["> ", "1. ", "- "])
def test_what_is_nested_too_deep_for_the_parser_is_not_lost(read: Read, mark: str) -> None:
    article = read(mark * 300 + "De dijk is hoog.\n\n[a]: https://x.example\n\nKlaar.", "a.md")
    found = [s.source for s in article.sentences() if s.source != "1."]
    assert found == ["De dijk is hoog.", "Klaar."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "De prijs is 5*3 en 2*4 per stuk*.",
            [("paragraph", ["De prijs is 5*3 en 2*4 per stuk*."])],
        ),
        ("~~oude~~ nieuwe", [("paragraph", ["nieuwe"])]),
        (
            "<details>\n<summary>Meer</summary>\nDe halte.\n</details>",
            [("paragraph", ["Meer"]), ("paragraph", ["De halte."])],
        ),
        (
            "[^1]: CBS\n[^2]: Anders",
            [("list_item", ["[1]", "CBS"]), ("list_item", ["[2]", "Anders"])],
        ),
        (
            "- [ ] Kopen\n- [x] Kijken",
            [("list_item", ["☐", "Kopen"]), ("list_item", ["☑", "Kijken"])],
        ),
        (
            "1986. Een groot jaar.\n\nToen:\n\n3. drie\n4. vier",
            [
                ("list_item", ["1986.", "Een groot jaar."]),
                ("paragraph", ["Toen:"]),
                ("list_item", ["3.", "drie"]),
                ("list_item", ["4.", "vier"]),
            ],
        ),
        ("```py\na = 1\nb\n```", [("code", ["a = 1\nb"])]),
        ("Begrip\n: Uitleg ervan", [("list_item", ["Begrip"]), ("list_item", ["Uitleg ervan"])]),
    ],
)
def test_structure(read: Read, text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert sources(read(text, "a.md")) == expected


def test_a_table_has_its_cells(read: Read) -> None:
    (block,) = read("| Lijn | Prijs |\n|---|---|\n| 12 | |\n| a \\| b | € 2,50 |\n", "a.md").blocks
    assert [one.source for one in block.sentences] == ["Lijn", "Prijs", "12", "a | b", "€ 2,50"]
    assert block.grid == Grid(((1, 1), (1, 0), (1, 1)), 1)


def test_cells_that_a_row_has_too_many_stay(read: Read) -> None:
    text = "> | Lijn | Prijs |\n> |---|---|\n> | 12 | 2,50 | **zie** a \\| b | |\n> | 13 |\n"
    (block,) = read(text, "a.md").blocks
    assert [one.source for one in block.sentences] == [
        "Lijn", "Prijs", "12", "2,50", "zie a | b", "13",
    ]  # fmt: skip
    assert block.grid == Grid(((1, 1, 0), (1, 1, 1), (1, 0, 0)), 1)


def test_links_keep_their_text_and_their_address(read: Read) -> None:
    text = (
        "Lees [de gids](https://x.example/a_(b) 'titel') en [nog een][c].\n\n[c]: https://y.example"
    )
    (block,) = read(text, "a.md").blocks
    assert block.sentences[0].source == "Lees de gids en nog een."
    assert block.links == (
        Hyperlink("de gids", "https://x.example/a_(b)"),
        Hyperlink("nog een", "https://y.example"),
    )


def test_front_matter_in_toml() -> None:
    text = (
        '+++\ntitle = "Haven krijgt kade"\ndate = 2024-03-05T08:00:00+01:00\n[params]\na = 1\n+++\n'
    )
    values, rest, end = front_matter(text)
    assert rest == "[params]\na = 1"
    assert (values["title"], values["date"][:10], end) == (
        "Haven krijgt kade",
        "2024-03-05",
        len(text),
    )
    assert front_matter("+++\ngeen toml\n+++\n") == ({}, "", 0)


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitel: Nieuwe brug\nintro: De stad wacht.\ndatum: 2024-03-05\ntags: [brug]\n---\n",
        '{"titel": "Nieuwe brug", "intro": "De stad wacht.", "Datum": "2024-03-05",\n'
        ' "tags": ["brug"]}\n',
        '{"title": "Nieuwe brug", "intro": "De stad wacht.", "date": "2024-03-05",\n'
        ' "tags": "brug"}\n',
    ],
)
def test_front_matter_is_title_date_and_a_rest_that_is_told(read: Read, front: str) -> None:
    article = read(f"{front}\nDe brug is open.", "a.md")
    assert (article.title, article.date) == ("Nieuwe brug", "2024-03-05")
    assert [s.source for s in article.sentences()] == ["Nieuwe brug", "De brug is open."]
    (rest,) = article.left_out
    assert rest.reason == "front_matter"
    assert re.sub(r'[][":]', "", rest.text) == "intro De stad wacht. tags brug"


@pytest.mark.parametrize("text", ["{De brug} is open.", '{"a": 1} is een object.', "{} is leeg."])
def test_a_text_that_begins_with_a_brace_is_a_text(read: Read, text: str) -> None:
    assert [s.source for s in read(text, "a.md").sentences()] == [text]
