"""Word documents (Office Open XML, ECMA-376): paragraphs with what their styles say they are.

Read directly rather than by a library: what is read is four parts of an archive that are known
beforehand, within limits, with insertions that were not yet accepted and without deletions.
Footnotes, headers and footers are left out.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from translate.articles.archive import Archive, local
from translate.articles.classify import classify
from translate.articles.documents import Content, Properties, compose
from translate.articles.markup import Draft
from translate.articles.source import shown
from translate.errors import BadFormat, EmptyArticle
from translate.types import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

#: First bytes of the container that Word puts a document with a password into.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Not part of the text: what was deleted, what stands in for older programs, and codes.
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr"})
_SPACES = frozenset({"tab", "br", "cr", "ptab"})


def read_docx(data: bytes, name: str, limit: int) -> Draft:
    """A draft from a Word document; raises BadFormat, TooLarge or EmptyArticle."""
    if data.startswith(_OLE):
        raise BadFormat(
            f"{shown(name)} is locked with a password, or an old .doc", "save it as .docx without"
        )
    archive = Archive(data, name, "a Word document", limit)
    main = _main_part(archive)
    folder = posixpath.dirname(main)
    root = archive.xml(main)
    styles = _styles(archive, posixpath.join(folder, "styles.xml"))
    contents = list(_contents(root, styles))
    if not contents:
        raise EmptyArticle(f"{shown(name)} holds no text", "remove it")
    return compose(contents, _properties(archive), "docx")


def _main_part(archive: Archive) -> str:
    for relation in archive.xml("_rels/.rels"):
        if (relation.get("Type") or "").endswith("/officeDocument"):
            target = (relation.get("Target") or "").lstrip("/")
            return posixpath.normpath(target)
    raise archive.broken("it names no text")


def _styles(archive: Archive, part: str) -> Mapping[str, str]:
    """From a style's identifier to its name in lower case, which is English in any Word."""
    if part not in archive.names:
        return {}
    names = {}
    for style in archive.xml(part):
        for child in style:
            if local(style) == "style" and local(child) == "name":
                names[_value(style, "styleId")] = _value(child, "val").lower()
    return names


def _value(element: _Element, attribute: str) -> str:
    return next(
        (str(text) for key, text in element.attrib.items()
         if str(key).rpartition("}")[2] == attribute), ""
    )  # fmt: skip


def _contents(root: _Element, styles: Mapping[str, str]) -> Iterator[Content]:
    paragraphs = list(_paragraphs(root))
    for index, (text, properties) in enumerate(paragraphs):
        style = styles.get(properties.get("pStyle", ""), properties.get("pStyle", "").lower())
        level = int(style[-1]) if style.startswith("heading") and style[-1:].isdigit() else 0
        outline = properties.get("outlineLvl", "")
        if style == "title":
            yield BlockKind.TITLE, text, 1
        elif level:
            yield BlockKind.HEADING, text, level
        elif outline in set("012345"):
            yield BlockKind.HEADING, text, int(outline) + 1
        elif style == "caption":
            yield BlockKind.CAPTION, text, 0
        elif "numPr" in properties or style.startswith("list"):
            yield BlockKind.LIST_ITEM, text, 0
        else:
            kind = classify(text, last=index + 1 == len(paragraphs))
            yield kind, text, 2 if kind is BlockKind.HEADING else 0


def _paragraphs(root: _Element) -> Iterator[tuple[str, dict[str, str]]]:
    """Text and properties of each paragraph with text; a row of a table is one."""
    from lxml import etree

    open_paragraphs: list[tuple[list[str], dict[str, str]]] = []
    cells: list[list[str]] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = local(element)
        if event == "start":
            if tag == "pPr" and open_paragraphs:
                open_paragraphs[-1][1].update((local(one), _value(one, "val")) for one in element)
            if tag in _SKIPPED:
                walk.skip_subtree()
            elif tag == "p":
                open_paragraphs.append(([], {}))
            elif tag == "tr":
                cells.append([])
            elif open_paragraphs:
                open_paragraphs[-1][0].append(_piece(element, tag))
        elif tag == "p" and open_paragraphs:
            parts, properties = open_paragraphs.pop()
            text = " ".join("".join(parts).split())
            if text and cells:
                cells[-1].append(text)
            elif text:
                yield text, properties
        elif tag == "tr" and cells:
            row = " | ".join(cells.pop())
            if row and cells:
                cells[-1].append(row)
            elif row:
                yield row, {}


def text_of(element: _Element) -> str:
    """All text below an element, changes accepted."""
    tag = local(element)
    if tag in _SKIPPED:
        return ""
    return _piece(element, tag) + "".join(map(text_of, element))


def _piece(element: _Element, tag: str) -> str:
    if tag == "t":
        return element.text or ""
    if tag == "noBreakHyphen":
        return "-"
    return " " if tag in _SPACES else ""


def _properties(archive: Archive) -> Properties:
    part = "docProps/core.xml"
    if part not in archive.names:
        return Properties()
    found = {local(one): one.text or "" for one in archive.xml(part)}
    return Properties(
        title=found.get("title", ""),
        author=found.get("creator", ""),
        date=found.get("created", ""),
    )
