from __future__ import annotations

import json
from pathlib import Path

import pytest
from shelf_makers import checkpoint, gguf_bytes, safetensors_bytes

from translate.errors import ModelError
from translate.shelf.checks import Checkpoint, check_checkpoint
from translate.types import ModelFamily

MARIAN = frozenset({ModelFamily.MARIAN})
SUMMARIES = frozenset({ModelFamily.SEQ2SEQ, ModelFamily.CAUSAL})


def test_sound_checkpoints_are_known_by_family(tmp_path: Path) -> None:
    marian = checkpoint(tmp_path / "m")
    assert check_checkpoint(marian, MARIAN) == Checkpoint(ModelFamily.MARIAN)
    bart = checkpoint(tmp_path / "b", "bart")
    assert check_checkpoint(bart, SUMMARIES) == Checkpoint(ModelFamily.SEQ2SEQ)
    (tmp_path / "g").mkdir()
    (tmp_path / "g" / "x.gguf").write_bytes(gguf_bytes())
    assert check_checkpoint(tmp_path / "g", SUMMARIES) == Checkpoint(ModelFamily.CAUSAL, "x.gguf")


@pytest.mark.parametrize("model_type", ["bart", "bert", "", None, ["marian"]])
def test_another_architecture_is_refused(tmp_path: Path, model_type: object) -> None:
    folder = checkpoint(tmp_path / "m")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "model_type": model_type}))
    with pytest.raises(ModelError, match="marian"):
        check_checkpoint(folder, MARIAN)


def test_gguf_of_another_architecture_or_without_tokenizer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.gguf").write_bytes(gguf_bytes("whisper"))
    with pytest.raises(ModelError, match="whisper"):
        check_checkpoint(tmp_path, SUMMARIES)
    (tmp_path / "x.gguf").write_bytes(gguf_bytes(tokenizer=False))
    with pytest.raises(ModelError, match="tokenizer"):
        check_checkpoint(tmp_path, SUMMARIES)


@pytest.mark.parametrize("text", ["", "[]", "{", "\ud800", "[" * 100_000, '{"model_type": 3}'])
def test_a_broken_config_is_refused(tmp_path: Path, text: str) -> None:
    folder = checkpoint(tmp_path / "m")
    (folder / "config.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ModelError):
        check_checkpoint(folder, MARIAN)


@pytest.mark.parametrize("name", ["config.json", "source.spm", "target.spm", "vocab.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = checkpoint(tmp_path / "m")
    (folder / name).unlink()
    with pytest.raises(ModelError) as caught:
        check_checkpoint(folder, MARIAN)
    assert name in str(caught.value)


def test_only_a_pickle_is_refused(tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "m")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match="pickle"):
        check_checkpoint(folder, MARIAN)


@pytest.mark.parametrize(
    "change",
    [
        {"encoder_layers": 2},
        {"decoder_layers": 0},
        {"encoder_layers": "1"},
        {"encoder_layers": 10**30},
        {"vocab_size": 9},
        {"d_model": 8},
        {"d_model": None},
    ],
)
def test_weights_that_do_not_fit_the_config_are_refused(
    tmp_path: Path, change: dict[str, object]
) -> None:
    folder = checkpoint(tmp_path / "m")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, **change}))
    with pytest.raises(ModelError, match="do not fit"):
        check_checkpoint(folder, MARIAN)


def test_truncated_weights_are_refused(tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "m")
    data = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(data[:-1])
    with pytest.raises(ModelError, match="broken"):
        check_checkpoint(folder, MARIAN)


def _shards(folder: Path, weight_map: dict[str, str]) -> None:
    (folder / "model.safetensors").rename(folder / "model-00001-of-00001.safetensors")
    index = {"weight_map": weight_map}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))


def test_shards_are_read_through_their_index(tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "m")
    _shards(folder, {"model.shared.weight": "model-00001-of-00001.safetensors"})
    check_checkpoint(folder, MARIAN)


@pytest.mark.parametrize("name", ["../outside.safetensors", "/etc/passwd", "absent.safetensors"])
def test_an_index_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside.safetensors").write_bytes(safetensors_bytes({"a": (1,)}))
    folder = checkpoint(tmp_path / "m")
    _shards(folder, {"model.shared.weight": name})
    with pytest.raises(ModelError, match=f"m has no {name}"):
        check_checkpoint(folder, MARIAN)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "m")
    (folder / "vocab.json").rename(tmp_path / "secret.json")
    (folder / "vocab.json").symlink_to(tmp_path / "secret.json")
    with pytest.raises(ModelError, match="link"):
        check_checkpoint(folder, MARIAN)


def test_links_of_a_hub_cache_are_in_order(tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "models--x--y" / "snapshots" / ("a" * 40))
    blobs = tmp_path / "models--x--y" / "blobs"
    blobs.mkdir()
    for path in list(folder.iterdir()):
        path.rename(blobs / path.name)
        path.symlink_to(f"../../blobs/{path.name}")
    check_checkpoint(folder, MARIAN)
