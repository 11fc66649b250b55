"""What every format is reduced to before it is split: a text, and its pieces in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it is split into sentences.

    ``span`` covers the block and the white space behind it. Where it has ``parts``, sentences
    are looked for in each line of each of them, or where the text is ``flowing`` in each of them
    whole; else in the span as a whole. The parts of a table
    are its cells, row by row, in ``columns`` columns.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    parts: tuple[Span, ...] = ()
    columns: int = 0
    header_rows: int = 0
    links: tuple[Hyperlink, ...] = ()
    flowing: bool = False


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


def from_pieces(
    contents: Iterable[Content],
    encoding: str,
    date: str | None,
    title: str | None,
    left_out: Sequence[Omission] = (),
) -> Draft:
    """A draft whose text is made here: blocks with blank lines, cells with tabs between them."""
    found: list[tuple[Content, int, list[Span]]] = []
    texts: list[str] = []
    position = 0
    for content in contents:
        cells = [cell for row in content.rows for cell in row]
        text = "\n".join("\t".join(row) for row in content.rows) or content.text.strip()
        if not text.strip():
            continue
        start = position + 2 * bool(found)
        parts: list[Span] = []
        at = start
        for cell in cells or [text]:
            parts.append((at, at + len(cell)))
            at += len(cell) + 1
        found.append((content, start, parts))
        texts.append(text)
        position = start + len(text)
    ends = [start for _, start, _ in found[1:]] + [position] * bool(found)
    pieces = tuple(
        Piece(
            one.kind,
            (start, end),
            one.level,
            tuple(parts),
            len(one.rows[0]) if one.rows else 0,
            one.header_rows,
            one.links,
        )
        for (one, start, parts), end in zip(found, ends, strict=True)
    )
    return Draft("\n\n".join(texts), encoding, 0, date, title, pieces, tuple(left_out))


def flat(text: str) -> str:
    """``text`` with runs of white space as one space."""
    return " ".join(text.split())
