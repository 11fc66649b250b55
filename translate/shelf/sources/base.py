"""What every source of models does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from translate.errors import ModelError
from translate.shelf.catalog import Entry, FileSpec
from translate.shelf.digests import sha256_file

Progress = Callable[[str], None]
Provenance = Mapping[str, str]


def silent(_: str) -> None:
    """A progress that nobody reads."""


class SourceUnreachable(ModelError):
    """The source does not answer; what was downloaded so far may be used by the next try."""


class Fetcher(Protocol):
    """Brings a model's files into a folder."""

    @property
    def resumes(self) -> bool:
        """Whether files that an earlier, cut-off fetch left in the folder are made use of."""
        ...

    def fetch(self, entry: Entry, into: Path, progress: Progress) -> Provenance:
        """Put the files of ``entry`` into the folder and say where exactly they came from.

        Raises ModelError when they are not what was expected, SourceUnreachable when they
        cannot be had now.
        """
        ...


def check_file(path: Path, spec: FileSpec) -> None:
    """Raise ModelError unless the file has the size and digest that are known beforehand."""
    size = path.stat().st_size
    if size != spec.size:
        raise ModelError(f"{spec.name} has {size} bytes instead of {spec.size}", TAMPERED)
    digest = sha256_file(path)
    if digest != spec.sha256:
        why = f"SHA-256 {digest[:12]}… instead of {spec.sha256[:12]}…"
        raise ModelError(f"{spec.name} is not the expected file ({why})", TAMPERED)


TAMPERED = "nothing was installed; get it from a source that you trust"
