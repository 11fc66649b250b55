"""Rows as CSV that a spreadsheet opens without harm.

Rows follow RFC 4180, with a byte order mark because spreadsheets take a file without one for
Latin-1. A cell that a spreadsheet would run as a formula is preceded by an apostrophe, as OWASP's
page on CSV injection advises.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from translate.outputs.clean import one_line
from translate.outputs.rows import SENTENCE, Cell, cell_text, sentence_rows
from translate.settings import Dialect
from translate.types import ArticleResult

#: Columns that show what a person did: confirm a sentence, or change what the machine wrote.
EDITED = ("confirmed", "machine")
#: What opens a formula; the wide forms count as the plain ones in East Asian settings.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe_cell(text: str) -> str:
    """``text`` on one line, such that no spreadsheet computes it."""
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line


def plain_cell(text: str) -> str:
    """The text of a cell that :func:`safe_cell` may have put an apostrophe before."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


class _Lines:
    """What a writer of CSV takes for a file: its ``writerow`` gives the line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(
    columns: Iterable[str], rows: Iterable[Iterable[Cell]], dialect: Dialect = Dialect.EXCEL
) -> Iterator[str]:
    """The lines of a file, header first."""
    dutch = dialect is Dialect.EXCEL_NL
    writer = csv.writer(_Lines(), delimiter=";" if dutch else ",", lineterminator="\r\n")
    yield f"\ufeff{writer.writerow(map(safe_cell, columns))}"
    for row in rows:
        yield writer.writerow(_shown(cell, dutch) for cell in row)


def _shown(cell: Cell, dutch: bool) -> str:
    if isinstance(cell, float):
        return cell_text(cell).replace(".", "," if dutch else ".")
    return safe_cell(cell_text(cell))


def render_csv_excel_nl(result: ArticleResult) -> str:
    """The file that ``--to csv-excel-nl`` writes: the same for a Dutch Excel."""
    return render_csv(result, Dialect.EXCEL_NL)


def render_csv(result: ArticleResult, dialect: Dialect = Dialect.EXCEL) -> str:
    """The file that ``--to csv`` writes: a row for each sentence, and room to confirm it."""
    rows = [{**row, EDITED[0]: "", EDITED[1]: row["target"]} for row in sentence_rows(result)]
    return "".join(csv_lines((*SENTENCE, *EDITED), (row.values() for row in rows), dialect))
