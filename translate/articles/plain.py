"""Plain text with or without a date line: its blocks, which are stretches of the text itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise

from translate.articles.blocks import EDGED, RULER, cells_of, split_blocks
from translate.articles.classify import MAX_HEADING, classify, is_title
from translate.articles.dateline import date_line
from translate.articles.draft import Draft, Omission, Piece, flat
from translate.types import BlockKind, Reason, Span

_LEVELS = {BlockKind.TITLE: 1, BlockKind.HEADING: 2}
_LINE_END = re.compile(r"[ \t]*(?:\r\n|.)[ \t]*", re.DOTALL)
#: Short lines below each other are no headings where there are so many.
_IN_LINES = 3


def plain(text: str, encoding: str) -> Draft:
    """A draft of plain text; its first line may be a title."""
    date, header = date_line(text)
    spans, cores, rulers = _without_rulers(text, split_blocks(text, header))
    runs = _runs(text, cores)
    pieces = []
    for index, (span, core) in enumerate(zip(spans, cores, strict=True)):
        content = text[slice(*core)]
        kind = classify(content, last=index + 1 == len(cores))
        if kind is BlockKind.HEADING and runs[index] >= _IN_LINES:
            kind = BlockKind.PARAGRAPH
        elif (
            index == 0
            and len(cores) > 1
            and kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
            and is_title(content)
        ):
            kind = BlockKind.TITLE
        pieces.append(Piece(kind, span, ((core,),), _LEVELS.get(kind, 0)))
    pieces = list(_tabled(text, pieces))
    titled = bool(pieces) and pieces[0].kind is BlockKind.TITLE
    title = flat(text[slice(*cores[0])]) if titled else None
    header = spans[0][0] if spans else header
    return Draft(text, encoding, header, date, title, tuple(pieces), tuple(rulers))


def _tabled(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """``pieces`` with lines below each other that have as many cells as one table."""
    rows = [(piece, _between_tabs(text, piece)) for piece in pieces]
    others: list[Piece] = []
    for _, group in groupby(rows, key=lambda row: len(row[1])):
        run = list(group)
        columns = [column for column in zip(*(row for _, row in run), strict=True) if any(column)]
        most = max(sum(map(bool, row)) for _, row in run)
        if len(run) > 1 and most > 1 and not all(map(all, columns)):
            cells = tuple(cell for row in zip(*columns, strict=True) for cell in row)
            yield from _without_gaps(text, others)
            yield _table([piece for piece, _ in run], cells, len(columns))
            others = []
        else:
            others += [piece for piece, _ in run]
    yield from _without_gaps(text, others)


def _without_gaps(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The same where no cell is empty; columns may be any number of tabs apart."""
    rows = [(piece, cells_of(text, *piece.cells[0][0])) for piece in pieces]
    for columns, group in groupby(rows, key=lambda row: len(row[1])):
        run = list(group)
        if columns and len(run) > 1:
            cells = tuple((cell,) for _, row in run for cell in row)
            yield _table([piece for piece, _ in run], cells, columns)
        else:
            yield from (piece for piece, _ in run)


def _table(lines: Sequence[Piece], cells: tuple[tuple[Span, ...], ...], columns: int) -> Piece:
    span = (lines[0].span[0], lines[-1].span[1])
    return Piece(BlockKind.TABLE, span, cells, columns=columns)


def _between_tabs(text: str, piece: Piece) -> list[tuple[Span, ...]]:
    """What stands before, between and behind the tabs of a line, () for nothing; [] without tab."""
    start, end = piece.cells[0][0]
    while start and text[start - 1] == "\t":
        start -= 1
    while text[end : end + 1] == "\t":
        end += 1
    parts = text[start:end].split("\t")
    if len(parts) == 1 or re.search(r"[\r\n]", text[start:end]):
        return []
    cells: list[tuple[Span, ...]] = []
    for part in parts:
        core = part.strip()
        at = start + part.index(core)
        cells.append(((at, at + len(core)),) if core else ())
        start += len(part) + 1
    return cells


def _without_rulers(
    text: str, blocks: Sequence[Span]
) -> tuple[list[Span], list[Span], list[Omission]]:
    """Spans of blocks, what of each is text, and the rulers, which belong to the block before.

    What stands before the first block belongs to the header; a text of nothing else is left alone.
    """
    spans: list[Span] = []
    cores: list[Span] = []
    rulers: list[Omission] = []
    for begin, end in blocks:
        content = text[begin:end].strip()
        start = text.index(content, begin)
        if RULER.fullmatch(content):
            rulers.append((Reason.RULER, content))
            if spans:
                spans[-1] = (spans[-1][0], end)
            continue
        core = (start, start + len(content))
        if edged := EDGED.fullmatch(content):
            rulers.append((Reason.RULER, f"{edged['left']} {edged['right']}"))
            core = (start + edged.start("text"), start + edged.end("text"))
        spans.append((begin, end))
        cores.append(core)
    return (spans, cores, rulers) if spans else (list(blocks), list(blocks), [])


def _runs(text: str, cores: Sequence[Span]) -> list[int]:
    """For each block how many short lines stand right below each other where it stands."""

    def follows(above: Span, below: Span) -> bool:
        short = max(above[1] - above[0], below[1] - below[0]) <= MAX_HEADING
        return short and _LINE_END.fullmatch(text, above[1], below[0]) is not None

    breaks = (not follows(above, below) for above, below in pairwise(cores))
    run = list(accumulate(breaks, initial=0))
    sizes = Counter(run)
    return [sizes[number] for number in run]
