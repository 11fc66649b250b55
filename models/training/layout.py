"""Names of the weights in a Hugging Face MarianMT file, and the way there and back."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from .config import RecipeError

_BLOCKS = {
    "self": "self_attn",
    "cross": "encoder_attn",
    "self_norm": "self_attn_layer_norm",
    "cross_norm": "encoder_attn_layer_norm",
    "final_norm": "final_layer_norm",
}


def marian_names(name: str) -> list[str]:
    """MarianMTModel's names of one of our tensors; several for a fused matrix, in its order."""
    if name == "shared":
        return ["model.shared.weight"]
    if name == "final_bias":
        return ["final_logits_bias"]
    side, index, block, *rest = name.split(".")
    prefix = f"model.{side}.layers.{index}.{_BLOCKS.get(block, block)}."
    if block not in ("self", "cross"):
        return [prefix + rest[0]]
    part, kind = rest
    letters = list(part) if part in ("qkv", "kv") else [part]
    return [f"{prefix}{letter}_proj.{kind}" for letter in letters]


def to_marian(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """The same tensors under MarianMTModel's names, fused matrices split."""
    result: dict[str, Tensor] = {}
    for name, tensor in weights.items():
        names = marian_names(name)
        pieces = [tensor[None]] if name == "final_bias" else tensor.chunk(len(names))
        result.update(zip(names, pieces, strict=True))
    return result


def load_marian(folder: Path, weights: dict[str, Tensor]) -> None:
    """Fill named weights from an exported folder of the same sizes."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    path = folder / "model.safetensors"
    try:
        stored = load_file(path)
        for name, tensor in weights.items():
            pieces = [stored[found] for found in marian_names(name)]
            value = torch.cat(pieces).reshape(-1)
            tensor.copy_(value.view(tensor.shape))
    except (OSError, KeyError, RuntimeError, SafetensorError) as error:
        raise RecipeError(
            f"cannot start from {path}: {str(error).splitlines()[0]}; [model] must have its sizes"
        ) from error
