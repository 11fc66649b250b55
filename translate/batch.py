"""Many articles: windows, results as they are made, interruption, and the run's record.

A batch never holds more than one window of articles. What is done is on disk and in the memory
before the next window begins, so that whatever stops a run, the next one goes on from there.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from translate.ahead import Ahead
from translate.articles import Places, RawArticle, ReadOptions, SourceFile, discover, load
from translate.assembly import Notice, ignore
from translate.done import DoneKeys, files_state
from translate.errors import ArticleError, ExitCode, NothingMatched
from translate.folders import Folder
from translate.memory import REPORTS, WRITTEN, WrittenArticle, WrittenReport
from translate.outputs import INDEX_NAME, OutputNames, RunLog, file_state
from translate.pipeline import Pipeline
from translate.readable import counted
from translate.results import Outcome, as_written
from translate.settings import RunOptions, Settings
from translate.types import ArticleResult
from translate.watch import Phase, Step, Stop, Watch, unwatched
from translate.writing import Placed, Record, Report, Work

#: A window ends at so many bytes of article text: a few seconds of work for a small model, and
#: enough sentences to fill its batches.
WINDOW_BYTES = 1 << 16
WINDOW_ARTICLES = 64

#: Called after each article is written.
Progress = Callable[[Outcome], None]


class LocalRun:
    """One run on this machine.

    ``files`` is how many it takes, ``caution`` what readers should know of the model, or "".
    """

    journal = None

    def __init__(
        self, paths: Sequence[str], options: RunOptions, settings: Settings, *, notice: Notice
    ) -> None:
        self._sources = sources([Path(path) for path in paths], options, notice)
        self._pipeline = Pipeline(settings, notice=notice)
        self._options = options
        self.files = options.files_of(len(self._sources))
        self.signature = self._pipeline.signature
        self.caution = self._pipeline.parts.caution

    def __enter__(self) -> LocalRun:
        return self

    def __exit__(self, *_: object) -> None:
        self._pipeline.close()

    def plan(self) -> Iterator[tuple[str, str]]:
        """The articles, each with ``known``, ``new`` or the status of its fault."""
        options, pipeline = self._options, self._pipeline
        reading = pipeline.parts.reading
        placed = placed_articles(self._sources, options.formats, reading, options.part)
        for window in windows(placed):
            raws = [article.raw for article in window]
            for raw, is_known in zip(raws, pipeline.known(raws), strict=True):
                yield raw.path, raw.error.status if raw.error else "known" if is_known else "new"

    def run(
        self, log: RunLog, *, progress: Progress, stop: Stop, watch: Watch = unwatched
    ) -> ExitCode:
        """Process the files; see :func:`run`."""
        do = partial(run, self._sources, self._pipeline, self._options, log)
        return do(progress=progress, stop=stop, watch=watch)


def sources(
    paths: Sequence[Path], options: RunOptions, notice: Callable[[str], None] = ignore
) -> list[SourceFile]:
    """The files of a batch, in order; raises :class:`NothingMatched` where there are none.

    Results of an earlier run that lie below a named folder are no articles. ``notice`` hears how
    many other files in the folders are passed over.
    """
    passed: list[SourceFile] = []
    everything = discover(paths, passed)
    if suffixes := Counter(
        one.file.suffix.lower() for one in outside(passed, paths, Path(options.out))
    ):
        kinds = ", ".join(f"{name or 'without suffix'} {n}" for name, n in suffixes.most_common(5))
        old = "; save .doc as .docx" if ".doc" in suffixes else ""
        many = counted(suffixes.total(), "file")
        notice(f"passed over {many} of kinds that are not read in folders ({kinds}){old}")
    found = list(outside(everything, paths, Path(options.out)))
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


def outside(
    found: Iterable[SourceFile], roots: Sequence[Path], folder: Path
) -> Iterator[SourceFile]:
    """Those of the files under ``roots`` that are neither ``folder`` nor below it."""
    # not Path.resolve, which raises where links form a loop
    out, places = os.path.realpath(folder), Places()
    below = out.rstrip(os.sep) + os.sep
    really = [os.path.realpath(root).rstrip(os.sep) + os.sep for root in roots]
    # no file is found through a link that leads out of its root
    if not any(root.startswith(below) or below.startswith(root) for root in really):
        yield from found
        return
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
        for index, raw in enumerate(raws):
            yield Placed(raw, names.take(raw.path), (number, index))


def windows(articles: Iterable[Placed]) -> Iterator[list[Placed]]:
    """Articles in groups of at most ``WINDOW_BYTES`` or ``WINDOW_ARTICLES``, at least one."""
    window: list[Placed] = []
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
    out = Folder(Path(options.out))
    out.sweep()
    done = _Done(pipeline, options)
    record = Record(out, options, log, progress, done.listed)
    work = Work(pipeline, out, options.one_file)
    placed = placed_articles(files, options.formats, pipeline.parts.reading, options.part)
    ahead = Ahead(windows(placed))
    with _tables(options) as add, record.written():
        interrupted = False
        for window in ahead:
            interrupted = stop.asked
            if interrupted:
                break
            rows: dict[str, WrittenArticle] = {}
            left = len(window)
            known = done.find(window, record.report)
            made = work.window(window, known, begin=ahead.start, watch=watch, stop=stop)
            for article, ended in zip(window, made, strict=False):
                left -= 1
                record.note(ended)
                if ended.outcome.result is not None:
                    add(ended.outcome.result)
                    if not options.one_file:
                        rows |= done.row(article, ended.outcome)
                if stop.asked:
                    break
            done.keep(rows, record.report)
            interrupted = left > 0
            if interrupted:
                break
            watch(Step(Phase.READING))
        record.end(interrupted=interrupted)
    done.keep_list(record.report)
    return record.code


@contextmanager
def _tables(options: RunOptions) -> Iterator[Callable[[ArticleResult], None]]:
    """What adds a result to the tables of the run, which are written when the block ends."""
    if not options.tables:
        yield lambda result: None
        return
    from translate.outputs.tables import Tables

    with Tables(Path(options.out), options.tables, options.csv_dialect) as tables:
        yield tables.add


class _Done:
    """Results in the output folder that stand, as this machine's memory knows them.

    ``listed`` are the pages in the list of the HTML report, None where that is not known.
    """

    def __init__(self, pipeline: Pipeline, options: RunOptions) -> None:
        settings = pipeline.settings
        self._out = os.path.realpath(options.out)
        self._memory = pipeline.parts.memory
        self._unlisted: dict[str, WrittenArticle] = {}
        # a report in one file, and a table of the run, are made of whole results
        self._read = not (settings.force or options.one_file or options.tables)
        self.keys = DoneKeys(pipeline.parts, self._out, options.formats, summary=settings.summary)
        self._beginning = self._out.rstrip(os.sep) + os.sep
        self._report = self._state(INDEX_NAME)
        known = self._memory.get(REPORTS, [self.keys.report]).get(self.keys.report)
        stands = known is not None and known.state == self._report
        self.listed = frozenset(known.pages) if known is not None and stands else None

    def find(self, window: Sequence[Placed], report: Report | None) -> list[WrittenArticle | None]:
        """What was written of each article, where it stands and the list of the report has it."""
        if not self._read:
            return [None] * len(window)
        keys = [None if one.raw.error else self.keys.of(one.raw) for one in window]
        rows = self._memory.get(WRITTEN, [key for key in keys if key is not None])
        return [
            row
            if key
            and (row := rows.get(key))
            and (report is None or report.lists(one.names["html"]))
            and row.files == self._files(one)
            else None
            for key, one in zip(keys, window, strict=True)
        ]

    def row(self, article: Placed, outcome: Outcome) -> dict[str, WrittenArticle]:
        """What is kept of an article that was written just now; nothing where a file is gone."""
        files = self._files(article)
        return {} if files is None else {self.keys.of(article.raw): as_written(outcome, files)}

    def keep(self, rows: dict[str, WrittenArticle], report: Report | None) -> None:
        """Remember what was written: at once, or once the report lists it as it is now.

        A list that a killed run left has an older title and text of a page that was written anew.
        """
        if report is None:
            self._memory.put(WRITTEN, rows)
        else:
            self._unlisted |= rows

    def keep_list(self, report: Report | None) -> None:
        """Remember which pages the report lists, for runs that change none of them.

        A list that names articles that failed is read anew by the next run, which may drop them.
        """
        self._memory.put(WRITTEN, self._unlisted)
        if report is None or report.name != INDEX_NAME or not report.was_read:
            return
        state = self._report if report.size is None else self._state(INDEX_NAME)
        # not one that another run has put there meanwhile
        is_ours = report.size is None or (state or "").startswith(f"{report.size}.")
        if state is not None and is_ours and not report.index.has_failures:
            row = WrittenReport(state, tuple(report.index.pages))
            self._memory.put(REPORTS, {self.keys.report: row})

    def _files(self, article: Placed) -> str | None:
        below = self._beginning
        return files_state({name: file_state(below + path) for name, path in article.names.items()})

    def _state(self, name: str) -> str | None:
        return file_state(self._beginning + name)
