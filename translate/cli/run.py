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
from translate.cli.closing import ClosingReport
from translate.cli.progress import progress
from translate.cli.sink import Sink, one_line
from translate.errors import ExitCode, UsageError
from translate.options import Format
from translate.settings import RunOptions, Settings
from translate.watch import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.batch import LocalRun
    from translate.cluster import ClusterRun


def run(
    paths: Annotated[
        list[str], typer.Argument(help="Files and folders of Dutch articles; - is standard input.")
    ],
    options: RunOptions,
    settings: Settings,
    sink: Sink,
) -> None:
    """Translate and summarise every article under PATHS; what is done is not redone."""
    from translate.batch import LocalRun
    from translate.engines.processor import processor
    from translate.outputs import RunLog

    _need_sense(paths, options, settings)
    notices: list[str] = []

    def notice(line: str) -> None:  # said at once, and in run.json
        sink.note(line)
        notices.append(line)

    opened: type[LocalRun | ClusterRun] = LocalRun
    if options.cluster is not None:
        from translate.cluster import ClusterRun

        opened = ClusterRun
    with opened(paths, options, settings, notice=notice) as running:
        if options.dry_run and isinstance(running, LocalRun):
            _report_plan(sink, running)
            return
        log = RunLog(
            running.signature,
            _recorded(settings, options),
            _versions(),
            journal=running.journal,
            notices=notices,
        )
        log.processor = asdict(processor())
        with _watched(sink, running.files, options) as (report, stop):
            code = running.run(log, progress=report, stop=stop, watch=report.step)
        stopped = code is ExitCode.INTERRUPTED
        if line := log.left_out_notice():
            sink.note(line)
        if sink.format is Format.JSON or not sink.quiet:
            end = partial(report.text, log, running.caution, interrupted=stopped)
            sink.answer(log.to_json, end)
    if options.open:
        _open(sink, f"{options.out}/{report.page}")
    if stopped:
        sink.note(report.unfinished)
    if code:
        raise typer.Exit(code)


def _need_sense(paths: Sequence[str], options: RunOptions, settings: Settings) -> None:
    """Raise UsageError for words of the call that do not make sense together."""
    from translate.articles import STDIN, STDIN_FORMATS

    if settings.stdin_format not in STDIN_FORMATS:
        problem = f"no format {settings.stdin_format!r}"
        raise UsageError(problem, f"--from takes {', '.join(STDIN_FORMATS)}")
    if settings.stdin_format != "text" and str(STDIN) not in paths:
        raise UsageError("--from is the format of standard input", "name - among the paths")
    if options.cluster is not None:
        return
    for place in (*paths, options.out):
        if re.match("https?://", place) and place != options.out:
            raise UsageError(
                f"{place} is a web page",
                f"trafilatura -u {place} | translate run - --out {options.out}",
            )
        if "://" in place:
            raise UsageError(f"{place} is a URL", "add --cluster ray, which reads and writes them")


@contextmanager
def _watched(sink: Sink, files: int, options: RunOptions) -> Iterator[tuple[ClosingReport, Stop]]:
    """Progress is shown and signals are heard; an interruption says how far the run came."""
    stop, report = Stop(), None
    try:
        with progress(sink, files) as show, stop.on_signals(sink.note):
            report = ClosingReport(sink, show, options)
            yield report, stop
    except KeyboardInterrupt:
        if report is not None:  # it came before anything could be begun
            sink.note(f"interrupted: {report.unfinished}")
        raise


def _open(sink: Sink, page: str) -> None:
    """Show a page of the report in the browser."""
    import webbrowser

    address = page if "://" in page else Path(page).resolve().as_uri()
    if not webbrowser.open(address):
        sink.note(f"no browser opens here: open {page} yourself")


def _recorded(settings: Settings, options: RunOptions) -> dict[str, object]:
    """The options as ``run.json`` keeps them."""
    values = {**asdict(settings), **asdict(options), "formats": list(options.formats)}
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


def _report_plan(sink: Sink, running: LocalRun) -> None:
    """What a run would do, without doing it."""
    from translate.readable import counted

    plan = list(running.plan())
    new = sum(status == "new" for _, status in plan)
    lines = [f"{status:>10}  {one_line(path)}" for path, status in plan]
    lines.append(f"{new} of {counted(len(plan), 'article')} would be translated")
    articles = [{"path": path, "status": status} for path, status in plan]
    sink.answer(
        lambda: {"signature": running.signature, "articles": articles}, lambda: "\n".join(lines)
    )
