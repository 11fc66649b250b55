"""A model's manifest: written when it is accepted, and compared with its files afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from translate import __version__
from translate.shelf import layout
from translate.shelf.catalog import catalogue, find
from translate.shelf.checks import check_checkpoint
from translate.shelf.digests import write_atomic
from translate.shelf.finding import existing, home_of, missing
from translate.shelf.places import default_dir
from translate.shelf.store import FileRecord, Manifest, describe_files, digest_of_files
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
        home, gguf = existing(name_or_path, entries)
        gguf = check_checkpoint(home, frozenset(ModelFamily), gguf).gguf
        files = describe_files(home, [gguf] if gguf else layout.READ_BY_ENGINES)
        reports = (FileReport(name, record.sha256) for name, record in files.items())
        return VerifyReport(name_or_path, digest_of_files(files), tuple(reports), recorded=False)
    found = home_of(entry, folder)
    if found is None:
        raise missing(entry)
    recorded, actual = Manifest.read(found / layout.MANIFEST).files, describe_files(found)
    return VerifyReport(entry.name, digest_of_files(actual), tuple(_compare(recorded, actual)))


def seal(
    folder: Path,
    name: str,
    families: ModelFamily | frozenset[ModelFamily],
    licence: str,
    /,
    gguf: str | None = None,
    **provenance: str,
) -> Manifest:
    """Check a checkpoint, and write its manifest beside it.

    Also for whoever trains the bundled model: run it after every change of a file in the folder.
    """
    allowed = frozenset({families}) if isinstance(families, ModelFamily) else families
    checkpoint, files = check_checkpoint(folder, allowed, gguf), describe_files(folder)
    manifest = Manifest(
        name=name,
        family=checkpoint.family,
        licence=licence,
        digest=digest_of_files(files),
        gguf=checkpoint.gguf,
        files=files,
        provenance=provenance,
        version=__version__,
    )
    write_atomic(folder / layout.MANIFEST, manifest.to_json())
    return manifest


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
