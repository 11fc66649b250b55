"""What a run says at its end: totals, a row for each article, and where to look."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING

from translate.cli.sink import Sink, shorten, table
from translate.outputs.html_index import INDEX_NAME, ONE_FILE_NAME
from translate.outputs.names import suffix
from translate.outputs.run_record import by_severity
from translate.readable import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.cli.progress import Progress
    from translate.outputs import RunLog
    from translate.results import Outcome
    from translate.settings import RunOptions
    from translate.watch import Step

#: How many articles the table shows, and how wide all of it may be.
ROWS = 40
WIDEST = 100
#: Below this width the table leaves out the dates.
NARROW = 50
#: Formats that people read, the most comfortable first.
_READ = ("html", "docx", "md", "txt")
_HEADER = ["article", "date", "sentences", "doubts"]


class ClosingReport:
    """Says which articles fail as they do, and keeps a short row of each for the end.

    ``page`` is the file of the HTML report, relative to the output folder.
    """

    def __init__(self, sink: Sink, show: Progress, options: RunOptions) -> None:
        self._sink = sink
        self._show = show
        self._out = options.out
        self._formats = (*options.formats, *options.tables)
        self.page = ONE_FILE_NAME if options.one_file else INDEX_NAME
        self._rows: list[list[str]] = []
        self._more = 0
        self._nested = False

    def __call__(self, outcome: Outcome) -> None:
        self._show(outcome)
        self._nested |= "/" in outcome.path
        if outcome.error is not None:
            self._sink.error(str(outcome.error))
        elif len(self._rows) == ROWS:
            self._more += 1
        else:
            doubts = by_severity(outcome.flags())["doubt"]
            row = [outcome.path, _date(outcome), str(outcome.sentences), str(doubts)]
            self._rows.append(row)

    def step(self, step: Step) -> None:
        """Something else is begun."""
        self._show.step(step)

    @property
    def unfinished(self) -> str:
        """The last line of a run that was ended before its end."""
        return f"{self._show.came}; run again to go on"

    def text(self, log: RunLog, caution: str = "", *, interrupted: bool = False) -> str:
        """Totals, the rows, and where to look next, in the terminal's width."""
        width = min(WIDEST, max(20, shutil.get_terminal_size().columns - 1))
        parts = [_totals(log, self._show.total if interrupted else 0), self._table(width)]
        if self._rows:
            people = log.totals()["flags"].get("HUMAN", 0)
            from translate.outputs.reading import notice

            parts.append(notice(log.signature, caution, people))
        parts.append(self._where())
        paragraphs = [
            part
            if "\n" in part
            else textwrap.fill(part, width, break_on_hyphens=False, break_long_words=False)
            for part in parts
            if part
        ]
        return "\n\n".join(paragraphs)

    def _table(self, width: int) -> str:
        if not self._rows:
            return ""
        first = 2 if width < NARROW else 1
        header, *rows = (row[first:] for row in (_HEADER, *self._rows))
        room = max(8, width - 2 - max(map(len, table(rows, header).splitlines())))
        rows = [
            [shorten(path, room), *row] for (path, *_), row in zip(self._rows, rows, strict=True)
        ]
        text = table(rows, [_HEADER[0], *header])
        return f"{text}\n… and {self._more} more" if self._more else text

    def _where(self) -> str:
        """Which file to open, which to give to programs, and where the whole story is."""
        told = f"{self._out}/run.json tells the whole run."
        if not self._rows:
            return told
        read = [name for name in _READ if name in self._formats][:1]
        process = [name for name in self._formats if name not in _READ]
        pages = [self.page if name == "html" else self._files(name)[0] for name in read]
        places = [f"Read {self._out}/{page}" for page in pages]
        if process:
            files = [f"{self._out}/{file}" for name in process for file in self._files(name)]
            places.append(f"{'process' if read else 'Process'} {', '.join(files)}")
        return "; ".join([*places, told])

    def _files(self, name: str) -> Sequence[str]:
        """The files of a format, or of tables of the whole run."""
        from translate.outputs import TABLES

        folders = "**/" if self._nested else ""
        return TABLES.get(name) or (f"{folders}*{suffix(name)}",)


def _totals(log: RunLog, total: int) -> str:
    totals = log.totals()
    done = totals["statuses"].get("done", 0)
    failed = totals["articles"] - done
    severities = totals["severities"]
    return (
        f"{done} of {counted(max(total, totals['articles']), 'article')} done"
        + (f", {failed} failed (named above). " if failed else ". ")
        + f"{counted(totals['sentences'], 'sentence')}, {totals['translated']} of them translated"
        f" now and {totals['sentences_from_memory']} known."
        f" {counted(severities['doubt'], 'doubt')}, where the English may be wrong, and"
        f" {counted(severities['repair'], 'repair')}."
    )


def _date(outcome: Outcome) -> str:
    made = outcome.written or (outcome.result and outcome.result.article)
    return (made.date if made else None) or ""
