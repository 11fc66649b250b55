"""``run.json``: what a run did, article by article; the one output that knows the clock."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from typing import Any, NamedTuple

from translate.flags import Flag, FlagCode, Severity
from translate.outputs.journal import Journal, Lines
from translate.outputs.json_result import escape_surrogates, json_text
from translate.types import ArticleResult, Reason

SCHEMA_VERSION = 1
DONE = "done"
FILE_NAME = "run.json"
IN_BLOCKS = "blocks"
#: A larger share of a document that is in no block is worth a notice.
MUCH = 0.2
#: Fields of an article that the totals add up.
_COUNTED = ("sentences", "translated", "from_memory", "summary_from_memory")
#: Parts of a file that none of its readers sees.
_UNSEEN = (Reason.SCRIPT, Reason.FRONT_MATTER)


class ArticleEntry(NamedTuple):
    """One article in ``run.json``.

    ``status`` is ``done`` or the status of the fault; ``outputs`` maps formats to paths relative
    to OUT. ``sentences`` counts those that need a model: of these, ``translated`` went to one in
    this run. ``from_memory`` says that the whole article was remembered. ``flags`` counts
    sentences and summary pieces by code, ``characters`` is of :func:`count_characters`.
    ``seconds`` is the article's share of the run.
    """

    path: str
    status: str = DONE
    error: str | None = None
    outputs: Mapping[str, str] = {}
    sentences: int = 0
    translated: int = 0
    from_memory: bool = False
    summary_from_memory: bool = False
    flags: Mapping[str, int] = {}
    characters: Mapping[str, int] = {}
    seconds: float = 0.0


class RunLog:
    """Gathers what happens in a run and writes it down.

    ``options`` and ``versions`` are plain JSON values. ``clock`` gives epoch seconds, which
    only label the run; ``timer`` measures it, and no clock that is set back can disturb it.
    ``journal`` keeps the articles' lines, ``notices`` what a caller goes on telling. ``processor``
    is the machine's, which a caller may set.
    """

    def __init__(
        self,
        signature: str,
        options: Mapping[str, Any],
        versions: Mapping[str, str],
        *,
        clock: Callable[[], float] = time.time,
        timer: Callable[[], float] = time.monotonic,
        journal: Lines | None = None,
        notices: list[str] | None = None,
    ) -> None:
        self.processor: Mapping[str, Any] | None = None
        self.signature = signature
        self._options = dict(options)
        self._versions = dict(versions)
        self._clock = clock
        self._timer = timer
        self._began = timer()
        self._started = _moment(clock())
        self._finished: str | None = None
        self._seconds: float | None = None
        self._exit_code: int | None = None
        self._journal = Journal() if journal is None else journal
        self._statuses: Counter[str] = Counter()
        self._flags: Counter[str] = Counter()
        self._characters: Counter[str] = Counter()
        #: How many articles much was left out of, the first of them, and why.
        self._thin = 0
        self._first_thin = ""
        self._reasons: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._notices = [] if notices is None else notices
        self._timings: dict[str, float] = {}

    def entries(self) -> Iterator[ArticleEntry]:
        """The articles so far, in order, with rounded seconds."""
        return (ArticleEntry(**json.loads(line)) for line in self._journal)

    def add(self, entry: ArticleEntry, order: tuple[int, int] = (0, 0)) -> bool:
        """Note an article, at its place in a journal that has one; False where it is there."""
        if not self._journal.add(entry_line(entry), order):
            return False
        self._count(entry)
        return True

    def _count(self, entry: ArticleEntry) -> None:
        self._statuses[entry.status] += 1
        for counts, more in (
            (self._flags, entry.flags),
            (self._characters, entry.characters),
        ):
            for name, count in more.items():  # Counter.update takes three times as long
                counts[name] += count
        if len(entry.characters) > 1 and left_out_share(entry.characters) > MUCH:
            self._thin += 1
            self._first_thin = self._first_thin or entry.path
            self._reasons.update(entry.characters)
        for name in _COUNTED:
            if count := getattr(entry, name):
                self._counts[name] += count

    def notice(self, line: str) -> None:
        """Note what the user was told: fallbacks, mended damage; each line once."""
        self._notices.append(line)

    def left_out_notice(self) -> str | None:
        """One line where much of an article was left out; also noted."""
        if not self._thin:
            return None
        many = f"{self._thin} articles" if self._thin > 1 else self._first_thin
        left_out = sorted(self._reasons - {IN_BLOCKS, *_UNSEEN})
        line = (
            f"more than a fifth of {many} was left out ({', '.join(left_out)}): 'left_out' in each"
            " result says what"
        )
        self.notice(line)
        return line

    def spend(self, what: str, seconds: float) -> None:
        """Add time to one of the run's timings, such as ``load`` or ``write``."""
        self._timings[what] = self._timings.get(what, 0.0) + seconds

    def finish(self, exit_code: int) -> None:
        """Note the end of the run; 130 stands for an interrupted one."""
        self.left_out_notice()
        self._finished = _moment(self._clock())
        self._seconds = round(self._timer() - self._began, 3)
        self._exit_code = int(exit_code)

    def to_json(self) -> dict[str, Any]:
        """The record as plain JSON values, as ``docs/reference/run.schema.json`` describes."""
        return {**self._head(), "articles": [json.loads(line) for line in self._journal]}

    def _head(self) -> dict[str, Any]:
        return {
            "schema_version": SCHEMA_VERSION,
            "signature": self.signature,
            "versions": self._versions,
            "processor": self.processor,
            "options": self._options,
            "started": self._started,
            "finished": self._finished,
            "seconds": self._seconds,
            "exit_code": self._exit_code,
            "totals": self.totals(),
            "timings": {name: round(value, 3) for name, value in sorted(self._timings.items())},
            "notices": list(dict.fromkeys(self._notices)),
        }

    def text(self) -> Iterator[str]:
        """The record as JSON in pieces, as results have it, but with a line for each article.

        A run over a hundred thousand articles can so be read with ``grep``, and is written
        without ever being in memory.
        """
        head, _, tail = json_text({**self._head(), "articles": []}).rpartition("]")
        yield head
        before = "\n"
        for line in self._journal:
            yield f"{before}    {line}"
            before = ",\n"
        yield ("]" if before == "\n" else "\n  ]") + tail

    def totals(self) -> dict[str, Any]:
        """Counts over the articles so far, as they stand in the record."""
        counts = self._counts
        return {
            "articles": self._statuses.total(),
            "statuses": dict(sorted(self._statuses.items())),
            "sentences": counts["sentences"],
            "translated": counts["translated"],
            "articles_from_memory": counts["from_memory"],
            "summaries_from_memory": counts["summary_from_memory"],
            "sentences_from_memory": counts["sentences"] - counts["translated"],
            "flags": dict(sorted(self._flags.items())),
            "severities": by_severity(self._flags),
            "characters": dict(sorted(self._characters.items())),
        }


def count_flags(result: ArticleResult) -> dict[str, int]:
    """How many sentences and summary pieces carry each flag, in alphabetical order."""
    pieces = result.summary.pieces if result.summary else ()
    pairs = (one.flags for one in result.sentences())
    counts = carrying(chain(pairs, (one.flags for one in pieces)))
    return dict(sorted((code.value, count) for code, count in counts.items()))


def carrying(texts: Iterable[Iterable[Flag]]) -> Counter[FlagCode]:
    """How many texts carry each flag, by the flags of each."""
    return Counter(code for flags in texts for code in {flag.code for flag in flags})


def by_severity(flags: Mapping[str, int]) -> dict[str, int]:
    """Counts by flag, such as those of :func:`count_flags`, added up by severity."""
    found = dict.fromkeys((severity.value for severity in Severity), 0)
    for code, count in flags.items():
        found[FlagCode(code).severity.value] += count
    return found


def count_characters(result: ArticleResult) -> dict[str, int]:
    """Characters of the document: those in ``blocks``, and those left out, by reason."""
    counts = Counter({IN_BLOCKS: sum(len(pair.source) for pair in result.sentences())})
    for one in result.left_out:
        counts[one.reason.value] += one.characters
    return dict(sorted(counts.items()))


def left_out_share(characters: Mapping[str, int]) -> float:
    """The share, 0 to 1, of what readers can see that is in no block."""
    visible = sum(count for reason, count in characters.items() if reason not in _UNSEEN)
    return 1 - characters.get(IN_BLOCKS, 0) / visible if visible else 0.0


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def entry_line(entry: ArticleEntry) -> str:
    """An article as its line in ``run.json``, without indentation."""
    row = entry._asdict()
    row["seconds"] = round(entry.seconds, 3)
    return escape_surrogates(_encode(row))


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
