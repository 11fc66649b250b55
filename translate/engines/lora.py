"""LoRA adapters (Hu et al., 2021), merged into the weights when a model is loaded.

Reads the layout that the peft library writes. Merged, an adapter costs nothing at run time and
needs no library of its own: W becomes W + (alpha / r) * B A.
"""

from __future__ import annotations

import json
from typing import Any

from translate.engines.generate import ADAPTER_WEIGHTS, broken, first_line
from translate.errors import ModelError
from translate.types import Model

_PREFIX = "base_model.model."
_PLAIN = {"use_dora": False, "bias": "none", "rank_pattern": {}, "alpha_pattern": {}}


def merge_adapter(network: Any, model: Model) -> None:
    """Add the adapter of ``model`` to the weights of ``network`` in place.

    Raises :class:`ModelError` for an adapter that is broken, or made for another network.
    """
    import torch

    scale, pairs = _read(model)
    modules = dict(network.named_modules())
    with torch.no_grad():
        for name, (down, up) in pairs.items():
            weight = getattr(modules.get(name), "weight", None)
            if weight is None or weight.shape != (up.shape[0], down.shape[1]):
                raise broken(model, f"its adapter does not fit: {name}")
            weight += (scale * up.float() @ down.float()).to(weight.dtype)


def _read(model: Model) -> tuple[float, dict[str, tuple[Any, Any]]]:
    """The scale, and for each module name its matrices A (r, in) and B (out, r)."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    assert model.adapter is not None
    try:
        config = json.loads((model.adapter / "adapter_config.json").read_text("utf-8"))
        tensors = load_file(model.adapter / ADAPTER_WEIGHTS)
        rank, alpha = int(config["r"]), float(config["lora_alpha"])
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise broken(model, f"its adapter cannot be read ({first_line(error)})") from error
    for key, plain in _PLAIN.items():
        if config.get(key, plain) not in (plain, None):
            raise _unsupported(model, key)
    scale = alpha / (rank**0.5 if config.get("use_rslora") else rank)
    found: dict[str, tuple[Any, Any]] = {}
    for name in sorted(tensors):
        if not name.endswith(".lora_A.weight"):
            continue
        stem = name.removesuffix(".lora_A.weight")
        up = tensors.get(f"{stem}.lora_B.weight")
        if up is None or up.shape[1] != tensors[name].shape[0]:
            raise broken(model, f"its adapter is not complete: {stem}")
        found[stem.removeprefix(_PREFIX)] = (tensors[name], up)
    if not found or len(tensors) != 2 * len(found):
        raise broken(model, "its adapter holds other things than LoRA matrices")
    return scale, found


def _unsupported(model: Model, key: str) -> ModelError:
    return broken(model, f"its adapter uses {key}, which is not supported")
