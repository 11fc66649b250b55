"""What a run says at its end: a row for each article, totals, and where the results are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.cli.sink import Sink, shorten, table
from translate.outputs.names import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.batch import Progress
    from translate.outputs import RunLog
    from translate.pipeline import Outcome

#: Widths of the table, and how many articles it shows.
PATH = 40
FIRST_LINE = 60
ROWS = 40
#: Formats that people read, the most comfortable first.
_READ = ("html", "md", "txt")


class ClosingReport:
    """Says which articles fail as they do, and keeps a short row of each for the end."""

    def __init__(self, sink: Sink, show: Progress) -> None:
        self._sink = sink
        self._show = show
        self._rows: list[list[str]] = []
        self._more = 0

    def __call__(self, outcome: Outcome) -> None:
        self._show(outcome)
        if outcome.error is not None:
            self._sink.error(str(outcome.error))
        if len(self._rows) == ROWS:
            self._more += 1
            return
        path = shorten(outcome.path, PATH)
        if outcome.error is not None:
            last = shorten(f"failed: {outcome.error}", FIRST_LINE)
            self._rows.append([path, "", "", "", "", last])
            return
        date, summary = _shown(outcome)
        doubts = ", ".join(f"{code} {count}" for code, count in outcome.flags().items())
        self._rows.append(
            [
                path,
                date or "",
                str(outcome.sentences),
                doubts or "none",
                f"{outcome.seconds:.1f}",
                shorten(summary, FIRST_LINE),
            ]
        )

    def text(self, log: RunLog, out: str, formats: Sequence[str]) -> str:
        """The rows, the totals, and where to look next."""
        header = ["article", "date", "sentences", "flags", "seconds", "summary"]
        lines = [table(self._rows, header, frozenset({2, 4}))]
        if self._more:
            lines.append(f"… and {self._more} more")
        totals = log.totals()
        done = totals["statuses"].get("done", 0)
        lines += [
            "",
            f"{done} of {totals['articles']} articles done; of {totals['sentences']} sentences"
            f" {totals['translated']} were translated and {totals['sentences_from_memory']} known."
            f" {_where(out, formats)}; {out}/run.json tells the whole run.",
        ]
        return "\n".join(lines)


def _shown(outcome: Outcome) -> tuple[str | None, str]:
    """Date and summary of an article that did not fail."""
    if outcome.written is not None:
        return outcome.written.date, outcome.written.summary
    assert outcome.result is not None
    summary = outcome.result.summary
    return outcome.result.article.date, summary.text if summary else ""


def _where(out: str, formats: Sequence[str]) -> str:
    """Which files to open and which to give to programs."""
    read = [name for name in _READ if name in formats][:1]
    process = [name for name in formats if name not in _READ]
    places = [
        f"Read {out}/{'index.html' if name == 'html' else '*' + SUFFIXES[name]}" for name in read
    ]
    if process:
        files = ", ".join(f"{out}/*{SUFFIXES[name]}" for name in process)
        places.append(f"{'process' if read else 'Process'} {files}")
    return ", ".join(places)
