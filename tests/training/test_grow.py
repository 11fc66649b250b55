"""A deeper model that starts from a shallower one answers as that does, and can learn."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
save_file = pytest.importorskip("safetensors.torch").save_file

from models.training.config import ModelConfig, RecipeError  # noqa: E402
from models.training.grow import load_start  # noqa: E402
from models.training.layout import to_marian  # noqa: E402
from models.training.model import (  # noqa: E402
    Batch,
    Translator,
    initialise,
    parameter_count,
    parameter_shapes,
    views,
)

VOCABULARY = 50
SMALL = ModelConfig(width=32, heads=4, encoder_layers=3, decoder_layers=2, inner=48, positions=64)
DEEP = replace(SMALL, encoder_layers=5, decoder_layers=3)


def empty(size: ModelConfig) -> dict[str, torch.Tensor]:
    shapes = parameter_shapes(size, VOCABULARY)
    return views(torch.zeros(parameter_count(shapes)), shapes)


@pytest.fixture
def small(tmp_path: Path) -> dict[str, torch.Tensor]:
    """Weights of the shallower model, which lie in `tmp_path` too."""
    weights = empty(SMALL)
    initialise(weights, seed=3)
    generator = torch.Generator().manual_seed(4)
    for tensor in weights.values():
        tensor.add_(torch.randn(tensor.shape, generator=generator) * 0.05)
    save_file(
        {k: v.contiguous() for k, v in to_marian(weights).items()}, tmp_path / "model.safetensors"
    )
    layers = {"encoder_layers": SMALL.encoder_layers, "decoder_layers": SMALL.decoder_layers}
    (tmp_path / "config.json").write_text(json.dumps(layers), encoding="utf-8")
    return weights


def batch() -> Batch:
    generator = torch.Generator().manual_seed(5)
    source, target, out = (
        torch.randint(3, VOCABULARY - 1, (6, 9), generator=generator) for _ in "abc"
    )
    return Batch(source, target, out)


def test_inserted_layers_change_next_to_nothing_at_first(
    tmp_path: Path, small: dict[str, torch.Tensor]
) -> None:
    deep = empty(DEEP)
    assert load_start(tmp_path, DEEP, VOCABULARY, deep) == {"encoder": 2, "decoder": 1}
    before = Translator(SMALL, VOCABULARY - 1, "cpu").logits(small, batch()).log_softmax(-1)
    after = Translator(DEEP, VOCABULARY - 1, "cpu").logits(deep, batch()).log_softmax(-1)
    initialise(other := empty(SMALL), seed=8)
    unlike = Translator(SMALL, VOCABULARY - 1, "cpu").logits(other, batch()).log_softmax(-1)
    assert (after - before).abs().mean() < 0.02 * (unlike - before).abs().mean()


def test_given_layers_keep_their_order_and_inserted_ones_get_gradients(
    tmp_path: Path, small: dict[str, torch.Tensor]
) -> None:
    deep = empty(DEEP)
    load_start(tmp_path, DEEP, VOCABULARY, deep)
    for new, old in ((0, 0), (2, 1), (4, 2)):
        assert torch.equal(deep[f"encoder.{new}.fc2.weight"], small[f"encoder.{old}.fc2.weight"])
    assert torch.equal(deep["encoder.1.fc1.weight"], small["encoder.0.fc1.weight"])
    assert not deep["encoder.1.fc2.weight"].any() and not deep["encoder.1.self.out.bias"].any()
    trained = {name: tensor.clone().requires_grad_() for name, tensor in deep.items()}
    Translator(DEEP, VOCABULARY - 1, "cpu").loss(trained, batch(), 0.1).backward()
    for name in ("encoder.1.fc2.weight", "encoder.3.self.out.weight", "decoder.1.cross.out.weight"):
        gradient = trained[name].grad
        assert gradient is not None and gradient.abs().sum() > 0


def test_as_many_layers_are_loaded_as_they_are(
    tmp_path: Path, small: dict[str, torch.Tensor]
) -> None:
    same = empty(SMALL)
    assert load_start(tmp_path, SMALL, VOCABULARY, same) == {"encoder": 0, "decoder": 0}
    assert all(torch.equal(tensor, small[name]) for name, tensor in same.items())


def test_a_start_with_more_layers_is_refused(
    tmp_path: Path, small: dict[str, torch.Tensor]
) -> None:
    fewer = replace(SMALL, encoder_layers=2)
    with pytest.raises(RecipeError, match="more layers"):
        load_start(tmp_path, fewer, VOCABULARY, empty(fewer))
