"""Summarisation models: which kind a checkpoint is, and how it is loaded.

Importing this module loads no ML library; :func:`load_generator` does.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from translate.errors import ModelError
from translate.types import Model, ModelFamily, TextGenerator

#: Part of the engine's id: raised when a prompt, a decoding rule or the tidying of answers changes.
GENERATOR_VERSION = 2
ADAPTER_WEIGHTS = "adapter_model.safetensors"

_KINDS: Mapping[ModelFamily, str] = {
    ModelFamily.CAUSAL: "causal",
    ModelFamily.SEQ2SEQ: "seq2seq",
}


def generator_engine_id(model: Model) -> str:
    """What runs the model, as it stands in signatures and keys.

    The digest of a model with an adapter covers both.
    """
    name = f"torch-float32-{_kind(model)}{GENERATOR_VERSION}"
    return name if model.adapter is None else f"{name}+lora"


def load_generator(model: Model, threads: int | None) -> TextGenerator:
    """Load a summarisation model from its folder; nothing is fetched.

    ``threads`` None leaves torch's own choice. Raises :class:`ModelError` for a checkpoint that
    is missing, broken or of another kind.
    """
    kind = _kind(model)
    if not model.path.is_dir():
        raise broken(model, f"there is no folder {model.path}")
    if kind == "causal":
        from translate.engines.generate_causal import CausalGenerator

        return CausalGenerator.load(model, threads)
    from translate.engines.generate_seq2seq import Seq2SeqGenerator

    return Seq2SeqGenerator.load(model, threads)


def loading_faults() -> tuple[type[Exception], ...]:
    """What the libraries raise for weights, tokenizers and settings that are damaged."""
    from safetensors import SafetensorError

    return (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RuntimeError,
        ImportError,
        struct.error,
        SafetensorError,
    )


def first_line(error: BaseException) -> str:
    """A library's message, as far as it fits on our one line."""
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:200]


def quiet_transformers() -> None:
    """No progress bars and no warnings on stderr: what goes wrong is raised."""
    import transformers

    logging: Any = transformers.utils.logging
    logging.set_verbosity_error()
    logging.disable_progress_bar()


def broken(model: Model, reason: str) -> ModelError:
    """The error for a checkpoint that cannot be used."""
    return ModelError(
        f"the summarisation model {model.name} cannot be loaded: {reason}",
        f"try `translate models verify {model.name}` or pull it again",
    )


def require_safetensors(model: Model) -> None:
    """Refuse folders whose weights would have to be unpickled, which can run code."""
    if not any(Path(model.path).glob("*.safetensors")):
        raise broken(model, f"no .safetensors weights in {model.path}")


def _kind(model: Model) -> str:
    try:
        return _KINDS[model.family]
    except KeyError:
        raise ModelError(
            f"{model.name} is a {model.family.value} model and cannot summarise",
            "name a summarisation model with --summary-model",
        ) from None
