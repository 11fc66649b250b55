"""What documents of word processors and publishers have in common: properties, and an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translate.articles.classify import is_title
from translate.articles.dateline import date_line, dated
from translate.articles.draft import Content, Draft, Omission, drafted, flat
from translate.types import BlockKind

#: What programs put where an author or a title should be.
_PLACEHOLDERS = """user gebruiker owner administrator admin unknown onbekend anonymous author auteur
    python-docx calibre windows-gebruiker"""
_NOBODY = frozenset(_PLACEHOLDERS.split())
_UNTITLED = frozenset(
    ("untitled", "naamloos", "zonder titel", "geen titel", "document", "document1", "doc1")
)
#: The byline is looked for in so many blocks before it is added.
_HEAD = 6


@dataclass(frozen=True, slots=True)
class Properties:
    """What a document says about itself; each is "" where it says nothing."""

    title: str = ""
    author: str = ""
    date: str = ""


def compose(
    contents: Sequence[Content],
    properties: Properties,
    encoding: str,
    left_out: Sequence[Omission] = (),
) -> Draft:
    """A draft of a document's blocks, with title, byline and date from its properties.

    What the document shows goes before what its properties say, which may be those of the
    document that it was made from: a title block over the title, a date line over the date.
    """
    blocks = [block for block in contents if block.rows or block.text.strip()]
    date, start = date_line(blocks[0].text) if blocks else (None, 0)
    if date is not None:
        first = blocks[0]._replace(text=blocks[0].text[start:])
        blocks = [first, *blocks[1:]] if first.text.strip() else blocks[1:]
    blocks = _titled(blocks, _said(properties.title, _UNTITLED))
    author = _said(properties.author, _NOBODY)
    shown = " ".join(
        block.text
        for index, block in enumerate(blocks)
        if index < _HEAD or block.kind is BlockKind.CAPTION
    ).casefold()
    if not all(one in shown for one in author.casefold().split("; ")):
        after = 1 if blocks and blocks[0].kind is BlockKind.TITLE else 0
        blocks.insert(after, Content(BlockKind.CAPTION, author))
    title = next((flat(one.text) for one in blocks if one.kind is BlockKind.TITLE), None)
    said, odd = dated(properties.date)
    return drafted(blocks, encoding, date or said, title, [*odd, *left_out])


def _titled(blocks: list[Content], title: str) -> list[Content]:
    """``blocks`` with one title, at the start where nothing else is said."""
    if any(block.kind is BlockKind.TITLE for block in blocks) or not blocks:
        return blocks
    first, rest = blocks[0], blocks[1:]
    as_title = [first._replace(kind=BlockKind.TITLE, level=1), *rest]
    repeated = first.text and flat(first.text).casefold() == title.casefold()
    if repeated or (first.kind is BlockKind.HEADING and rest):
        return as_title
    if title and is_title(title):
        return [Content(BlockKind.TITLE, title, 1), *blocks]
    for index, block in enumerate(blocks[: _HEAD + 2]):
        if block.kind is BlockKind.HEADING and block.level == 1:  # below a letter's head
            blocks[index] = block._replace(kind=BlockKind.TITLE)
            return blocks
    if rest and first.kind is BlockKind.PARAGRAPH and is_title(first.text):
        return as_title
    return blocks


def _said(value: str, placeholders: frozenset[str]) -> str:
    value = flat(value)
    return "" if value.casefold() in placeholders else value
