"""What a model is: digests of its files; and writing one so that there is never half of it."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path


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
