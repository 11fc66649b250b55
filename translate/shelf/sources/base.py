"""What every source of models does."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from translate.errors import ModelError
from translate.files import sha256_file
from translate.shelf import layout
from translate.shelf.catalog import Entry, FileSpec

Progress = Callable[[str], None]
#: Puts the files of an entry into a folder and says where exactly they came from. Raises
#: ModelError when they are not what was expected, SourceUnreachable when they cannot be had now.
Fetch = Callable[[Entry, Path, Progress], dict[str, str]]
_SLACK_BYTES = 20_000_000


class Passing(str):
    """A line of progress that is of no use once the next one is there."""


def silent(_: str) -> None:
    """A progress that nobody reads."""


class SourceUnreachable(ModelError):
    """The source does not answer; what was downloaded so far may be used by the next try."""


def other(name: str, digest: str | None, wanted: str, mend: str = "") -> ModelError:
    """A file has another SHA-256 than is known of it beforehand."""
    why = f"SHA-256 {(digest or 'unknown')[:12]}… instead of {wanted[:12]}…"
    return ModelError(f"{name} ({why})", f"{TAMPERED}{mend}")


def check_file(path: Path, spec: FileSpec) -> None:
    """Raise ModelError unless the file has the size and digest that are known beforehand."""
    size = path.stat().st_size
    if size != spec.size:
        raise ModelError(f"{spec.name} has {size} bytes instead of {spec.size}", TAMPERED)
    digest = sha256_file(path)
    if digest != spec.sha256:
        raise other(f"{spec.name} is not the expected file", digest, spec.sha256)


def check_pinned(entry: Entry, weights: Mapping[str, str | None], where: str) -> None:
    """Raise ModelError when a file of ``weights`` has another SHA-256 than the catalogue's."""
    pinned = entry.source.weights_sha256
    for name, digest in weights.items():
        if pinned and digest != pinned:
            mend = "; --revision NAME takes other weights, and results will say so"
            raise other(f"{name} of {where} is not that of {entry.name}", digest, pinned, mend)


def ask_space(folder: Path, sizes: Mapping[str, int], there: int = 0) -> None:
    """Raise ModelError unless the files fit into ``folder``, and pickled weights converted too.

    ``sizes`` are in bytes by name; ``there`` bytes of them are in the folder already.
    """
    needed = sum(sizes.values()) + sizes.get(layout.PICKLED_WEIGHTS, 0) + _SLACK_BYTES - there
    free = shutil.disk_usage(folder).free
    if needed > free:
        place, megabytes = folder.parent.parent, f"{needed / 1e6:,.0f} MB"
        why = f"{megabytes} are needed in {place} and {free / 1e6:,.0f} MB are free"
        raise ModelError(why, "free some space, or choose another folder with TRANSLATE_MODELS_DIR")


TAMPERED = "nothing was installed; get it from a source that you trust"
