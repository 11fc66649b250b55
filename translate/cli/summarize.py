"""``translate summarize``: English in, a summary out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from translate.cli import options
from translate.cli.sink import Format, Sink
from translate.files import decoded, read_text
from translate.settings import Settings


def summarize(
    file: Annotated[
        str, typer.Argument(metavar="FILE | -", help="English text; - or nothing is stdin.")
    ] = "-",
    format: options.FormatOption = Format.TEXT,
    summary_model: options.SummaryModelOption = "auto",
    max_summary_words: options.MaxSummaryWordsOption = 120,
    threads: options.ThreadsOption = None,
    force: options.ForceOption = False,
    no_cache: options.NoCacheOption = False,
    cache_dir: options.CacheDirOption = None,
    models_dir: options.ModelsDirOption = None,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> None:
    """Summarise an English text; every piece names the sentences it rests on."""
    from translate.language import require_english
    from translate.outputs.json_result import summary_json
    from translate.pipeline import Pipeline

    sink = Sink(quiet=quiet, verbose=verbose)
    text = decoded(sys.stdin.buffer.read()) if file == "-" else read_text(Path(file))
    mend = "translate run translates Dutch articles and summarises them"
    require_english(text, "standard input" if file == "-" else file, mend)
    settings = Settings(
        summary_model=summary_model,
        max_summary_words=max_summary_words,
        threads=threads,
        cache=not no_cache,
        force=force,
        cache_dir=cache_dir,
        models_dir=models_dir,
    )
    with Pipeline(settings, notice=sink.note) as pipeline:
        summary = pipeline.summarize(text)
        if format is Format.JSON:
            sink.json({"signature": str(pipeline.parts.summary), **summary_json(summary)})
        else:
            sink.result(summary.text)
