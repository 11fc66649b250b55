"""Sentence pairs as CSV that a spreadsheet opens without harm.

Rows follow RFC 4180, with a byte order mark because spreadsheets take a file without one for
Latin-1. A cell that a spreadsheet would run as a formula is preceded by an apostrophe, as OWASP's
page on CSV injection advises.
"""

from __future__ import annotations

import csv
import io

from translate.outputs.clean import one_line
from translate.outputs.reading import codes, places
from translate.types import ArticleResult

COLUMNS = (
    "path", "sentence", "block", "kind", "row", "column", "source", "target", "score", "flags",
)  # fmt: skip
#: What opens a formula; the wide forms count as the plain ones in East Asian settings.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe_cell(text: str) -> str:
    """``text`` on one line, such that no spreadsheet computes it."""
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line


def render_csv(result: ArticleResult) -> str:
    """The file that ``--to csv`` writes; sentences and blocks are counted from 0, the rows and
    columns of a table from 1."""
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    index = 0
    for number, block in enumerate(result.blocks):
        for pair, place in zip(block.sentences, places(block), strict=True):
            score = "" if pair.score is None else f"{pair.score:.2f}"
            texts = (safe_cell(pair.source), safe_cell(pair.target))
            flags = " ".join(codes(pair.flags))
            cell = place or ("", "")
            path = safe_cell(result.article.path)
            rows.writerow((path, index, number, block.kind.value, *cell, *texts, score, flags))
            index += 1
    return "\ufeff" + stream.getvalue()
