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
from translate.outputs.rows import SENTENCE, Cell, sentence_rows
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


def csv_lines(
    columns: Iterable[str], rows: Iterable[Iterable[Cell]], dialect: Dialect = Dialect.EXCEL
) -> Iterator[str]:
    """The lines of a file, header first."""
    dutch = dialect is Dialect.EXCEL_NL
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";" if dutch else ",", lineterminator="\r\n")
    stream.write("\ufeff")
    writer.writerow(map(safe_cell, columns))
    for row in rows:
        yield stream.getvalue()
        stream.seek(0)
        stream.truncate()
        writer.writerow(_shown(cell, dutch) for cell in row)
    yield stream.getvalue()


def _shown(cell: Cell, dutch: bool) -> str:
    if isinstance(cell, float):
        return f"{cell:.2f}".replace(".", "," if dutch else ".")
    return "" if cell is None else safe_cell(str(cell))


def render_csv_excel_nl(result: ArticleResult) -> str:
    """The file that ``--to csv-excel-nl`` writes: the same for a Dutch Excel."""
    return render_csv(result, Dialect.EXCEL_NL)


def render_csv(result: ArticleResult, dialect: Dialect = Dialect.EXCEL) -> str:
    """The file that ``--to csv`` writes: a row for each sentence, and room to confirm it."""
    rows = [{**row, EDITED[0]: "", EDITED[1]: row["target"]} for row in sentence_rows(result)]
    return "".join(csv_lines((*SENTENCE, *EDITED), (row.values() for row in rows), dialect))
