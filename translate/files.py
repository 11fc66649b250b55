"""Files: what is in those that a user names, or what is wrong in one line; whole ones written."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from translate.errors import TranslateError, UnreadableFile, UsageError

_MENDS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "free some space"),
    **dict.fromkeys((errno.EACCES, errno.EPERM), "mend its permissions"),
    errno.ENAMETOOLONG: "take a shorter name",
    errno.EISDIR: "move that folder away",
}


def files_below(folder: Path) -> Iterator[Path]:
    """All files below a folder that others may change meanwhile: what is gone is passed over.

    So are pipes and links that lead nowhere.
    """
    for parent, _, names in os.walk(folder):  # Path.rglob raises where a folder goes
        for name in names:
            # os.path, which passes over what may not be entered
            if os.path.isfile(path := os.path.join(parent, name)):  # noqa: PTH113, PTH118
                yield Path(path)


def not_read(path: Path | str, error: OSError) -> TranslateError:
    """The fault of a file that was named and cannot be read: one that is not there is a slip."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UsageError(f"no such file: {path}", "check the path")
    if isinstance(error, IsADirectoryError):
        return UsageError(f"{path} is a folder", "name a file in it")
    return UnreadableFile(f"cannot read {path}", (error.strerror or str(error)).lower())


def read_bytes(path: Path) -> bytes:
    """What is in a file, or comes out of a pipe such as a shell's ``<(command)``.

    Raises OSError, also for a pipe that nobody has opened to write into, instead of waiting.
    """
    with io.FileIO(path, opener=_without_waiting) as file:
        first: bytes | None = b""
        if sys.platform != "win32" and stat.S_ISFIFO(os.fstat(file.fileno()).st_mode):
            first = file.read(1)  # None where somebody writes and has not begun
            if first == b"":
                raise OSError(errno.EPIPE, "a pipe that nobody writes into")
            os.set_blocking(file.fileno(), True)
        return (first or b"") + file.read()


def _without_waiting(path: Any, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read_text(path: Path) -> str:
    """The UTF-8 text of a file; raises a fault of one line where there is none."""
    try:
        return decoded(read_bytes(path), str(path))
    except OSError as error:
        raise not_read(path, error) from error


def decoded(data: bytes, name: str = "standard input") -> str:
    """``data`` as UTF-8 text; raises UsageError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{name} is not UTF-8 (byte {error.start})",
            "convert it, for instance with 'iconv -f cp1252 -t utf-8'",
        ) from error


def refusal(path: Path, error: OSError) -> tuple[str, str]:
    """Why the system does not let a place be written, and the beginning of what helps.

    That is "" where nothing but another place does, or it ends with ``", or "``.
    """
    reason, mend = error.strerror or str(error), _MENDS.get(error.errno or 0, "")
    if error.errno in (errno.ENOTDIR, errno.EEXIST, errno.ENOENT):
        above = next((one for one in path.parents if os.path.lexists(one)), path)
        if not above.is_dir():
            reason = f"{above} is no folder"
        elif above != path.parent:
            reason = f"no folder can be made in {above}"
    return reason, f"{mend}, or " if mend else ""


def need_folder_of(path: Path, option: str = "") -> None:
    """Raise UsageError where the folder that ``path`` would be written into is not there."""
    if not path.parent.is_dir():
        wanted = f" for {option}" if option else ""
        raise UsageError(f"no folder {path.parent}{wanted}", "make it, or name another")


def sha256_file(path: Path) -> str:
    """SHA-256 (hex) of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_atomic(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` so that a reader sees the old file or the new one.

    Raises OSError; whatever was at ``path`` is then as before.
    """
    new = path.with_name(f".new-{os.urandom(8).hex()}")
    try:
        with new.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
