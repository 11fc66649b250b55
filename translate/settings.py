"""What a caller may choose: for the command line, files, variables and Python."""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass
from enum import StrEnum
from pathlib import Path

from translate.errors import UsageError
from translate.options import Option, Telling, option, options, words

#: Headings of the groups of options in the help, in its order.
MODELS = "Models and engine"
TRANSLATION = "How it is translated"
INPUT = "What is read"
COLUMNS = "Tables of articles (JSONL and CSV)"
CACHE = "Cache"
MACHINES = "Several machines"
GROUPS = (MODELS, TRANSLATION, INPUT, COLUMNS, CACHE, MACHINES)


class Dialect(StrEnum):
    """How CSV is written: with commas, or as Dutch Excel opens it."""

    EXCEL = "excel"
    EXCEL_NL = "excel-nl"


class Cluster(StrEnum):
    """What a run on many machines runs on."""

    RAY = "ray"


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices that a pipeline is built from.

    ``max_bytes`` limits one article; the ``*_field`` name columns of JSONL and CSV, None the
    usual ones; ``stdin_format`` is that of the path ``-``.
    ``beam`` None means the checkpoint's own; ``max_summary_words`` is a hard limit.
    ``threads`` None means the machine's real cores. ``cache`` False neither reads nor writes the
    memory; ``force`` writes but does not read it. ``cache_dir`` and ``models_dir`` None mean the
    environment's (``TRANSLATE_CACHE_DIR``, ``TRANSLATE_MODELS_DIR``) or the user's own folders.
    A path may be a str. Raises :class:`~translate.errors.UsageError` for a number that the command
    line would refuse.
    """

    summary: bool = option(True, "Translate only; make no summary.")
    max_summary_words: int = option(120, "Hard limit on the words of a summary.")
    model: str = option(
        "auto",
        "Translation model: a name from 'translate models list', a folder, or auto: the best"
        " that is here.",
        MODELS,
        completes="translation_models",
    )
    summary_model: str = option(
        "auto",
        "Summarisation model: a name, a folder, 'extractive', or auto.",
        MODELS,
        completes="summary_models",
    )
    engine: str = option(
        "auto",
        "What runs the translation model: auto, ct2 or torch.",
        MODELS,
        choices=("auto", "ct2", "torch"),
    )
    compute_type: str | None = option(
        None,
        "Arithmetic of the engine, such as int8 or float32.",
        MODELS,
        shown="the fastest that is sound",
    )
    beam: int | None = option(
        None,
        "Beam width: how many translations the model follows at once.",
        MODELS,
        maximum=64,
        shown="the model's own",
    )
    threads: int | None = option(None, "Threads of the engine.", MODELS, shown="all cores")
    models_dir: Path | None = option(
        None,
        "Folder of the models.",
        MODELS,
        variable="TRANSLATE_MODELS_DIR",
        shown="'translate doctor' says",
    )
    glossary: Path | None = option(
        None, "Your terms, a TSV file: dutch<TAB>english[<TAB>flags].", TRANSLATION, shown="none"
    )
    names: bool = option(True, "Do not use the built-in list of names and places.", TRANSLATION)
    corrections: bool = option(True, "Do not use your corrections.", TRANSLATION)
    assume_dutch: bool = option(False, "Do not check the language.", INPUT)
    max_bytes: int = option(10_000_000, "Refuse larger articles.", INPUT)
    stdin_format: str = option(
        "text",
        "Format of standard input: text, markdown, html, jsonl, csv, tsv, docx, epub or pdf.",
        INPUT,
        flags=("--from",),
        shown="text",
        completes="stdin_formats",
        standing=False,
    )
    text_field: str | None = option(
        None, "Column of the text; or several: lead,body.", COLUMNS, shown="usual names"
    )
    title_field: str | None = option(None, "Column of the title.", COLUMNS, shown="usual names")
    date_field: str | None = option(None, "Column of the date.", COLUMNS, shown="usual names")
    id_field: str | None = option(None, "Column that names a row.", COLUMNS, shown="usual names")
    force: bool = option(False, "Compute again what the cache knows.", CACHE, standing=False)
    cache: bool = option(True, "Neither read nor write the cache.", CACHE)
    cache_dir: Path | None = option(
        None,
        "Folder of the cache.",
        CACHE,
        variable="TRANSLATE_CACHE_DIR",
        shown="'translate cache path' says",
    )

    def __post_init__(self) -> None:
        for one, _, rule in options(Settings):
            value = getattr(self, one.name)
            if value is not None and rule.kind is Path:
                object.__setattr__(self, one.name, Path(value).expanduser())
            if value is not None and rule.kind is int and not rule.allows(value):
                raise UsageError(f"{one.name} cannot be {value!r}", f"it takes {rule.describe()}")


def formats() -> list[str]:
    """What ``--to`` takes: formats of each article, and tables of the whole run."""
    from translate.outputs import FORMATS, TABLES

    return [name for name in (*FORMATS, *TABLES) if name != "csv-excel-nl"]


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a run does beside what its pipeline does.

    ``out`` is a folder, which all machines share, or a URL. ``to`` names formats, and tables of
    the whole run. ``shard`` is ``i/n``: the i-th of n equal parts of the files, counted from 1.
    ``one_file`` puts the HTML report of all articles into one file, instead of a page for each
    and an index. ``ray_address`` None starts a cluster on this machine.
    """

    out: str = option(MISSING, "Folder for the results.", flags=("--out", "-o"), kind=Path)
    to: str = option(
        "json,md,html",
        "Formats of the results, separated by commas: json, md, html, csv, docx, tmx, txt,"
        " jsonl; tables of the whole run: tables, sqlite, parquet.",
        known=formats,
        kind=list,
    )
    csv_dialect: Dialect = option(
        Dialect.EXCEL, "excel: commas; excel-nl: as Dutch Excel opens it."
    )
    one_file: bool = option(
        False,
        "One HTML file, report.html, with all articles in it, to send on.",
        standing=False,
    )
    open: bool = option(False, "Open the HTML report in the browser at the end.", standing=False)
    limit: int | None = option(
        None,
        "Take the first so many files; a table of articles is one.",
        shown="all",
        standing=False,
    )
    dry_run: bool = option(False, "Only list the articles: new, known or faulty.", standing=False)
    shard: str | None = option(
        None, "i/n: the i-th of n parts of the files.", MACHINES, shown="all", standing=False
    )
    cluster: Cluster | None = option(
        None, "Run on many machines, with Ray.", MACHINES, standing=False
    )
    ray_address: str | None = option(
        None,
        "HOST:PORT of the cluster, or auto.",
        MACHINES,
        variable="RAY_ADDRESS",
        shown="a new one on this machine",
        standing=False,
    )
    workers: int | None = option(
        None,
        "Processes of the cluster that hold the models.",
        MACHINES,
        shown="by the cluster's size",
        standing=False,
    )

    def __post_init__(self) -> None:
        if not self.out:
            raise UsageError("--out is empty", "name a folder for the results")
        _ = self.part
        html = "html" in self.formats
        for name, value in (("--one-file", self.one_file), ("--open", self.open)):
            if value and not html:
                raise UsageError(f"{name} needs the HTML report", "add html to --to")
        if self.cluster is None:
            if self.workers:
                raise UsageError("--workers needs a cluster", "add --cluster ray, or --threads")
            return
        if self.dry_run or self.one_file:
            name = "--dry-run" if self.dry_run else "--one-file"
            raise UsageError(
                f"{name} cannot be used with --cluster", f"leave out --cluster or {name}"
            )
        if self.tables:
            problem = f"--to {','.join(self.tables)} cannot be used with --cluster"
            raise UsageError(problem, "leave out --cluster, or take --to jsonl")

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats of each article; raises UsageError for a name that is none."""
        csv = "csv" if self.csv_dialect == Dialect.EXCEL else f"csv-{self.csv_dialect}"
        named = (name for name in words(self.to, formats(), "--to") if name not in self.tables)
        return tuple(csv if name == "csv" else name for name in named)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of the whole run."""
        from translate.outputs import TABLES

        return tuple(name for name in words(self.to, formats(), "--to") if name in TABLES)

    @property
    def part(self) -> tuple[int, int]:
        """Which of how many parts of the files, counted from 1."""
        match = re.fullmatch(r"([1-9]\d*)/([1-9]\d*)", self.shard or "1/1")
        if match is None or int(match[1]) > int(match[2]):
            raise UsageError(f"{self.shard!r} is no shard", "--shard takes i/n, as in 2/8")
        return int(match[1]), int(match[2])

    def files_of(self, found: int) -> int:
        """How many of so many files the run takes, after ``limit`` and ``shard``."""
        number, parts = self.part
        return len(range(min(found, self.limit or found))[number - 1 :: parts])


def codes() -> list[str]:
    """What ``--fail-on`` takes: the flags that ``check`` can find."""
    from translate.recheck import FOUND

    return [code.value for code in FOUND]


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What a check of results is held to."""

    fail_on: str | None = option(
        None,
        "Codes, separated by commas; exits with 1 where one of them is found.",
        known=codes,
        kind=list,
    )


@dataclass(frozen=True, slots=True)
class EvaluateOptions:
    """What an evaluation scores beside a model's translations of a test set."""

    summaries: Path | None = option(
        None, "JSONL with 'article' and 'summary': score summaries instead.", standing=False
    )
    limit: int | None = option(None, "Only so many articles of --summaries.", standing=False)
    hypothesis: Path | None = option(
        None, "Score this translation instead of making one.", standing=False
    )
    against: Path | None = option(
        None, "Another system's output, for a paired bootstrap.", standing=False
    )
    subjects: Path | None = option(None, "TSV with a header and a row a sentence.", standing=False)
    column: str = option("topic", "The column of --subjects to slice by.", standing=False)
    write: Path | None = option(
        None, "Keep the translation here, one line a sentence.", standing=False
    )


def keys(*, standing: bool = True) -> dict[str, Option]:
    """Options that a file or a variable may have, or those of one call, by name without dashes."""
    return {
        rule.flags[0].removeprefix("--"): rule
        for choices in (RunOptions, Settings, CheckOptions, EvaluateOptions, Telling)
        for _, _, rule in options(choices)
        if rule.standing is standing
    }
