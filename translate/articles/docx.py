"""Word documents (Office Open XML, ECMA-376), read as the HTML that they would be.

Read directly rather than by a library: what is read is a few parts of an archive that are known
beforehand, within limits, with insertions that were not yet accepted and without deletions.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from translate.articles.archive import Archive, local
from translate.articles.classify import classify
from translate.articles.documents import Properties, compose
from translate.articles.draft import Content, Draft, Omission
from translate.articles.lists import SHOWN, Counter, Level, whole
from translate.articles.source import shown
from translate.articles.symbols import symbol
from translate.articles.tree import Found, blocks_of, parted
from translate.errors import BadFormat, EmptyArticle
from translate.types import BlockKind, Reason

if TYPE_CHECKING:
    from lxml.etree import _Element

#: First bytes of the container that Word puts a document with a password into.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: No text: what stands in for older programs, codes, and properties, which are read before.
_DROPPED = ("Fallback", "instrText", "pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr", "proofErr",
            "bookmarkStart", "bookmarkEnd")  # fmt: skip
_RAISED = {"superscript": "sup", "subscript": "sub"}
_UNWRAPPED = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
_TAGS = {"tbl": "table", "tr": "tr", "tc": "td", "br": "br", "cr": "br", "txbxContent": "div",
         "del": "del", "moveFrom": "del"}  # fmt: skip
_TEXTS = {"tab": " ", "ptab": " ", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnotes.xml", "endnoteReference": "endnotes.xml"}
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_ELSEWHERE = {
    re.compile(r"(?:header|footer)\d*\.xml"): Reason.RUNNING_HEAD,
    re.compile(r"comments\.xml"): Reason.COMMENT,
}


def read_docx(data: bytes, name: str, limit: int) -> Draft:
    """A draft from a Word document; raises BadFormat, TooLarge or EmptyArticle."""
    if data.startswith(_OLE):
        raise BadFormat(
            f"{shown(name)} is locked with a password, or an old .doc", "save it as .docx without"
        )
    archive = Archive(data, name, "a Word document", limit)
    reader = _Reader(archive, _main_part(archive))
    found = blocks_of(reader.page())
    _, left_out = parted(found)
    contents = list(_contents([one for one in found if one.reason is None]))
    if not contents:
        raise EmptyArticle(f"{shown(name)} holds no text", "remove it")
    return compose(contents, _properties(archive), "docx", [*left_out, *reader.left_out])


def _main_part(archive: Archive) -> str:
    for relation in archive.xml("_rels/.rels"):
        if (relation.get("Type") or "").endswith("/officeDocument"):
            target = (relation.get("Target") or "").lstrip("/")
            return posixpath.normpath(target)
    raise archive.broken("it names no text")


def _contents(found: list[Found]) -> Iterator[Content]:
    """The blocks; a line without a style may be a heading, but not one of several lines."""
    for index, (content, element, _) in enumerate(found):
        alone = [one.element for one in found[max(index - 1, 0) : index + 2]].count(element) == 1
        if element.get("class") == "title":
            yield content._replace(kind=BlockKind.TITLE, level=1)
        elif content.kind is BlockKind.PARAGRAPH and element.tag == "p" and alone:
            if next(element.iterancestors("td", "th"), None) is not None:
                yield content  # of a table that is none of data
                continue
            kind = classify(content.text, last=index + 1 == len(found))
            yield content._replace(kind=kind, level=2 * (kind is BlockKind.HEADING))
        else:
            yield content


class _Reader:
    """Turns the parts of one document into a tree of HTML."""

    def __init__(self, archive: Archive, main: str) -> None:
        self.left_out: list[Omission] = []
        self._archive = archive
        self._folder, file = posixpath.split(main)
        self._root = archive.xml(main)
        styles = {_value(one, "styleId"): one for one in self._part("styles.xml")}
        self._styles = {key: _below(one, "{*}name").lower() for key, one in styles.items()}
        self._lists = {key: _below(one, "{*}pPr/{*}numPr/{*}numId") for key, one in styles.items()}
        self._counters = _counters(self._part("numbering.xml"))
        self._addresses = {
            relation.get("Id"): relation.get("Target") or ""
            for relation in self._part(f"_rels/{file}.rels")
            if relation.get("TargetMode") == "External"
        }
        #: Part and identifier of each note in the order of their marks, which numbers them.
        self._notes: list[tuple[str, str]] = []

    def _part(self, name: str) -> Iterator[_Element]:
        part = posixpath.join(self._folder, name)
        return iter(self._archive.xml(part) if part in self._archive.names else ())

    def page(self) -> _Element:
        """The text with its notes behind it; what stands elsewhere is left out."""
        root = self._as_html(self._root)
        for number, (part, identifier) in enumerate(self._notes, start=1):
            for note in self._part(part):
                if _value(note, "id") == identifier:
                    note = self._as_html(note)
                    note.tag, note.text = "li", f"[{number}]"
                    for paragraph in list(note.iter("p")):
                        paragraph.tag = "span"
                        paragraph.addprevious(note.makeelement("br"))
                    root.append(note)
        for pattern, reason in _ELSEWHERE.items():
            for part in sorted(self._archive.names):
                folder, file = posixpath.split(part)
                if folder == self._folder and pattern.fullmatch(file):
                    texts = [one.text or "" for one in self._archive.xml(part).iter("{*}t")]
                    self.left_out.append((reason, " ".join(texts)))
        return root

    def _as_html(self, root: _Element) -> _Element:
        from lxml import etree

        etree.strip_tags(root, etree.Entity, *(f"{{*}}{tag}" for tag in _UNWRAPPED))
        for reading in list(root.iter("{*}rt")):  # Word has it before the words that it stands over
            reading.tag = "rt"
            reading.getparent().append(reading)  # type: ignore[union-attr]
        for element in root.iter("*"):
            tag = local(element)
            element.tail = None
            if tag not in ("t", "delText"):  # white space between elements is none of the text
                element.text = _TEXTS.get(tag)
            self._convert(element, tag)
        etree.strip_elements(root, *(f"{{*}}{tag}" for tag in _DROPPED), with_tail=False)
        return root

    def _convert(self, element: _Element, tag: str) -> None:
        properties = {
            local(one): _value(one, "val")
            for part in element if local(part) == f"{tag}Pr" for one in part
        }  # fmt: skip
        if tag == "p":
            self._paragraph(element, properties)
        elif tag == "r" and _is_on(properties, "vanish"):
            element.set("hidden", "")
        elif tag == "r" and (_is_on(properties, "strike") or _is_on(properties, "dstrike")):
            element.tag = "del"
        elif tag == "r":
            element.tag = _RAISED.get(properties.get("vertAlign", ""), element.tag)
        elif tag == "t":
            font = "".join(
                _value(one, "ascii")
                for part in element.itersiblings("{*}rPr", preceding=True)
                for one in part.iter("{*}rFonts")
            )
            element.text = _PRIVATE.sub(
                lambda char: self._symbol(ord(char[0]), font), element.text or ""
            )
        elif tag == "sym" and re.fullmatch("[0-9A-Fa-f]{1,5}", _value(element, "char")):
            element.text = self._symbol(int(_value(element, "char"), 16), _value(element, "font"))
        elif tag in _NOTES and _value(element, "id"):
            self._notes.append((_NOTES[tag], _value(element, "id")))
            element.tag, element.text = "a", str(len(self._notes))
            element.set("href", "#note")
        elif tag == "hyperlink":
            element.tag = "a"
            element.set("href", self._addresses.get(_value(element, "id"), ""))
        elif tag == "tbl":
            look = next(element.iter("{*}tblLook"), None)
            first = next(element.iter("{*}tr"), None)
            if first is not None and look is not None and _value(look, "firstRow") == "1":
                first.set("header", "")
        elif tag == "tr":
            self._row(element, properties)
        elif tag == "tc":
            element.set("colspan", properties.get("gridSpan", "1"))
        if tag in _TAGS:
            element.tag = "th" if element.get("header") is not None and tag == "tc" else _TAGS[tag]

    def _paragraph(self, element: _Element, properties: Mapping[str, str]) -> None:
        style = self._styles.get(properties.get("pStyle", ""), properties.get("pStyle", "").lower())
        outline = properties.get("outlineLvl", "")
        if style == "title":
            element.tag = "h1"
            element.set("class", "title")
        elif style.startswith("heading") and style[-1:] in set("123456789"):
            element.tag = f"h{min(int(style[-1]), 6)}"
        elif outline in set("012345"):
            element.tag = f"h{int(outline) + 1}"
        elif style == "caption":
            element.tag = "figcaption"
        elif "numPr" in properties or style.startswith("list"):
            element.tag = "li"
            chosen = _below(element, "{*}pPr/{*}numPr/{*}numId")
            counter = self._counters.get(
                chosen or self._lists.get(properties.get("pStyle", ""), "")
            )
            if counter is not None:
                depth = whole(_below(element, "{*}pPr/{*}numPr/{*}ilvl"), 0)
                element.set(SHOWN, counter.next(depth))
        else:
            element.tag = "p"

    def _row(self, element: _Element, properties: Mapping[str, str]) -> None:
        if element.get("header") is not None or "tblHeader" in properties:
            for cell in element.iterchildren("{*}tc"):
                cell.set("header", "")
        if "del" in properties:
            for run in element.iter("{*}r"):
                run.tag = "del"
        if properties.get("gridBefore", "0") != "0":
            element.insert(0, element.makeelement("td", colspan=properties["gridBefore"]))

    def _symbol(self, code: int, font: str) -> str:
        found = symbol(code, font)
        if not found:
            self.left_out.append((Reason.SYMBOL, f"{font} {code:04X}"))
        return found


def text_of(element: _Element) -> str:
    """All text below an element, changes accepted."""
    tag = local(element)
    if tag in _DROPPED or _TAGS.get(tag) == "del":
        return ""
    own = element.text or "" if tag == "t" else _TEXTS.get(tag, " " * (_TAGS.get(tag) == "br"))
    return own + "".join(map(text_of, element))


def _is_on(properties: Mapping[str, str], name: str) -> bool:
    return properties.get(name, "off") not in ("0", "false", "off")


def _value(element: _Element, attribute: str) -> str:
    return next(
        (str(text) for key, text in element.attrib.items()
         if str(key).rpartition("}")[2] == attribute), ""
    )  # fmt: skip


def _below(element: _Element, path: str) -> str:
    """The value of the first element at ``path``; "" where there is none."""
    return next((_value(one, "val") for one in element.iterfind(path)), "")


def _counters(numbering: Iterable[_Element]) -> dict[str, Counter]:
    """What counts the items of each list; lists of one definition go on, unless one begins anew."""
    levels: dict[str, dict[int, Level]] = {}
    counters: dict[str, Counter] = {}
    lists: dict[str, Counter] = {}
    for one in numbering:
        if local(one) == "abstractNum":
            key = _value(one, "abstractNumId")
            levels[key] = {
                depth: Level(
                    _below(level, "{*}numFmt"),
                    _below(level, "{*}lvlText"),
                    whole(_below(level, "{*}start"), 1),
                )
                for depth, level in enumerate(one.iterchildren("{*}lvl"))
            }
            counters[key] = Counter(levels[key])
        elif local(one) == "num" and (key := _below(one, "{*}abstractNumId")) in levels:
            anew = one.find("{*}lvlOverride") is not None
            lists[_value(one, "numId")] = Counter(levels[key]) if anew else counters[key]
    return lists


def _properties(archive: Archive) -> Properties:
    part = "docProps/core.xml"
    if part not in archive.names:
        return Properties()
    root = archive.xml(part)
    title, author, date = (
        root.findtext(f"{{*}}{name}") or "" for name in ("title", "creator", "created")
    )
    return Properties(title, author, date)
