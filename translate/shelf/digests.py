"""What a model is: digests of its files, remembered while the files stay as they are."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from collections.abc import Mapping
from pathlib import Path

REMEMBERED = ".digests.json"
_LIMIT = 256
# A file that was written this recently can change again without a new time stamp.
_SETTLED_SECONDS = 2.0


def sha256_file(path: Path) -> str:
    """SHA-256 (hex) of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def identity(digests: Mapping[str, str]) -> str:
    """One SHA-256 (hex) for a set of files, from their names and digests.

    Weights alone do not decide an output: another tokenizer or generation setting beside the
    same weights is another model.
    """
    whole = hashlib.sha256()
    for name in sorted(digests):
        whole.update(f"{name}\0{digests[name]}\n".encode())
    return whole.hexdigest()


class DigestMemory:
    """Digests by a file's place, size, inode and time, so that a large file is read once.

    Kept in ``folder``. Where that cannot be written, digests are computed at each call: the
    answer is the same, only later.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / REMEMBERED
        self._known = self._load()

    def of(self, path: Path) -> str:
        """SHA-256 (hex) of the file at ``path``."""
        place, state = str(path.resolve()), _state(path)
        known = self._known.get(place)
        if known is not None and known[0] == state:
            return known[1]
        digest = sha256_file(path)
        if _state(path) == state and time.time() - path.stat().st_mtime > _SETTLED_SECONDS:
            self._known.pop(place, None)
            self._known[place] = (state, digest)
            self._save()
        return digest

    def unchanged(self, path: Path) -> bool:
        """Whether the file at ``path`` is as it was when its digest was computed."""
        return self._known.get(str(path.resolve()), ("", ""))[0] == _state(path)

    def _load(self) -> dict[str, tuple[str, str]]:
        try:
            rows = json.loads(self._file.read_text("utf-8"))
            return {
                str(place): (str(state), str(digest)) for place, (state, digest) in rows.items()
            }
        except (OSError, ValueError, TypeError, AttributeError):
            return {}  # absent or damaged: it holds nothing that cannot be computed again

    def _save(self) -> None:
        rows = dict(list(self._known.items())[-_LIMIT:])
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(self._file, json.dumps(rows, indent=0).encode())
        except OSError:
            return  # a read-only folder of models is in order; see the class


def write_atomic(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` so that a reader sees the old file or the new one."""
    new = path.with_name(f".new-{secrets.token_hex(8)}")
    try:
        with new.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _state(path: Path) -> str:
    info = path.stat()
    return f"{info.st_size}:{info.st_ino}:{info.st_mtime_ns}"
