"""A MarianMT checkpoint as a CTranslate2 model.

Read straight from the safetensors file with numpy: no torch is needed.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

from translate.engines.checkpoint import Checkpoint, damaged
from translate.engines.conversions import Conversion
from translate.engines.ct2_layout import specification_of

_LAYOUT = "2"
_FILES = ("config.json", "model.bin", "shared_vocabulary.json")


def conversion_of(checkpoint: Checkpoint, compute_type: str) -> Conversion:
    """What the checkpoint becomes."""
    return Conversion(checkpoint.model, _LAYOUT, compute_type, _FILES)


def converted(checkpoint: Checkpoint, compute_type: str, cache_dir: Path | None) -> Path:
    """The folder of the conversion, which is made where there is none.

    Raises :class:`ModelError` when it cannot be written or the checkpoint cannot be converted.
    """
    wanted = conversion_of(checkpoint, compute_type)
    write = partial(_write, checkpoint, compute_type)
    return wanted.found(cache_dir) or wanted.make(write, cache_dir)


def keeps_pad(folder: Path) -> bool:
    """Whether the converted model has a pad token, which decoding must then not write."""
    vocabulary: list[str] = json.loads((folder / "shared_vocabulary.json").read_text("utf-8"))
    return "<pad>" in vocabulary


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
