"""Finding the model to run. Neither the network nor an ML library is touched here."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from translate.errors import ModelError, ModelMissing
from translate.shelf import layout
from translate.shelf.catalog import Entry, SourceKind, Task, catalogue, find
from translate.shelf.checks import check_checkpoint
from translate.shelf.places import bundled_folder, default_dir
from translate.shelf.sources.base import silent
from translate.shelf.store import Manifest, Snapshot, Store, describe_files, digest_of_files
from translate.types import Model, ModelFamily

FAMILIES = {
    Task.TRANSLATE: frozenset({ModelFamily.MARIAN}),
    Task.SUMMARISE: frozenset({ModelFamily.SEQ2SEQ, ModelFamily.CAUSAL}),
}


def resolve(name_or_path: str, task: Task | str, shelf_dir: Path | None = None) -> Model:
    """The model to run; imports no ML library and uses no network.

    ``auto`` takes the first of the catalogue that is on this machine, less those that only their
    name calls. Anything else is a name of the catalogue, or the path of a checkpoint (a folder in
    Hugging Face layout, or a GGUF file). Raises ModelMissing when a known model is not here,
    ModelError when the name is not known, when the model is for another task, and when what is
    here is broken.
    """
    task, folder = Task(task), default_dir(shelf_dir)
    entries = catalogue(folder)
    fitting = [entry for entry in entries if entry.task is task]
    if name_or_path == "auto":
        wanted = [entry for entry in fitting if not entry.by_name]
        for entry in wanted:
            if snapshot := snapshot_of(entry, folder):
                return model_of(entry, snapshot)
        raise ModelMissing(f"no model to {task} is on this machine", mend_for(wanted[0]))
    named = find(name_or_path, entries)
    if named is None:
        return _at_path(name_or_path, task, entries)
    if named.task is not task:
        mend = f"for this job take one of: {', '.join(one.name for one in fitting)}"
        raise ModelError(f"{named.name} is a model to {named.task}", mend)
    snapshot = snapshot_of(named, folder)
    if snapshot is None:
        raise missing(named)
    model = model_of(named, snapshot)
    if "@" in name_or_path and model.name != name_or_path:
        mend = f"translate models pull {name_or_path}"
        raise ModelMissing(f"{name_or_path} is not the snapshot that runs here", mend)
    return model


def installed(shelf_dir: Path | None = None, damaged: bool = False) -> tuple[Entry, ...]:
    """The catalogue's models that are on this machine and whole, in order of preference.

    ``damaged`` ones are among them only where they are asked for.
    """
    folder = default_dir(shelf_dir)

    def here(entry: Entry) -> bool:
        try:
            return snapshot_of(entry, folder) is not None
        except ModelError:
            return damaged

    return tuple(filter(here, catalogue(folder)))


def path(name: str, shelf_dir: Path | None = None) -> Path:
    """The folder of a known model that is on this machine; raises ModelError as ``resolve``."""
    return resolve(name, known(name, default_dir(shelf_dir)).task, shelf_dir).path


def describe(name: str, shelf_dir: Path | None = None) -> tuple[Entry, Manifest | None]:
    """A model's entry, and its manifest where it is on this machine."""
    folder = default_dir(shelf_dir)
    entry = known(name, folder)
    snapshot = snapshot_of(entry, folder)
    return entry, snapshot.manifest if snapshot else None


def remove(
    name: str, shelf_dir: Path | None = None, waiting: Callable[[str], None] = silent
) -> bool:
    """Take a model off the shelf, or of ``NAME@REVISION`` one old snapshot; False if not there.

    ``waiting`` hears when another process is pulling it just now. Raises ModelError for what is
    part of this package, and for the snapshot that runs while others are kept.
    """
    folder = default_dir(shelf_dir)
    name, _, revision = name.partition("@")
    entry = known(name, folder)
    if entry.source.kind is SourceKind.BUNDLED:
        raise ModelError(f"{entry.name} cannot be removed", "it is part of this package")
    store = Store(folder)
    if not store.has(entry.name):
        return False
    try:
        with store.lock(entry.name, waiting):
            if not revision:
                store.remove(entry.name)
                return True
            found = [s for s in store.snapshots(entry.name) if s.goes_by(revision)]
            if any(snapshot.path == store.home(entry.name) for snapshot in found):
                mend = f"remove {entry.name} whole, or pull another first"
                raise ModelError(f"{entry.name}@{revision} is the snapshot that runs", mend)
            for snapshot in found:
                shutil.rmtree(snapshot.path)
            return bool(found)
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise ModelError(f"cannot remove {entry.name} ({why})", "mend its permissions") from fault


def snapshots(shelf_dir: Path | None = None) -> tuple[tuple[str, Snapshot, bool], ...]:
    """Every snapshot on the shelf: the model's name, the snapshot, and whether it runs."""
    folder = default_dir(shelf_dir)
    store = Store(folder)
    return tuple(
        (entry.name, snapshot, snapshot.path == store.home(entry.name))
        for entry in catalogue(folder)
        for snapshot in store.snapshots(entry.name)
    )


def home_of(entry: Entry, folder: Path) -> Path | None:
    """A known model's folder, however damaged the files in it are; None when it is not here."""
    if entry.source.kind is SourceKind.BUNDLED:
        return bundled_folder(entry.source.path)
    return Store(folder).home(entry.name)


def snapshot_of(entry: Entry, folder: Path) -> Snapshot | None:
    """A known model on this machine, or None; raises ModelError when it is damaged."""
    home = home_of(entry, folder)
    return Snapshot.open(home, entry.name, mend_for(entry)) if home else None


def _at_path(text: str, task: Task, entries: tuple[Entry, ...]) -> Model:
    home, gguf = existing(text, entries)
    try:
        checkpoint = check_checkpoint(home, FAMILIES[task], gguf)
        gguf = checkpoint.gguf
        digest = digest_of_files(describe_files(home, [gguf] if gguf else layout.READ_BY_ENGINES))
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise ModelError(
            f"cannot read the model in {home} ({why})", "look at the folder"
        ) from fault
    home = home.resolve()
    return Model(home.name, checkpoint.family, home, digest, "unknown", gguf)


def existing(text: str, entries: tuple[Entry, ...]) -> tuple[Path, str | None]:
    """The folder that a path means, and the GGUF file's name when the path is one's.

    Raises ModelError, saying which names are known, when there is nothing at the path.
    """
    at = Path(text).expanduser()
    if at.is_dir():
        return at, None
    if at.is_file() and at.suffix == ".gguf":
        return at.parent, at.name
    if not at.exists() and text.count("/") == 1 and not text.startswith((".", "~", "/")):
        mend = f"'translate models pull {text}' fetches it, if it is a repository of the Hub"
        raise ModelMissing(f"there is no model and no folder {text!r} here", mend)
    mend = f"known are: {', '.join(entry.name for entry in entries)}; or name a folder, or ORG/NAME"
    if os.sep in text or at.exists():
        raise ModelError(f"{text} is no folder with a checkpoint and no GGUF file", mend)
    raise ModelError(f"no model is called {text!r}", mend)


def known(name: str, folder: Path) -> Entry:
    """The catalogue's entry; raises ModelError, saying which there are, where it has none."""
    entries = catalogue(folder)
    entry = find(name, entries)
    if entry is None:
        names = ", ".join(entry.name for entry in entries)
        mend = f"known are: {names}; any other is pulled as ORG/NAME, or with --from FOLDER"
        raise ModelError(f"no model is called {name!r}", mend)
    return entry


def missing(entry: Entry) -> ModelMissing:
    """A known model is not here."""
    return ModelMissing(f"model {entry.name} is not on this machine", mend_for(entry))


def mend_for(entry: Entry) -> str:
    """What brings a model onto this machine."""
    if entry.source.kind is SourceKind.BUNDLED:
        return "install this package again: the model is part of it"
    return f"translate models pull {entry.name}"


def model_of(entry: Entry, snapshot: Snapshot) -> Model:
    """The model that a snapshot of an entry is."""
    record = snapshot.manifest
    # where it is not what the catalogue pins; a branch says less than its commit
    revision = record.provenance.get("revision", "")
    revision = record.provenance.get("commit", revision)[:12] if revision else ""
    return Model(
        name=f"{entry.name}@{revision}" if revision else entry.name,
        family=record.family,
        path=snapshot.path,
        digest=record.digest,
        licence=record.licence,
        gguf=record.gguf,
        caution=entry.caution,
        unsure_below=entry.unsure_below,
        pace=entry.pace,
    )
