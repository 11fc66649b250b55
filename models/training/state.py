"""What a run must remember: weights, optimiser, counters; saved atomically, checked on load."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from .config import Config, ModelConfig, RecipeError
from .files import atomic_path, reading_checkpoint
from .model import parameter_count, parameter_shapes, views

CHECKPOINT = "checkpoint.pt"


@dataclass
class TrainState:
    """Counters of a run. `micro` counts micro-batches of the current stage."""

    stage: str = "train"
    steps: int = 0
    micro: int = 0
    tokens: int = 0
    examples: int = 0
    stage_seconds: float = 0.0
    stage_steps: int = 0
    done: list[str] = field(default_factory=list)


def save_checkpoint(
    path: Path, config: Config, state: TrainState, tensors: dict[str, Tensor], vocabulary: int
) -> None:
    """Write the whole training state; the old file stays until the new one is complete."""
    content = {
        "state": asdict(state),
        "model": asdict(config.model),
        "vocabulary": vocabulary,
        "tensors": {name: tensor.cpu() for name, tensor in tensors.items()},
    }
    with atomic_path(path) as partial:
        try:
            torch.save(content, partial)
        except RuntimeError as error:  # torch reports a failed write this way
            raise OSError(28, str(error)) from error


def save_snapshot(
    path: Path, config: Config, state: TrainState, average: Tensor, vocabulary: int
) -> None:
    """Write averaged weights alone, in fp16: a run can go on from them with a new warm-up."""
    half = average.half()
    save_checkpoint(path, config, state, {"master": half, "average": half}, vocabulary)


def load_checkpoint(path: Path, config: Config) -> tuple[TrainState, dict[str, Tensor], int]:
    """Read a checkpoint made with the same model sizes.

    Returns the counters, the flat tensors (master, average, and but for a snapshot first, second
    and adam_steps) and the vocabulary size. Raises RecipeError when the file is damaged or of
    another model.
    """
    with reading_checkpoint(path):
        content: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        state = TrainState(**content["state"])
        model = ModelConfig(**content["model"])
        tensors, vocabulary = content["tensors"], int(content["vocabulary"])
    if model != config.model:
        raise RecipeError(f"{path} has another [model] than {config.source}; use another --run")
    expected = parameter_count(parameter_shapes(model, vocabulary))
    if tensors["master"].numel() != expected:
        raise RecipeError(f"{path} does not fit its own sizes; delete it to start again")
    return state, tensors, vocabulary


def average_weights(path: Path, config: Config) -> dict[str, Tensor]:
    """Named averaged weights (float32) of a checkpoint or snapshot."""
    _, tensors, vocabulary = load_checkpoint(path, config)
    return views(tensors["average"].float(), parameter_shapes(config.model, vocabulary))
