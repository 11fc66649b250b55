"""The formats that ``--to`` knows, each a pure function from a result to the text of a file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from translate.outputs.bilingual import render_docx
from translate.outputs.csv_pairs import render_csv
from translate.outputs.html_report import render_html
from translate.outputs.json_result import render_json, render_jsonl
from translate.outputs.markdown import render_markdown
from translate.outputs.tmx import render_tmx
from translate.outputs.txt import render_txt
from translate.settings import Dialect
from translate.types import ArticleResult

#: By name, in the order in which they are documented; text is to be written as UTF-8.
FORMATS: dict[str, Callable[[ArticleResult], str | bytes]] = {
    "json": render_json,
    "md": render_markdown,
    "html": render_html,
    "csv": render_csv,
    "csv-excel-nl": partial(render_csv, dialect=Dialect.EXCEL_NL),
    "docx": render_docx,
    "tmx": render_tmx,
    "txt": render_txt,
    "jsonl": render_jsonl,
}


def file_bytes(format: str, result: ArticleResult) -> bytes:
    """The bytes of a result's file in one of :data:`FORMATS`."""
    rendered = FORMATS[format](result)
    return rendered.encode("utf-8") if isinstance(rendered, str) else rendered


@cache
def formats_version() -> str:
    """Digest of all that decides what a format writes: the code and the templates of this room.

    A run takes no files of another version for its own.
    """
    whole = hashlib.sha256()
    folder = Path(__file__).parent
    for file in sorted([*folder.glob("*.py"), *folder.glob("templates/*.j2")]):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]
