"""Low-rank updates beside frozen matrices (Hu et al., 2021), saved in peft's layout."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from ..config import RecipeError
from ..files import atomic_path, atomic_text
from .config import TrainConfig

WEIGHTS, SETTINGS = "adapter_model.safetensors", "adapter_config.json"
_PREFIX = "base_model.model."


class LowRank(nn.Module):
    """A frozen linear layer W with a trained update: x W^T + (alpha / r) x A^T B^T.

    A is (r, in), B (out, r), both float32; they compute in the type of the layer. B begins at
    zero, so that training begins with the base model.
    """

    def __init__(self, inner: nn.Linear, rank: int, alpha: float) -> None:
        super().__init__()
        self.inner = inner
        self.scale = alpha / rank
        self.down = nn.Parameter(torch.empty(rank, inner.in_features))
        self.up = nn.Parameter(torch.zeros(inner.out_features, rank))
        nn.init.kaiming_uniform_(self.down, a=5**0.5)

    def forward(self, x: Tensor) -> Tensor:
        """(…, in) to (…, out)."""
        update = (x @ self.down.to(x.dtype).T) @ (self.scale * self.up).to(x.dtype).T
        return self.inner(x) + update  # type: ignore[no-any-return]


def add_low_rank(network: Any, train: TrainConfig) -> dict[str, nn.Parameter]:
    """Freeze ``network`` and put an update beside each layer named in ``targets``.

    Returns the trained parameters by the names that peft gives them. Raises RecipeError when
    the network has no such layer.
    """
    network.requires_grad_(False)
    found: dict[str, nn.Parameter] = {}
    for name, layer in list(_targets(network, train.targets)):
        holder, _, last = name.rpartition(".")
        wrapped = LowRank(layer, train.rank, train.alpha)
        setattr(network.get_submodule(holder), last, wrapped)
        found[f"{_PREFIX}{name}.lora_A.weight"] = wrapped.down
        found[f"{_PREFIX}{name}.lora_B.weight"] = wrapped.up
    if not found:
        raise RecipeError(f"the base model has none of the layers {', '.join(train.targets)}")
    return found


def _targets(network: Any, targets: tuple[str, ...]) -> Iterator[tuple[str, nn.Linear]]:
    for name, layer in network.named_modules():
        if isinstance(layer, nn.Linear) and name.rpartition(".")[2] in targets:
            yield name, layer


def write_adapter(
    folder: Path, tensors: Mapping[str, Tensor], train: TrainConfig, base: str
) -> None:
    """Write the adapter in fp16 with its settings; raises RecipeError when it is not finite."""
    from safetensors.torch import save_file

    halves = {
        name: tensor.detach().to(torch.float16).contiguous()
        for name, tensor in sorted(tensors.items())
    }
    if not all(bool(torch.isfinite(tensor).all()) for tensor in halves.values()):
        raise RecipeError("the adapter is not finite in fp16; this checkpoint cannot be shipped")
    folder.mkdir(parents=True, exist_ok=True)
    with atomic_path(folder / WEIGHTS) as partial:
        save_file(halves, partial, metadata={"format": "pt"})
    settings = {
        "peft_type": "LORA", "task_type": "CAUSAL_LM", "base_model_name_or_path": base,
        "r": train.rank, "lora_alpha": train.alpha, "target_modules": sorted(train.targets),
        "bias": "none", "use_dora": False, "use_rslora": False, "lora_dropout": 0.0,
    }  # fmt: skip
    with atomic_text(folder / SETTINGS) as out:
        json.dump(settings, out, indent=2)
        out.write("\n")
