"""Reading a model's files again and comparing them with what was accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from translate import __version__
from translate.errors import ModelMissing
from translate.shelf import layout
from translate.shelf.catalog import Entry, SourceKind, catalogue, find
from translate.shelf.checks import check_checkpoint
from translate.shelf.digests import write_atomic
from translate.shelf.finding import existing, mend_for
from translate.shelf.places import bundled_folder, default_dir
from translate.shelf.store import (
    FileRecord,
    Manifest,
    Store,
    describe_files,
    digest_of_files,
)
from translate.types import ModelFamily


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file of a model: its SHA-256 now, and what is wrong with it ("" when nothing is)."""

    name: str
    sha256: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Every file of a model against its record.

    ``recorded`` is False when the model has no manifest (one named by its path): then the files
    were looked at, and there was nothing to compare them with.
    """

    name: str
    digest: str
    files: tuple[FileReport, ...]
    recorded: bool = True

    @property
    def ok(self) -> bool:
        """Whether every file is as it was when the model was accepted."""
        return not any(file.problem for file in self.files)


def verify(name_or_path: str, shelf_dir: Path | None = None) -> VerifyReport:
    """Read every file of a model again and compare it with its manifest.

    Raises ModelError when the model is not here at all, or its structure is broken.
    """
    folder = default_dir(shelf_dir)
    entries = catalogue(folder)
    entry = find(name_or_path, entries)
    if entry is None:
        return _unrecorded(name_or_path, *existing(name_or_path, entries))
    home = _home(entry, folder)
    if entry.source.kind is SourceKind.BUNDLED and not (home / layout.MANIFEST).is_file():
        return _unrecorded(entry.name, home, None)
    recorded = Manifest.read(home / layout.MANIFEST).files
    actual = describe_files(home)
    return VerifyReport(entry.name, digest_of_files(actual), tuple(_compare(recorded, actual)))


def seal(folder: Path, name: str, family: ModelFamily, licence: str, **provenance: str) -> Manifest:
    """Check a checkpoint that is to be shipped, and write its manifest beside it.

    For whoever trains the bundled model: run it after every change of a file in the folder.
    """
    checkpoint = check_checkpoint(folder, frozenset({family}))
    files = describe_files(folder)
    manifest = Manifest(
        name=name,
        family=family,
        licence=licence,
        digest=digest_of_files(files),
        gguf=checkpoint.gguf,
        files=files,
        provenance=provenance,
        version=__version__,
    )
    write_atomic(folder / layout.MANIFEST, manifest.to_json())
    return manifest


def _unrecorded(name: str, home: Path, gguf: str | None) -> VerifyReport:
    checkpoint = check_checkpoint(home, frozenset(ModelFamily), gguf)
    every = describe_files(home)
    read = [checkpoint.gguf] if checkpoint.gguf else layout.files_of(home)
    files = {name: every[name] for name in read}
    reports = tuple(FileReport(name, record.sha256) for name, record in files.items())
    return VerifyReport(name, digest_of_files(files), reports, recorded=False)


def _home(entry: Entry, folder: Path) -> Path:
    """A known model's folder, however damaged the files in it are."""
    if entry.source.kind is SourceKind.BUNDLED:
        home = bundled_folder(entry.source.path)
    else:
        home = Store(folder).home(entry.name)
    if home is None:
        raise ModelMissing(f"model {entry.name} is not on this machine", mend_for(entry))
    return home


def _compare(
    recorded: Mapping[str, FileRecord], actual: Mapping[str, FileRecord]
) -> list[FileReport]:
    reports = []
    for name in sorted(recorded.keys() | actual.keys()):
        if name not in actual:
            reports.append(FileReport(name, "", "is missing"))
        elif name not in recorded:
            if layout.matches(name, (*layout.READ_BY_ENGINES, *layout.PICKLES)):
                reports.append(FileReport(name, actual[name].sha256, "does not belong to it"))
        else:
            same = actual[name].sha256 == recorded[name].sha256
            reports.append(FileReport(name, actual[name].sha256, "" if same else "has changed"))
    return reports
