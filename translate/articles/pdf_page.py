"""Pages of a PDF: their lines, what is printed on every page, and the order of columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

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
#: Two columns were written across where so many lines with so much text stand side by side.
_ACROSS, _COLUMN_TEXT = 3, 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text at its place, in points from the lower left corner of ``page``."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    page: int
    angle: float = 0.0

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
    """``lines`` with those of two columns that were written across the gutter told apart."""
    ordered: list[Line] = []
    for _, run in groupby(lines, key=lambda line: line.page):
        page = list(run)
        pairs = [
            (one, other)
            for one, other in pairwise(page)
            if abs(one.middle - other.middle) < 0.3 * other.size and one.right < other.left
        ]
        left = max((one.right for one, _ in pairs), default=0.0)
        right = min((other.left for _, other in pairs), default=0.0)
        # a table has its cells across, too, but they hold no text
        lengths = [len(line.text) for pair in pairs for line in pair]
        if len(pairs) < _ACROSS or left >= right or median(lengths) < _COLUMN_TEXT:
            ordered += page
            continue
        column: list[Line] = []
        for line in page:
            if line.left >= right:
                column.append(line)
            else:
                if line.right > right:  # across both: the columns end above it
                    ordered += column
                    column = []
                ordered.append(line)
        ordered += column
    return ordered
