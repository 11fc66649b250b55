"""HTML within a text: rows that a newsroom's system exported, and what pages declare."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from translate.articles.documents import Properties, compose
from translate.articles.draft import Draft, flat
from translate.articles.source import shown
from translate.articles.tree import blocks_of, parted, tree_of
from translate.errors import BadFormat

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = "p|br|div|h[1-6]|ul|ol|li|blockquote|table|figure"
_MARKUP = re.compile(rf"</?(?:{_BLOCKS}|b|i|u|em|strong|a|span)\b[^<>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_IN_BLOCKS = re.compile(rf"<(?:{_BLOCKS})\b", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether there are tags of HTML in a text."""
    return _MARKUP.search(text) is not None


def page_of(text: str) -> _Element:
    """A page with nothing but a text; each line is a paragraph where no tag says what is one.

    Raises ValueError or lxml's errors where no parser takes it.
    """
    if not is_markup(text):
        text = escape(text)
    if not _IN_BLOCKS.search(text):
        text = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return tree_of(f"<html><body>{text}</body></html>")


def read_markup(text: str, title: str, encoding: str, name: str) -> Draft:
    """A draft of a text with tags; raises BadFormat where no parser takes it."""
    from lxml import etree

    try:
        contents, left_out = parted(blocks_of(page_of(text)))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise BadFormat(f"the HTML of {shown(name)} cannot be read", "remove its tags") from error
    return compose(contents, Properties(title), encoding, left_out)


def without_tags(text: str) -> str:
    """A text on one line, without tags."""
    return flat(without_entities(_MARKUP.sub("", text)))


def without_entities(text: str) -> str:
    """A text with the characters that ``&amp;`` and the like stand for."""
    return _ENTITY.sub(lambda found: unescape(found[0]), text)
