"""The text of an article as a page declares it for search engines, in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from translate.articles.furniture import squashed, titles_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MARKUP = re.compile(r"</?(?:p|br|div|h[1-6]|ul|ol|li|b|i|em|strong|a)\b[^<>]*>", re.IGNORECASE)
#: What a page declares is its own in these; others hold what it only mentions or lists.
_OWN = ("@graph", "mainEntity")
_TYPES = ("Article", "BlogPosting", "Report")


def declared(page: HtmlElement) -> HtmlElement | None:
    """The ``articleBody`` of the article that a page is about, as an element, or None.

    It has the headline or the address of the page; the only one declared may also have none, or
    stand on a page that shows no headline.
    """
    from lxml import html

    articles: list[dict[str, Any]] = []
    for script in page.iter("script"):
        if script.get("type", "").strip().lower() == "application/ld+json":
            try:
                articles += _articles(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue  # what no search engine reads either
    known = _names_of(page)
    own = {one["articleBody"] for one in articles if not known.isdisjoint(_says(one))}
    alone = len(articles) == 1 and (not _says(articles[0]) or page.find(".//h1") is None)
    if not own and alone:
        own = {articles[0]["articleBody"]}
    text = unescape(own.pop()) if len(own) == 1 else ""
    if not text.strip():
        return None
    if not _MARKUP.search(text):
        text = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    body: HtmlElement = html.fragment_fromstring(text, create_parent="div")
    return body


def _articles(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for one in node:
            yield from _articles(one)
    elif isinstance(node, dict):
        types = node.get("@type")
        named = any(
            str(one).endswith(_TYPES) for one in (types if isinstance(types, list) else [types])
        )
        if named and isinstance(node.get("articleBody"), str):
            yield node
        for key in _OWN:
            yield from _articles(node.get(key))


def _says(article: dict[str, Any]) -> set[str]:
    """The headline and the addresses of an article."""
    place = article.get("mainEntityOfPage")
    said = (
        article.get("headline"),
        article.get("url"),
        place.get("@id") if isinstance(place, dict) else place,
    )
    return {squashed(unescape(one)).casefold() for one in said if isinstance(one, str) and one}


def _names_of(page: HtmlElement) -> set[str]:
    """The headings, titles and addresses of a page."""
    said = [
        *("".join(one.itertext()) for one in page.iter("h1")),
        *page.xpath("//meta[@property='og:url']/@content | //link[@rel='canonical']/@href"),
    ]
    return {squashed(one).casefold() for one in said} - {""} | titles_of(page)
