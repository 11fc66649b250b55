"""Pickled weights become safetensors, and code in a pickle does not run."""

from __future__ import annotations

import json
import pickle
import resource
from pathlib import Path
from typing import Any

import pytest
from shelf_makers import tree

from translate.engines.unpickle import pickle_to_safetensors
from translate.errors import ModelError
from translate.shelf import pull, resolve
from translate.shelf.checks import check_checkpoint
from translate.types import ModelFamily

Tensors = dict[str, Any]


SIZES = {
    "vocab_size": 20, "d_model": 8, "encoder_layers": 1, "decoder_layers": 1,
    "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 8,
    "decoder_ffn_dim": 6, "pad_token_id": 19, "decoder_start_token_id": 19, "eos_token_id": 0,
    "max_position_embeddings": 16,
}  # fmt: skip
T5_SIZES = {"vocab_size": 20, "d_model": 8, "d_kv": 4, "d_ff": 8, "num_layers": 1, "num_heads": 2}


def _pickled(folder: Path, kind: str = "marian", **options: object) -> tuple[Path, Tensors]:
    """A tiny checkpoint as the Hub has them, in one old pickle, and its tensors."""
    import torch
    from transformers import AutoConfig, AutoModelForSeq2SeqLM

    torch.manual_seed(0)
    sizes = T5_SIZES if kind == "t5" else SIZES
    model: Any = AutoModelForSeq2SeqLM.from_config(AutoConfig.for_model(kind, **sizes, **options))
    model.config.save_pretrained(folder)
    model.generation_config.save_pretrained(folder)
    tensors = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    if not options.get("tie_word_embeddings", True):
        tensors["lm_head.weight"] = torch.randn(20, 8)
    write(folder, tensors)
    for name in ("source.spm", "target.spm", "vocab.json", "merges.txt"):
        (folder / name).write_text("{}")
    return folder, tensors


def write(folder: Path, tensors: Tensors) -> None:
    import torch

    path = folder / "pytorch_model.bin"
    torch.save(tensors, path, _use_new_zipfile_serialization=False)


def read(folder: Path) -> Tensors:
    from safetensors.torch import load_file

    return load_file(folder / "model.safetensors")


@pytest.fixture
def pickled(tmp_path: Path) -> Path:
    return _pickled(tmp_path / "marian")[0]


@pytest.mark.parametrize(
    ("kind", "tied"),
    [(kind, True) for kind in ("marian", "bart", "t5", "mbart", "pegasus")]
    + [("marian", False), ("bart", False)],
)
def test_a_pickle_becomes_safetensors_with_the_same_tensors(
    tmp_path: Path, kind: str, tied: bool
) -> None:
    """As transformers reads them back, none missing and each bit as it was."""
    import torch
    from transformers import AutoModelForSeq2SeqLM

    folder, before = _pickled(tmp_path / kind, kind, tie_word_embeddings=tied)
    pickle_to_safetensors(folder)
    assert not (folder / "pytorch_model.bin").exists()
    family = ModelFamily.MARIAN if kind == "marian" else ModelFamily.SEQ2SEQ
    check_checkpoint(folder, frozenset({family}))
    model, report = AutoModelForSeq2SeqLM.from_pretrained(
        folder, use_safetensors=True, output_loading_info=True
    )
    assert not report["missing_keys"] and not report["unexpected_keys"]
    after = model.state_dict()
    assert after.keys() == before.keys()
    assert all(torch.equal(after[name], before[name]) for name in before)
    copies = {name for name in read(folder) if "embed_tokens" in name or "lm_head" in name}
    assert len(copies) == (0 if tied else 3)


def test_tensors_in_half_precision_become_float32_and_old_buffers_are_left_out(
    tmp_path: Path,
) -> None:
    import torch

    folder, before = _pickled(tmp_path / "marian")
    for name in ("lm_head.weight", "model.decoder.embed_positions.weight"):
        del before[name]
    halves = {name: tensor.half() for name, tensor in before.items()}
    write(folder, {**halves, "model.encoder.version": torch.tensor([3.0])})
    pickle_to_safetensors(folder)
    after = read(folder)
    assert {tensor.dtype for tensor in after.values()} == {torch.float32}
    assert all(torch.equal(after[name], halves[name].float()) for name in after)
    assert "model.encoder.version" not in after


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        ({"model_type": "t5"}, r"encoder\.block\.0\..* is missing"),
        ({"model_type": "bert"}, "does not tell its layout"),
        ({"share_encoder_decoder_embeddings": False}, "its layout is not known"),
        ({"decoder_layers": 2}, r"layers\.1\..* is missing"),
        (
            {"encoder_layers": 0},
            "its layout is not known: no tensor of the model is called model.enc",
        ),
        ({"vocab_size": 21, "decoder_vocab_size": 21}, r"is \[.*\] instead of \["),
        ({"vocab_size": "x"}, "cannot be converted"),
        ({"d_model": None}, "cannot be converted"),
    ],
)
def test_another_layout_is_refused_in_one_line(
    pickled: Path, harm: dict[str, object], why: str
) -> None:
    config = json.loads((pickled / "config.json").read_text())
    (pickled / "config.json").write_text(json.dumps({**config, **harm}))
    with pytest.raises(ModelError, match=why) as caught:
        pickle_to_safetensors(pickled)
    assert "\n" not in str(caught.value) and "model.safetensors" not in tree(pickled)


def test_an_untied_output_layer_that_is_missing_is_refused(tmp_path: Path) -> None:
    folder, before = _pickled(tmp_path / "marian", tie_word_embeddings=False)
    del before["lm_head.weight"]
    write(folder, before)
    with pytest.raises(ModelError, match=r"lm_head\.weight is missing"):
        pickle_to_safetensors(folder)


def test_a_disk_that_fills_while_converting_leaves_nothing(pickled: Path, shelf: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = (pickled / "pytorch_model.bin").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, hard))
    try:
        with pytest.raises(ModelError, match=r"cannot be written.*: free some space"):
            pickle_to_safetensors(pickled)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "model.safetensors" not in tree(pickled)


def test_a_folder_of_ones_own_is_converted_under_a_name(pickled: Path, shelf: Path) -> None:
    model = pull("house", shelf_dir=shelf, from_path=pickled)
    assert resolve("house", "translate", shelf) == model
    assert {path.stat().st_mode & 0o777 for path in model.path.iterdir()} == {0o644}
    assert '"converted_from": "pytorch_model.bin"' in (model.path / "manifest.json").read_text()


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
