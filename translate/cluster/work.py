"""What travels from stage to stage: a window of articles and how far each has come."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from translate.articles import RawArticle
from translate.assembly import Notice, Parts
from translate.errors import ProcessDied, TranslateError
from translate.outputs import ArticleEntry, IndexItem
from translate.pipeline import Parsed
from translate.results import Outcome
from translate.settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """What every stage of a run has to know.

    ``parts`` can key and read articles but has no engine and no memory; a worker makes its own
    with ``assemble`` and must arrive at the same ``signature``. ``roots`` are local paths that
    must be there on every machine, as must the run's own mark in ``out``.
    """

    run: str
    out: str
    roots: tuple[str, ...]
    formats: tuple[str, ...]
    settings: Settings
    parts: Parts
    signature: str
    assemble: Callable[[Settings, Notice], Parts]


@dataclass(frozen=True, slots=True)
class Item:
    """One article on its way: raw, then parsed, then with its outcome.

    ``order`` is the number of its file and its own in it; ``file`` is that file's name.
    """

    order: tuple[int, int]
    file: str
    names: Mapping[str, str]
    raw: RawArticle
    key: str
    parsed: Parsed | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """Articles that are worked on together, named ``unit``.

    A ``fault`` concerns every article: the stages behind it do nothing and the run ends with it.
    """

    unit: str
    items: tuple[Item, ...] = ()
    fault: TranslateError | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """An article as the driver hears of it; ``outcome`` has no result, only what is shown."""

    order: tuple[int, int]
    outcome: Outcome
    entry: ArticleEntry
    index: IndexItem | None


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a window."""

    ended: tuple[Ended, ...]
    fault: TranslateError | None
    notices: tuple[str, ...]
    write_seconds: float


def packed(value: Window | Report) -> bytes:
    """As bytes, for a column that only the processes of one cluster hand on."""
    return pickle.dumps(value, protocol=5)


def unpacked(data: bytes) -> Any:
    """What :func:`packed` was given.

    Ray moves everything in this form: whoever can change it can run code there already.
    """
    return pickle.loads(data)


def died(path: str) -> ProcessDied:
    """The fault of an article with which two processes died."""
    return ProcessDied(
        f"{path} ended the process that worked on it, twice",
        "it is set aside; try it alone on a machine with more memory, or report it",
    )
