"""Checkpoints as CTranslate2 models: once per weights, version and number type, and atomically.

A conversion lies in ``ct2`` next to the model where that can be written, else in the cache.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from translate.errors import EngineUnavailable, ModelError, first_line
from translate.types import Model

_PARTIAL = ".converting-"
_STALE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a checkpoint is converted to: ``layout`` is raised when the same one would become
    something else. A folder of its name is whole: it appears by a renaming."""

    model: Model
    layout: str
    compute_type: str

    @property
    def name(self) -> str:
        """Of its folder: weights, CTranslate2's version, layout, number type."""
        parts = (self.model.digest[:16], version("ctranslate2"), self.layout, self.compute_type)
        return "-".join(parts)

    def found(self, cache_dir: Path | None) -> Path | None:
        """The finished conversion; None when there is none."""
        places = (parent / self.name for parent in self._parents(cache_dir))
        return next((place for place in places if place.is_dir()), None)

    def folder(self, write: Callable[[Path], None], cache_dir: Path | None) -> Path:
        """The finished conversion, made by ``write`` where there is none.

        Raises :class:`EngineUnavailable` where CTranslate2 lacks the number type or what converts
        is not installed, and :class:`ModelError` where there is no place for it.
        """
        _library(self.compute_type)
        if folder := self.found(cache_dir):
            return folder
        problem: OSError | None = None
        for parent in self._parents(cache_dir):
            try:
                return self._make_in(parent, write)
            except OSError as error:
                problem = error
            except ImportError as error:
                why = f"a model is converted with torch and transformers ({first_line(error)})"
                raise EngineUnavailable(why, "pip install torch transformers") from error
        where = "" if problem is None else f" ({problem.strerror or problem})"
        raise ModelError(
            f"no place to convert model {self.model.name} in{where}",
            "make its folder writable, name another with --cache-dir, or use --engine torch",
        )

    def _make_in(self, parent: Path, write: Callable[[Path], None]) -> Path:
        parent.mkdir(parents=True, exist_ok=True)
        _sweep(parent)
        final = parent / self.name
        partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=parent))
        try:
            write(partial)
            partial.chmod(0o755)
            if not final.is_dir():  # else another process was faster
                partial.replace(final)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        return final

    def _parents(self, cache_dir: Path | None) -> list[Path]:
        beside = self.model.path / "ct2"
        return [beside] if cache_dir is None else [beside, cache_dir / "ct2"]


def save(specification: Any, compute_type: str, folder: Path) -> None:
    """Validate, quantise and write a filled specification."""
    specification.validate()
    specification.optimize(quantization=None if compute_type == "float32" else compute_type)
    specification.save(str(folder))


def opened(kind: str, folder: Path, compute_type: str, threads: int) -> Any:
    """A converted model as CTranslate2's ``Translator`` or ``Generator``, on so many threads.

    Raises :class:`ModelError` when it is damaged.
    """
    try:
        return getattr(_library(compute_type), kind)(
            str(folder), device="cpu", compute_type=compute_type,
            inter_threads=threads, intra_threads=1,
        )  # fmt: skip
    except (RuntimeError, ValueError) as error:
        raise damaged_conversion(folder) from error


def damaged_conversion(folder: Path) -> ModelError:
    """A converted folder that CTranslate2 cannot load."""
    return ModelError(
        f"the converted model in {folder} is damaged", "delete that folder and run again"
    )


def _library(compute_type: str) -> Any:
    ctranslate2: Any = import_module("ctranslate2")
    if compute_type not in ctranslate2.get_supported_compute_types("cpu"):
        raise EngineUnavailable(
            f"CTranslate2 cannot compute in {compute_type} on this CPU",
            "use --compute-type float32",
        )
    return ctranslate2


def _sweep(parent: Path) -> None:
    """Remove what a killed process left an hour ago or longer."""
    for path in parent.glob(_PARTIAL + "*"):
        with contextlib.suppress(FileNotFoundError):  # another process sweeps too
            if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(path, ignore_errors=True)
