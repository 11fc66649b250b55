"""A checkpoint in Hugging Face layout, looked at before seconds are spent on importing an engine.

What is wrong with it is said in one line; the weights speak up when they are converted or loaded.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from translate.errors import ModelError
from translate.types import Model, ModelFamily

_NEEDED = ("model.safetensors", "vocab.json", "source.spm", "target.spm")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A MarianMT checkpoint; ``vocabulary`` maps a piece to its id."""

    model: Model
    config: dict[str, Any]
    vocabulary: dict[str, int]


def open_checkpoint(model: Model) -> Checkpoint:
    """Read and check a MarianMT checkpoint's folder.

    Raises :class:`ModelError` when a file is missing or damaged, or when the folder holds another
    architecture.
    """
    config = read_json(model)
    kind = config.get("model_type")
    if model.family is not ModelFamily.MARIAN or kind != "marian":
        what = f"a {model.family.value} checkpoint of model_type {kind!r}, not a MarianMT one"
        mend = "name another with --model (`translate models list` shows them)"
        raise ModelError(f"{model.name} is {what}", mend)
    for name in _NEEDED:
        if not (model.path / name).is_file():
            raise incomplete(model, name)
    vocabulary, size = read_json(model, "vocab.json"), config.get("vocab_size")
    for token in ("</s>", "<unk>", "<pad>"):
        if token not in vocabulary:
            raise damaged(model, "vocab.json", f"it has no {token}")
    ids = sorted(index for index in vocabulary.values() if isinstance(index, int))
    if ids != list(range(len(vocabulary))) or len(vocabulary) != size:
        raise damaged(model, "vocab.json", f"config.json speaks of {size} pieces")
    if config.get("share_encoder_decoder_embeddings", True) is False:
        mend = "take one with a vocabulary for both languages"
        raise ModelError(f"model {model.name} has separate vocabularies", mend)
    return Checkpoint(model, config, vocabulary)


def read_json(model: Model, name: str = "config.json", *, optional: bool = False) -> dict[str, Any]:
    """An object in one of a checkpoint's JSON files; ``optional`` ones may be missing.

    Raises :class:`ModelError`.
    """
    path = model.path / name
    if optional and not path.is_file():
        return {}
    try:
        value = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise incomplete(model, name) from error
    except OSError as error:
        raise damaged(model, name, error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise damaged(model, name, "it is not JSON") from error
    if not isinstance(value, dict):
        raise damaged(model, name, "it is not a JSON object")
    return value


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
