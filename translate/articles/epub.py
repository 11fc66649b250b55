"""E-books (EPUB 2 and 3): the chapters in their reading order, as one article.

The package names the order; navigation, and chapters that are not of the reading order, are left
out. Nothing outside the archive is ever asked for, and no script in it runs.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from translate.articles.archive import Archive, local
from translate.articles.classify import classify
from translate.articles.decode import decode
from translate.articles.documents import Content, Properties, compose
from translate.articles.markup import Draft
from translate.articles.source import shown
from translate.errors import BadFormat, EmptyArticle
from translate.types import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SKIPPED = frozenset({"script", "style", "head", "nav", "svg", "math", "template", "rt", "rp"})
#: What begins and ends a block of text.
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "aside",
        "header",
        "footer",
        "main",
        "blockquote",
        "figure",
        "figcaption",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "tr",
        "pre",
        "address",
        "hr",
        "body",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")


def read_epub(data: bytes, name: str, limit: int) -> Draft:
    """A draft from an e-book; raises BadFormat, BinaryFile, TooLarge or EmptyArticle."""
    archive = Archive(data, name, "an e-book", limit)
    package = _package_part(archive)
    root = archive.xml(package)
    locked = _locked(archive)
    contents: list[Content] = []
    for part in dict.fromkeys(_chapters(root, posixpath.dirname(package))):
        if part in locked:
            raise BadFormat(f"{shown(name)} is protected against copying (DRM)", "find one without")
        contents += _contents(decode(archive.read(part), f"{name}: {part}")[0], archive)
    if not contents:
        raise EmptyArticle(f"{shown(name)} holds no text", "remove it")
    return compose(contents, _properties(root), "epub")


def _package_part(archive: Archive) -> str:
    for element in archive.xml(_CONTAINER).iter("*"):
        if local(element) == "rootfile" and element.get("full-path"):
            return posixpath.normpath(str(element.get("full-path")))
    raise archive.broken("it names no package")


def _locked(archive: Archive) -> set[str]:
    """Parts that are encrypted; fonts often are, and do not matter."""
    if _ENCRYPTION not in archive.names:
        return set()
    return {
        unquote(element.get("URI") or "")
        for element in archive.xml(_ENCRYPTION).iter("*")
        if local(element) == "CipherReference"
    }


def _chapters(package: _Element, folder: str) -> Iterator[str]:
    items: dict[str, str] = {}
    order: list[str] = []
    for element in package.iter("*"):
        if local(element) == "item" and "nav" not in (element.get("properties") or "").split():
            if "html" in (element.get("media-type") or ""):
                items[element.get("id") or ""] = unquote(element.get("href") or "")
        elif local(element) == "itemref" and element.get("linear") != "no":
            order.append(element.get("idref") or "")
    for identifier in order:
        if identifier in items:
            yield posixpath.normpath(posixpath.join(folder, items[identifier]))


def _contents(text: str, archive: Archive) -> Iterator[Content]:
    from lxml import etree, html

    text = _DECLARATION.sub("", text)
    if not text.strip():
        return
    try:
        page = html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise archive.broken("a chapter is no web page") from error
    blocks = [(tag, " ".join("".join(parts).split())) for tag, parts in _walk(page)]
    blocks = [block for block in blocks if block[1]]
    for index, (tag, content) in enumerate(blocks):
        if tag in _HEADINGS:
            yield BlockKind.HEADING, content, _HEADINGS[tag]
        elif tag == "li":
            yield BlockKind.LIST_ITEM, content, 0
        elif tag == "figcaption":
            yield BlockKind.CAPTION, content, 0
        else:
            kind = classify(content, last=index + 1 == len(blocks))
            marked = kind in (BlockKind.CAPTION, BlockKind.LINK)
            yield kind if marked else BlockKind.PARAGRAPH, content, 0


def _walk(page: _Element) -> Iterator[tuple[str, list[str]]]:
    """The tag and the text of each block, in order; text goes to the innermost block."""
    from lxml import etree

    stack = ["body"]
    parts: list[str] = []
    walk = etree.iterwalk(page, events=("start", "end"))
    for event, element in walk:
        tag = local(element)
        skipped = tag in _SKIPPED or not tag
        if event == "start" and skipped:
            walk.skip_subtree()
        elif event == "start":
            if tag in _BLOCKS:
                yield _role(stack), parts
                parts = []
                stack.append(tag)
            parts.append(" " if tag in ("br", "td", "th") else "")
            parts.append(element.text or "")
        else:
            if tag in _BLOCKS and not skipped:
                yield _role(stack), parts
                stack.pop()
                parts = []
            parts.append(element.tail or "")
    yield _role(stack), parts


def _role(stack: Sequence[str]) -> str:
    """What text inside these blocks is: a heading, a list item, a caption, or whatever it is in."""
    marked = (tag for tag in stack if tag in _HEADINGS or tag in ("li", "figcaption"))
    return next(marked, stack[-1])


def _properties(package: _Element) -> Properties:
    found: dict[str, str] = {}
    for element in package.iter("*"):
        if local(element) in ("title", "creator", "date"):
            found.setdefault(local(element), element.text or "")
    return Properties(found.get("title", ""), found.get("creator", ""), found.get("date", ""))
