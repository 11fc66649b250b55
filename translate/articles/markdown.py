"""Markdown: block structure by markdown-it, inline markup left out of the sentences.

The spans tile the file's own text, so that markup lies inside spans and in no source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from translate.articles.classify import classify
from translate.articles.dateline import date_line, iso_date
from translate.articles.frontmatter import front_matter
from translate.articles.markup import Draft, Piece
from translate.types import BlockKind, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n|\r|\n")
_PREFIX = re.compile(
    r"[ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:#{1,6}(?:[ \t]+|\Z))?"
)
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*")
_UNDERLINE = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:=+|-+)[ \t]*\Z")
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*\Z")
#: Marks that are no text; every quantifier is bounded, so that hostile text costs no more.
_MARKS = re.compile(
    r"(?P<escape>\\)(?=[!-/:-@\[-`{-~])."
    r"|!?\[(?=[^\[\]]{0,500}\][(\[])"  # opens a link or an image
    r"|\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]{0,500}\")?\)|\]\[[^\[\]\n]{0,200}\]"
    r"|\[\^[^\[\]\s]{1,40}\]"  # a footnote's mark
    r"|</?[A-Za-z][\w-]{0,40}(?:\s[^<>\n]{0,500})?/?>|<!--|-->"
    r"|<(?=https?://)|(?<=[^\s<])>(?=\s|[.,;:]|\Z)"
    r"|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`{1,3}|~~",
    re.DOTALL,
)
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()\s]{0,2000}[^()\n]{0,500}\)\Z")
_DEFINITION = re.compile(r"[ \t>]*\[[^\[\]]{1,500}\]:")
#: Kind (None: nothing to say), level and lines of a block.
_Found = tuple[BlockKind | None, int, list[Span]]
_SILENT = frozenset({"html_block", "hr"})


def read_markdown(text: str, encoding: str) -> Draft:
    """A draft from Markdown with or without front matter.

    A title in the front matter that no first heading repeats becomes the title block, whose
    span is the front matter.
    """
    values, front = front_matter(text)
    date, start = date_line(text[front:])
    start += front
    date = iso_date(values.get("date", "")) or date
    pieces = _pieces(text, start)
    if not pieces:
        return Draft(text, encoding, len(text), date, None, ())
    first = pieces[0]
    opening = first.content(text)[0].strip()
    title = values.get("title")
    if first.kind is BlockKind.HEADING and first.level == 1 and title in (None, opening):
        pieces[0] = Piece(BlockKind.TITLE, first.span, 1, first.kept)
        title = opening
    elif title is not None:
        pieces.insert(0, Piece(BlockKind.TITLE, (0, start), 1, source=title))
        start = 0
    return Draft(text, encoding, start, date, title, tuple(pieces))


def _pieces(text: str, start: int) -> list[Piece]:
    found = _complete(text, start)
    begins = [start, *(lines[0][0] for _, _, lines in found[1:]), len(text)]
    pieces = []
    for index, ((kind, level, lines), span) in enumerate(
        zip(found, pairwise(begins), strict=True) if found else ()
    ):
        if kind is None:
            pieces.append(Piece(BlockKind.PARAGRAPH, span, source=""))
            continue
        raw = text[lines[0][0] : lines[-1][1]].strip()
        kept = tuple(_kept(text, lines, kind))
        content = "".join(text[slice(*part)] for part in kept).strip()
        if kind is BlockKind.PARAGRAPH:
            kind = BlockKind.CAPTION if _IMAGE.match(raw) else _kind(content, index, len(found))
        piece = Piece(kind, span, level, kept, None if content else "")
        pieces.append(piece)
    return pieces


def _kind(content: str, index: int, count: int) -> BlockKind:
    """Markdown marks its headings and lists, so that a short line is no heading by itself."""
    kind = classify(content, last=index + 1 == count) if content else BlockKind.PARAGRAPH
    return kind if kind in (BlockKind.CAPTION, BlockKind.LINK) else BlockKind.PARAGRAPH


def _complete(text: str, start: int) -> list[_Found]:
    """The blocks in order, with those that the parser passes over.

    It drops what is nested deeper than it goes; such lines are paragraphs, so that no text is
    lost. Definitions of link targets are no text.
    """
    lines = _lines(text, start)
    found = list(_found(text, start, lines))
    covered = {begin for _, _, own in found for begin, _ in own}
    missed: list[_Found] = []
    for begin, end in lines:
        line = text[begin:end]
        if begin not in covered and _DEFINITION.match(line) is None and _has_letters(line):
            missed.append((BlockKind.PARAGRAPH, 0, [(begin, end)]))
    return sorted(found + missed, key=lambda block: block[2][0]) if missed else found


def _has_letters(line: str) -> bool:
    return any(char.isalpha() for char in line)


def _found(text: str, start: int, lines: list[Span]) -> Iterator[_Found]:
    level = depth = 0
    for token in _parsed(text[start:]):
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
        elif token.map is not None and token.type in ("inline", "fence", "code_block", *_SILENT):
            own = lines[token.map[0] : token.map[1]]
            if not own:
                continue
            if token.type in _SILENT:
                yield None, 0, own
            elif level:
                yield BlockKind.HEADING, level, own
            else:
                yield (BlockKind.LIST_ITEM if depth else BlockKind.PARAGRAPH), 0, own


def _parsed(body: str) -> list[Token]:
    return _parser().parse(body)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    # Inline markup is left to the patterns here, which know where in the text they are.
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _lines(text: str, start: int) -> list[Span]:
    spans = []
    position = start
    for match in _LINE_END.finditer(text, start):
        spans.append((position, match.end()))
        position = match.end()
    return [*spans, (position, len(text))]


def _kept(text: str, lines: list[Span], kind: BlockKind) -> Iterator[Span]:
    """The parts of a block that are text."""
    for index, (begin, end) in enumerate(lines):
        line = text[begin:end]
        content_end = begin + len(line.rstrip("\r\n"))
        if kind is BlockKind.HEADING and index and _UNDERLINE.match(text[begin:content_end]):
            continue
        prefix = _PREFIX if index == 0 else _QUOTED
        match = prefix.match(text, begin, content_end)
        position = match.end() if match else begin
        if kind is BlockKind.HEADING:
            hashes = _CLOSING_HASHES.search(text[max(position, content_end - 100) : content_end])
            content_end -= len(hashes[0]) if hashes else 0
        for mark in _MARKS.finditer(text, position, content_end):
            stop = mark.start()
            if stop > position:
                yield position, stop
            position = mark.start() + 1 if mark["escape"] else mark.end()
        if end > position:
            yield position, max(end if kind is not BlockKind.HEADING else content_end, position)
