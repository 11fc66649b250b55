"""Choosing an engine, reading a checkpoint's decoding, and refusing broken checkpoints."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from translate.engines import EngineChoice, decoding_for, load_translator, registry, resolve_engine
from translate.engines import processor as machine_module
from translate.engines.checkpoint import open_checkpoint
from translate.errors import EngineUnavailable, ModelError, UsageError
from translate.types import Decoding, Model, ModelFamily


def without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    real = registry.find_spec
    monkeypatch.setattr(registry, "find_spec", lambda name: None if name in names else real(name))


def test_auto_takes_ctranslate2_with_int8() -> None:
    assert resolve_engine() == EngineChoice("ct2", "int8")
    assert resolve_engine().id == "ct2-int8"
    assert resolve_engine("torch").id == "torch-float32"
    assert resolve_engine("ct2", "float32").id == "ct2-float32"


def test_auto_settles_for_torch_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "ctranslate2")
    choice = resolve_engine("auto")
    assert choice.id == "torch-float32"
    assert "ctranslate2" in choice.notes[0]


@pytest.mark.parametrize(
    ("engine", "absent"),
    [("ct2", ["ctranslate2"]), ("torch", ["torch"]), ("auto", ["transformers", "ctranslate2"])],
)
def test_an_absent_engine_is_exit_4_with_the_mend(
    monkeypatch: pytest.MonkeyPatch, engine: str, absent: list[str]
) -> None:
    without(monkeypatch, *absent)
    with pytest.raises(EngineUnavailable, match=f"pip install.*{absent[-1]}") as caught:
        resolve_engine(engine)
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    ("engine", "compute_type"), [("onnx", None), ("torch", "int8"), ("ct2", "int3")]
)
def test_what_does_not_exist_is_wrong_usage(engine: str, compute_type: str | None) -> None:
    with pytest.raises(UsageError, match="use "):
        resolve_engine(engine, compute_type)


def test_a_cpu_without_int8_falls_back_with_a_note_unless_int8_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(registry, "has_int8", lambda: False)
    choice = resolve_engine("ct2")
    assert choice.id == "ct2-float32"
    assert "int8" in choice.notes[0]
    with pytest.raises(EngineUnavailable, match="float32"):
        resolve_engine("ct2", "int8")


@pytest.mark.parametrize(
    ("machine", "flags", "expected"),
    [
        ("x86_64", "flags : fpu sse4_1 avx2", True),
        ("x86_64", "flags : fpu sse2", False),
        ("aarch64", "", True),
        ("riscv64", "", False),
    ],
)
def test_int8_is_told_from_the_cpu(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, machine: str, flags: str, expected: bool
) -> None:
    (tmp_path / "cpuinfo").write_text(flags)
    monkeypatch.setattr(machine_module, "_CPU_INFO", tmp_path / "cpuinfo")
    monkeypatch.setattr(machine_module.platform, "machine", lambda: machine)
    assert machine_module.has_int8() is expected


def test_importing_and_resolving_load_no_ml_library(tiny_model: Model) -> None:
    code = (
        "import sys, pathlib; from translate.engines import *; from translate.types import *\n"
        f"m = Model('m', ModelFamily.MARIAN, pathlib.Path({str(tiny_model.path)!r}), 'd', 'l')\n"
        "resolve_engine(); decoding_for(m)\n"
        "heavy = {'torch', 'transformers', 'ctranslate2', 'sentencepiece', 'numpy'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def described(tmp_path: Path, config: dict[str, object], **files: dict[str, object]) -> Model:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "marian", **config}))
    for name, value in files.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(value))
    return Model("m", ModelFamily.MARIAN, tmp_path, "d", "l")


def test_decoding_comes_from_the_checkpoint(tmp_path: Path) -> None:
    model = described(
        tmp_path,
        {"num_beams": 4, "max_length": 512, "max_position_embeddings": 256},
        generation_config={"num_beams": 6, "length_penalty": 0.8, "no_repeat_ngram_size": 3},
        tokenizer_config={"model_max_length": 200},
    )
    expected = Decoding(6, 200, 256, 0.8, 3)
    assert decoding_for(model) == expected
    assert decoding_for(model, beam=1) == replace(expected, beam=1)


def test_decoding_has_defaults_where_the_checkpoint_is_silent(tmp_path: Path) -> None:
    model = described(tmp_path, {}, tokenizer_config={"model_max_length": 10**30})
    assert decoding_for(model) == Decoding()


def test_nonsense_in_the_configuration_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="num_beams"):
        decoding_for(described(tmp_path, {"num_beams": "many"}))
    with pytest.raises(UsageError):
        decoding_for(described(tmp_path, {}), beam=0)


def copied(model: Model, folder: Path) -> Model:
    shutil.copytree(model.path, folder)
    return replace(model, path=folder, name="broken")


@pytest.mark.parametrize(
    "name", ["config.json", "vocab.json", "source.spm", "target.spm", "model.safetensors"]
)
def test_a_missing_file_is_named_with_the_pull_that_mends_it(
    tiny_model: Model, tmp_path: Path, name: str
) -> None:
    model = copied(tiny_model, tmp_path / "m")
    (model.path / name).unlink()
    with pytest.raises(ModelError, match=rf"no {name}.*translate models pull broken"):
        open_checkpoint(model)


@pytest.mark.parametrize("engine", ["torch", "ct2"])
@pytest.mark.parametrize("keep", [0, 200, -1])
def test_weights_that_are_cut_short_are_found(
    tiny_model: Model, tmp_path: Path, keep: int, engine: str
) -> None:
    model = copied(tiny_model, tmp_path / "m")
    shutil.rmtree(model.path / "ct2", ignore_errors=True)
    weights = model.path / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:keep])
    with pytest.raises(ModelError, match=r"damaged.*translate models verify broken") as caught:
        load_translator(model, resolve_engine(engine), threads=1)
    assert "\n" not in str(caught.value)


def test_damaged_json(tiny_model: Model, tmp_path: Path) -> None:
    model = copied(tiny_model, tmp_path / "m")
    (model.path / "config.json").write_text("{")
    with pytest.raises(ModelError, match="not JSON"):
        open_checkpoint(model)


def test_a_vocabulary_for_each_language_is_refused(tiny_model: Model, tmp_path: Path) -> None:
    model = copied(tiny_model, tmp_path / "m")
    config = json.loads((model.path / "config.json").read_text())
    config["share_encoder_decoder_embeddings"] = False
    (model.path / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match="separate vocabularies"):
        open_checkpoint(model)


def test_another_architecture_is_refused(tiny_model: Model, tmp_path: Path) -> None:
    model = copied(tiny_model, tmp_path / "m")
    (model.path / "config.json").write_text('{"model_type": "bart"}')
    with pytest.raises(ModelError, match="bart"):
        open_checkpoint(model)
    with pytest.raises(ModelError, match="causal"):
        open_checkpoint(replace(tiny_model, family=ModelFamily.CAUSAL))


@pytest.mark.parametrize("name", ["source.spm", "vocab.json"])
@pytest.mark.parametrize("engine", ["torch", "ct2"])
def test_files_that_only_the_library_can_judge_end_in_one_line_too(
    tiny_model: Model, tmp_path: Path, name: str, engine: str
) -> None:
    model = copied(tiny_model, tmp_path / "m")
    path = model.path / name
    path.write_bytes(
        b"\x00nonsense" if name == "source.spm" else b'{"</s>": 0, "<unk>": 1, "<pad>": 2}'
    )
    with pytest.raises(ModelError, match="translate models verify broken") as caught:
        load_translator(model, resolve_engine(engine), threads=1, cache_dir=tmp_path / "c")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "expected"),
    [("150000 100000", 1), ("max 100000", 3), ("400000 100000", 3), ("", 3)],
)
def test_threads_keep_to_the_containers_quota(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str, expected: int
) -> None:
    (tmp_path / "cpu.max").write_text(content)
    monkeypatch.setattr(machine_module, "_QUOTA", tmp_path / "cpu.max")
    monkeypatch.setattr(machine_module, "_QUOTA_V1", tmp_path / "none")
    three = lambda _: {0, 1, 2}  # noqa: E731
    monkeypatch.setattr(machine_module.os, "sched_getaffinity", three, raising=False)
    assert machine_module.usable_cores() == expected
