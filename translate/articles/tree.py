"""A tree of HTML into blocks: web pages, chapters of e-books, and Markdown once it is HTML.

Every character that a reader sees comes out once: in a block, or among what is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from translate.articles.classify import classify, ends_sentence
from translate.articles.draft import Content, Omission, flat
from translate.articles.lists import number_of
from translate.articles.raised import joined, raised
from translate.articles.tables import content_of, is_header, rows_of
from translate.types import BlockKind, Hyperlink, Reason

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: What begins and ends a block of text.
_TAGS = """p div section article aside header footer main blockquote figure figcaption ul ol li dl
    dt dd table caption thead tbody tfoot tr td th pre address hr body details summary hgroup center
    fieldset form"""
_BLOCKS = frozenset(_TAGS.split()).union(_HEADINGS)
#: The outermost of these that text stands in says what it is.
_KINDS = {
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
    **dict.fromkeys(_HEADINGS, BlockKind.HEADING),
}
_REASONS = {
    **dict.fromkeys(("script", "style", "noscript"), Reason.SCRIPT),
    **dict.fromkeys(
        ("template", "iframe", "object", "video", "audio", "canvas", "svg", "title", "datalist"),
        Reason.HIDDEN,
    ),
    **dict.fromkeys(("nav", "button", "select", "textarea", "label", "legend"), Reason.NAVIGATION),
    **dict.fromkeys(("del", "s", "strike"), Reason.DELETED),
}
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_STRIKING = re.compile(r"text-decoration[^;]*line-through")
_HIDDEN_CLASS = re.compile(r"\b(?:sr-only|visually-?hidden|screen-reader(?:-text)?)\b")
#: What stands before and behind a text in a line.
_AROUND = {
    **dict.fromkeys(("code", "kbd", "samp", "tt", "math"), ("`", "`")),
    "q": ("“", "”"),
    "rt": (" (", ")"),
}
_CODE_CLASS = re.compile(r"\b(?:language-|lang-|highlight|sourcecode|hljs)")
#: Where more than one character in so many is one of these, a text is no prose.
_CODE_SIGNS, _PROSE = re.compile(r"[{}()\[\];=<>\\$|#_/&*+]"), 25
_STOP = re.compile(r"[.!?…,;:]+[”’\"')]*\Z")
_SPACE = re.compile(r"\s+")
#: A line as long as this that ends no sentence was broken to fit.
_WRAPPED = 60
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")


class Found(NamedTuple):
    """A block, and the innermost element that it stands in; ``reason`` says why it is none."""

    content: Content
    element: _Element
    reason: Reason | None = None


def tree_of(text: str) -> _Element:
    """The tree of a page; raises ValueError or lxml's errors where there is none."""
    from lxml import html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    tree: _Element = html.document_fromstring(_DECLARATION.sub("", text), parser=parser)
    return tree


def blocks_of(page: _Element) -> list[Found]:
    """The blocks of a page's body, or of a part of it, in order, with what is left out."""
    joined(page)
    walker = _Walker()
    walker.walk(page.find("body") if page.tag == "html" else page)
    return walker.found


def parted(found: Iterable[Found]) -> tuple[list[Content], list[Omission]]:
    """The blocks, and what is left out."""
    found = list(found)
    kept = [one.content for one in found if one.reason is None]
    return kept, [(one.reason, text_of(one.content)) for one in found if one.reason is not None]


def text_of(content: Content) -> str:
    """All text of a block on one line."""
    return flat(" ".join(cell for row in content.rows for cell in row) or content.text)


def _lines(content: Content) -> str:
    """A block in a cell; a table in one has a line for each of its rows."""
    return content.text or "\n".join(flat(" ".join(row)) for row in content.rows)


def lines_of(text: str) -> Iterator[str]:
    """Paragraphs of a text whose line ends were meant, or made to fit; blank lines divide it.

    A line end in a paragraph is one that sentences do not go beyond.
    """
    for chunk in re.split(r"\n\s*\n", text):
        lines: list[str] = []
        for line in filter(None, map(flat, chunk.split("\n"))):
            if lines and _goes_on(lines[-1], line):
                lines[-1] += f" {line}"
            else:
                lines.append(line)
        if lines:
            yield "\n".join(lines)


def _goes_on(line: str, following: str) -> bool:
    if not any(map(str.isalpha, line)):
        return False  # the number of a note, a box to tick
    open_end = not ends_sentence(line) and not line.endswith(":")
    return following[0].islower() or (open_end and len(line) >= _WRAPPED)


class _Walker:
    """Walks a tree once; text goes to the innermost block that it stands in."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self._stack: list[_Element] = []
        self._parts: list[str] = []
        self._links: list[Hyperlink] = []
        #: Open links: where in the parts their text begins, and their address.
        self._open: list[tuple[int, str]] = []
        #: Numbers of list items that no text stands behind as yet.
        self._numbers: dict[_Element, str] = {}

    def walk(self, root: _Element | None) -> None:
        from lxml import etree

        if root is None:
            return
        events = etree.iterwalk(root, events=("start", "end"))
        passed: _Element | None = None
        self._stack = [root]
        for event, element in events:
            if event == "start":
                if element is not root and self._is_done(element):
                    events.skip_subtree()
                    passed = element
                else:
                    self._begin(element, root)
                    self._add(element.text)
            else:
                if element is not passed:
                    self._end(element, root)
                if element is not root:
                    self._add(element.tail)
        self._flush()

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append(_SPACE.sub(" ", text))

    def _is_done(self, element: _Element) -> bool:
        """Whether an element was dealt with as a whole."""
        tag = element.tag
        if (reason := _reason(element)) is not None:
            text = flat(" ".join(map(str, element.itertext())))
            if text:
                self.found.append(Found(Content(BlockKind.PARAGRAPH, text), element, reason))
        elif tag == "table" and (rows := rows_of(element)):
            self._flush()
            self._table(element, rows)
        elif tag == "pre":
            self._flush()
            self._preformatted(element)
        elif tag in ("sup", "a") and (shown := raised(element, "".join(self._parts[-6:]))):
            # a note's mark goes before the stop of its sentence, or it would begin the next
            end = _STOP.search(self._parts[-1]) if self._parts and shown.endswith("]") else None
            stop = end[0] if end else ""
            if stop:
                self._parts[-1] = self._parts[-1][: -len(stop)]
            self._parts.append(shown + stop)
        elif tag != "rp":  # brackets for programs that know no words above others
            return False
        return True

    def _begin(self, element: _Element, root: _Element) -> None:
        tag = element.tag
        if tag in _BLOCKS and element is not root:
            self._flush()
            self._stack.append(element)
            if tag == "li" and (number := number_of(element)):
                self._numbers[element] = f"{number}\n"
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "a" and element.get("href"):
            self._open.append((len(self._parts), element.get("href", "")))
        elif tag == "input" and element.get("type") == "checkbox":
            # a sentence of its own, which no model sees
            self._parts.append("☑\n" if element.get("checked") is not None else "☐\n")
        elif tag in _AROUND:
            self._parts.append(_AROUND[tag][0])

    def _end(self, element: _Element, root: _Element) -> None:
        tag = element.tag
        if tag in _BLOCKS and element is not root:
            self._flush()
            self._stack.pop()
        elif tag == "a" and element.get("href") and self._open:
            self._link(*self._open.pop())
        elif tag in _AROUND:
            self._parts.append(_AROUND[tag][1])

    def _link(self, start: int, address: str) -> None:
        text = flat("".join(self._parts[start:]))
        if text and not address.startswith(("#", "javascript:")):
            self._links.append(Hyperlink(text, address))

    def _flush(self) -> None:
        """End a block; a link that goes on begins anew in the next."""
        for start, address in self._open:
            self._link(start, address)
        self._open = [(0, address) for _, address in self._open]
        text, links = "".join(self._parts), tuple(self._links)
        self._parts, self._links = [], []
        if not text.strip():
            return
        numbers = [self._numbers.pop(one) for one in self._stack if one in self._numbers]
        text = "".join([*numbers, text])
        marked = next((one for one in self._stack if one.tag in _KINDS), None)
        kind = _KINDS[marked.tag] if marked is not None else None
        level = _HEADINGS.get(marked.tag, 0) if marked is not None else 0
        for paragraph in lines_of(text):
            for one in [flat(paragraph)] if level else _apart(paragraph, kind):
                own = tuple(link for link in links if link.text in flat(one))
                content = Content(kind or _kind(one), one, level, links=own)
                self.found.append(Found(content, self._stack[-1]))

    def _preformatted(self, element: _Element) -> None:
        text = content_of(element)
        marked = element.find(".//code") is not None or _CODE_CLASS.search(element.get("class", ""))
        if marked or len(_CODE_SIGNS.findall(text)) * _PROSE > len(text):
            content = Content(BlockKind.CODE, text.strip("\r\n").rstrip())
            if content.text.strip():
                self.found.append(Found(content, element))
            return
        self._stack.append(element)
        self._parts.append(text)
        self._flush()
        self._stack.pop()

    def _table(self, element: _Element, rows: list[list[_Element | None]]) -> None:
        for caption in element.iterchildren("caption"):
            if text := flat(content_of(caption)):
                self.found.append(Found(Content(BlockKind.CAPTION, text), caption))
        texts: list[tuple[str, ...]] = []
        links: list[Hyperlink] = []
        header_rows = 0
        for row in rows:
            cells = []
            for cell in row:
                inner = _Walker()
                inner.walk(cell)
                kept, _ = parted(inner.found)
                cells.append("\n".join(map(_lines, kept)))
                links += [link for one in kept for link in one.links]
                self.found += [one for one in inner.found if one.reason is not None]
            if any(cells):
                header_rows += header_rows == len(texts) and is_header(row)
                texts.append(tuple(cells))
        if texts:
            content = Content(
                BlockKind.TABLE, "", 0, tuple(texts), min(header_rows, len(texts) - 1), tuple(links)
            )
            self.found.append(Found(content, element))


def _apart(paragraph: str, kind: BlockKind | None) -> list[str]:
    """Lines of running text are blocks; those of a list item or a caption stay together."""
    return paragraph.split("\n") if kind is None else [paragraph]


def _kind(text: str) -> BlockKind:
    """HTML marks its headings, so that a short line is none by itself."""
    kind = classify(text)
    return BlockKind.PARAGRAPH if kind is BlockKind.HEADING else kind


def _reason(element: _Element) -> Reason | None:
    """Why an element is left out by itself, wherever it stands."""
    tag = element.tag
    if not isinstance(tag, str):
        return Reason.HIDDEN  # an entity that is not known
    style = element.get("style", "").lower()
    if (
        element.get("hidden") is not None
        or (tag == "dialog" and element.get("open") is None)
        or _HIDING.search(style)
        or _HIDDEN_CLASS.search(element.get("class", ""))
    ):
        return Reason.SCRIPT if _REASONS.get(tag) is Reason.SCRIPT else Reason.HIDDEN
    if _STRIKING.search(style):
        return Reason.DELETED
    if tag == "a" and element.get("href", "").startswith("#"):
        text = content_of(element).strip()  # the arrow that leads back from a note
        return Reason.NAVIGATION if text and not any(map(str.isalnum, text)) else None
    return _REASONS.get(tag)
