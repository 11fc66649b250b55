"""HTML: title, date, byline and text of an article by trafilatura (Apache-2.0).

The article's text is the extracted one; its blocks are joined by blank lines.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from translate.articles.classify import classify
from translate.articles.dateline import date_line, iso_date
from translate.articles.decode import decode
from translate.articles.markup import Draft, from_pieces
from translate.articles.source import shown
from translate.errors import BadFormat, EmptyArticle
from translate.types import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Nothing may depend on the day of the run, which is the library's own upper bound for dates.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}

_ROOT = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_Content = tuple[BlockKind, str, int]


def read_html(data: bytes, name: str) -> Draft:
    """A draft from a web page.

    Raises BinaryFile, EmptyArticle where the page holds no article, BadFormat where it is
    nested beyond what a parser takes or is broken such that the libraries fail.
    """
    text, encoding = decode(data, name)
    import trafilatura  # a third of a second, paid by web pages only

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        page = trafilatura.bare_extraction(
            _page(text),
            with_metadata=True,
            include_comments=False,
            include_formatting=False,
            date_extraction_params=dict(_DATES),
        )
    except RecursionError as error:
        raise BadFormat(f"{shown(name)} is nested too deeply", "save the article alone") from error
    except Exception as error:  # broken markup trips the libraries in many ways
        raise BadFormat(
            f"{shown(name)} cannot be read as a web page ({type(error).__name__})",
            "save the article alone",
        ) from error
    if page is None or isinstance(page, dict) or page.body is None:
        raise EmptyArticle(f"{shown(name)} holds no article", "save the article itself")
    title = _flat(page.title or "")
    contents = list(_contents(page.body, title))
    if contents:
        kind, first, level = contents[0]
        line_date, start = date_line(first)
        contents[0] = (kind, first[start:], level)
    else:
        line_date = None
    byline = _flat(page.author or "")
    head: list[_Content] = [(BlockKind.TITLE, title, 1)] if title else []
    if byline and contents:
        head.append((BlockKind.CAPTION, byline, 0))
    if not any(content for _, content, _ in contents):
        raise EmptyArticle(f"{shown(name)} holds no article", "save the article itself")
    date = iso_date(page.date or "") or line_date
    return from_pieces([*head, *contents], encoding, date, title or None)


def _page(text: str) -> str:
    """A whole page: the library takes a fragment for no page at all."""
    text = text.removeprefix("\ufeff")
    whole = _ROOT.search(text[:10_000]) is not None
    return text if whole else f"<html><body><article>{text}</article></body></html>"


def _contents(body: _Element, title: str) -> Iterator[_Content]:
    texts = [(tag, level, content) for tag, level, content in _walk(body) if content]
    for index, (tag, level, content) in enumerate(texts):
        if tag == "head":
            if not (index == 0 and content == title):
                yield BlockKind.HEADING, content, level
        elif tag == "item":
            yield BlockKind.LIST_ITEM, content, 0
        else:
            kind = classify(content, last=index + 1 == len(texts))
            marked = kind in (BlockKind.CAPTION, BlockKind.LINK)
            yield kind if marked else BlockKind.PARAGRAPH, content, 0


def _walk(body: _Element) -> Iterator[tuple[str, int, str]]:
    """Tag, heading level and text of each block, in order."""
    for element in body.iterchildren("*"):
        if element.tag == "head":
            level = element.get("rend", "h2").removeprefix("h")
            yield "head", int(level) if level.isdigit() else 2, _text(element)
        elif element.tag in ("list", "item", "quote", "table", "row", "div"):
            blocks = element.xpath("./item|./row|./p|./head|./quote|./list|./div")
            if not blocks:
                yield str(element.tag), 0, _text(element)
            else:
                yield str(element.tag), 0, _flat(element.text or "")
                yield from _walk(element)
        else:
            yield str(element.tag), 0, _text(element)
        yield "p", 0, _flat(element.tail or "")


def _text(element: _Element) -> str:
    separator = " | " if element.tag == "row" else ""
    return _flat(separator.join(str(part) for part in element.itertext()))


def _flat(text: str) -> str:
    return " ".join(text.split())
