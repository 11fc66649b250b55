"""What a machine has and lacks; looked at without importing an ML library."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from translate.engines.processor import processor, usable_cores
from translate.errors import ModelError, ModelMissing
from translate.shelf.catalog import SourceKind, Task, catalogue
from translate.shelf.finding import resolve
from translate.shelf.places import default_dir
from translate.shelf.sources.hub import listing_of
from translate.versions import installed

#: Distributions that a run needs, and those that make it faster or are asked for by an option.
NEEDED = ("torch", "transformers", "safetensors", "sentencepiece", "typer", "rich")
OPTIONAL = ("ctranslate2", "gguf", "huggingface-hub", "pip")
_LOW_DISK_BYTES = 2_000_000_000


class Status(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; ``mend`` is the next step where there is one."""

    name: str
    status: Status
    detail: str
    mend: str = ""


def checks(
    shelf_dir: Path | None = None,
    cache_dir: Path | None = None,
    network: bool = False,
) -> tuple[Check, ...]:
    """Python, packages, models, folders, disk and threads; the Hub only with ``network``."""
    folder = default_dir(shelf_dir)
    python = f"{platform.python_version()} on {platform.platform(True, True)}"
    limit = os.environ.get("OMP_NUM_THREADS")
    threads = f"{usable_cores()}, OMP_NUM_THREADS={limit}" if limit else f"{usable_cores()}"
    return (
        Check("python", Status.OK, python),
        *_packages(),
        *(_model(task, folder) for task in Task),
        _writable("models folder", folder),
        *([_writable("cache folder", cache_dir)] if cache_dir is not None else []),
        _disk(folder),
        Check("threads", Status.OK, threads),
        Check("processor", Status.OK, str(processor())),
        *([_hub(folder)] if network else []),
    )


def _packages() -> list[Check]:
    found = []
    for name in (*NEEDED, *OPTIONAL):
        if (version := installed(name)) is not None:
            found.append(Check(name, Status.OK, version))
        else:
            status = Status.FAIL if name in NEEDED else Status.WARN
            found.append(Check(name, status, "not installed", f"pip install {name}"))
    return found


def _model(task: Task, folder: Path) -> Check:
    name = f"model to {task}"
    try:
        best = resolve("auto", task, folder)
    except ModelError as fault:
        if isinstance(fault, ModelMissing) and task is Task.SUMMARISE:
            own = "none: summaries are made of the articles' own sentences"
            return Check(name, Status.OK, own, fault.mend)
        return Check(name, Status.FAIL, fault.problem, fault.mend)
    detail = f"{best.name} ({best.licence})"
    if best.caution:
        weak = f"{detail} is a weak model: {best.caution}"
        return Check(name, Status.WARN, weak, "translate setup fetches a better one")
    return Check(name, Status.OK, detail)


def _writable(name: str, folder: Path) -> Check:
    """Whether files can be made in a folder, or in the nearest one above it that exists."""
    try:
        with tempfile.TemporaryFile(dir=_nearest(folder)):
            return Check(name, Status.OK, str(folder))
    except OSError as fault:
        why = f"{folder} cannot be written ({fault.strerror or fault})"
        return Check(name, Status.WARN, why, "mend its permissions or name another")


def _disk(folder: Path) -> Check:
    free = shutil.disk_usage(_nearest(folder)).free
    low = free < _LOW_DISK_BYTES
    detail, mend = f"{free / 1e9:.1f} GB free", "free some space" if low else ""
    return Check("disk", Status.WARN if low else Status.OK, detail, mend)


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(place for place in (folder, *folder.absolute().parents) if place.exists())


def _hub(folder: Path) -> Check:
    entry = next(e for e in catalogue(folder) if e.source.kind is SourceKind.HUB)
    try:
        listing = listing_of(entry)
    except ModelError as fault:
        return Check("hub", Status.WARN, fault.problem, fault.mend)
    return Check("hub", Status.OK, f"{entry.source.repository} is at {listing.sha[:12]}")
