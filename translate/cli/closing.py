"""What a run says at its end: totals, a row for each article, and where to look."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING

from translate.cli.sink import Sink, shorten, table
from translate.outputs.html_index import INDEX_NAME, ONE_FILE_NAME
from translate.outputs.names import SUFFIXES
from translate.outputs.notice import notice
from translate.outputs.run_record import by_severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.cli.progress import Progress
    from translate.outputs import RunLog
    from translate.results import Outcome
    from translate.watch import Step

#: How many articles the table shows, and how wide all of it may be.
ROWS = 40
WIDEST = 100
#: Below this width the table leaves out the dates.
NARROW = 50
#: Formats that people read, the most comfortable first.
_READ = ("html", "docx", "md", "txt")


class ClosingReport:
    """Says which articles fail as they do, and keeps a short row of each for the end.

    ``page`` is the file of the HTML report, relative to the output folder.
    """

    def __init__(
        self, sink: Sink, show: Progress, formats: Sequence[str], *, one_file: bool = False
    ) -> None:
        self._sink = sink
        self._show = show
        self._formats = formats
        self.page = ONE_FILE_NAME if one_file else INDEX_NAME
        self._rows: list[tuple[str, str, int, int]] = []
        self._done = self._more = 0

    def __call__(self, outcome: Outcome) -> None:
        self._show(outcome)
        self._done += 1
        if outcome.error is not None:
            self._sink.error(str(outcome.error))
        elif len(self._rows) == ROWS:
            self._more += 1
        else:
            doubts = by_severity(outcome.flags())["doubt"]
            self._rows.append((outcome.path, _date(outcome), outcome.sentences, doubts))

    def step(self, step: Step) -> None:
        """Something else is begun."""
        self._show.step(step)

    def unfinished(self, total: int) -> str:
        """The last line of a run over so many files that was ended before its end."""
        of = f" of {total}" if self._done < total else ""
        return f"{self._done}{of} done; run again to go on"

    def text(self, log: RunLog, out: str, caution: str = "") -> str:
        """Totals, the rows, and where to look next, in the width of the terminal."""
        width = min(WIDEST, max(20, shutil.get_terminal_size().columns - 1))
        parts = [_totals(log), self._table(width), notice(log.signature, caution), self._where(out)]
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
        narrow = width < NARROW
        others = [
            [*([] if narrow else [date]), str(sentences), str(doubts)]
            for _, date, sentences, doubts in self._rows
        ]
        header = ["article", *([] if narrow else ["date"]), "sentences", "doubts"]
        fixed = max(len("  ".join(header[1:])), max(len("  ".join(row)) for row in others)) + 8
        rows = [
            [shorten(path, max(8, width - fixed)), *row]
            for (path, *_), row in zip(self._rows, others, strict=True)
        ]
        text = table(rows, header, frozenset({len(header) - 2, len(header) - 1}))
        return f"{text}\n… and {self._more} more" if self._more else f"{text}\n".rstrip("\n")

    def _where(self, out: str) -> str:
        """Which file to open, which to give to programs, and where the whole story is."""
        read = [name for name in _READ if name in self._formats][:1]
        process = [name for name in self._formats if name not in _READ]
        places = [f"Read {out}/{self.page if name == 'html' else _files(name)[0]}" for name in read]
        if process:
            files = ", ".join(f"{out}/{file}" for name in process for file in _files(name))
            places.append(f"{'process' if read else 'Process'} {files}")
        return f"{'; '.join(places)}; {out}/run.json tells the whole run."


def _totals(log: RunLog) -> str:
    totals = log.totals()
    done = totals["statuses"].get("done", 0)
    failed = totals["articles"] - done
    severities = totals["severities"]
    lines = [
        f"{done} of {totals['articles']} articles done"
        + (f", {failed} failed (named above)." if failed else "."),
        f"{totals['sentences']} sentences, {totals['translated']} of them translated now and"
        f" {totals['sentences_from_memory']} known.",
        f"{severities['doubt']} doubts, where the English may be wrong, and"
        f" {severities['repair']} repairs.",
    ]
    return " ".join(lines)


def _date(outcome: Outcome) -> str:
    made = outcome.written or (outcome.result and outcome.result.article)
    return (made.date if made else None) or ""


def _files(name: str) -> Sequence[str]:
    """The files of a format, or of tables of the whole run."""
    from translate.outputs.tables import TABLES

    return TABLES.get(name) or (f"*{SUFFIXES[name]}",)
