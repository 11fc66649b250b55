"""A MarianMT folder in Hugging Face layout, looked at before an engine is imported.

Everything that can be wrong with a folder is found here, before seconds are spent on imports,
and said in one line.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.errors import ModelError
from translate.types import Model, ModelFamily

WEIGHTS = "model.safetensors"
_NEEDED = ("config.json", "vocab.json", "source.spm", "target.spm")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What the JSON files of a checkpoint say; ``vocabulary`` maps a piece to its id."""

    model: Model
    config: dict[str, Any]
    generation: dict[str, Any]
    tokenizer: dict[str, Any]
    vocabulary: dict[str, int]

    @property
    def weights(self) -> Path:
        """The safetensors file."""
        return self.model.path / WEIGHTS


def open_checkpoint(model: Model) -> Checkpoint:
    """Read and check a checkpoint's folder.

    Raises :class:`ModelError` when a file is missing or damaged, when the weights are a pickle
    only, or when the folder holds another architecture.
    """
    if model.family is not ModelFamily.MARIAN:
        raise wrong_kind(model, f"a {model.family.value} checkpoint")
    config = _object(model, "config.json")
    if config.get("model_type") != "marian":
        raise wrong_kind(model, f"model_type {config.get('model_type')!r}")
    for name in _NEEDED:
        if not (model.path / name).is_file():
            raise incomplete(model, name)
    check_weights(model)
    vocabulary = _object(model, "vocab.json")
    if not vocabulary or not all(isinstance(index, int) for index in vocabulary.values()):
        raise damaged(model, "vocab.json", "it is no table of ids")
    for token in ("</s>", "<unk>", "<pad>"):
        if token not in vocabulary:
            raise damaged(model, "vocab.json", f"it has no {token}")
    size = config.get("vocab_size")
    if sorted(vocabulary.values()) != list(range(len(vocabulary))) or len(vocabulary) != size:
        raise damaged(model, "vocab.json", f"config.json speaks of {size} pieces")
    return Checkpoint(
        model=model,
        config=config,
        generation=_object(model, "generation_config.json", optional=True),
        tokenizer=_object(model, "tokenizer_config.json", optional=True),
        vocabulary=vocabulary,
    )


def settings(model: Model) -> tuple[dict[str, Any], dict[str, Any]]:
    """Decoding settings (generation_config over config) and tokenizer_config of a checkpoint."""
    generation = _object(model, "generation_config.json", optional=True)
    merged = {**_object(model, "config.json"), **generation}
    return merged, _object(model, "tokenizer_config.json", optional=True)


def check_weights(model: Model) -> None:
    """See that the safetensors file is there and whole: its header tells how long it must be."""
    path = model.path / WEIGHTS
    if not path.is_file():
        if (model.path / "pytorch_model.bin").is_file():
            raise ModelError(
                f"{model.name} has only pickled weights, which can run code and are not loaded",
                f"convert them with `translate models pull NAME --from {model.path}`",
            )
        raise incomplete(model, WEIGHTS)
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(path), framework="numpy"):
            pass
    except (SafetensorError, OSError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise damaged(model, WEIGHTS, reason) from error


def incomplete(model: Model, name: str) -> ModelError:
    """A file is not there."""
    return ModelError(
        f"model {model.name} has no {name} in {model.path}",
        f"get it again with `translate models pull {model.name}`",
    )


def damaged(model: Model, name: str, how: str) -> ModelError:
    """A file is there but cannot be right."""
    return ModelError(
        f"{name} of model {model.name} is damaged, {how}",
        f"check it with `translate models verify {model.name}`",
    )


def wrong_kind(model: Model, what: str) -> ModelError:
    """The folder holds something that is no MarianMT checkpoint."""
    return ModelError(
        f"{model.name} is {what}, not a MarianMT checkpoint",
        "name another with --model (`translate models list` shows them)",
    )


def _object(model: Model, name: str, *, optional: bool = False) -> dict[str, Any]:
    path = model.path / name
    if optional and not path.is_file():
        return {}
    try:
        value = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise incomplete(model, name) from error
    except OSError as error:
        raise damaged(model, name, error.strerror or str(error)) from error
    except ValueError as error:
        raise damaged(model, name, "it is not JSON") from error
    if not isinstance(value, dict):
        raise damaged(model, name, "it is not a JSON object")
    return value
