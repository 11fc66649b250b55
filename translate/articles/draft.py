"""What every format is reduced to before it is split: a text, and its pieces in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from translate.types import BlockKind, Hyperlink, Reason, Span

#: A part of a document that is in no block, as its reader saw it.
Omission = tuple[Reason, str]


class Content(NamedTuple):
    """A block as a reader of documents found it.

    ``text`` has a line end only where sentences may not go on: at the end of a line that was
    meant to end there. ``rows`` are the cells of a table, all rows equally long, ``header_rows``
    of them name its columns; a table has no other text.
    """

    kind: BlockKind
    text: str
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    header_rows: int = 0
    links: tuple[Hyperlink, ...] = ()


class Piece(NamedTuple):
    """A block before it is split into sentences.

    ``span`` covers the block and the white space behind it. ``cells`` are those of a table, row
    by row, in ``columns`` columns; another block has one. Sentences are looked for in each
    stretch of a cell by itself.
    """

    kind: BlockKind
    span: Span
    cells: tuple[tuple[Span, ...], ...]
    level: int = 0
    columns: int = 0
    header_rows: int = 0
    links: tuple[Hyperlink, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before it is split; the pieces tile ``text[header:]``."""

    text: str
    encoding: str
    header: int
    date: str | None
    title: str | None
    pieces: tuple[Piece, ...]
    left_out: tuple[Omission, ...] = ()


def drafted(
    contents: Iterable[Content],
    encoding: str,
    date: str | None,
    title: str | None,
    left_out: Sequence[Omission] = (),
) -> Draft:
    """A draft whose text is made here: blocks with blank lines, cells with tabs between them."""
    text = ""
    pieces: list[Piece] = []
    for content in contents:
        rows = content.rows or ((content.text.strip(),),)
        shown = "\n".join(map("\t".join, rows))
        if not shown.strip():
            continue
        if text:
            text += "\n\n"
            pieces[-1] = pieces[-1]._replace(span=(pieces[-1].span[0], len(text)))
        cells: list[tuple[Span, ...]] = []
        start = at = len(text)
        for cell in chain.from_iterable(rows):
            lines = [cell] if content.kind is BlockKind.CODE else cell.split("\n")
            cells.append(tuple(_spans(lines, at)))
            at += len(cell) + 1
        text += shown
        columns = len(content.rows[0]) if content.rows else 0
        pieces.append(
            Piece(
                content.kind, (start, len(text)), tuple(cells), content.level, columns,
                content.header_rows, content.links,
            )
        )  # fmt: skip
    return Draft(text, encoding, 0, date, title, tuple(pieces), tuple(left_out))


def _spans(lines: Iterable[str], start: int) -> Iterable[Span]:
    for line in lines:
        yield start, start + len(line)
        start += len(line) + 1


def flat(text: str) -> str:
    """``text`` with runs of white space as one space."""
    return " ".join(text.split())
