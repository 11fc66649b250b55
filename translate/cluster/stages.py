"""The stages: read, split, translate and summarise, write. They run in the workers.

Each takes and gives windows of articles as rows with one column. Read, split and write are
functions; what translates and summarises keeps its models and its memory from window to window.
A fault that concerns every article travels as data to the driver, which ends the run with it:
an exception would reach it as Ray's, with the traceback of another machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from posixpath import basename, dirname, join
from socket import gethostname
from typing import Any

from translate.articles import RawArticle
from translate.batch import rendered, shown_in_index, windows
from translate.cluster.deaths import Notes, carefully
from translate.cluster.finding import load_found
from translate.cluster.folders import OWN, Folder, open_folder
from translate.cluster.ledger import Done, write_done
from translate.cluster.plan import Planned
from translate.cluster.work import Ended, Item, Job, Report, Window, died, packed, unpacked
from translate.engines.processor import processor
from translate.errors import ArticleError, ClusterError, TranslateError
from translate.outputs import IndexItem, OutputNames
from translate.pipeline import Pipeline, parsed
from translate.results import Outcome, as_written, entry, standing_outcome
from translate.standing import Standing

#: Rows of one block: a column of packed windows, or of numbers of parts.
Rows = Mapping[str, Sequence[Any]]
COLUMN = "window"
PART = "part"


def plan_folder(run: str) -> str:
    """Where the parts of a run's plan lie, below OUT."""
    return f"{OWN}/plan/{run}"


def part_name(run: str, part: int) -> str:
    """The file of one part."""
    return f"{plan_folder(run)}/{part:08d}.jsonl"


def mark_name(run: str) -> str:
    """The file by which a worker knows that its OUT is the driver's."""
    return f"{plan_folder(run)}/mark"


def read(rows: Rows, job: Job, journal: Any) -> Iterator[dict[str, list[bytes]]]:
    """Parts of the plan become windows of raw articles; whose results stand are done."""
    for part in rows[PART]:
        try:
            read_windows = list(read_part(int(part), job, _notes(journal)))
        except TranslateError as error:
            read_windows = [Window(f"part-{part}", fault=error)]
        for window in read_windows:
            yield {COLUMN: [packed(window)]}


def split(rows: Rows, job: Job, journal: Any) -> dict[str, list[bytes]]:
    """Articles become blocks and sentences."""
    return _each(rows, partial(split_window, job=job, notes=_notes(journal)))


class Translate:
    """Sentences become English, and articles get their summaries: one pipeline per process."""

    def __init__(self, job: Job, journal: Any) -> None:
        self._job = job
        self._notes = _notes(journal)
        self._pipeline: Pipeline | None = None
        self._notices: list[str] = []

    def __call__(self, rows: Rows) -> dict[str, list[bytes]]:
        """The same windows, each article with its outcome."""
        return _each(rows, self._window)

    def _window(self, window: Window) -> Window:
        waiting = [item for item in window.items if item.outcome is None]
        if not waiting:
            return window
        if self._pipeline is None:
            self._pipeline = self._open()
        outcomes = carefully(
            self._notes,
            f"translate-{window.unit}",
            waiting,
            together=partial(_translated, self._pipeline),
            aside=_set_aside,
            again=lambda: self._notices.append(
                "a process of the cluster died; its articles are tried again, one at a time"
            ),
        )
        made = iter(outcomes)
        items = tuple(
            item if item.outcome is not None else _finished(item, next(made))
            for item in window.items
        )
        notices, self._notices = tuple(self._notices), []
        return replace(window, items=items, notices=window.notices + notices)

    def _open(self) -> Pipeline:
        job = self._job
        parts = job.assemble(job.settings, self._notices.append)
        # people's corrections lie on the driver's machine
        parts = replace(parts, corrections=job.parts.corrections)
        self._notices.append(f"the cluster has: {processor()}")
        pipeline = Pipeline(job.settings, parts=parts)
        if pipeline.signature != job.signature:
            raise ClusterError(
                f"{gethostname()} would make other results than the driver"
                f" ({pipeline.signature} instead of {job.signature})",
                "install the same versions, models and glossary on every machine",
            )
        return pipeline


def write(rows: Rows, job: Job, journal: Any) -> dict[str, list[bytes]]:
    """Results go to their places; what is left is the report."""
    notes = _notes(journal)
    windows = [unpacked(data) for data in rows[COLUMN]]
    return {COLUMN: [packed(write_window(window, job, notes)) for window in windows]}


def read_part(part: int, job: Job, notes: Notes) -> Iterator[Window]:
    """The windows of one part of the plan."""
    out = _ready(job.run, job.out, job.roots)
    lines = out.read(part_name(job.run, part)).decode().splitlines()
    items = carefully(
        notes,
        f"read-{part}",
        [Planned.parse(line) for line in lines],
        together=lambda planned: [_read_file(one, job, out) for one in planned],
        aside=lambda one: [_failed_file(one, died(one.found.name))],
    )
    every = (item for file in items for item in file)
    for number, window in enumerate(windows(every)):
        yield Window(f"{part:08d}-{number:04d}", tuple(window))


def split_window(window: Window, job: Job, notes: Notes) -> Window:
    """The window, its articles in blocks and sentences."""
    items = carefully(
        notes,
        f"split-{window.unit}",
        window.items,
        together=lambda items: [_split(item, job) for item in items],
        aside=lambda item: _finished(item, _set_aside(item)),
    )
    return replace(window, items=tuple(items))


def write_window(window: Window, job: Job, notes: Notes) -> Report:
    """Write a window's results, and after them that they are written."""
    if window.fault is not None:
        return Report((), window.fault, window.notices, 0.0)
    began = time.monotonic()
    try:
        out = _ready(job.run, job.out, job.roots)
        written = carefully(
            notes,
            f"write-{window.unit}",
            window.items,
            together=lambda items: [_write(item, out) for item in items],
            aside=lambda item: _write(_finished(item, _set_aside(item)), out),
        )
        rows = [done for _, done in written if done is not None]
        write_done(out, job.run, window.unit, rows)
    except TranslateError as error:
        return Report((), error, window.notices, time.monotonic() - began)
    ended = tuple(end for end, _ in written)
    return Report(ended, None, window.notices, time.monotonic() - began)


def _notes(journal: Any) -> Notes:
    def call(method: str, *arguments: object) -> Any:
        import ray

        return ray.get(getattr(journal, method).remote(*arguments))

    return call


def _each(rows: Rows, do: Callable[[Window], Window]) -> dict[str, list[bytes]]:
    return {COLUMN: [packed(_sound(unpacked(data), do)) for data in rows[COLUMN]]}


def _sound(window: Window, do: Callable[[Window], Window]) -> Window:
    if window.fault is not None:
        return window
    try:
        return do(window)
    except TranslateError as error:
        return Window(window.unit, fault=error, notices=window.notices)


@cache
def _ready(run: str, place: str, roots: tuple[str, ...]) -> Folder:
    """OUT, once it is certain that this machine sees the driver's folders."""
    out = open_folder(place)
    missing = [root for root in roots if not Path(root).exists()]
    if out.size(mark_name(run)) is None:
        missing.insert(0, place)
    if missing:
        raise ClusterError(
            f"{gethostname()} does not see the driver's {missing[0]}",
            "name a folder that all machines share, or a URL such as s3://bucket/folder",
        )
    return out


def _read_file(planned: Planned, job: Job, out: Folder) -> list[Item]:
    try:
        raws = load_found(planned.found, job.parts.reading)
    except ArticleError as error:
        return [_failed_file(planned, error)]
    if len(raws) == 1 and raws[0].path == planned.found.name:
        return [_item(planned, 0, raws[0], planned.names, job, out)]
    names = OutputNames(job.formats)
    parent = dirname(next(iter(planned.names.values())))
    return [
        _item(
            planned,
            index,
            raw,
            {
                format: join(parent, basename(path))
                for format, path in names.take(raw.path, marked=planned.marked).items()
            },
            job,
            out,
        )
        for index, raw in enumerate(raws)
    ]


def _item(
    planned: Planned,
    index: int,
    raw: RawArticle,
    names: Mapping[str, str],
    job: Job,
    out: Folder,
) -> Item:
    order = (planned.number, index)
    standing = Standing(job.parts, Path("/"), job.formats, summary=job.settings.summary, read=False)
    item = Item(order, planned.found.name, names, raw, standing.key(raw))
    # the index of the HTML reports is made of whole results
    if raw.error is not None or "html" in job.formats:
        return item
    for done in planned.done:
        if done.path == raw.path and done.stands(item.key, names, out):
            return _finished(item, standing_outcome(raw.path, done.written))
    return item


def _failed_file(planned: Planned, error: ArticleError) -> Item:
    raw = RawArticle.failed(planned.found.name, error)
    return Item((planned.number, 0), planned.found.name, planned.names, raw, "")


def _split(item: Item, job: Job) -> Item:
    if item.outcome is not None or item.raw.error is not None:
        return item
    return replace(item, parsed=parsed(item.raw, job.parts.reading, job.parts.segmenter))


def _translated(pipeline: Pipeline, items: Sequence[Item]) -> list[Outcome]:
    return list(pipeline.outcomes([item.raw for item in items], [item.parsed for item in items]))


def _set_aside(item: Item) -> Outcome:
    return Outcome(item.raw.path, item.key, error=died(item.raw.path))


def _finished(item: Item, outcome: Outcome) -> Item:
    """The item with its outcome; the text it was made of need not travel on."""
    return replace(item, raw=replace(item.raw, data=b""), parsed=None, outcome=outcome)


def _write(item: Item, out: Folder) -> tuple[Ended, Done | None]:
    outcome = item.outcome
    assert outcome is not None, "every article has an outcome before it is written"
    sizes = {}
    for (format, path), (_, data) in zip(
        item.names.items(), rendered(outcome, item.names), strict=False
    ):
        out.write(path, data)
        sizes[format] = (len(data),)
    line = entry(outcome, item.names)
    index: IndexItem | None = None
    if "html" in item.names and outcome.written is None:
        index = shown_in_index(outcome, item.names["html"])
    if outcome.result is None:
        return Ended(item.order, outcome, line, index), None
    written = as_written(outcome, sizes)
    done = Done(item.file, item.raw.path, item.key, written)
    return Ended(item.order, replace(outcome, result=None, written=written), line, index), done
