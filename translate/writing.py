"""What becomes of articles that are done: results in their places, and all that is told of a run.

:class:`Work` makes and writes windows of articles, in this process or in one of a cluster;
:class:`Record` hears of each article where the run was begun.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from translate.articles import RawArticle
from translate.errors import ExitCode, TranslateError
from translate.folders import Folder
from translate.memory import WrittenArticle
from translate.outputs import (
    DONE,
    INDEX_NAME,
    ONE_FILE_NAME,
    ArticleEntry,
    Index,
    IndexItem,
    RunLog,
    failed_item,
    file_bytes,
    index_item,
    one_file_item,
)
from translate.outputs.run_record import FILE_NAME
from translate.pipeline import Pipeline
from translate.results import Outcome, entry, standing_outcome
from translate.settings import RunOptions
from translate.watch import Phase, Step, Stop, Watch, unwatched


class Placed(NamedTuple):
    """An article and the names of its results, relative to OUT, by format.

    ``order`` is the number of its file and its own in it.
    """

    raw: RawArticle
    names: Mapping[str, str]
    order: tuple[int, int] = (0, 0)


class Ended(NamedTuple):
    """An article whose results are written, as the run's record hears of it.

    ``sizes`` are those of its files, in bytes by format; ``seconds`` went into writing them.
    """

    order: tuple[int, int]
    outcome: Outcome
    entry: ArticleEntry
    item: IndexItem | None = None
    sizes: Mapping[str, int] | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Work:
    """Makes windows of articles and writes their results into ``out``."""

    pipeline: Pipeline
    out: Folder
    one_file: bool = False

    def window(
        self,
        articles: Sequence[Placed],
        known: Sequence[WrittenArticle | None],
        *,
        begin: Callable[[], None] = lambda: None,
        watch: Watch = unwatched,
        stop: Stop | None = None,
    ) -> Iterator[Ended]:
        """Each article, once its results are written; ``known`` are those that stand already.

        ``begin`` is called before the pipeline is, so that the next window can be read meanwhile;
        where all results stand there is nothing to wait for, and a thread would only cost time.
        Ends early when it is asked to.
        """
        changed = [article.raw for article, row in zip(articles, known, strict=True) if row is None]
        if changed:
            begin()
        made = self.pipeline.outcomes(changed, watch=watch, stop=stop)
        for article, row in zip(articles, known, strict=True):
            if row is not None:
                standing = standing_outcome(article.raw.path, row)
                yield Ended(article.order, standing, entry(standing, article.names))
            elif (outcome := next(made, None)) is not None:
                watch(Step(Phase.WRITING, outcome.path))
                yield self.deliver(article, outcome)
            else:
                return

    def deliver(self, article: Placed, outcome: Outcome) -> Ended:
        """Write an article's results; nothing where it failed."""
        began = time.monotonic()
        names = {
            name: path
            for name, path in article.names.items()
            if name != "html" or not self.one_file
        }
        sizes = {}
        if outcome.result is not None:
            for name, path in names.items():
                data = file_bytes(name, outcome.result)
                self.out.write(path, data)
                sizes[name] = len(data)
        shown = None
        if "html" in article.names:
            shown = self._shown(outcome, article.names["html"])
        seconds = time.monotonic() - began
        return Ended(article.order, outcome, entry(outcome, names), shown, sizes, seconds)

    def _shown(self, outcome: Outcome, page: str) -> IndexItem:
        """The article's row in the list of the HTML report."""
        if outcome.result is None:
            return failed_item(outcome.path, str(outcome.error), page)
        return (one_file_item if self.one_file else index_item)(outcome.result, page)


class Report:
    """The list of the HTML report in ``out``, which is read only where something in it changes.

    ``pages`` are those that the file is known to list as it stands, None where that is not known.
    """

    def __init__(self, out: Folder, name: str, pages: Collection[str] | None = None) -> None:
        self.name = name
        self._out = out
        self._pages = pages
        self._others = set(pages or ())
        self._index: Index | None = None
        #: Bytes that were written, None where the file is left as it was.
        self.size: int | None = None

    @property
    def index(self) -> Index:
        """The list, read where it was not: empty where there is none that can be read."""
        if self._index is None:
            try:
                self._index = Index(self._out.read(self.name).decode("utf-8"))
            except (OSError, UnicodeDecodeError):
                self._index = Index()
        return self._index

    @property
    def was_read(self) -> bool:
        """Whether the list may be another than the one that was known."""
        return self._index is not None

    def lists(self, page: str) -> bool:
        """Whether the article of a page is in the list; its caller sees to it that it is there."""
        if self._index is not None or self._pages is None:
            return page in self.index
        self._others.discard(page)
        return page in self._pages

    def write(self) -> None:
        """Write the list where it changed, without the articles whose page is gone."""
        is_there = partial(_is_there, self._out)
        if self._index is None and self._pages is not None and all(map(is_there, self._others)):
            return
        self.index.keep(is_there)
        # a run in which all failed makes no list, but an older one may lead to pages that are gone
        if self.index.is_changed and (self.index.pages or _is_there(self._out, self.name)):
            data = self.index.render().encode("utf-8")
            self._out.write(self.name, data)
            self.size = len(data)


def _is_there(out: Folder, page: str) -> bool:
    return out.size(page) is not None


class Record:
    """What a run tells: ``run.json``, the list of the HTML report, and whoever watches.

    ``code`` is what the run ends with; ``listed`` are the pages that the report is known to list.
    """

    def __init__(
        self,
        out: Folder,
        options: RunOptions,
        log: RunLog,
        progress: Callable[[Outcome], None],
        listed: Collection[str] | None = None,
    ) -> None:
        self.code = ExitCode.INTERNAL
        self._out = out
        self._log = log
        self._progress = progress
        name = ONE_FILE_NAME if options.one_file else INDEX_NAME
        self.report = Report(out, name, listed) if "html" in options.formats else None

    def note(self, ended: Ended) -> None:
        """Note an article, once."""
        if not self._log.add(ended.entry, ended.order):
            return
        if ended.outcome.written is None and ended.outcome.error is None:
            self._log.spend("write", ended.seconds)
        if self.report is not None and ended.item is not None:
            self.report.index.add(ended.item)
        self._progress(ended.outcome)

    def end(self, *, interrupted: bool) -> None:
        """The run came to its end, or was asked for it."""
        statuses = self._log.totals()["statuses"]
        if interrupted:
            self.code = ExitCode.INTERRUPTED
        elif statuses.keys() <= {DONE}:
            self.code = ExitCode.OK
        else:
            self.code = ExitCode.SOME_FAILED if statuses.get(DONE) else ExitCode.ALL_FAILED

    @contextmanager
    def written(self) -> Iterator[None]:
        """Whatever ends the block, ``run.json`` says how far it came, and the list has it."""
        try:
            yield
        except TranslateError as error:
            self.code = error.exit_code
            self._log.notice(str(error))
            raise
        except KeyboardInterrupt:
            self.code = ExitCode.INTERRUPTED
            raise
        finally:
            self.write()

    def write(self) -> None:
        """Write the record and the list as they are."""
        if self.report is not None:
            self.report.write()
        self._log.finish(self.code)
        self._out.write(FILE_NAME, (text.encode("utf-8") for text in self._log.text()))
