"""Tables of HTML: which are tables of data, and what stands in which column."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

#: A cell with more text than this, in blocks of its own, is part of a page's layout.
_MAX_CELL = 400
_MAX_SPAN = 100


def rows_of(table: _Element) -> list[list[_Element | None]]:
    """The cells of a table of data, None for those that another spans; [] where it is layout."""
    if table.get("role") in ("presentation", "none"):
        return []
    rows: list[list[_Element | None]] = []
    spanning: dict[int, int] = {}
    parts = (part if part.tag != "tr" else [part] for part in table)
    for row in (row for part in parts for row in part if row.tag == "tr"):
        cells: list[_Element | None] = []
        for cell in row.iterchildren("td", "th"):
            while spanning.get(len(cells), 0) > 0:
                spanning[len(cells)] -= 1
                cells.append(None)
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            spanning.update(dict.fromkeys(range(len(cells), len(cells) + across), down - 1))
            cells += [cell, *[None] * (across - 1)]
        for column in range(len(cells), max(spanning, default=-1) + 1):
            if spanning.get(column, 0) > 0:
                spanning[column] -= 1
                cells += [None] * (column + 1 - len(cells))
        rows.append(cells)
    columns = max(map(len, rows), default=0)
    own = [cell for row in rows for cell in row if cell is not None]
    known = sum(_letters(one) for one in [*own, *table.iterchildren("caption")])
    filled = [cell for cell in own if _letters(cell)]
    if 2 * sum(cell.find(".//table") is not None for cell in filled) >= max(len(filled), 1):
        return []  # tables in tables are how pages were laid out
    if columns < 2 or known != _letters(table) or any(map(_is_layout, own)):
        return []
    return [row + [None] * (columns - len(row)) for row in rows]


def _span(cell: _Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(int(value), _MAX_SPAN) if value.isdecimal() and int(value) else 1


def content_of(element: _Element) -> str:
    """All text in an element."""
    return "".join(map(str, element.itertext()))


def _letters(element: _Element) -> int:
    return sum(map(len, content_of(element).split()))


def _is_layout(cell: _Element) -> bool:
    if next(cell.iter("h1", "h2", "h3", "h4", "h5", "h6"), None) is not None:
        return True
    return _letters(cell) > _MAX_CELL and cell.find("*") is not None


def is_header(row: list[_Element | None]) -> bool:
    """Whether a row names the columns."""
    cells = [cell for cell in row if cell is not None]
    if cells and next(cells[0].iterancestors("thead"), None) is not None:
        return True
    names = [cell for cell in cells if next(cell.iter("th", "b", "strong"), None) is not None]
    return bool(names) and all(cell in names or not _letters(cell) for cell in cells)
