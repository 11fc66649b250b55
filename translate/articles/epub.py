"""E-books (EPUB 2 and 3): the chapters in their reading order, as one article.

The package names the order, in which notes and answers often stand as no part of the line of
reading (``linear="no"``); navigation is left out. Nothing outside the archive is ever asked for,
and no script in it runs.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from translate.articles.archive import Archive
from translate.articles.decode import decode
from translate.articles.documents import Properties, compose
from translate.articles.draft import Draft
from translate.articles.source import shown
from translate.articles.tree import Found, blocks_of, parted, tree_of
from translate.errors import BadFormat, EmptyArticle

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"


def read_epub(data: bytes, name: str, limit: int) -> Draft:
    """A draft from an e-book; raises BadFormat, BinaryFile, TooLarge or EmptyArticle."""
    archive = Archive(data, name, "an e-book", limit)
    package = _package_part(archive)
    root = archive.xml(package)
    locked = _locked(archive)
    found: list[Found] = []
    for part in dict.fromkeys(_chapters(root, posixpath.dirname(package))):
        if part in locked:
            raise BadFormat(f"{shown(name)} is protected against copying (DRM)", "find one without")
        found += _page(decode(archive.read(part), f"{name}: {part}")[0], archive)
    contents, left_out = parted(found)
    if not contents:
        raise EmptyArticle(f"{shown(name)} holds no text", "remove it")
    return compose(contents, _properties(root), "epub", left_out)


def _package_part(archive: Archive) -> str:
    for element in archive.xml(_CONTAINER).iter("{*}rootfile"):
        if path := element.get("full-path"):
            return posixpath.normpath(path)
    raise archive.broken("it names no package")


def _locked(archive: Archive) -> set[str]:
    """Parts that are encrypted; fonts often are, and do not matter."""
    if _ENCRYPTION not in archive.names:
        return set()
    references = archive.xml(_ENCRYPTION).iter("{*}CipherReference")
    return {unquote(one.get("URI", "")) for one in references}


def _chapters(package: _Element, folder: str) -> Iterator[str]:
    items = {
        item.get("id", ""): unquote(item.get("href", ""))
        for item in package.iter("{*}item")
        if "html" in item.get("media-type", "") and "nav" not in item.get("properties", "").split()
    }
    for reference in package.iter("{*}itemref"):
        if (identifier := reference.get("idref", "")) in items:
            yield posixpath.normpath(posixpath.join(folder, items[identifier]))


def _page(text: str, archive: Archive) -> list[Found]:
    from lxml import etree

    if not text.strip():
        return []
    try:
        return blocks_of(tree_of(text))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise archive.broken("a chapter is no web page") from error


def _properties(package: _Element) -> Properties:
    title, author, date = (
        package.findtext(f".//{{*}}{name}") or "" for name in ("title", "creator", "date")
    )
    return Properties(title, author, date)
