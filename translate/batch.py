"""Many articles: windows, results as they are made, interruption, and the run's record.

A batch never holds more than one window of articles. What is done is on disk and in the memory
before the next window begins, so that whatever stops a run, the next one goes on from there.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from translate.ahead import Ahead
from translate.articles import Places, RawArticle, ReadOptions, SourceFile, discover, load
from translate.assembly import ignore
from translate.errors import ArticleError, ExitCode, NothingMatched, TranslateError
from translate.outputs import (
    DONE,
    INDEX_NAME,
    ONE_FILE_NAME,
    ArticleEntry,
    Index,
    IndexItem,
    OutputNames,
    RunLog,
    failed_item,
    file_bytes,
    index_item,
    one_file_item,
    sweep_temporary,
    write_atomic,
)
from translate.pipeline import Pipeline
from translate.readable import counted
from translate.results import Outcome, as_written, entry, standing_outcome
from translate.settings import RunOptions
from translate.standing import Standing
from translate.watch import Phase, Step, Stop, Watch, unwatched

#: A window ends at so many bytes of article text: a few seconds of work for a small model, and
#: enough sentences to fill its batches.
WINDOW_BYTES = 1 << 16
WINDOW_ARTICLES = 64

#: Called after each article is written.
Progress = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True)
class Placed:
    """An article and the names of its results, relative to OUT, by format."""

    raw: RawArticle
    names: Mapping[str, str]


class _HasRaw(Protocol):
    @property
    def raw(self) -> RawArticle: ...


P = TypeVar("P", bound=_HasRaw)


def sources(
    paths: Sequence[Path], options: RunOptions, notice: Callable[[str], None] = ignore
) -> list[SourceFile]:
    """The files of a batch, in order; raises :class:`NothingMatched` where there are none.

    Results of an earlier run that lie below a named folder are no articles. ``notice`` hears how
    many other files in the folders are passed over.
    """
    passed: list[SourceFile] = []
    everything = discover(paths, passed)
    if suffixes := Counter(one.file.suffix.lower() for one in outside(passed, Path(options.out))):
        kinds = ", ".join(f"{name or 'without suffix'} {n}" for name, n in suffixes.most_common(5))
        old = "; save .doc as .docx" if ".doc" in suffixes else ""
        many = counted(suffixes.total(), "file")
        notice(f"passed over {many} in folders that no article is read from ({kinds}){old}")
    found = list(outside(everything, Path(options.out)))
    if not found and everything:
        raise NothingMatched(
            f"{options.out} is both the results' folder and the articles'",
            "give --out a folder of its own",
        )
    if not found:
        raise nothing_under(map(str, paths))
    return found[: options.limit]


def nothing_under(paths: Iterable[str]) -> NothingMatched:
    """The fault of a run that found no article."""
    named = ", ".join(paths)
    return NothingMatched(
        f"no articles under {named}" if named else "no path was named",
        "name a file or a folder with articles, such as .txt, .html or .docx files",
    )


def outside(found: Iterable[SourceFile], folder: Path) -> Iterator[SourceFile]:
    """Those of the files that are neither ``folder`` nor below it."""
    # not Path.resolve, which raises where links form a loop
    out, places = os.path.realpath(folder), Places()
    below = out.rstrip(os.sep) + os.sep
    for source in found:
        place = places.of(source.place, follow=True)
        if place != out and not place.startswith(below):
            yield source


def placed_articles(
    files: Sequence[SourceFile],
    formats: Sequence[str],
    reading: ReadOptions,
    part: tuple[int, int] = (1, 1),
) -> Iterator[Placed]:
    """Every article of a part of the files (of how many), with the names of its results.

    Names are given out over all files, so that they do not depend on the part. A file that
    cannot be read is one article with an error.
    """
    names = OutputNames(formats)
    for number, source in enumerate(files):
        if number % part[1] != part[0] - 1:
            names.take(source.name)
            continue
        try:
            raws = load(source, reading)
        except ArticleError as error:
            raws = [RawArticle.failed(source.name, error)]
        for raw in raws:
            yield Placed(raw, names.take(raw.path))


def windows(articles: Iterable[P]) -> Iterator[list[P]]:
    """Articles in groups of at most ``WINDOW_BYTES`` or ``WINDOW_ARTICLES``, at least one."""
    window: list[P] = []
    size = 0
    for article in articles:
        window.append(article)
        size += len(article.raw.data)
        if size >= WINDOW_BYTES or len(window) >= WINDOW_ARTICLES:
            yield window
            window, size = [], 0
    if window:
        yield window


def run(
    files: Sequence[SourceFile],
    pipeline: Pipeline,
    options: RunOptions,
    log: RunLog,
    *,
    progress: Progress,
    stop: Stop,
    watch: Watch = unwatched,
) -> ExitCode:
    """Process ``files`` and write results and ``run.json`` below ``options.out``.

    Whatever ends the run, ``run.json`` says how far it came. Faults that concern every article
    (model, memory, output folder) are raised after it is written.
    """
    out = Path(options.out)
    if out.is_dir():
        sweep_temporary(out)
    report = out / (ONE_FILE_NAME if options.one_file else INDEX_NAME)
    index = Index(_text_of(report)) if "html" in options.formats else None
    standing = Standing(
        pipeline.parts,
        out,
        options.formats,
        summary=pipeline.settings.summary,
        # a report in one file is made of whole results
        read=not (pipeline.settings.force or options.one_file or options.tables),
    )
    code = ExitCode.INTERNAL
    try:
        ahead = Ahead(
            windows(placed_articles(files, options.formats, pipeline.parts.reading, options.part))
        )
        for window in ahead:
            if stop.asked:
                code = ExitCode.INTERRUPTED
                break
            written, left = {}, len(window)
            working = _Working(ahead.start, watch, stop)
            for article, outcome in _outcomes(window, pipeline, standing, index, working):
                left -= 1
                names = {
                    name: path
                    for name, path in article.names.items()
                    if name != "html" or not options.one_file
                }
                if outcome.written is None:
                    watch(Step(Phase.WRITING, outcome.path))
                log.add(_write(outcome, names, out, log))
                if index is not None and outcome.written is None:
                    page = article.names["html"]
                    index.add(shown_in_index(outcome, page, one_file=options.one_file))
                if outcome.result is not None and not options.one_file:
                    states = standing.states(article.names)
                    written[standing.key(article.raw)] = as_written(outcome, states)
                progress(outcome)
                if stop.asked:
                    break
            standing.remember(written)
            if left:
                code = ExitCode.INTERRUPTED
                break
            watch(Step(Phase.READING))
        else:
            code = exit_code(log.totals()["statuses"])
    except TranslateError as error:
        code = error.exit_code
        log.notice(str(error))
        raise
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
        raise
    finally:
        if index is not None:
            index.keep(lambda page: os.path.isfile(f"{out}/{page}"))  # noqa: PTH113
            if index.is_changed and index.has_articles:
                write_atomic(report, index.render().encode("utf-8"))
        log.finish(code)
        log.write(out)
    return code


def _text_of(report: Path) -> str:
    """The report of an earlier run, or nothing where there is none that can be read."""
    try:
        return report.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


@dataclass(frozen=True, slots=True)
class _Working:
    """Called before the pipeline is, so that the next window is read meanwhile; who watches it,
    and who may stop it."""

    begin: Callable[[], None]
    watch: Watch
    stop: Stop


def _outcomes(
    window: Sequence[Placed],
    pipeline: Pipeline,
    standing: Standing,
    index: Index | None,
    working: _Working,
) -> Iterator[tuple[Placed, Outcome]]:
    """Each article with its outcome; those whose results stand do not go through the pipeline.

    An article that the index does not have does, whatever stands. Where all results stand there
    is nothing to wait for, and a thread would only cost time. Ends early when it is asked to.
    """
    known = [
        written if index is None or article.names["html"] in index else None
        for article, written in zip(
            window,
            standing.find([(article.raw, article.names) for article in window]),
            strict=True,
        )
    ]
    changed = [
        article.raw for article, written in zip(window, known, strict=True) if written is None
    ]
    if changed:
        working.begin()
    made = pipeline.outcomes(changed, watch=working.watch, stop=working.stop)
    for article, written in zip(window, known, strict=True):
        if written is not None:
            yield article, standing_outcome(article.raw.path, written)
            continue
        outcome = next(made, None)
        if outcome is None:
            return
        yield article, outcome


def shown_in_index(outcome: Outcome, page: str, *, one_file: bool = False) -> IndexItem:
    """The article's row in the list of the HTML report."""
    if outcome.result is None:
        return failed_item(outcome.path, str(outcome.error), page)
    return (one_file_item if one_file else index_item)(outcome.result, page)


def _write(outcome: Outcome, names: Mapping[str, str], out: Path, log: RunLog) -> ArticleEntry:
    started = time.monotonic()
    for path, data in rendered(outcome, names):
        write_atomic(out / path, data)
    if outcome.result is not None:
        log.spend("write", time.monotonic() - started)
    return entry(outcome, names)


def rendered(outcome: Outcome, names: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The files of an article's result, one at a time; none where it failed or they stand."""
    if outcome.result is not None:
        for name, path in names.items():
            yield path, file_bytes(name, outcome.result)


def exit_code(statuses: Mapping[str, int]) -> ExitCode:
    """The code of a run that came to its end with so many articles of each status."""
    if statuses.keys() <= {DONE}:
        return ExitCode.OK
    return ExitCode.SOME_FAILED if statuses.get(DONE) else ExitCode.ALL_FAILED
