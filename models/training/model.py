"""MarianMT's mathematics on plain tensors, laid out for fast training.

The same function as Hugging Face's MarianMTModel (Junczys-Dowmunt et al. 2018; Vaswani et al.
2017, post-norm): scaled tied embeddings, sinusoidal positions with sines in the first half,
biases everywhere, ReLU. Query, key and value weights of one block are stored as one matrix,
and attention is written as matrix products, whose backward pass is fast on a CPU.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from .config import ModelConfig

NEGATIVE = -1e4  # masks a key; finite so that a fully masked row stays finite in bf16
# A CPU's softmax is several times slower on rows shorter than one vector of float32 numbers.
_VECTOR = 16


def parameter_shapes(size: ModelConfig, vocabulary: int) -> dict[str, tuple[int, ...]]:
    """Name and shape of every trained tensor, in the order they lie in memory."""
    d, inner = size.width, size.inner
    shapes: dict[str, tuple[int, ...]] = {"shared": (vocabulary, d), "final_bias": (vocabulary,)}

    def linear(name: str, out: int, into: int) -> None:
        shapes[name + ".weight"], shapes[name + ".bias"] = (out, into), (out,)

    def norm(name: str) -> None:
        shapes[name + ".weight"], shapes[name + ".bias"] = (d,), (d,)

    for side, count in (("encoder", size.encoder_layers), ("decoder", size.decoder_layers)):
        for index in range(count):
            prefix = f"{side}.{index}."
            linear(prefix + "self.qkv", 3 * d, d)
            linear(prefix + "self.out", d, d)
            norm(prefix + "self_norm")
            if side == "decoder":
                linear(prefix + "cross.q", d, d)
                linear(prefix + "cross.kv", 2 * d, d)
                linear(prefix + "cross.out", d, d)
                norm(prefix + "cross_norm")
            linear(prefix + "fc1", inner, d)
            linear(prefix + "fc2", d, inner)
            norm(prefix + "final_norm")
    return shapes


def views(flat: Tensor, shapes: dict[str, tuple[int, ...]]) -> dict[str, Tensor]:
    """Named views into one flat tensor."""
    result, start = {}, 0
    for name, shape in shapes.items():
        size = math.prod(shape)
        result[name] = flat[start : start + size].view(shape)
        start += size
    return result


def parameter_count(shapes: dict[str, tuple[int, ...]]) -> int:
    """Number of trained scalars."""
    return sum(math.prod(shape) for shape in shapes.values())


def initialise(weights: dict[str, Tensor], seed: int) -> None:
    """Xavier-uniform matrices, unit norms, zero biases, embeddings of variance 1/width."""
    generator = torch.Generator().manual_seed(seed)
    for name, tensor in weights.items():
        if name == "shared":
            values = torch.randn(tensor.shape, generator=generator)
            tensor.copy_(values * tensor.shape[1] ** -0.5)
        elif tensor.dim() == 2:
            parts = {"qkv": 3, "kv": 2}.get(name.split(".")[-2], 1)
            bound = math.sqrt(6 / (tensor.shape[0] / parts + tensor.shape[1]))
            tensor.copy_((torch.rand(tensor.shape, generator=generator) * 2 - 1) * bound)
        else:
            tensor.fill_(1.0 if name.endswith("norm.weight") else 0.0)


def sinusoids(positions: int, width: int) -> Tensor:
    """Position table [positions, width] in Marian's layout: all sines, then all cosines."""
    rate = 10000 ** (-torch.arange(0, width, 2, dtype=torch.float64) / width)
    angle = torch.arange(positions, dtype=torch.float64)[:, None] * rate
    return torch.cat([angle.sin(), angle.cos()], dim=1).float()


@dataclass(frozen=True)
class Batch:
    """Token ids. source [B, S]; target_in and target_out [B, T]; pad marks unused places."""

    source: Tensor
    target_in: Tensor
    target_out: Tensor


def _attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor, heads: int) -> Tensor:
    """Multi-head attention of [B, Q, d] on [B, K, d] with an additive float32 bias."""
    b, queries, d = q.shape
    size = d // heads
    q = q.view(b, queries, heads, size).transpose(1, 2)
    k = k.view(b, -1, heads, size).permute(0, 2, 3, 1)
    v = v.view(b, -1, heads, size).transpose(1, 2)
    # `bias` is float32, and so are the scores: that softmax is faster than bf16's, and more exact.
    scores = torch.add(bias, torch.matmul(q, k), alpha=size**-0.5)
    missing = _VECTOR - scores.shape[-1]
    if missing > 0:
        scores = functional.pad(scores, (0, missing), value=NEGATIVE)
    share = torch.softmax(scores, dim=-1)
    mixed = torch.matmul(share[..., : k.shape[-1]].to(v.dtype), v)
    return mixed.transpose(1, 2).reshape(b, queries, d)


def _norm(x: Tensor, w: dict[str, Tensor], name: str) -> Tensor:
    return functional.layer_norm(x, (x.shape[-1],), w[name + ".weight"], w[name + ".bias"])


def linear(x: Tensor, w: dict[str, Tensor], name: str) -> Tensor:
    """x [..., in] through the layer `name`."""
    return functional.linear(x, w[name + ".weight"], w[name + ".bias"])


def feed_forward(x: Tensor, w: dict[str, Tensor], drop: float = 0.0) -> Tensor:
    """x [B, T, d] after the two inner layers with residual and norm."""
    inner = linear(torch.relu(linear(x, w, "fc1")), w, "fc2")
    return _norm(x + functional.dropout(inner, drop), w, "final_norm")


def attended(
    x: Tensor, qkv: tuple[Tensor, Tensor, Tensor], bias: Tensor,
    w: dict[str, Tensor], block: str, heads: int, drop: float = 0.0,
) -> Tensor:  # fmt: skip
    """x [B, Q, d] after the attention of `block` ("self" or "cross") with its residual and norm."""
    mixed = linear(_attend(*qkv, bias, heads), w, block + ".out")
    return _norm(x + functional.dropout(mixed, drop), w, block + "_norm")


def self_qkv(x: Tensor, w: dict[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    """Queries, keys and values of x [B, Q, d] for its own attention."""
    q, k, v = linear(x, w, "self.qkv").chunk(3, dim=-1)
    return q, k, v


def encoder_layer(x: Tensor, bias: Tensor, w: dict[str, Tensor], heads: int, drop: float) -> Tensor:
    """One post-norm encoder layer on x [B, S, d]."""
    return feed_forward(attended(x, self_qkv(x, w), bias, w, "self", heads, drop), w, drop)


def decoder_layer(
    x: Tensor, memory: Tensor, causal: Tensor, bias: Tensor,
    w: dict[str, Tensor], heads: int, drop: float,
) -> Tensor:  # fmt: skip
    """One post-norm decoder layer on x [B, T, d], attending to memory [B, S, d]."""
    x = attended(x, self_qkv(x, w), causal, w, "self", heads, drop)
    k, v = linear(memory, w, "cross.kv").chunk(2, dim=-1)
    x = attended(x, (linear(x, w, "cross.q"), k, v), bias, w, "cross", heads, drop)
    return feed_forward(x, w, drop)


class SmoothedLoss(torch.autograd.Function):
    """Label-smoothed loss that computes its gradients at once, without float32 logits in memory.

    forward(x [N, d], shared [V, d], final_bias [V], target [N], smoothing) returns the summed
    plain cross-entropy; the gradient is that of the smoothed loss, so backward must be called on
    this value unscaled.
    """

    @staticmethod
    def forward(
        ctx: Any, x: Tensor, shared: Tensor, final_bias: Tensor, target: Tensor, smoothing: float,
    ) -> Tensor:  # fmt: skip
        slope = torch.softmax(functional.linear(x, shared, final_bias), dim=-1)
        index = target[:, None]
        picked = slope.gather(1, index)
        plain = -picked.float().clamp_min(1e-30).log().sum()
        slope.sub_(smoothing / shared.shape[0])
        slope.scatter_(1, index, picked - (1 - smoothing + smoothing / shared.shape[0]))
        ctx.save_for_backward(slope @ shared, slope.t() @ x, slope.sum(0))
        return plain

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        return (*ctx.saved_tensors, None, None)


class Translator:
    """The model as a function of its named weights."""

    def __init__(self, size: ModelConfig, pad: int, device: str) -> None:
        self.size, self.pad = size, pad
        self.positions = sinusoids(size.positions, size.width).to(device)

    def encode(self, weights: dict[str, Tensor], source: Tensor, drop: float = 0.0) -> Tensor:
        """Encoder states [B, S, d]."""
        x, bias = self.embed(weights, source), self.key_bias(source)
        for index in range(self.size.encoder_layers):
            x = encoder_layer(x, bias, part_of(weights, f"encoder.{index}."), self.size.heads, drop)
        return x

    def decode(
        self, weights: dict[str, Tensor], memory: Tensor, source: Tensor, target_in: Tensor,
        drop: float = 0.0,
    ) -> Tensor:  # fmt: skip
        """Decoder states [B, T, d]."""
        x, bias = self.embed(weights, target_in), self.key_bias(source)
        length = target_in.shape[1]
        causal = torch.full((length, length), NEGATIVE, device=x.device).triu(1)
        for index in range(self.size.decoder_layers):
            part = part_of(weights, f"decoder.{index}.")
            x = decoder_layer(x, memory, causal, bias, part, self.size.heads, drop)
        return x

    def loss(
        self, weights: dict[str, Tensor], batch: Batch, smoothing: float, drop: float = 0.0
    ) -> Tensor:
        """Summed cross-entropy of the targets; its gradient is the label-smoothed one."""
        memory = self.encode(weights, batch.source, drop)
        x = self.decode(weights, memory, batch.source, batch.target_in, drop)
        target = batch.target_out.flatten()
        kept = torch.nonzero(target != self.pad).flatten()
        return SmoothedLoss.apply(  # type: ignore[no-any-return,no-untyped-call]
            x.flatten(0, 1).index_select(0, kept), weights["shared"], weights["final_bias"],
            target.index_select(0, kept), smoothing,
        )  # fmt: skip

    def logits(self, weights: dict[str, Tensor], batch: Batch) -> Tensor:
        """Scores [B, T, V] of every next token."""
        memory = self.encode(weights, batch.source)
        x = self.decode(weights, memory, batch.source, batch.target_in)
        return functional.linear(x, weights["shared"], weights["final_bias"])

    def embed(self, weights: dict[str, Tensor], ids: Tensor, first: int = 0) -> Tensor:
        """Embeddings [B, T, d] of ids [B, T], which stand at positions from `first` on."""
        shared = weights["shared"]
        x = functional.embedding(ids, shared) * math.sqrt(self.size.width)
        return x + self.positions[first : first + ids.shape[1]].to(shared.dtype)

    def key_bias(self, source: Tensor) -> Tensor:
        """What attention adds to the scores of source [B, S], float32: little for padding."""
        return ((source == self.pad).float() * NEGATIVE)[:, None, None, :]


def part_of(weights: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    """The weights whose names begin with `prefix`, without it."""
    return {k.removeprefix(prefix): v for k, v in weights.items() if k.startswith(prefix)}
