"""The options that only ``translate run`` has, each defined once, in groups for its help."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from translate.cli import completion

#: Headings of the groups of options that only this command has.
INPUT = "What is read"
COLUMNS = "Tables of articles (JSONL and CSV)"
MACHINES = "Several machines"


class Cluster(StrEnum):
    """What a run on many machines runs on."""

    RAY = "ray"


OutOption = Annotated[str, typer.Option("--out", "-o", help="Folder for the results.")]
ToOption = Annotated[
    str,
    typer.Option(
        "--to",
        autocompletion=completion.formats,
        help="Formats of the results, separated by commas: json, md, html, csv, docx, tmx, txt,"
        " jsonl; tables of the whole run: tables, sqlite, parquet.",
    ),
]
OneFileOption = Annotated[
    bool,
    typer.Option(
        "--one-file", help="One HTML file, report.html, with all articles in it, to send on."
    ),
]
OpenReportOption = Annotated[
    bool, typer.Option("--open", help="Open the HTML report in the browser at the end.")
]
NoSummaryOption = Annotated[bool, typer.Option("--no-summary", help="Translate only.")]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        min=1,
        show_default="all",
        help="Stop after so many files; a table of articles is one.",
    ),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be read, and what is known.")
]
AssumeDutchOption = Annotated[
    bool,
    typer.Option("--assume-dutch", rich_help_panel=INPUT, help="Do not check the language."),
]
MaxBytesOption = Annotated[
    int,
    typer.Option("--max-bytes", min=1, rich_help_panel=INPUT, help="Larger articles are refused."),
]
StdinFormatOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        rich_help_panel=INPUT,
        show_default="text",
        autocompletion=completion.stdin_formats,
        help="Format of standard input: text, markdown, html, jsonl, csv, docx, epub or pdf.",
    ),
]
TextFieldOption = Annotated[
    str | None,
    typer.Option(
        "--text-field",
        rich_help_panel=COLUMNS,
        show_default="usual names",
        help="Column of the text; or several: lead,body.",
    ),
]
TitleFieldOption = Annotated[
    str | None,
    typer.Option(
        "--title-field",
        rich_help_panel=COLUMNS,
        show_default="usual names",
        help="Column of the title.",
    ),
]
DateFieldOption = Annotated[
    str | None,
    typer.Option(
        "--date-field",
        rich_help_panel=COLUMNS,
        show_default="usual names",
        help="Column of the date.",
    ),
]
IdFieldOption = Annotated[
    str | None,
    typer.Option(
        "--id-field",
        rich_help_panel=COLUMNS,
        show_default="usual names",
        help="Column that names a row.",
    ),
]
ShardOption = Annotated[
    str | None,
    typer.Option(
        "--shard",
        rich_help_panel=MACHINES,
        show_default="all",
        help="i/n: the i-th of n parts of the files.",
    ),
]
ClusterOption = Annotated[
    Cluster | None,
    typer.Option(
        "--cluster", rich_help_panel=MACHINES, help="Run on many machines, with Ray Data."
    ),
]
RayAddressOption = Annotated[
    str | None,
    typer.Option(
        "--ray-address",
        envvar="RAY_ADDRESS",
        rich_help_panel=MACHINES,
        show_default="a new one on this machine",
        help="HOST:PORT of the cluster, or auto.",
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        rich_help_panel=MACHINES,
        show_default="by the cluster's size",
        help="Processes of the cluster that hold the models.",
    ),
]
GpusPerWorkerOption = Annotated[
    float,
    typer.Option(
        "--gpus-per-worker",
        min=0.0,
        rich_help_panel=MACHINES,
        help="GPUs to reserve for each of them.",
    ),
]
