"""HTML: title, byline and date are those of the page's own article, not of one it mentions."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .conftest import Read

TITLE = "De kade bij Zwolle wordt hoger"
TEXT = "Het waterschap wil de kade verhogen, omdat het water elk jaar hoger komt te staan."
OWN = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2024-03-05",
    "author": {"@type": "Person", "name": "Anna de Vries"},
}
OTHER = {
    "@type": "NewsArticle",
    "headline": "Zwembad gaat maanden dicht",
    "datePublished": "2019-01-01",
    "author": {"@type": "Person", "name": "Piet Bakker"},
}
LISTED = {"@type": "ItemList", "itemListElement": [OTHER]}
ADDRESS = "https://krant.example/kade"
CANONICAL = f"<link rel='canonical' href='{ADDRESS}'>"


def _read(read: Read, *said: Any, head: str = "", heading: str = TITLE) -> tuple[str, str, str]:
    """Title, byline and date that are read from a page with these declarations."""
    declared = "".join(
        f"<script type='application/ld+json'>{json.dumps(one)}</script>" for one in said
    )
    shown = f"<h1>{heading}</h1>" if heading else ""
    article = read(
        f"<html><head>{head}{declared}</head><body><article>{shown}<p>{TEXT}</p>"
        "</article></body></html>",
        "a.html",
    )
    bylines = [block.sentences[0].source for block in article.blocks if block.kind == "caption"]
    return article.title or "", "".join(bylines), article.date or ""


def _in_context(node: dict[str, Any]) -> dict[str, Any]:
    return {"@context": "https://schema.org", **node}


def _graph(*nodes: dict[str, Any]) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": list(nodes)}


FOUND = (TITLE, "Anna de Vries", "2024-03-05")
NONE = (TITLE, "", "")


@pytest.mark.parametrize(
    "said",
    [
        [_in_context(OWN)],
        [_in_context(OTHER), _in_context(OWN)],
        [_in_context(OWN), _in_context(OTHER)],
        [_graph(OTHER, OWN)],
        [_in_context(LISTED), _in_context(OWN)],
        [[_in_context(OTHER), _in_context(OWN)]],
        [_in_context({"mentions": [OTHER], "citation": OTHER, "hasPart": OTHER, **OWN})],
        [_in_context({"@type": "WebPage", "mainEntity": OWN, "mentions": [OTHER]})],
        [_graph({**OWN, "author": {"@id": "#anna"}},
                {"@type": "Person", "@id": "#anna", "name": "Anna de Vries"},
                {"@type": "Person", "@id": "#piet", "name": "Piet Bakker"})],
        [_graph({**OWN, "author": [{"@id": "#anna"}]},
                {"@type": "Person", "@id": "#anna", "name": "Anna de Vries"})],
        [_in_context({**OWN, "@type": ["ReportageNewsArticle", "Thing"]})],
    ],
)  # fmt: skip
def test_what_the_page_declares_of_its_article_is_read(read: Read, said: list[Any]) -> None:
    assert _read(read, *said) == FOUND


@pytest.mark.parametrize(
    "said",
    [
        [_in_context(OTHER)],
        [_graph(OTHER)],
        [_in_context(LISTED)],
        [_in_context(OTHER), _in_context({**OTHER, "headline": "Boter", "author": "Jan Jansen"})],
        [_graph(OTHER, {"@type": "Person", "name": "Piet Bakker"})],
        [_in_context({"@type": "WebPage", "name": TITLE, "mentions": [OTHER]})],
    ],
)
def test_what_is_declared_of_another_article_is_not_read(read: Read, said: list[Any]) -> None:
    assert _read(read, *said) == NONE


def test_an_address_tells_more_than_a_headline(read: Read) -> None:
    near = {**OTHER, "headline": TITLE[:-6], "url": f"{ADDRESS}-eerder"}
    assert _read(read, _in_context(near), head=CANONICAL) == NONE
    own = {**OWN, "headline": "Zwolle", "mainEntityOfPage": {"@id": ADDRESS}}
    found = _read(read, _in_context(near), _in_context(own), head=CANONICAL)
    assert found == ("Zwolle", *FOUND[1:])


def test_a_headline_for_search_engines_may_differ_in_some_words(read: Read) -> None:
    own = {**OWN, "headline": "Kade bij Zwolle wordt dit jaar hoger"}
    assert _read(read, _in_context(own)) == (own["headline"], *FOUND[1:])


def test_the_headline_of_another_article_is_no_title(read: Read) -> None:
    two = [_in_context(OTHER), _in_context({**OTHER, "headline": "Boter"})]
    assert _read(read, *two, heading="")[0] == ""
    assert _read(read, _in_context(OWN), heading="")[0] == TITLE


def test_what_no_parser_reads_stops_nothing(read: Read) -> None:
    deep = '{"@context": "https://schema.org", "@type": "NewsArticle", "mainEntity": ' * 900
    page = (
        f"<html><head><script type='application/ld+json'>{deep}1{'}' * 900}</script></head>"
        f"<body><article><h1>{TITLE}</h1><p>{TEXT}</p></article></body></html>"
    )
    assert TEXT in read(page, "a.html").text
