"""Muon on the inner matrices, Adam on embeddings, biases and norms, over flat float32 tensors.

Muon: Jordan et al. 2024, "Muon: an optimizer for hidden layers" (momentum, Nesterov, five
Newton-Schulz steps). Fused query/key/value matrices are updated as separate square matrices.
"""

from __future__ import annotations

import torch
from torch import Tensor

from .model import views

_COEFFICIENTS = (3.4445, -4.7750, 2.0315)
_MOMENTUM, _DECAY = 0.95, 0.02
_BETAS, _EPSILON = (0.9, 0.98), 1e-9


def orthogonalise(matrices: Tensor, dtype: torch.dtype) -> Tensor:
    """Nearest semi-orthogonal matrices of [N, rows, columns], rows <= columns, in `dtype`."""
    a, b, c = _COEFFICIENTS
    x: Tensor = matrices.to(dtype)
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(5):
        square = x @ x.transpose(1, 2)
        x = torch.baddbmm(x, torch.baddbmm(square, square, square, beta=b, alpha=c), x, beta=a)
    return x


class Optimiser:
    """Steps `master` in place; the state tensors are public so that a checkpoint can hold them."""

    def __init__(
        self, master: Tensor, shapes: dict[str, tuple[int, ...]], dtype: torch.dtype
    ) -> None:
        self.first = torch.zeros_like(master)
        self.second = torch.zeros_like(master)
        self.steps = 0
        self._master, self._dtype = master, dtype
        inner = {n for n, shape in shapes.items() if len(shape) == 2 and n != "shared"}
        names = list(shapes)
        self._weights, self._momenta = views(master, shapes), views(self.first, shapes)
        self._shapes = shapes
        self._groups: dict[tuple[int, int], list[tuple[str, int, bool]]] = {}
        for name in names:
            if name in inner:
                rows, columns = shapes[name]
                parts = rows // columns if rows % columns == 0 and "fc" not in name else 1
                key = tuple(sorted((rows // parts, columns)))
                flipped = rows // parts > columns
                for part in range(parts):
                    self._groups.setdefault(key, []).append((name, part, flipped))  # type: ignore[arg-type]
        self._parts = {name: max(p for g in self._groups.values() for n, p, _ in g if n == name) + 1
                       for name in inner}  # fmt: skip
        self._rest = _complement(shapes, inner)

    def moved(self, master: Tensor) -> Optimiser:
        """An optimiser with this one's state for the same weights on another device."""
        other = Optimiser(master, self._shapes, self._dtype)
        other.first.copy_(self.first)
        other.second.copy_(self.second)
        other.steps = self.steps
        return other

    def step(self, gradient: Tensor, matrix_rate: float, other_rate: float) -> None:
        """One update with the mean gradient (flat, float32; it is overwritten)."""
        self.steps += 1
        for start, end in self._rest:
            self._adam(gradient[start:end], start, end, other_rate)
        grads = views(gradient, self._shapes)
        for (rows, columns), members in self._groups.items():
            stack = torch.empty(len(members), rows, columns, device=gradient.device)
            for place, (name, part, flipped) in enumerate(members):
                grad, momentum = (
                    self._slice(grads, name, part),
                    self._slice(self._momenta, name, part),
                )
                momentum.lerp_(grad, 1 - _MOMENTUM)
                ahead = grad.lerp_(momentum, _MOMENTUM)
                stack[place] = ahead.t() if flipped else ahead
            update = orthogonalise(stack, self._dtype).float()
            for place, (name, part, flipped) in enumerate(members):
                weight = self._slice(self._weights, name, part)
                scale = max(1.0, weight.shape[0] / weight.shape[1]) ** 0.5
                weight.mul_(1 - matrix_rate * _DECAY)
                value = update[place].t() if flipped else update[place]
                weight.add_(value, alpha=-matrix_rate * scale)

    def _adam(self, grad: Tensor, start: int, end: int, rate: float) -> None:
        first, second = self.first[start:end], self.second[start:end]
        first.lerp_(grad, 1 - _BETAS[0])
        second.mul_(_BETAS[1]).addcmul_(grad, grad, value=1 - _BETAS[1])
        corrected = (second / (1 - _BETAS[1] ** self.steps)).sqrt_().add_(_EPSILON)
        rate /= 1 - _BETAS[0] ** self.steps
        self._master[start:end].addcdiv_(first, corrected, value=-rate)

    def _slice(self, tensors: dict[str, Tensor], name: str, part: int) -> Tensor:
        rows = self._shapes[name][0] // self._parts[name]
        return tensors[name][part * rows : (part + 1) * rows]


def _complement(shapes: dict[str, tuple[int, ...]], excluded: set[str]) -> list[tuple[int, int]]:
    """Spans of the flat tensor that hold names not in `excluded`, neighbours joined."""
    spans: list[tuple[int, int]] = []
    at = 0
    for name, shape in shapes.items():
        size = int(torch.Size(shape).numel())
        if name not in excluded:
            if spans and spans[-1][1] == at:
                spans[-1] = (spans[-1][0], at + size)
            else:
                spans.append((at, at + size))
        at += size
    return spans
