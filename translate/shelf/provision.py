"""Getting a machine ready: the recommended models where they can be had, others where not."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from translate.errors import ModelError, ModelMissing
from translate.files import write_atomic
from translate.shelf.catalog import Entry, SourceKind, Task, catalogue
from translate.shelf.finding import installed, resolve
from translate.shelf.places import default_dir
from translate.shelf.pulling import pull
from translate.shelf.sources.base import Progress, SourceUnreachable, silent
from translate.types import Model

#: Where failures are remembered, and for how long `make run` does not ask again.
REMEMBERED, REMEMBERED_SECONDS = ".unreachable.json", 24 * 3600.0


class Want(Enum):
    """Which models are asked of the Hub: those for the tasks named."""

    ALL = frozenset(Task)
    TRANSLATION = frozenset({Task.TRANSLATE})
    MINIMAL = frozenset[Task]()


@dataclass(frozen=True, slots=True)
class Settled:
    """What a task will run with: ``model`` None when there is none.

    ``wanted`` is the name of the best model that was asked for, "" where none was; ``why`` says
    why it is not used and ``tradeoff`` what that costs; both are "" when it is.
    """

    task: Task
    wanted: str
    model: Model | None
    why: str = ""
    tradeoff: str = ""


@dataclass(slots=True)
class _Setup:
    """The folder, and the sources that are not asked (again), with why."""

    folder: Path
    want: Want
    progress: Progress
    skipped: dict[SourceKind, str]

    def settle(self, task: Task, entries: list[Entry]) -> Settled:
        """The first of the entries that is here or can be had."""
        wanted = next((e.name for e in entries if e.recommended), entries[0].name)
        if task is Task.SUMMARISE and task not in self.want.value:
            here = {entry.name for entry in installed(self.folder)}
            entries = [e for e in entries if e.source.kind is not SourceKind.HUB or e.name in here]
            wanted = entries[0].name if entries else ""
        why = ""
        for entry in entries:
            try:
                model = self._have(entry)
            except ModelError as fault:
                why = why or fault.problem
                continue
            if entry.name == wanted:
                return Settled(task, wanted, model)
            return Settled(task, wanted, model, why, entry.tradeoff)
        return Settled(task, wanted, None, why)

    def _have(self, entry: Entry) -> Model:
        kind = entry.source.kind
        try:
            return resolve(entry.name, entry.task, self.folder)
        except ModelMissing as fault:
            why = self.skipped.get(kind, "")
            if kind is SourceKind.HUB and entry.task not in self.want.value:
                why = "the Hub was not asked"
            elif why and entry.source.repository not in why:
                why = f"not asked for, because {why}"
            if why:
                raise ModelMissing(why, fault.mend) from fault
        except ModelError as fault:
            self.progress(str(fault))  # damaged: pulled again
        try:
            model = pull(entry.name, shelf_dir=self.folder, progress=self.progress)
        except SourceUnreachable as fault:
            self._skip(kind, fault.problem)
            raise
        except KeyboardInterrupt:
            if self.want is not Want.TRANSLATION:
                raise
            why = "the download was stopped, and 'translate setup --translation' goes on with it"
            self.skipped[SourceKind.PYPI] = "it was stopped"
            self._skip(kind, why)
            raise ModelMissing(why) from None
        self._skip(kind, "")
        return model

    def _skip(self, kind: SourceKind, why: str) -> None:
        """Note for today that a source failed, or with ``why`` "" that it answered."""
        rows = _rows(self.folder)
        if why:
            self.skipped[kind] = why
            rows[kind] = (time.time(), why)
        elif rows.pop(kind, None) is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_atomic(self.folder / REMEMBERED, json.dumps(rows).encode())
        except OSError:
            return  # a read-only folder of models: the source is asked again


def setup(
    progress: Progress = silent,
    shelf_dir: Path | None = None,
    want: Want = Want.ALL,
    daily: bool = False,
) -> list[Settled]:
    """Pull the models that are wanted, and settle for the next in the catalogue where that fails.

    A source that did not answer is not asked again in the same call, and with ``daily`` not for
    a day. A model that is on the machine is not pulled again. With ``Want.TRANSLATION`` Ctrl-C
    ends a download and settles for what is here. The answer has one for each task.
    """
    folder = default_dir(shelf_dir)
    failed = {
        kind: f"{why} (at {time.strftime('%H:%M', time.localtime(when))}; asked once a day)"
        for kind, (when, why) in _rows(folder).items()
        if daily and 0 <= time.time() - when < REMEMBERED_SECONDS
    }
    work, entries = _Setup(folder, want, progress, failed), catalogue(folder)
    return [
        work.settle(task, [e for e in entries if e.task is task and not e.by_name]) for task in Task
    ]


def _rows(folder: Path) -> dict[SourceKind, tuple[float, str]]:
    """When each source last failed, and why."""
    try:
        rows = json.loads((folder / REMEMBERED).read_text("utf-8"))
        return {SourceKind(kind): (float(when), str(why)) for kind, (when, why) in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}  # absent or damaged: the source is asked again
