"""The folder of models: immutable snapshots named by content, and a pointer to the current one.

    NAME/current            the first twelve digits of a digest
    NAME/DIGITS/            config, tokenizer, weights, licence
    NAME/DIGITS/manifest.json
    .locks/NAME.lock        held by the one process that pulls NAME
    .partial/NAME/          what that process has got so far

A snapshot appears whole, by renaming a folder on the same file system, and is never written
again; the pointer moves after that. Whatever ends a pull early leaves both as they were.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from translate.errors import ModelError
from translate.files import sha256_file, write_atomic
from translate.shelf import layout
from translate.types import ModelFamily

_POINTER = "current"
_DIGITS = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it was when it was accepted: SHA-256 (hex) and bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot is and where it came from.

    ``provenance`` holds the source's kind and its exact revision: a commit, or a package's
    version and the digest of its wheel. ``version`` is that of the tool which pulled it.
    """

    name: str
    family: ModelFamily
    licence: str
    digest: str
    gguf: str | None
    files: Mapping[str, FileRecord]
    provenance: Mapping[str, str] = field(default_factory=dict)
    version: str = ""

    def to_json(self) -> bytes:
        """The manifest as it lies beside the files."""
        return (json.dumps(asdict(self), indent=2, sort_keys=True) + "\n").encode()

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Read a manifest; raises ModelError when it is missing or damaged."""
        try:
            fields = json.loads(path.read_text("utf-8"))
            records = {str(n): FileRecord(**record) for n, record in fields.pop("files").items()}
            family = ModelFamily(fields.pop("family"))
            return cls(family=family, files=records, **fields)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
            raise ModelError(f"{path} is missing or damaged", "pull the model again") from fault

    def damage(self, name: str) -> str | None:
        """What is wrong with it as the manifest of the model ``name``, without its files."""
        if self.digest != digest_of_files(self.files):
            return "was changed: its digest is not that of the files it lists"
        return None if self.name == name else f"is that of another model, {self.name}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An accepted checkpoint on the shelf."""

    path: Path
    manifest: Manifest

    @classmethod
    def open(cls, path: Path, name: str, mend: str) -> Snapshot:
        """The snapshot in a folder; raises ModelError, naming the model, when it is damaged."""
        try:
            snapshot = cls(path, Manifest.read(path / layout.MANIFEST))
        except ModelError as fault:
            raise ModelError(f"model {name} is damaged: {fault.problem}", mend) from fault
        damage = snapshot.manifest.damage(name)
        damage = f"{layout.MANIFEST} {damage}" if damage else snapshot.damage()
        if damage:
            raise ModelError(f"model {name} is damaged: {damage}", mend)
        return snapshot

    @property
    def pulled(self) -> float:
        """When it was accepted, in seconds since the epoch."""
        return (self.path / layout.MANIFEST).stat().st_mtime

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(record.size for record in self.manifest.files.values())

    def goes_by(self, revision: str) -> bool:
        """Whether ``revision`` begins its digest or its commit, or is what was asked for."""
        origin = self.manifest.provenance
        names = (self.path.name, self.manifest.digest, origin.get("commit", ""))
        return revision == origin.get("revision") or any(n.startswith(revision) for n in names)

    def damage(self) -> str | None:
        """What is wrong with the files that engines read at a glance (names, sizes), or None."""
        for name, record in self.manifest.files.items():
            if not layout.matches(name, layout.READ_BY_ENGINES):
                continue
            try:
                size = (self.path / name).stat().st_size
            except OSError:
                return f"{name} is missing"
            if size != record.size:
                return f"{name} has {size} bytes instead of {record.size}"
        extra = set(layout.files_of(self.path)) - self.manifest.files.keys()
        return f"{min(extra)} does not belong to it" if extra else None


def describe_files(folder: Path, patterns: Iterable[str] = ("*",)) -> dict[str, FileRecord]:
    """Digest and size of every file in ``folder`` that fits the patterns, but the manifest."""
    return {
        name: FileRecord(sha256_file(folder / name), (folder / name).stat().st_size)
        for name in layout.files_of(folder, patterns)
        if name != layout.MANIFEST
    }


def digest_of_files(files: Mapping[str, FileRecord]) -> str:
    """The model's digest: one SHA-256 (hex) of names and digests of what the engines read.

    Weights alone do not decide an output: another tokenizer or generation setting beside the
    same weights is another model.
    """
    whole = hashlib.sha256()
    for name, record in sorted(files.items()):
        if layout.matches(name, layout.READ_BY_ENGINES):
            whole.update(f"{name}\0{record.sha256}\n".encode())
    return whole.hexdigest()


class Store:
    """The folder of models as a whole; nothing is created before something is pulled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        """Names of folders that have a current snapshot; ``ORG--NAME`` for ``ORG/NAME``."""
        if not self.folder.is_dir():
            return []
        pointers = self.folder.glob(f"*/{_POINTER}")
        return sorted(p.parent.name for p in pointers if not p.parent.name.startswith("."))

    def has(self, name: str) -> bool:
        """Whether there is anything of this model, whole or damaged."""
        return self._of(name).exists()

    def home(self, name: str) -> Path | None:
        """The folder that the pointer names, or None; raises ModelError when it is damaged."""
        pointer = self._of(name) / _POINTER
        try:
            digits = pointer.read_text("ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError):
            digits = ""
        if not _DIGITS.fullmatch(digits):
            mend = f"translate models pull {name}"
            raise ModelError(f"model {name} is damaged: {pointer} cannot be read", mend)
        return pointer.parent / digits

    def snapshots(self, name: str) -> list[Snapshot]:
        """Every snapshot that has a readable manifest, the newest first."""
        found = []
        for manifest in self._of(name).glob(f"*/{layout.MANIFEST}"):
            with suppress(ModelError):
                found.append(Snapshot(manifest.parent, Manifest.read(manifest)))
        return sorted(found, key=lambda s: s.pulled, reverse=True)

    def staging(self, name: str, fresh: bool) -> Path:
        """A folder on the same file system to gather files in; ``fresh`` empties it first."""
        path = self.folder / ".partial" / plain(name)
        if fresh:
            self.discard(name)
        path.mkdir(parents=True, exist_ok=True)
        return path

    def discard(self, name: str, only_if_empty: bool = False) -> None:
        """Throw away what an unfinished pull has gathered."""
        partial = self.folder / ".partial"
        gathered = partial / plain(name)
        if not (only_if_empty and any(gathered.iterdir())):
            shutil.rmtree(gathered, ignore_errors=True)
        shutil.rmtree(gathered.with_name(f"{gathered.name}.old"), ignore_errors=True)
        with suppress(OSError):  # another model's pull is using it, or it is gone
            partial.rmdir()

    def accept(self, staging: Path, manifest: Manifest) -> Snapshot:
        """Make the staged files, sealed as ``manifest``, the current snapshot of the model."""
        digits = manifest.digest[:12]
        home = self._of(manifest.name)
        final = home / digits
        home.mkdir(exist_ok=True)
        old = staging.with_name(f"{staging.name}.old")
        if final.exists():  # the same content pulled again, perhaps because it was damaged
            shutil.rmtree(old, ignore_errors=True)
            final.replace(old)
        staging.replace(final)
        shutil.rmtree(old, ignore_errors=True)
        write_atomic(home / _POINTER, f"{digits}\n".encode("ascii"))
        self.discard(manifest.name)
        return Snapshot(final, manifest)

    def remove(self, name: str) -> None:
        """Remove every snapshot; the pointer goes first, so that none is half there."""
        (self._of(name) / _POINTER).unlink(missing_ok=True)
        shutil.rmtree(self._of(name))
        self.discard(name)

    def _of(self, name: str) -> Path:
        return self.folder / plain(name)

    @contextmanager
    def lock(self, name: str, waiting: Callable[[str], None]) -> Iterator[None]:
        """Be the only process that changes this model; ``waiting`` hears when another is at it.

        The operating system frees the lock when its holder dies, so none is ever stale.
        """
        from filelock import FileLock, Timeout

        locks = self.folder / ".locks"
        locks.mkdir(parents=True, exist_ok=True)
        lock = FileLock(locks / f"{plain(name)}.lock")
        try:
            held = lock.acquire(timeout=0)
        except Timeout:
            waiting(f"{name}: another process is pulling it; waiting for that")
            held = lock.acquire()
        with held:
            yield


def plain(name: str) -> str:
    """``name`` as one path component; an ``ORG/NAME`` of the Hub has a slash."""
    return name.replace("/", "--")
