"""Pages of a PDF: their lines, what is printed on every page, and the order of columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

#: Shares of a page's height in which headers, footers and page numbers stand.
_MARGIN = 0.12
_PAGE_NUMBER = re.compile(
    r"(?:pagina|pag\.|p\.|page)?\s*[-–|]?\s*\d{1,4}\s*[-–|]?(?:\s*(?:van|/|of)\s*\d{1,4})?",
    re.IGNORECASE,
)
#: What browsers print around a page: time and title above, address and page below.
_BROWSER = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4},? \d{1,2}[:.]\d\d\b.*|(?:https?|file)://\S+(?: \d+/\d+)?"
)
#: Lines stand beside each other where their middles differ by less than this share of a line.
_BESIDE = 0.8
#: A gap of so many lines.
_GAP = 3
#: Columns were written across where so many lines with so much text stand side by side.
_ACROSS, _COLUMN_TEXT = 3, 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text at its place, in points from the lower left corner of ``page``.

    ``angle`` is in radians.
    """

    text: str
    page: int
    left: float
    bottom: float
    right: float
    top: float
    angle: float

    @property
    def size(self) -> float:
        """Height of the letters' line, which grows with their size."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Height of the line's middle on the page."""
        return (self.top + self.bottom) / 2


def running_heads(lines: Sequence[Line], heights: Sequence[float]) -> set[Line]:
    """Page numbers, and what stands in the margin of several pages."""

    def edge(line: Line) -> bool:
        height = heights[line.page] or 1.0
        return line.top < _MARGIN * height or line.bottom > (1 - _MARGIN) * height

    def key(line: Line) -> tuple[str, int]:
        return re.sub(r"\d+", "#", line.text), round(line.middle / 6)

    pages: dict[tuple[str, int], set[int]] = {}
    for line in lines:
        if edge(line):
            pages.setdefault(key(line), set()).add(line.page)

    def runs(line: Line) -> bool:
        if not edge(line):
            return False
        alone = _PAGE_NUMBER.fullmatch(line.text) or _BROWSER.fullmatch(line.text)
        return bool(alone) or len(pages[key(line)]) > 1

    return {line for line in lines if runs(line)}


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """``lines`` with those of columns that were written across the gutters told apart."""
    pages = groupby(lines, key=lambda line: line.page)
    bands = (band for _, page in pages for band in _bands(page))
    return [line for band in bands for line in _column_by_column(band)]


def _bands(page: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines of a page between gaps that go all across it, such as those around a table."""
    band: list[Line] = []
    lowest = 0.0
    for line in page:
        if band and lowest - line.top > _GAP * line.size:
            yield band
            band = []
        lowest = min(lowest, line.bottom) if band else line.bottom
        band.append(line)
    yield band


def _column_by_column(lines: list[Line]) -> list[Line]:
    """Lines of a page; the column on the left is told from what stands beside it, in turn."""
    # a table has its cells across, too, but they hold no text
    pairs = [
        (one, other)
        for one, other in pairwise(lines)
        if abs(one.middle - other.middle) < _BESIDE * other.size
        and one.right < other.left
        and min(len(one.text), len(other.text)) >= _COLUMN_TEXT
    ]
    right = min((other.left for _, other in pairs), default=0.0)
    pairs = [(one, other) for one, other in pairs if one.left < right]
    left = max((one.right for one, _ in pairs), default=0.0)
    if len(pairs) < _ACROSS or left >= right:
        return lines
    ordered: list[Line] = []
    column: list[Line] = []
    for line in lines:
        if line.left >= right:
            column.append(line)
        else:
            if line.right > right:  # across both: the columns end above it
                ordered += _column_by_column(column)
                column = []
            ordered.append(line)
    return ordered + _column_by_column(column)
