"""``translate summarize``: English in, a summary out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from translate.cli.sink import Sink
from translate.files import decoded, read_text
from translate.settings import Settings


def summarize(
    file: Annotated[
        str, typer.Argument(metavar="FILE | -", help="English text; - or nothing is stdin.")
    ] = "-",
    *,
    settings: Annotated[
        Settings, "max_summary_words summary_model threads models_dir force cache cache_dir"
    ],
    sink: Sink,
) -> None:
    """Summarise an English text; every piece names the sentences it rests on."""
    from translate.language import require_english
    from translate.outputs.json_result import plain
    from translate.pipeline import Pipeline

    text = decoded(sys.stdin.buffer.read()) if file == "-" else read_text(Path(file))
    mend = "translate run translates Dutch articles and summarises them"
    require_english(text, "standard input" if file == "-" else file, mend)
    with Pipeline(settings, notice=sink.note) as pipeline:
        summary = pipeline.summarize(text)
    sink.answer(
        lambda: {"signature": str(pipeline.parts.summary), **plain(summary)},
        lambda: summary.text,
    )
