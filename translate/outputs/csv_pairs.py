"""Rows as CSV that a spreadsheet opens without harm.

Rows follow RFC 4180, with a byte order mark because spreadsheets take a file without one for
Latin-1. A cell that a spreadsheet would run as a formula is preceded by an apostrophe, as OWASP's
page on CSV injection advises.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from translate.outputs.clean import one_line
from translate.outputs.rows import Cell, Row, sentence_rows
from translate.types import ArticleResult

#: Columns of a sentence: what can be edited, then what shows that it was.
COLUMNS = (
    *("path", "sentence", "block", "kind", "row", "column", "source", "target", "score", "flags"),
    *("confirmed", "machine"),
)
#: What opens a formula; the wide forms count as the plain ones in East Asian settings.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe_cell(text: str) -> str:
    """``text`` on one line, such that no spreadsheet computes it."""
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line


def plain_cell(text: str) -> str:
    """The text of a cell that :func:`safe_cell` may have put an apostrophe before."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def edit_rows(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows of sentences with room for ``confirmed`` and what the machine wrote."""
    for row in rows:
        yield {**row, "confirmed": "", "machine": row["target"]}


def csv_lines(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """The lines of a file, header first."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    yield "\ufeff" + stream.getvalue()
    for row in rows:
        stream.seek(0)
        stream.truncate()
        writer.writerow(map(_shown, row))
        yield stream.getvalue()


def _shown(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return "" if cell is None else safe_cell(str(cell))


def render_csv(result: ArticleResult) -> str:
    """The file that ``--to csv`` writes; sentences and blocks are counted from 0, the rows and
    columns of a table from 1."""
    rows = edit_rows(sentence_rows(result))
    return "".join(csv_lines(COLUMNS, (row.values() for row in rows)))
