"""``translate run``: the main job, over files and folders."""

from __future__ import annotations

import platform
import re
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate import __version__
from translate.cli import options, run_options
from translate.cli.closing import ClosingReport
from translate.cli.progress import Progress, progress
from translate.cli.sink import Format, Sink, one_line
from translate.errors import ExitCode, UsageError
from translate.settings import Dialect, Settings
from translate.watch import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from translate.articles import SourceFile
    from translate.batch import BatchOptions
    from translate.cluster import ClusterOptions
    from translate.outputs import RunLog
    from translate.pipeline import Pipeline
    from translate.results import Outcome


def run(
    paths: Annotated[
        list[str], typer.Argument(help="Files and folders of Dutch articles; - is standard input.")
    ],
    out: run_options.OutOption,
    to: run_options.ToOption = "json,md,html",
    csv_dialect: options.CsvDialectOption = Dialect.EXCEL,
    one_file: run_options.OneFileOption = False,
    open_report: run_options.OpenReportOption = False,
    no_summary: run_options.NoSummaryOption = False,
    max_summary_words: options.MaxSummaryWordsOption = 120,
    limit: run_options.LimitOption = None,
    dry_run: run_options.DryRunOption = False,
    format: options.FormatOption = Format.TEXT,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
    model: options.ModelOption = "auto",
    summary_model: options.SummaryModelOption = "auto",
    engine: options.EngineOption = "auto",
    compute_type: options.ComputeTypeOption = None,
    beam: options.BeamOption = None,
    threads: options.ThreadsOption = None,
    models_dir: options.ModelsDirOption = None,
    glossary: options.GlossaryOption = None,
    no_names: options.NoNamesOption = False,
    no_corrections: options.NoCorrectionsOption = False,
    assume_dutch: run_options.AssumeDutchOption = False,
    max_bytes: run_options.MaxBytesOption = 10_000_000,
    stdin_format: run_options.StdinFormatOption = None,
    text_field: run_options.TextFieldOption = None,
    title_field: run_options.TitleFieldOption = None,
    date_field: run_options.DateFieldOption = None,
    id_field: run_options.IdFieldOption = None,
    force: options.ForceOption = False,
    no_cache: options.NoCacheOption = False,
    cache_dir: options.CacheDirOption = None,
    shard: run_options.ShardOption = None,
    cluster: run_options.ClusterOption = None,
    ray_address: run_options.RayAddressOption = None,
    workers: run_options.WorkersOption = None,
    gpus_per_worker: run_options.GpusPerWorkerOption = 0.0,
) -> None:
    """Translate and summarise every article under PATHS; what is done already is not redone."""
    from translate import batch
    from translate.engines.processor import processor
    from translate.outputs import RunLog
    from translate.outputs.tables import Tables
    from translate.pipeline import Pipeline

    sink = Sink(quiet=quiet, verbose=verbose)
    settings = Settings(
        model=model,
        summary_model=summary_model,
        engine=engine,
        compute_type=compute_type,
        beam=beam,
        max_summary_words=max_summary_words,
        summary=not no_summary,
        names=not no_names,
        corrections=not no_corrections,
        glossary=glossary,
        assume_dutch=assume_dutch,
        max_bytes=max_bytes,
        text_field=text_field,
        title_field=title_field,
        date_field=date_field,
        id_field=id_field,
        stdin_format=_stdin_format(stdin_format, paths),
        threads=threads,
        cache=not no_cache,
        force=force,
        cache_dir=cache_dir,
        models_dir=models_dir,
    )
    (formats, tabled), part, notices = _formats(to, csv_dialect), _shard(shard), _Notices(sink)
    if "html" not in formats and (one_file or open_report):
        name = "--one-file" if one_file else "--open"
        raise UsageError(f"{name} needs the HTML report", "add html to --to")
    if cluster is not None and one_file:
        raise UsageError("--one-file works on one machine", "leave out --cluster or --one-file")
    log: RunLog
    if cluster is not None:
        if dry_run:
            raise UsageError("--dry-run works on one machine", "leave out --cluster")
        if tabled:
            problem = f"--to {','.join(tabled)} makes a table of a run on one machine"
            raise UsageError(problem, "leave out --cluster, or take --to jsonl")
        from translate.cluster import ClusterOptions, ClusterRun

        many = ClusterOptions(out, formats, limit, part, ray_address, workers, gpus_per_worker)
        with ClusterRun(paths, many, settings, notice=notices) as running:
            log = running.log(_recorded(settings, many), _versions())
            log.processor = asdict(processor())
            notices.record_in(log)
            watched = _watched(sink, running.files, partial(ClosingReport, formats=formats))
            with watched as (report, stop):
                code = running.run(log, progress=report, stop=stop)
            total = running.files if code is ExitCode.INTERRUPTED else 0
            _tell(sink, format, log, report, many.out, running.caution, total)
        if open_report:
            _open(sink, f"{many.out}/{report.page}")
        _end(sink, code, report, running.files)
        return
    _only_with_cluster(workers=workers, gpus_per_worker=gpus_per_worker)
    for place in paths:
        if re.match("https?://", place):
            raise UsageError(
                f"{place} is a web page",
                f"trafilatura -u {place} | translate run - --out {out}",
            )
    for place in (*paths, out):
        if "://" in place:
            raise UsageError(f"{place} is a URL", "add --cluster ray, which reads and writes them")
    chosen = batch.BatchOptions(Path(out), formats, limit, part, one_file, bool(tabled))
    files = batch.sources([Path(path) for path in paths], chosen, notices)
    with Pipeline(settings, notice=notices) as pipeline:
        if dry_run:
            _report_plan(sink, files, chosen, pipeline, format)
            return
        log = RunLog(pipeline.signature, _recorded(settings, chosen), _versions())
        log.processor = asdict(processor())
        notices.record_in(log)
        tables = Tables(Path(out), tabled, csv_dialect)
        closing = partial(ClosingReport, formats=(*formats, *tabled), one_file=one_file)
        with tables, _watched(sink, len(files), closing) as (report, stop):

            def each(outcome: Outcome) -> None:
                if outcome.result is not None:
                    tables.add(outcome.result)
                report(outcome)

            code = batch.run(
                files, pipeline, chosen, log, progress=each, stop=stop, watch=report.step
            )
    total = len(files) if code is ExitCode.INTERRUPTED else 0
    _tell(sink, format, log, report, out, pipeline.parts.caution, total)
    if open_report:
        _open(sink, f"{out}/{report.page}")
    _end(sink, code, report, len(files))


@contextmanager
def _watched(
    sink: Sink, files: int, closing: Callable[[Sink, Progress], ClosingReport]
) -> Iterator[tuple[ClosingReport, Stop]]:
    """Progress is shown and signals are heard; an interruption says how far the run came."""
    stop, report = Stop(), None
    try:
        with progress(sink, files) as show, stop.on_signals(sink.note):
            report = closing(sink, show)
            yield report, stop
    except KeyboardInterrupt:
        if report is not None:  # it came before anything could be begun
            sink.note(f"interrupted: {report.unfinished(files)}")
        raise


def _end(sink: Sink, code: ExitCode, report: ClosingReport, files: int) -> None:
    if code is ExitCode.INTERRUPTED:
        sink.note(report.unfinished(files))
    if code:
        raise typer.Exit(code)


def _tell(
    sink: Sink,
    format: Format,
    log: RunLog,
    report: ClosingReport,
    out: str,
    caution: str = "",
    total: int = 0,
) -> None:
    if line := log.left_out_notice():
        sink.note(line)
    if format is Format.JSON:
        sink.json(log.to_json())
    elif not sink.quiet:
        sink.result(report.text(log, out, caution, total))


def _open(sink: Sink, page: str) -> None:
    """Show a page of the report in the browser."""
    import webbrowser

    address = page if "://" in page else Path(page).resolve().as_uri()
    if not webbrowser.open(address):
        sink.note(f"no browser opens here: open {page} yourself")


def _only_with_cluster(**given: float | None) -> None:
    for name, value in given.items():
        if value:
            option = f"--{name.replace('_', '-')}"
            raise UsageError(f"{option} needs a cluster", "add --cluster ray, or use --threads")


class _Notices:
    """Says a line at once and sees to it that ``run.json`` has it too."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._log: RunLog | None = None
        self._early: list[str] = []

    def __call__(self, line: str) -> None:
        self._sink.note(line)
        if self._log is None:
            self._early.append(line)
        else:
            self._log.notice(line)

    def record_in(self, log: RunLog) -> None:
        for line in self._early:
            log.notice(line)
        self._log = log


def _formats(names: str, dialect: Dialect) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Formats of each article, and of tables of the whole run."""
    from translate.outputs import FORMATS
    from translate.outputs.tables import TABLES

    chosen = tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    unknown = [name for name in chosen if name not in FORMATS and name not in TABLES]
    if unknown or not chosen:
        known = ", ".join(name for name in (*FORMATS, *TABLES) if name != "csv-excel-nl")
        raise UsageError(f"no format {', '.join(unknown) or 'named'}", f"--to takes {known}")
    csv = "csv" if dialect is Dialect.EXCEL else f"csv-{dialect}"
    formats = [csv if name == "csv" else name for name in chosen if name in FORMATS]
    return tuple(formats), tuple(name for name in chosen if name in TABLES)


def _stdin_format(name: str | None, paths: Sequence[str]) -> str:
    from translate.articles import STDIN, STDIN_FORMATS

    if name is None:
        return "text"
    if name not in STDIN_FORMATS:
        raise UsageError(f"no format {name!r}", f"--from takes {', '.join(STDIN_FORMATS)}")
    if str(STDIN) not in paths:
        raise UsageError("--from is the format of standard input", "name - among the paths")
    return name


def _shard(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = re.fullmatch(r"([1-9]\d*)/([1-9]\d*)", text)
    if match is None or int(match[1]) > int(match[2]):
        raise UsageError(f"{text!r} is no shard", "--shard takes i/n, as in 2/8")
    return int(match[1]), int(match[2])


def _recorded(settings: Settings, chosen: BatchOptions | ClusterOptions) -> dict[str, object]:
    """The options as ``run.json`` keeps them."""
    values = {**asdict(settings), **asdict(chosen)}
    return {
        name: str(value) if isinstance(value, Path) else value for name, value in values.items()
    }


def _versions() -> dict[str, str]:
    """Versions of what takes part in a result, without importing any of it."""
    from translate.versions import installed

    found = {"translate": __version__, "python": platform.python_version()}
    for name in ("ctranslate2", "torch", "transformers", "sentencepiece"):
        if (version := installed(name)) is not None:
            found[name] = version
    return found


def _report_plan(
    sink: Sink,
    files: Sequence[SourceFile],
    chosen: BatchOptions,
    pipeline: Pipeline,
    format: Format,
) -> None:
    """What a run would do, without doing it."""
    from translate import batch
    from translate.readable import counted

    plan = []
    for window in batch.windows(batch.placed_articles(files, chosen, pipeline.parts.reading)):
        raws = [article.raw for article in window]
        plan += [
            {
                "path": raw.path,
                "status": raw.error.status if raw.error else ("known" if is_known else "new"),
            }
            for raw, is_known in zip(raws, pipeline.known(raws), strict=True)
        ]
    if format is Format.JSON:
        sink.json({"signature": pipeline.signature, "articles": plan})
        return
    lines = [f"{entry['status']:>10}  {one_line(entry['path'])}" for entry in plan]
    new = sum(entry["status"] == "new" for entry in plan)
    of = counted(len(plan), "article")
    sink.result("\n".join([*lines, f"{new} of {of} would be translated"]))
