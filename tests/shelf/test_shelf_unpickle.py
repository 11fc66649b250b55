"""Pickled weights become safetensors, and code in a pickle does not run."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from shelf_makers import tree

from translate.engines.unpickle import pickle_to_safetensors
from translate.errors import ModelError
from translate.shelf.checks import check_checkpoint
from translate.types import ModelFamily


@pytest.fixture
def pickled(tmp_path: Path) -> Path:
    """A tiny MarianMT checkpoint as the Hub had them: one pickle with tied tensors in it."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    torch.manual_seed(0)
    config = MarianConfig(
        vocab_size=20, d_model=8, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=8, decoder_ffn_dim=8, pad_token_id=19,
        decoder_start_token_id=19, max_position_embeddings=16,
    )  # fmt: skip
    folder = tmp_path / "marian"
    model = MarianMTModel(config)
    model.save_pretrained(folder)
    (folder / "model.safetensors").unlink()
    torch.save(model.state_dict(), folder / "pytorch_model.bin")
    for name in ("source.spm", "target.spm", "vocab.json"):
        (folder / name).write_text("{}")
    return folder


def test_a_pickle_becomes_safetensors_with_the_same_tensors(pickled: Path) -> None:
    import torch
    from transformers import MarianMTModel

    before = torch.load(pickled / "pytorch_model.bin", weights_only=True)
    pickle_to_safetensors(pickled)
    assert not (pickled / "pytorch_model.bin").exists()
    check_checkpoint(pickled, frozenset({ModelFamily.MARIAN}))
    after = MarianMTModel.from_pretrained(pickled, use_safetensors=True).state_dict()
    assert after.keys() == before.keys()
    assert all(torch.equal(after[name], before[name]) for name in before)


class _Evil:
    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.mark,)


def test_code_in_a_pickle_does_not_run(pickled: Path, tmp_path: Path) -> None:
    import torch

    mark = tmp_path / "ran"
    weights = pickled / "pytorch_model.bin"
    for data in (pickle.dumps(_Evil(mark), protocol=2), b"no pickle"):
        weights.write_bytes(data)
        with pytest.raises(ModelError, match="cannot be converted"):
            pickle_to_safetensors(pickled)
    torch.save({"a": _Evil(mark)}, weights)
    with pytest.raises(ModelError, match="cannot be converted"):
        pickle_to_safetensors(pickled)
    assert not mark.exists()
    assert "model.safetensors" not in tree(pickled)


def test_a_pickle_without_all_tensors_is_refused(pickled: Path) -> None:
    import torch

    weights = pickled / "pytorch_model.bin"
    tensors = torch.load(weights, weights_only=True)
    name = next(name for name in tensors if "fc1.weight" in name)
    del tensors[name]
    torch.save(tensors, weights)
    with pytest.raises(ModelError, match="is missing"):
        pickle_to_safetensors(pickled)
