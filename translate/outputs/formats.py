"""The formats that ``--to`` knows, each a pure function from a result to the text of a file."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from translate.types import ArticleResult


def _renderer(module: str, name: str = "") -> Callable[[ArticleResult], str | bytes]:
    """``render_NAME`` of a module of this room, imported with the first result to be rendered."""

    def render(result: ArticleResult) -> str | bytes:
        found = import_module(f"translate.outputs.{module}")
        text: str | bytes = getattr(found, f"render_{name or module}")(result)
        return text

    return render


#: By name, in the order in which they are documented; text is to be written as UTF-8.
FORMATS: dict[str, Callable[[ArticleResult], str | bytes]] = {
    "json": _renderer("json_result", "json"),
    "md": _renderer("markdown"),
    "html": _renderer("html_report", "html"),
    "csv": _renderer("csv_pairs", "csv"),
    "csv-excel-nl": _renderer("csv_pairs", "csv_excel_nl"),
    "docx": _renderer("bilingual", "docx"),
    "tmx": _renderer("tmx"),
    "txt": _renderer("txt"),
    "jsonl": _renderer("json_result", "jsonl"),
}


#: Tables of a whole run, which ``--to`` knows too, and the files of each in OUT.
TABLES = {
    "tables": ("articles.csv", "sentences.csv"),
    "sqlite": ("articles.sqlite",),
    "parquet": ("articles.parquet", "sentences.parquet"),
}


def file_bytes(format: str, result: ArticleResult) -> bytes:
    """The bytes of a result's file in one of :data:`FORMATS`."""
    rendered = FORMATS[format](result)
    return rendered.encode("utf-8") if isinstance(rendered, str) else rendered
