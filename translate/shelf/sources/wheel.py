"""Models inside a wheel: from the package index that pip is set up for, or brought by hand."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

from translate.errors import ModelError
from translate.files import files_below, sha256_file
from translate.shelf.catalog import Entry
from translate.shelf.sources.base import (
    TAMPERED,
    Passing,
    Progress,
    SourceUnreachable,
    ask_space,
    check_file,
    other,
)

#: pip is stopped when it has fetched nothing for so long: its own limit holds for each address
#: of a name, and for no name server.
SILENCE = 10.0
_LOOK_SECONDS = 0.2


def from_index(entry: Entry, into: Path, progress: Progress) -> dict[str, str]:
    """One wheel through pip, so that the user's own index, proxy and certificates are used.

    Its dependencies are neither fetched nor needed, and nothing of it is run or installed.
    """
    source = entry.source
    size = f"{entry.size / 1e6:.0f} MB, "
    progress(f"{entry.name}: {size}{source.package} {source.version} from the package index")
    # pip unpacks into a folder of its own before it moves the wheel
    ask_space(into, {spec.name: spec.size for spec in entry.files} | {"wheel": 2 * entry.size})
    with tempfile.TemporaryDirectory(dir=into, prefix=".wheel-") as folder:
        return _unpack(entry, _download(entry, Path(folder), progress), into)


def from_wheel(wheel: Path, entry: Entry, into: Path, progress: Progress) -> dict[str, str]:
    """The same wheel, brought by hand to a machine without a package index."""
    progress(f"{entry.name}: from {wheel.name}")
    return {**_unpack(entry, wheel, into), "brought_by_hand": wheel.name}


def wheel_at(entry: Entry, path: Path) -> Path | None:
    """The wheel at a path, or the entry's in a folder of wheels; None where there is none."""
    stem = entry.source.package.replace("-", "_")
    found = sorted(path.glob(f"{stem}-{entry.source.version}-*.whl")) if path.is_dir() else [path]
    return found[0] if found and found[0].suffix == ".whl" else None


def _unpack(entry: Entry, wheel: Path, into: Path) -> dict[str, str]:
    """Take the entry's files out of a wheel, each under the catalogue's own name for it.

    The digest is checked first: there is nothing in a wheel but what was in it when it was pinned.
    """
    source, digest = entry.source, sha256_file(wheel)
    if digest != source.sha256:
        raise other(f"{wheel.name} is not the expected wheel", digest, source.sha256)
    try:
        with zipfile.ZipFile(wheel) as archive:
            for spec in entry.files:
                with archive.open(spec.member) as packed, (into / spec.name).open("xb") as stream:
                    shutil.copyfileobj(packed, stream)
                check_file(into / spec.name, spec)
    except (
        zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, KeyError,
    ) as fault:  # fmt: skip
        raise ModelError(f"{wheel.name} is no sound wheel ({fault})", TAMPERED) from fault
    return {
        "kind": str(source.kind),
        "package": source.package,
        "version": source.version,
        "wheel_sha256": source.sha256,
    }


def _download(entry: Entry, folder: Path, progress: Progress) -> Path:
    requirement = f"{entry.source.package}=={entry.source.version}"
    # -P: a file called pip.py in the user's current folder must not be run instead of pip.
    command = [
        sys.executable, "-P", "-m", "pip", "download", "--quiet", "--no-input", "--no-deps",
        "--only-binary=:all:", "--disable-pip-version-check", "--timeout", "5", "--retries", "1",
        "--dest", str(folder), requirement,
    ]  # fmt: skip
    with tempfile.TemporaryFile("w+", errors="replace") as said:
        pip = subprocess.Popen(
            command, stdout=said, stderr=said, env={**os.environ, "TMPDIR": str(folder)}
        )
        try:
            silent = _watch(pip, entry, folder, progress)
        finally:
            pip.kill()
            pip.wait()
        said.seek(0)
        lines = [line.strip() for line in said if line.strip()]
    wheels = sorted(folder.glob("*.whl"))
    if silent or pip.returncode or len(wheels) != 1:
        errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR")]
        why = (errors or lines or ["pip gave no reason"])[-1][:200]
        why = f"nothing has come for {SILENCE:g} s" if silent else why
        mend = (
            "check pip's index settings, or bring the wheel by hand:"
            f" translate models pull {entry.name} --from WHEEL"
        )
        raise SourceUnreachable(f"pip cannot download {requirement} ({why})", mend)
    return wheels[0]


def _watch(pip: subprocess.Popen[bytes], entry: Entry, folder: Path, progress: Progress) -> bool:
    """Wait for pip's end, telling what has come; True when it has fetched nothing for too long."""
    most, since = 0, time.monotonic()
    while True:
        try:
            pip.wait(_LOOK_SECONDS)
            return False
        except subprocess.TimeoutExpired:
            came = sum(map(_size, files_below(folder)))
        if not any(folder.iterdir()):  # still starting: it makes its folders before it asks
            since = time.monotonic()
        if came > most:
            most, since = came, time.monotonic()
            sizes = f"{min(came, entry.size) / 1e6:.0f} of {entry.size / 1e6:.0f} MB"
            progress(Passing(f"{entry.name}: {sizes}"))
        elif time.monotonic() - since > SILENCE:
            return True


def _size(path: Path) -> int:
    with suppress(OSError):  # pip moves its files while we look
        return path.stat().st_size
    return 0
