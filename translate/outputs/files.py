"""Writing files so that there is never half of one."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from translate.errors import OutputError
from translate.files import refusal

#: Distinguishes this process from an earlier one that had the same process number.
_TOKEN = os.urandom(4).hex()
_TEMPORARY = re.compile(r"\.translate-([0-9a-f]{8})-(\d+)-([0-9a-f]{8})-[0-9a-f]{8}\.tmp")
_ABANDONED_SECONDS = 3600.0  # a temporary file lives for milliseconds


def _host() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def write_atomic(path: Path, data: bytes | Iterable[bytes]) -> bool:
    """Put ``data`` into ``path``, all of it or nothing; True when the file was written.

    A file with that content is left alone, with its time of change, unless ``data`` comes in
    pieces. Makes the folders. Raises :class:`OutputError`; whatever was at ``path`` is then as
    before.
    """
    temporary = path.with_name(
        f".translate-{_host()}-{os.getpid()}-{_TOKEN}-{os.urandom(4).hex()}.tmp"
    )
    try:
        if isinstance(data, bytes) and _has_content(path, data):
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            with os.fdopen(handle, "wb") as file:
                file.writelines((data,) if isinstance(data, bytes) else data)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise refused(path, error) from error
    except UnicodeEncodeError as error:
        raise OutputError(
            f"cannot write {path} (the locale has no such letters)",
            "set one of UTF-8, such as LC_ALL=C.UTF-8",
        ) from error
    return True


def refused(path: Path, error: OSError, what: str = "write") -> OutputError:
    """The fault of a place that the system refuses."""
    reason, mend = refusal(path, error)
    return OutputError(
        f"cannot {what} {path} ({reason})", f"{mend}choose another folder with --out"
    )


def file_state(path: str | Path) -> str | None:
    """Size, inode and times (nanoseconds) of a file: what changes with its content; None if absent.

    The time of change of status is part of it, which no program can set back. One string is kept
    and compared in less time than four numbers.
    """
    try:
        status = os.stat(path)  # noqa: PTH116  asked for every file of every run
    except OSError:
        return None
    return f"{status.st_size}.{status.st_ino}.{status.st_mtime_ns}.{status.st_ctime_ns}"


def _has_content(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError):
        return False


def sweep_temporary(folder: Path) -> int:
    """Remove what killed runs left half-written below ``folder``; returns how many files.

    Another process that is still running keeps its files; so does, for an hour, another machine
    on a shared folder.
    """
    swept = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            if not name.startswith(".translate-"):
                continue
            match = _TEMPORARY.fullmatch(name)
            path = Path(parent, name)
            if match is not None and _is_abandoned(path, *match.groups()):
                try:
                    path.unlink(missing_ok=True)
                except OSError as error:
                    raise refused(path, error, "remove") from error
                swept += 1
    return swept


def _is_abandoned(path: Path, host: str, number: str, token: str) -> bool:
    if host == _host():
        process = int(number)
        if process == os.getpid():
            return token != _TOKEN
        if not _is_running(process):
            return True
    try:
        return abs(time.time() - path.stat().st_mtime) > _ABANDONED_SECONDS
    except FileNotFoundError:
        return False


def _is_running(process: int) -> bool:
    if sys.platform == "win32":  # where os.kill does not ask, but kill
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
