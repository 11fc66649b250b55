"""Getting a machine ready: the recommended models where they can be had, others where not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from translate.errors import ModelError, ModelMissing
from translate.shelf.catalog import Entry, SourceKind, Task, catalogue
from translate.shelf.finding import resolve
from translate.shelf.places import default_dir
from translate.shelf.pulling import pull
from translate.shelf.sources.base import Progress, SourceUnreachable, silent
from translate.types import Model


@dataclass(frozen=True, slots=True)
class Settled:
    """What a task will run with: ``model`` None when there is none.

    ``wanted`` is the recommended model's name; ``why`` says why it is not used and ``tradeoff``
    what that costs; both are "" when it is.
    """

    task: Task
    wanted: str
    model: Model | None
    why: str = ""
    tradeoff: str = ""


@dataclass(frozen=True, slots=True)
class SetupReport:
    """One line for each task."""

    settled: tuple[Settled, ...]

    @property
    def ok(self) -> bool:
        """Whether articles can be translated now; a summary can do without a model."""
        return any(s.task is Task.TRANSLATE and s.model is not None for s in self.settled)


def setup(
    progress: Progress = silent, shelf_dir: Path | None = None, recommended: bool = True
) -> SetupReport:
    """Pull the recommended models, and settle for the next in the catalogue where that fails.

    With ``recommended`` False nothing is asked of the Hub. A source that did not answer once is
    not asked again in the same call, and a model that is on the machine is not pulled again.
    """
    folder = default_dir(shelf_dir)
    skipped: dict[SourceKind, str] = {}
    if not recommended:
        skipped[SourceKind.HUB] = "the Hub was not asked"
    entries = catalogue(folder)
    settled = [
        _settle(task, [e for e in entries if e.task is task], folder, progress, skipped)
        for task in Task
    ]
    return SetupReport(tuple(settled))


def _settle(
    task: Task,
    entries: list[Entry],
    folder: Path,
    progress: Progress,
    skipped: dict[SourceKind, str],
) -> Settled:
    wanted = next((entry.name for entry in entries if entry.recommended), entries[0].name)
    why = ""
    for entry in entries:
        try:
            model = _have(entry, folder, progress, skipped)
        except ModelError as fault:
            why = why or fault.problem
            continue
        if entry.name == wanted:
            return Settled(task, wanted, model)
        return Settled(task, wanted, model, why, entry.tradeoff)
    return Settled(task, wanted, None, why)


def _have(entry: Entry, folder: Path, progress: Progress, skipped: dict[SourceKind, str]) -> Model:
    try:
        return resolve(entry.name, entry.task, folder)
    except ModelMissing as fault:
        if entry.source.kind in skipped:
            raise ModelMissing(skipped[entry.source.kind], fault.mend) from fault
    except ModelError as fault:
        progress(str(fault))  # damaged: pulled again
    try:
        return pull(entry.name, shelf_dir=folder, progress=progress)
    except SourceUnreachable as fault:
        skipped[entry.source.kind] = fault.problem
        progress(str(fault))
        raise
