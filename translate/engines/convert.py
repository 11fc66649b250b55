"""A MarianMT checkpoint as a CTranslate2 model, once per weights, version and number type.

Read straight from the safetensors file with numpy: no torch is needed.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from translate.engines.checkpoint import Checkpoint, damaged
from translate.engines.ct2_layout import specification_of
from translate.errors import ModelError

#: Raised when the same checkpoint would be converted to something else.
_LAYOUT = 2
_PARTIAL = ".converting-"
_STALE_SECONDS = 3600
#: Everything a converted folder holds.
FILES = ("config.json", "model.bin", "shared_vocabulary.json")


def converted_name(checkpoint: Checkpoint, compute_type: str) -> str:
    """Folder name of a conversion: weights, CTranslate2's version, layout, number type."""
    return f"{checkpoint.model.digest[:16]}-{version('ctranslate2')}-{_LAYOUT}-{compute_type}"


def converted(checkpoint: Checkpoint, compute_type: str, cache_dir: Path | None) -> Path | None:
    """A finished conversion, next to the model or in ``cache_dir``; None when there is none."""
    for parent in _parents(checkpoint, cache_dir):
        folder = parent / converted_name(checkpoint, compute_type)
        if all((folder / name).is_file() for name in FILES):
            return folder
    return None


def keeps_pad(folder: Path) -> bool:
    """Whether the converted model has a pad token, which decoding must then not write."""
    vocabulary: list[str] = json.loads((folder / "shared_vocabulary.json").read_text("utf-8"))
    return "<pad>" in vocabulary


def convert(checkpoint: Checkpoint, compute_type: str, cache_dir: Path | None) -> Path:
    """Convert next to the model where that can be written, else into ``cache_dir``.

    Raises :class:`ModelError` when neither can be written or the checkpoint cannot be converted.
    """
    problem: OSError | None = None
    for parent in _parents(checkpoint, cache_dir):
        try:
            return convert_into(checkpoint, compute_type, parent)
        except OSError as error:
            problem = error
    where = "" if problem is None else f" ({problem.strerror or problem})"
    raise ModelError(
        f"no place to convert model {checkpoint.model.name} in{where}",
        "make its folder writable, name another with --cache-dir, or use --engine torch",
    )


def convert_into(checkpoint: Checkpoint, compute_type: str, parent: Path) -> Path:
    """Write the conversion below ``parent`` atomically: it is there whole or not at all."""
    parent.mkdir(parents=True, exist_ok=True)
    _sweep(parent)
    final = parent / converted_name(checkpoint, compute_type)
    partial = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=parent))
    try:
        _write(checkpoint, compute_type, partial)
        partial.chmod(0o755)
        try:
            partial.replace(final)
        except OSError:
            # Another process was faster, or an incomplete folder is in the way.
            if not all((final / name).is_file() for name in FILES):
                shutil.rmtree(final)
                partial.replace(final)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return final


def _parents(checkpoint: Checkpoint, cache_dir: Path | None) -> list[Path]:
    beside = checkpoint.model.path / "ct2"
    return [beside] if cache_dir is None else [beside, cache_dir / "ct2"]


def _sweep(parent: Path) -> None:
    """Remove what a killed process left an hour ago or longer."""
    for path in parent.glob(_PARTIAL + "*"):
        with contextlib.suppress(FileNotFoundError):  # another process sweeps too
            if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(path, ignore_errors=True)


def _write(checkpoint: Checkpoint, compute_type: str, folder: Path) -> None:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(checkpoint.weights), framework="numpy") as file:
            names = set(file.keys())

            def weights(*candidates: str) -> Any:
                for name in candidates:
                    if name in names:
                        return file.get_tensor(name).astype("float32")
                raise KeyError(candidates[0])

            specification = specification_of(checkpoint, weights)
        specification.validate()
        specification.optimize(quantization=None if compute_type == "float32" else compute_type)
        specification.save(str(folder))
    except KeyError as error:
        raise damaged(checkpoint.model, "the checkpoint", f"{error} is missing") from error
    except (ValueError, TypeError, SafetensorError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise damaged(checkpoint.model, "the checkpoint", f"CTranslate2 says: {reason}") from error
