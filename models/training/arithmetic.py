"""Which arithmetic this machine multiplies matrices fastest in.

A processor without bf16 products imitates them, seventy times slower than float32; one that has
them gains a factor of two to five. Weights are kept in float32 either way, so a checkpoint goes
from one kind of machine to the other.
"""

from __future__ import annotations

import time

import torch
from torch import Tensor

_ROWS, _WIDTH, _INNER = 1536, 256, 1536  # one feed-forward product of a micro-batch
NAMES = {"bfloat16": torch.bfloat16, "float32": torch.float32}


def choose(setting: str, device: str) -> tuple[torch.dtype, str]:
    """The type for products, and a line that says why. `setting` "auto" measures."""
    if setting != "auto":
        return NAMES[setting], f"computing in {setting}, as the recipe says"
    speeds = {name: _speed(dtype, device) for name, dtype in NAMES.items()}
    best = max(speeds, key=lambda name: speeds[name])
    figures = ", ".join(f"{name} {speed:.0f}" for name, speed in speeds.items())
    return NAMES[best], f"computing in {best} (GFLOP/s of one product: {figures})"


def _speed(dtype: torch.dtype, device: str) -> float:
    """GFLOP/s of the best of several products, after one that is not counted."""
    left = torch.ones(_ROWS, _WIDTH, dtype=dtype, device=device)
    right = torch.ones(_WIDTH, _INNER, dtype=dtype, device=device)
    _timed(left, right, device)
    best = _timed(left, right, device)
    for _ in range(4):
        if best > 0.1:  # an imitation: more of them would only cost time
            break
        best = min(best, _timed(left, right, device))
    return 2e-9 * _ROWS * _WIDTH * _INNER / best


def _timed(left: Tensor, right: Tensor, device: str) -> float:
    begin = time.perf_counter()
    product = left @ right
    if device != "cpu":
        float(product[0, 0])  # waits for the device
    return time.perf_counter() - begin
