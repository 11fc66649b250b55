"""A process of the cluster: it reads a part of the plan, and does its windows as a local run does.

Which article ends the process that works on it is found by trying again, one at a time. A part
whose process died is given to another one, which finds that it was begun: what was noted as done
stands, and the rest is read and made one by one, each noted while it is at hand. An article with
which this process dies as well is set aside by the third. So an article is tried again once, and
one that merely stood beside it is not lost.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from posixpath import basename, dirname, join
from socket import gethostname
from typing import Any, TypeVar

from translate.ahead import Ahead
from translate.articles import RawArticle
from translate.assembly import Notice, Parts
from translate.batch import windows
from translate.cluster.finding import load_found
from translate.cluster.plan import Planned
from translate.corrections import Corrections
from translate.done import Done, DoneKeys, files_state, read_done, write_done
from translate.engines.processor import processor
from translate.errors import ArticleError, ClusterError, ProcessDied, TranslateError
from translate.folders import OWN, Folder, open_folder
from translate.memory import WrittenArticle
from translate.memory.codec import ROWS
from translate.outputs import OutputNames
from translate.pipeline import Pipeline
from translate.results import Outcome, as_written
from translate.settings import RunOptions, Settings
from translate.writing import Ended, Placed, Work

#: The column of a row that is the number of a part, and of one that is a report.
PART, REPORT = "part", "report"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job:
    """What every process of a run has to know.

    ``roots`` are local paths that must be there on every machine, as must the run's own mark in
    ``options.out``. A worker makes its parts with ``assemble``, but for people's corrections, which
    lie on the driver's machine, and must arrive at the same ``signature``.
    """

    run: str
    roots: tuple[str, ...]
    options: RunOptions
    settings: Settings
    corrections: Corrections
    signature: str
    assemble: Callable[[Settings, Notice], Parts]

    @property
    def plan(self) -> str:
        """Where the parts of the plan lie, below OUT."""
        return f"{OWN}/plan/{self.run}"

    @property
    def mark(self) -> str:
        """The file by which a worker knows that its OUT is the driver's."""
        return f"{self.plan}/mark"

    def part(self, number: int) -> str:
        """The file of one part."""
        return f"{self.plan}/{number:08d}.jsonl"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a window, which may be the ``last`` of its part.

    A ``fault`` concerns every article: the run ends with it. It travels as data: an exception
    would reach the driver as Ray's, with the traceback of another machine. The outcomes have no
    result, only what is shown of it.
    """

    ended: tuple[Ended, ...] = ()
    fault: TranslateError | None = None
    notices: tuple[str, ...] = ()
    last: bool = False


class Trial:
    """Which articles of a part a process has begun and not survived, in a file beside the plan.

    ``again`` says that another process has died with this part.
    """

    def __init__(self, out: Folder, name: str) -> None:
        self._out = out
        self._name = name
        self._open: list[str] = []
        try:
            self._open = json.loads(out.read(name))
            self.again = True
        except FileNotFoundError:
            self.again = False
            self._write()

    @contextmanager
    def of(self, what: str) -> Iterator[bool]:
        """Something is at hand in the block; gives False where a process has died with it."""
        if not self.again:
            yield True
            return
        has_killed = what in self._open
        if not has_killed:
            self._open.append(what)
            self._write()
        yield not has_killed
        if not has_killed:
            self._open.remove(what)
            self._write()

    def _write(self) -> None:
        self._out.write(self._name, json.dumps(self._open).encode())


class Worker:
    """Does parts of a run; what it has loaded it keeps from part to part."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._notices: list[str] = []

    def __call__(self, rows: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, list[bytes]]]:
        """A report for each window of the parts, packed."""
        for part in rows[PART]:
            for report in self.reports(int(part)):
                yield {REPORT: [pickle.dumps(report, protocol=5)]}

    def reports(self, part: int) -> Iterator[Report]:
        """The reports of a part: the same number whichever process makes them."""
        try:
            trial = Trial(self._out, f"{self._job.part(part)}.tried")
            if trial.again:
                self._notices.append(
                    "a process of the cluster died; its articles are tried again, one at a time"
                )
            lines = self._out.read(self._job.part(part)).decode().splitlines()
            files = (ROWS.parse(Planned, line) for line in lines)
            planned = {one.number: one for one in files}
            ahead = Ahead(_with_last(windows(self._articles(planned.values(), trial))))
            for number, (window, is_last) in enumerate(ahead):
                unit = f"{part:08d}-{number:04d}"
                begin = (lambda: None) if trial.again else ahead.start
                ended = self._window(unit, window, planned, trial, begin)
                yield self._report(ended, last=is_last)
        except TranslateError as error:
            yield self._report((), error)

    def _window(
        self,
        unit: str,
        window: Sequence[Placed],
        planned: Mapping[int, Planned],
        trial: Trial,
        begin: Callable[[], None],
    ) -> tuple[Ended, ...]:
        before = list(read_done(self._out, self._job.run, unit)) if trial.again else []
        known = [
            self._known(article, (*planned[article.order[0]].done, *before)) for article in window
        ]
        ended: list[Ended] = []
        if not trial.again:
            ended += self._work.window(window, known, begin=begin)
        for article, row in zip(window, known, strict=True) if trial.again else ():
            with trial.of("{}.{}".format(*article.order)) as is_sound:
                if is_sound:
                    ended += self._work.window([article], [row])
                else:
                    ended.append(self._work.deliver(article, _died(article.raw.path)))
        rows = [
            Done(planned[one.order[0]].found.name, one.outcome.path, self._key(article), row)
            for article, one in zip(window, ended, strict=True)
            if (row := _row(one)) is not None
        ]
        write_done(self._out, self._job.run, unit, rows)
        return tuple(map(_told, ended))

    def _report(
        self, ended: tuple[Ended, ...], fault: TranslateError | None = None, last: bool = False
    ) -> Report:
        notices, self._notices = tuple(self._notices), []
        return Report(ended, fault, notices, last)

    def _articles(self, planned: Iterable[Planned], trial: Trial) -> Iterator[Placed]:
        """The articles of files, with the names that a local run gives their results."""
        for file in planned:
            with trial.of(str(file.number)) as is_sound:
                try:
                    if not is_sound:
                        raise _fault(file.found.name)
                    raws = load_found(file.found, self._pipeline.parts.reading)
                except ArticleError as error:
                    raws = [RawArticle.failed(file.found.name, error)]
            if len(raws) == 1 and raws[0].path == file.found.name:
                yield Placed(raws[0], file.names, (file.number, 0))
                continue
            names = OutputNames(self._job.options.formats)
            parent = dirname(next(iter(file.names.values())))
            for index, raw in enumerate(raws):
                taken = names.take(raw.path, marked=file.marked)
                beside = {name: join(parent, basename(path)) for name, path in taken.items()}
                yield Placed(raw, beside, (file.number, index))

    def _known(self, article: Placed, rows: Sequence[Done]) -> WrittenArticle | None:
        # the list of the HTML reports is made of whole results
        if article.raw.error is not None or "html" in self._job.options.formats:
            return None
        told = article.raw.path, self._key(article)
        written = [row.written for row in rows if (row.path, row.key) == told]
        if not written:
            return None
        # a file's size is all that every place can tell of it
        files = files_state({name: self._out.size(path) for name, path in article.names.items()})
        return next((one for one in written if one.files == files), None)

    def _key(self, article: Placed) -> str:
        return self._keys.of(article.raw)

    @cached_property
    def _out(self) -> Folder:
        """OUT, once it is certain that this machine sees the driver's folders."""
        job = self._job
        out = open_folder(job.options.out)
        missing = [root for root in job.roots if not Path(root).exists()]
        if out.size(job.mark) is None:
            missing.insert(0, job.options.out)
        if missing:
            raise ClusterError(
                f"{gethostname()} cannot see {missing[0]}, which the run was begun with",
                "name a folder that all machines share, or a URL such as s3://bucket/folder",
            )
        return out

    @cached_property
    def _pipeline(self) -> Pipeline:
        job = self._job
        parts = job.assemble(job.settings, self._notices.append)
        self._notices.append(f"the cluster has: {processor()}")
        pipeline = Pipeline(job.settings, parts=replace(parts, corrections=job.corrections))
        if pipeline.signature != job.signature:
            raise ClusterError(
                f"{gethostname()} would make other results than the machine that began the run"
                f" ({pipeline.signature} instead of {job.signature})",
                "install the same versions, models and glossary on every machine",
            )
        return pipeline

    @cached_property
    def _work(self) -> Work:
        return Work(self._pipeline, self._out)

    @cached_property
    def _keys(self) -> DoneKeys:
        job = self._job
        formats, parts = job.options.formats, self._pipeline.parts
        return DoneKeys(parts, "/", formats, summary=job.settings.summary)


def _with_last(items: Iterator[T]) -> Iterator[tuple[T, bool]]:
    """Each item, and whether it is the last."""
    for item in items:
        for following in items:
            yield item, False
            item = following
        yield item, True


def _row(ended: Ended) -> WrittenArticle | None:
    """What is kept of an article that was written just now."""
    if ended.outcome.result is None:
        return None
    files = files_state(ended.sizes or {})
    return None if files is None else as_written(ended.outcome, files)


def _told(ended: Ended) -> Ended:
    """The same without the result, which need not travel."""
    row = _row(ended)
    if row is None:
        return ended
    return ended._replace(outcome=ended.outcome._replace(result=None, written=row))


def _died(path: str) -> Outcome:
    return Outcome(path, "", error=_fault(path))


def _fault(path: str) -> ProcessDied:
    return ProcessDied(
        f"{path} ended the process that worked on it, twice",
        "it is set aside; try it alone on a machine with more memory, or report it",
    )
