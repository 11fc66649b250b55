"""What documents of word processors and publishers have in common: properties, and an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translate.articles.classify import is_title
from translate.articles.dateline import date_line, iso_date
from translate.articles.markup import Draft, from_pieces
from translate.types import BlockKind

#: Kind, text and level of a block.
Content = tuple[BlockKind, str, int]

#: What programs put where an author or a title should be.
_NOBODY = frozenset(
    [
        "user",
        "gebruiker",
        "owner",
        "administrator",
        "admin",
        "unknown",
        "onbekend",
        "anonymous",
        "author",
        "auteur",
        "python-docx",
        "calibre",
        "windows-gebruiker",
    ]
)
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


def compose(contents: Sequence[Content], properties: Properties, encoding: str) -> Draft:
    """A draft of a document's blocks, with title, byline and date from its properties.

    What the document shows goes before what its properties say, which may be those of the
    document that it was made from: a title block over the title, a date line over the date.
    """
    blocks = [(kind, " ".join(text.split()), level) for kind, text, level in contents]
    blocks = [block for block in blocks if block[1]]
    date, start = date_line(blocks[0][1]) if blocks else (None, 0)
    if date is not None:
        blocks = [(blocks[0][0], blocks[0][1][start:], blocks[0][2]), *blocks[1:]]
        blocks = [block for block in blocks if block[1]]
    blocks = _titled(blocks, _said(properties.title, _UNTITLED))
    author = _said(properties.author, _NOBODY)
    shown = " ".join(text for _, text, _ in blocks[:_HEAD]).casefold()
    if author and author.casefold() not in shown:
        after = 1 if blocks and blocks[0][0] is BlockKind.TITLE else 0
        blocks.insert(after, (BlockKind.CAPTION, author, 0))
    title = next((text for kind, text, _ in blocks if kind is BlockKind.TITLE), None)
    return from_pieces(blocks, encoding, date or iso_date(properties.date), title)


def _titled(blocks: list[Content], title: str) -> list[Content]:
    """``blocks`` with one title, at the start where nothing else is said."""
    if any(kind is BlockKind.TITLE for kind, _, _ in blocks) or not blocks:
        return blocks
    first, rest = blocks[0], blocks[1:]
    if first[1].casefold() == title.casefold() or (first[0] is BlockKind.HEADING and rest):
        return [(BlockKind.TITLE, first[1], 1), *rest]
    if title and is_title(title):
        return [(BlockKind.TITLE, title, 1), *blocks]
    if rest and first[0] is BlockKind.PARAGRAPH and is_title(first[1]):
        return [(BlockKind.TITLE, first[1], 1), *rest]
    return blocks


def _said(value: str, placeholders: frozenset[str]) -> str:
    value = " ".join(value.split())
    return "" if value.casefold() in placeholders else value
