"""What a page declares of its article for search engines, in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from translate.articles.furniture import squashed, titles_of
from translate.articles.markup import page_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: What a page declares is its own in these; others hold what it only mentions or lists.
_OWN = ("@graph", "mainEntity")
_ARTICLES = ("Article", "BlogPosting", "Report")
_SITES = frozenset({"Organization", "NewsMediaOrganization", "WebSite", "WebPage"})
#: What is said of an article or a page, without what that mentions.
_SAID = ("@type", "headline", "name", "author", "publisher",
         "datePublished", "dateCreated", "dateModified", "articleBody")  # fmt: skip
_NAMES = ("@type", "name", "givenName", "additionalName", "familyName")
_PAGE_ADDRESS = "//meta[@property='og:url']/@content | //link[@rel='canonical']/@href"


def declared(page: HtmlElement) -> HtmlElement | None:
    """The ``articleBody`` of the article that a page is about, as a page of its own, or None.

    It has the headline or the address of the page; the only one declared may also have none, or
    stand on a page that shows no headline.
    """
    articles = [one for one in _nodes(page) if _is_article(one) and _body(one) is not None]
    own = {_body(one) for one in _named(articles, page)}
    if not own and len(articles) == 1:
        [only] = articles
        says = _headline(only) | _places(only)
        own = {_body(only)} if not says or page.find(".//h1") is None else set()
    text = unescape(own.pop() or "") if len(own) == 1 else ""
    return page_of(text) if text.strip() else None


def say_own(article: HtmlElement, page: HtmlElement) -> None:
    """Leave of what ``article`` declares only what is of the article of ``page`` and of its site.

    Who looks for a byline or a date there would else take those of any article that is mentioned.
    """
    read = {one: nodes for one in _scripts(article) if (nodes := _read(one)) is not None}
    nodes = [node for found in read.values() for node in found]
    named = {one["@id"]: one for one in nodes if isinstance(one.get("@id"), str) and "name" in one}
    articles = [one for one in nodes if _is_article(one)]
    own = _own(articles, page)
    kinds = _SITES if articles else _SITES | {"Person"}
    others = [one for one in nodes if not _is_article(one) and not kinds.isdisjoint(_types(one))]
    said = [{key: _plain(one[key], named) for key in _SAID if key in one} for one in own + others]
    for script in read:
        script.text = ""
    for script in list(read)[:1]:
        script.text = json.dumps({"@context": "https://schema.org", "@graph": said})


def _own(articles: list[dict[str, Any]], page: HtmlElement) -> list[dict[str, Any]]:
    """Those with the headline or the address of the page, or the only one where it may be.

    A headline for search engines may differ from that which is shown, but not in all its words.
    """
    own = _named(articles, page)
    if own or len(articles) != 1:
        return own
    [only] = articles
    if _addresses(page) and _places(only):
        return []
    words = _words(str(only.get("headline", "")))
    shown = [_words("".join(one.itertext())) for one in page.iter("h1", "title")]
    alike = any(2 * len(words & one) >= min(len(words), len(one)) > 0 for one in shown)
    return [only] if alike or not (words and shown) else []


def _named(articles: list[dict[str, Any]], page: HtmlElement) -> list[dict[str, Any]]:
    """Those with the headline or the address of the page."""
    known = _titles(page) | _addresses(page)
    return [one for one in articles if not known.isdisjoint(_headline(one) | _places(one))]


def _scripts(page: HtmlElement) -> Iterator[HtmlElement]:
    for script in page.iter("script"):
        if script.get("type", "").strip().lower() == "application/ld+json":
            yield script


def _read(script: HtmlElement) -> list[dict[str, Any]] | None:
    """What a script declares, in turn; None where no search engine reads it either."""
    try:
        return list(_within(json.loads(script.text or "", strict=False)))
    except (ValueError, RecursionError):
        return None


def _nodes(page: HtmlElement) -> list[dict[str, Any]]:
    return [node for script in _scripts(page) for node in _read(script) or ()]


def _within(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for one in node:
            yield from _within(one)
    elif isinstance(node, dict):
        yield node
        for key in _OWN:
            yield from _within(node.get(key))


def _types(node: dict[str, Any]) -> set[str]:
    types = node.get("@type")
    return {str(one) for one in (types if isinstance(types, list) else [types])}


def _is_article(node: dict[str, Any]) -> bool:
    return any(one.endswith(_ARTICLES) for one in _types(node))


def _body(article: dict[str, Any]) -> str | None:
    body = article.get("articleBody")
    return body if isinstance(body, str) else None


def _plain(said: Any, named: dict[str, dict[str, Any]]) -> Any:
    """A text, or the names of whom it tells of or only refers to."""
    if isinstance(said, list):
        return [_plain(one, named) for one in said if not isinstance(one, list)]
    if not isinstance(said, dict):
        return said
    known = said if "name" in said else named.get(str(said.get("@id")), said)
    return {key: known[key] for key in _NAMES if isinstance(known.get(key), str)}


def _headline(article: dict[str, Any]) -> set[str]:
    return _squashed([article.get("headline")])


def _places(article: dict[str, Any]) -> set[str]:
    """The addresses of an article."""
    place = article.get("mainEntityOfPage")
    return _squashed([article.get("url"), place.get("@id") if isinstance(place, dict) else place])


def _titles(page: HtmlElement) -> set[str]:
    """The headings and titles of a page."""
    return _squashed(["".join(one.itertext()) for one in page.iter("h1")]) | titles_of(page)


def _addresses(page: HtmlElement) -> set[str]:
    return _squashed(page.xpath(_PAGE_ADDRESS))


def _squashed(said: list[Any]) -> set[str]:
    return {squashed(unescape(one)).casefold() for one in said if isinstance(one, str)} - {""}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", unescape(text).casefold()))
