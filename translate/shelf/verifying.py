"""A model's manifest: written when it is accepted, and compared with its files afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from translate import __version__
from translate.files import write_atomic
from translate.shelf import layout
from translate.shelf.catalog import catalogue, find
from translate.shelf.checks import check_checkpoint
from translate.shelf.finding import existing, home_of, mend_for, missing
from translate.shelf.places import default_dir
from translate.shelf.store import FileRecord, Manifest, describe_files, digest_of_files
from translate.types import ModelFamily


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Every file of a model against its record: by its name what is wrong with it, or "".

    ``recorded`` is False when the model has no manifest (one named by its path): then the files
    were looked at, and there was nothing to compare them with. ``mend`` is the next step where
    something is wrong.
    """

    name: str
    files: Mapping[str, str]
    recorded: bool = True
    mend: str = ""

    @property
    def ok(self) -> bool:
        """Whether every file is as it was when the model was accepted."""
        return not any(self.files.values())


def verify(name_or_path: str, shelf_dir: Path | None = None) -> VerifyReport:
    """Read every file of a model again and compare it with its manifest, and that with itself.

    Raises ModelError when the model is not here at all, or its structure is broken.
    """
    folder = default_dir(shelf_dir)
    entries = catalogue(folder)
    entry = find(name_or_path, entries)
    if entry is None:
        home, gguf = existing(name_or_path, entries)
        gguf = check_checkpoint(home, frozenset(ModelFamily), gguf).gguf
        files = describe_files(home, [gguf] if gguf else layout.READ_BY_ENGINES)
        return VerifyReport(name_or_path, dict.fromkeys(files, ""), recorded=False)
    found = home_of(entry, folder)
    if found is None:
        raise missing(entry)
    manifest = Manifest.read(found / layout.MANIFEST)
    problems = _compare(manifest.files, describe_files(found))
    damage = manifest.damage(entry.name)
    if damage is None and not any(problems.values()):
        family = check_checkpoint(found, frozenset(ModelFamily), manifest.gguf).family
        if family is not manifest.family:
            damage = f"was changed: it says {manifest.family} where the files are {family}"
    if damage is not None:
        problems[layout.MANIFEST] = damage
    return VerifyReport(entry.name, problems, mend=mend_for(entry))


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
) -> dict[str, str]:
    changed = {
        name: "is missing" if name not in actual
        else "" if actual[name].sha256 == record.sha256 else "has changed"
        for name, record in recorded.items()
    }  # fmt: skip
    odd = (*layout.READ_BY_ENGINES, *layout.PICKLES)
    extra = [name for name in actual.keys() - recorded.keys() if layout.matches(name, odd)]
    return dict(sorted({**changed, **dict.fromkeys(extra, "does not belong to it")}.items()))
