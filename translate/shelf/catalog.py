"""The catalogue: which models are known by name, in order of preference."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from translate.errors import ModelError
from translate.shelf.layout import MANIFEST
from translate.types import ModelFamily

CATALOGUE_FILE = "catalog.toml"


class Task(StrEnum):
    """What a model is for."""

    TRANSLATE = "translate"
    SUMMARISE = "summarise"


class SourceKind(StrEnum):
    """Where a model comes from."""

    BUNDLED = "bundled"  # part of this package
    HUB = "hub"  # a repository on the Hugging Face Hub
    PYPI = "pypi"  # files inside one wheel of the Python package index
    FOLDER = "folder"  # a folder in Hugging Face layout on this machine


@dataclass(frozen=True, slots=True)
class Source:
    """Where to get a model: ``repository`` and ``revision`` for ``hub``; ``package``,
    ``version`` and the wheel's ``sha256`` for ``pypi``; ``path`` for ``folder`` and ``bundled``.

    ``commit``, whole or its first digits, pins what is taken of a repository, and
    ``weights_sha256`` the weights, wherever they are taken from; both may be "".
    """

    kind: SourceKind
    repository: str = ""
    revision: str = ""
    commit: str = ""
    weights_sha256: str = ""
    package: str = ""
    version: str = ""
    sha256: str = ""
    path: str = ""


#: What each kind of source cannot do without.
_NEEDED = {
    SourceKind.BUNDLED: ("path",),
    SourceKind.HUB: ("repository", "revision"),
    SourceKind.PYPI: ("package", "version", "sha256"),
    SourceKind.FOLDER: ("path",),
}


@dataclass(frozen=True, slots=True)
class FileSpec:
    """A file that is known beforehand; ``member`` is its name inside a wheel."""

    name: str
    sha256: str
    size: int
    member: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One model of the catalogue.

    ``size`` is the download in bytes; ``tradeoff`` says what is lost against the recommended
    model of the same task, ``caution`` what readers of its output should know, in plain words.
    ``pace`` says what using it costs in time, for the line that names it.
    ``by_name`` keeps a model from ``auto`` and ``setup``: only who names it gets it.
    ``unsure_below`` is the score under which a sentence of this model is flagged UNSURE.
    """

    name: str
    task: Task
    family: ModelFamily
    licence: str
    size: int
    description: str
    source: Source
    aliases: tuple[str, ...] = ()
    files: tuple[FileSpec, ...] = ()
    recommended: bool = False
    by_name: bool = False
    tradeoff: str = ""
    caution: str = ""
    unsure_below: float = 0.0
    pace: str = ""

    @property
    def gguf(self) -> str | None:
        """Name of the weights file where the catalogue says that it is one GGUF file."""
        return next((f.name for f in self.files if f.name.endswith(".gguf")), None)


def catalogue(shelf_dir: Path | None = None) -> tuple[Entry, ...]:
    """Every entry in order of preference; those of ``shelf_dir/catalog.toml`` come first.

    What was pulled into ``shelf_dir`` under a name of its own comes last: `auto` never takes it
    before a model that the catalogue knows. Raises ModelError when the user's own catalogue
    cannot be read, or names a model twice.
    """
    packaged = Path(__file__).with_name(CATALOGUE_FILE).read_text("utf-8")
    entries = parse(packaged, CATALOGUE_FILE)
    own = shelf_dir / CATALOGUE_FILE if shelf_dir else None
    if own is not None and own.is_file():
        try:
            entries = (*parse(own.read_text("utf-8"), str(own)), *entries)
        except (OSError, UnicodeDecodeError) as fault:
            raise ModelError(f"cannot read {own}", f"mend or remove the file ({fault})") from fault
    names = [name for entry in entries for name in (entry.name, *entry.aliases)]
    if twice := [name for name in names if names.count(name) > 1]:
        raise ModelError(f"two models are called {twice[0]!r}", f"rename the one in {own}")
    return (*entries, *_pulled(shelf_dir, names)) if shelf_dir else entries


def new_entry(
    name: str,
    source: Source,
    family: ModelFamily = ModelFamily.MARIAN,
    licence: str = "unknown",
) -> Entry:
    """An entry for a model that no catalogue knows."""
    task = Task.TRANSLATE if family is ModelFamily.MARIAN else Task.SUMMARISE
    return Entry(name, task, family, licence, 0, f"pulled from the {source.kind}", source)


def _pulled(shelf_dir: Path, known: Sequence[str]) -> Iterator[Entry]:
    from translate.shelf.store import Manifest, Store

    store = Store(shelf_dir)
    for name in store.names():
        try:
            home = store.home(name)
            record = Manifest.read(home / MANIFEST) if home else None
        except ModelError:
            continue  # damaged, and pulling it by its name mends it
        if record is None or record.name in known:
            continue
        origin = record.provenance
        source = Source(
            SourceKind(origin.get("kind", SourceKind.FOLDER)),
            repository=origin.get("repository", ""),
            revision="main",
            path=origin.get("folder", ""),
        )
        yield new_entry(record.name, source, record.family, record.licence)


def parse(text: str, where: str) -> tuple[Entry, ...]:
    """Entries of a catalogue's TOML text; ``where`` names it in an error (ModelError)."""
    try:
        return tuple(_entry(table) for table in tomllib.loads(text).get("model", []))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as fault:
        raise ModelError(f"{where} is not a catalogue of models", f"mend it ({fault})") from fault


def find(name: str, entries: Sequence[Entry]) -> Entry | None:
    """The entry with this name or alias; a ``@REVISION`` behind it is passed over."""
    name = name.partition("@")[0]
    return next((e for e in entries if name == e.name or name in e.aliases), None)


def _entry(table: Mapping[str, Any]) -> Entry:
    fields = dict(table)
    source = fields.pop("source")
    typed = {
        "task": Task(fields["task"]),
        "family": ModelFamily(fields["family"]),
        "aliases": tuple(fields.get("aliases", [])),
        "source": Source(**{**source, "kind": SourceKind(source["kind"])}),
        "files": tuple(FileSpec(**spec) for spec in fields.pop("file", [])),
    }
    entry = Entry(**{**fields, **typed})
    for name in (entry.name, *(spec.name for spec in entry.files)):
        if not is_plain_name(name):
            raise ValueError(f"{name!r} is no plain name")
    if not all(getattr(entry.source, field) for field in _NEEDED[entry.source.kind]):
        raise ValueError(f"{entry.name}: its source is not complete")
    if entry.source.kind is SourceKind.PYPI and not entry.files:
        raise ValueError(f"{entry.name}: a wheel needs [[model.file]] entries")
    return entry


def is_plain_name(name: str) -> bool:
    """Whether ``name`` is one path component that stays in its folder and is not hidden."""
    return bool(name) and not name.startswith(".") and not set(name) & {"/", "\\", ":", "\0"}
