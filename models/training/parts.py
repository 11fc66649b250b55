"""A file in numbered parts of a size that a narrow way lets through, and whole again."""

from __future__ import annotations

import math
import re
import shutil
import tarfile
from pathlib import Path
from typing import Literal

from .config import RecipeError
from .files import atomic_path, tell

PART_BYTES = 15_000_000


def split(path: Path, folder: Path, size: int = PART_BYTES) -> list[Path]:
    """Write `path` as NAME.part1of3, … into `folder`, without older parts of that name."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in _parts(folder, path.name).values():
        old.unlink()
    count = max(1, math.ceil(path.stat().st_size / size))
    written = [folder / f"{path.name}.part{number}of{count}" for number in range(1, count + 1)]
    with path.open("rb") as stream:
        for part in written:
            with atomic_path(part) as partial:
                partial.write_bytes(stream.read(size))
    return written


def join(folder: Path, name: str, target: Path) -> bool:
    """Write `target` of its parts in `folder`; False while they are not all there."""
    parts = _parts(folder, name)
    if not parts:
        return False
    count = max(whole for _, whole in parts)
    if sorted(parts) != [(number, count) for number in range(1, count + 1)]:
        tell(f"{name}: {len(parts)} of its {count} parts are in {folder}; bring the others")
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with atomic_path(target) as partial, partial.open("wb") as out:
        for _, part in sorted(parts.items()):
            with part.open("rb") as stream:
                shutil.copyfileobj(stream, out)
    return True


def pack_files(files: list[Path], target: Path, preset: Literal[1, 6]) -> None:
    """Write the files, without their folders, into one .tar.xz."""
    with atomic_path(target) as partial, tarfile.open(partial, "w:xz", preset=preset) as archive:
        for file in files:
            archive.add(file, file.name)


def unpack_files(archive: Path, folder: Path) -> None:
    """Write what `pack_files` packed into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(archive, "r:xz") as stream:
            stream.extractall(folder, filter="data")
    except (OSError, EOFError, tarfile.TarError) as error:
        raise RecipeError(f"cannot unpack {archive}: {error}; bring it again") from error


def _parts(folder: Path, name: str) -> dict[tuple[int, int], Path]:
    """The parts of a name by their number and how many there should be."""
    found = {}
    for path in folder.glob(f"{name}.part*"):
        if match := re.fullmatch(r"part(\d+)of(\d+)", path.name.removeprefix(f"{name}.")):
            found[int(match[1]), int(match[2])] = path
    return found
