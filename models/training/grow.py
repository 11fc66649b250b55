"""A deeper model that begins with the weights of a shallower one, and answers nearly as it does.

Layers are inserted between those that are there: copies of their neighbour whose last matrices
are zero, so that each adds nothing to its input, but has features to learn with from the first
step on ("depth growing", Gong et al. 2019; zero output as in Shen et al. 2022, "Staged training").
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from .config import ModelConfig, RecipeError
from .layout import load_marian
from .model import parameter_count, parameter_shapes, views

_LAST = ("self.out", "cross.out", "fc2")


def load_start(
    folder: Path, size: ModelConfig, vocabulary: int, weights: dict[str, Tensor]
) -> dict[str, int]:
    """Fill the weights of `size` from an exported folder that has as many layers, or fewer.

    Returns the number of layers inserted on each side. Raises RecipeError for a folder that
    cannot be read, has more layers or has other sizes.
    """
    try:
        stored = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        layers = {side: int(stored[f"{side}_layers"]) for side in ("encoder", "decoder")}
    except (OSError, ValueError, KeyError) as error:
        raise RecipeError(f"cannot start from {folder / 'config.json'}: {error!r}") from error
    wanted = {"encoder": size.encoder_layers, "decoder": size.decoder_layers}
    missing = {side: wanted[side] - layers[side] for side in layers}
    if min(missing.values()) < 0:
        raise RecipeError(f"{folder} has more layers than [model] asks for: {layers}")
    small = replace(size, encoder_layers=layers["encoder"], decoder_layers=layers["decoder"])
    shapes = parameter_shapes(small, vocabulary)
    given = views(torch.zeros(parameter_count(shapes)), shapes)
    load_marian(folder, given)
    for name, tensor in weights.items():
        side, _, rest = name.partition(".")
        if side not in layers:
            tensor.copy_(given[name])
            continue
        number, _, part = rest.partition(".")
        origin, repeated = _origin(int(number), layers[side], wanted[side])
        tensor.copy_(given[f"{side}.{origin}.{part}"])
        if repeated:
            _silence(tensor, part, given, f"{side}.{origin}.final_norm")
    return missing


def _origin(number: int, given: int, wanted: int) -> tuple[int, bool]:
    """The given layer that layer `number` of the deeper model comes from; True for a repeat."""
    origin = number * given // wanted
    return origin, number > 0 and (number - 1) * given // wanted == origin


def _silence(tensor: Tensor, part: str, given: dict[str, Tensor], norm: str) -> None:
    """Make a part of a repeated layer leave its input as it is: what the norm `norm` gave.

    What leaves a norm has the same mean and spread in nearly all places, so a norm with those as
    its bias and gain gives back what it gets.
    """
    block, _, kind = part.rpartition(".")
    if block in _LAST:
        tensor.zero_()
    elif block.endswith("_norm"):
        gain, bias = given[norm + ".weight"], given[norm + ".bias"]
        spread = (gain.square().mean() + bias.var(correction=0)).sqrt()
        tensor.fill_(float(spread if kind == "weight" else bias.mean()))
