"""Option types that several commands share, each defined once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translate.cli.sink import Format
from translate.settings import Dialect

ModelOption = Annotated[
    str, typer.Option("--model", help="Translation model: a name of the shelf, a folder, or auto.")
]
SummaryModelOption = Annotated[
    str,
    typer.Option(
        "--summary-model", help="Summarisation model: a name, a folder, 'extractive', or auto."
    ),
]
EngineOption = Annotated[
    str, typer.Option("--engine", help="What runs the translation model: auto, ct2 or torch.")
]
ComputeTypeOption = Annotated[
    str | None,
    typer.Option("--compute-type", help="Arithmetic of the engine, such as int8 or float32."),
]
BeamOption = Annotated[
    int | None, typer.Option("--beam", min=1, max=64, help="Beam width; the checkpoint's own.")
]
MaxSummaryWordsOption = Annotated[
    int, typer.Option("--max-summary-words", min=1, help="Hard limit on a summary's length.")
]
CsvDialectOption = Annotated[
    Dialect,
    typer.Option("--csv-dialect", help="excel has commas; excel-nl is for Dutch Excel."),
]
NoNamesOption = Annotated[
    bool, typer.Option("--no-names", help="Leave out the built-in list of names and places.")
]
NoLexiconOption = Annotated[
    bool, typer.Option("--no-lexicon", help="Leave words as the model wrote them.")
]
NoCorrectionsOption = Annotated[
    bool, typer.Option("--no-corrections", help="Leave out what you corrected.")
]
GlossaryOption = Annotated[
    Path | None,
    typer.Option("--glossary", help="Your terms, a TSV file: dutch<TAB>english[<TAB>flags]."),
]
ThreadsOption = Annotated[
    int | None, typer.Option("--threads", min=1, help="Threads of the engine; all cores.")
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Compute again what the cache already knows.")
]
NoCacheOption = Annotated[
    bool, typer.Option("--no-cache", help="Neither read nor write the cache.")
]
CacheDirOption = Annotated[
    Path | None,
    typer.Option("--cache-dir", envvar="TRANSLATE_CACHE_DIR", help="Folder of the cache."),
]
ModelsDirOption = Annotated[
    Path | None,
    typer.Option("--models-dir", envvar="TRANSLATE_MODELS_DIR", help="Folder of the models."),
]
FormatOption = Annotated[Format, typer.Option("--format", help="text or json, for programs.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Errors only on stderr.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="More detail on stderr.")]
