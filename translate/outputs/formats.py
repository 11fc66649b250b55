"""The formats that ``--to`` knows: a suffix and a pure function from a result to text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from translate.outputs.bilingual import render_docx
from translate.outputs.csv_pairs import render_csv
from translate.outputs.html_report import render_html
from translate.outputs.json_result import render_json
from translate.outputs.jsonl import render_jsonl
from translate.outputs.markdown import render_markdown
from translate.outputs.names import SUFFIXES
from translate.outputs.tmx import render_tmx
from translate.outputs.txt import render_txt
from translate.settings import Dialect
from translate.types import ArticleResult

#: Raised whenever a format writes other bytes for the same result, so that a run does not take
#: the files of an earlier version for its own. ``tests/outputs`` notices when it must be.
FORMATS_VERSION = 15


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """One format; ``render`` gives the file, as bytes or as text to be encoded as UTF-8."""

    name: str
    render: Callable[[ArticleResult], str | bytes]

    def data(self, result: ArticleResult) -> bytes:
        """The file's bytes."""
        rendered = self.render(result)
        return rendered.encode("utf-8") if isinstance(rendered, str) else rendered

    @property
    def suffix(self) -> str:
        """What is added to the article's file name."""
        return SUFFIXES[self.name]


#: By name, in the order in which they are documented.
FORMATS: dict[str, OutputFormat] = {
    form.name: form
    for form in (
        OutputFormat("json", render_json),
        OutputFormat("md", render_markdown),
        OutputFormat("html", render_html),
        OutputFormat("csv", render_csv),
        OutputFormat("csv-excel-nl", partial(render_csv, dialect=Dialect.EXCEL_NL)),
        OutputFormat("docx", render_docx),
        OutputFormat("tmx", render_tmx),
        OutputFormat("txt", render_txt),
        OutputFormat("jsonl", render_jsonl),
    )
}
