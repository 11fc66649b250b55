"""Where results go: a folder of this machine or of all, or a place of fsspec's.

Names are POSIX paths relative to the folder. A name holds a whole file or nothing: object stores
show an object when all of it is there, and elsewhere a file is written beside its place and moved.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from translate.errors import OutputError, UsageError
from translate.files import files_below
from translate.outputs import sweep_temporary, write_atomic

#: What belongs to the run itself lies below this, in the folder of the results.
OWN = ".translate"

_URL = re.compile(r"[a-z][a-z0-9+.-]*:(//|:)")
#: Their objects are whole from the first moment, and moving one is copying it.
_OBJECT_STORES = frozenset(
    {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oci", "oss", "r2", "memory"}
)
_ABANDONED_SECONDS = 3600.0
_MEND = "free some space or mend the access, then run it again: what is done is not redone"


def is_url(place: str) -> bool:
    """Whether fsspec is to understand ``place``, as in ``s3://bucket/articles``."""
    return _URL.match(place) is not None


def open_folder(place: str) -> Folder:
    """The folder at a path or URL; makes nothing. Raises UsageError for an unknown scheme."""
    return RemoteFolder(*filesystem(place)) if is_url(place) else Folder(Path(place))


def filesystem(url: str) -> tuple[Any, str]:
    """The fsspec filesystem of a URL, and the path in it."""
    from fsspec.core import url_to_fs

    try:
        fs, path = url_to_fs(url)
    except ImportError as error:
        raise UsageError(
            f"cannot open {url} ({error})", "install the fsspec package for it, such as s3fs"
        ) from error
    except ValueError as error:
        raise UsageError(f"cannot open {url} ({error})", "see fsspec's list of schemes") from error
    return fs, str(path).rstrip("/")


class Folder:
    """A folder of this machine, or one that is mounted on all."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, name: str) -> bytes:
        """The content; raises OSError."""
        return (self._root / name).read_bytes()

    def write(self, name: str, data: bytes | Iterable[bytes]) -> None:
        """Put a whole file there; raises :class:`~translate.errors.OutputError`."""
        write_atomic(self._root / name, data)

    def size(self, name: str) -> int | None:
        """Bytes, or None where there is no such file."""
        try:
            return os.stat(f"{self._root}/{name}").st_size  # noqa: PTH116  asked for every page
        except OSError:
            return None

    def names(self, below: str) -> list[str]:
        """All files below a folder, in order; none where there is no folder."""
        found = files_below(self._root / below)
        return sorted(path.relative_to(self._root).as_posix() for path in found)

    def remove(self, below: str) -> None:
        """Remove a folder and what is in it, where there is one."""
        shutil.rmtree(self._root / below, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what killed runs left half-written."""
        sweep_temporary(self._root)


class RemoteFolder(Folder):
    """A folder that fsspec reaches: a bucket, a server, a distributed file system."""

    def __init__(self, fs: Any, root: str) -> None:
        super().__init__(Path(root))
        self._fs = fs
        self._place = root
        protocols = {fs.protocol} if isinstance(fs.protocol, str) else set(fs.protocol)
        self._stores_objects = not protocols.isdisjoint(_OBJECT_STORES)

    def read(self, name: str) -> bytes:
        """The content; raises OSError."""
        data: bytes = self._fs.cat_file(self._at(name))
        return data

    def write(self, name: str, data: bytes | Iterable[bytes]) -> None:
        """Put a whole file there; raises :class:`~translate.errors.OutputError`."""
        target = self._at(name)
        beside = target if self._stores_objects else self._at(f"{OWN}/tmp/{uuid4().hex}")
        try:
            if beside != target:
                for path in (beside, target):
                    self._fs.makedirs(path.rpartition("/")[0], exist_ok=True)
            try:
                with self._fs.open(beside, "wb") as file:
                    for piece in (data,) if isinstance(data, bytes) else data:
                        file.write(piece)
                if beside != target:
                    self._fs.mv(beside, target)
            except BaseException:
                if beside != target:
                    with suppress(OSError):
                        self._fs.rm_file(beside)
                raise
        except OSError as error:
            reason = error.strerror or error
            raise OutputError(f"cannot write {target} ({reason})", _MEND) from error

    def size(self, name: str) -> int | None:
        """Bytes, or None where there is no such file."""
        try:
            size: int | None = self._fs.info(self._at(name)).get("size")
        except OSError:
            return None
        return size

    def names(self, below: str) -> list[str]:
        """All files below a folder, in order; none where there is no folder."""
        self._fs.invalidate_cache()
        try:
            found = self._fs.find(self._at(below))
        except FileNotFoundError:
            return []
        return sorted(str(path)[len(self._place) + 1 :] for path in found)

    def remove(self, below: str) -> None:
        """Remove a folder and what is in it, where there is one."""
        with suppress(FileNotFoundError):
            self._fs.rm(self._at(below), recursive=True)

    def sweep(self) -> None:
        """Remove temporary files that have been there for an hour."""
        if self._stores_objects:
            return
        for name in self.names(f"{OWN}/tmp"):
            with suppress(NotImplementedError, FileNotFoundError):
                age = time.time() - self._fs.modified(self._at(name)).timestamp()
                if age > _ABANDONED_SECONDS:
                    self._fs.rm_file(self._at(name))

    def _at(self, name: str) -> str:
        return f"{self._place}/{name}"
