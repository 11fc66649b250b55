"""A result on one line: the files of a run, one after the other, are a JSONL data set."""

from __future__ import annotations

import json

from translate.outputs.json_result import escape_surrogates, to_json
from translate.types import ArticleResult

# line ends for some readers, although not for JSON; they stay inside the line as escapes
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def render_jsonl(result: ArticleResult) -> str:
    """The file that ``--to jsonl`` writes: the JSON result, and one newline at its end."""
    text = json.dumps(to_json(result), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escape in _LINE_ENDS.items():
        text = text.replace(character, escape)
    return escape_surrogates(text) + "\n"
