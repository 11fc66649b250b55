"""Option types that several commands share, each defined once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translate.cli import completion
from translate.cli.sink import Format
from translate.settings import Dialect

#: Headings of the groups of options in the help.
MODELS = "Models and engine"
TRANSLATION = "How it is translated"
CACHE = "Cache"

ModelOption = Annotated[
    str,
    typer.Option(
        "--model",
        rich_help_panel=MODELS,
        autocompletion=completion.translation_models,
        help="Translation model: a name from 'translate models list', a folder, or auto: the best"
        " that is here.",
    ),
]
SummaryModelOption = Annotated[
    str,
    typer.Option(
        "--summary-model",
        rich_help_panel=MODELS,
        autocompletion=completion.summary_models,
        help="Summarisation model: a name, a folder, 'extractive', or auto.",
    ),
]
EngineOption = Annotated[
    str,
    typer.Option(
        "--engine",
        rich_help_panel=MODELS,
        autocompletion=completion.engines,
        help="What runs the translation model: auto, ct2 or torch.",
    ),
]
ComputeTypeOption = Annotated[
    str | None,
    typer.Option(
        "--compute-type",
        rich_help_panel=MODELS,
        show_default="the fastest that is sound",
        help="Arithmetic of the engine, such as int8 or float32.",
    ),
]
BeamOption = Annotated[
    int | None,
    typer.Option(
        "--beam",
        min=1,
        max=64,
        rich_help_panel=MODELS,
        show_default="the model's own",
        help="Beam width: how many translations are followed at once.",
    ),
]
MaxSummaryWordsOption = Annotated[
    int, typer.Option("--max-summary-words", min=1, help="Hard limit on a summary's length.")
]
CsvDialectOption = Annotated[
    Dialect,
    typer.Option("--csv-dialect", help="excel has commas; excel-nl is for Dutch Excel."),
]
NoNamesOption = Annotated[
    bool,
    typer.Option(
        "--no-names",
        rich_help_panel=TRANSLATION,
        help="Leave out the built-in list of names and places.",
    ),
]
NoCorrectionsOption = Annotated[
    bool,
    typer.Option(
        "--no-corrections", rich_help_panel=TRANSLATION, help="Leave out what you corrected."
    ),
]
GlossaryOption = Annotated[
    Path | None,
    typer.Option(
        "--glossary",
        rich_help_panel=TRANSLATION,
        show_default="none",
        help="Your terms, a TSV file: dutch<TAB>english[<TAB>flags].",
    ),
]
ThreadsOption = Annotated[
    int | None,
    typer.Option(
        "--threads",
        min=1,
        rich_help_panel=MODELS,
        show_default="all cores",
        help="Threads of the engine.",
    ),
]
ForceOption = Annotated[
    bool,
    typer.Option(
        "--force", rich_help_panel=CACHE, help="Compute again what the cache already knows."
    ),
]
NoCacheOption = Annotated[
    bool,
    typer.Option("--no-cache", rich_help_panel=CACHE, help="Neither read nor write the cache."),
]
CacheDirOption = Annotated[
    Path | None,
    typer.Option(
        "--cache-dir",
        envvar="TRANSLATE_CACHE_DIR",
        rich_help_panel=CACHE,
        show_default="'translate cache path' says",
        help="Folder of the cache.",
    ),
]
ModelsDirOption = Annotated[
    Path | None,
    typer.Option(
        "--models-dir",
        envvar="TRANSLATE_MODELS_DIR",
        rich_help_panel=MODELS,
        show_default="'translate doctor' says",
        help="Folder of the models.",
    ),
]
FormatOption = Annotated[
    Format, typer.Option("--format", help="How the command answers: text, or json for programs.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Errors only on stderr.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="More detail on stderr.")]
