"""Summarisation models: loading, decoding and refusing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from generate_checkpoints import TEXT, build_adapter, build_bart, build_gguf, build_llama

from translate.engines.generate import generator_engine_id, load_generator
from translate.engines.generate_seq2seq import Search, search_of
from translate.errors import ModelError
from translate.types import Model, ModelFamily, TextGenerator


@pytest.fixture(scope="module")
def bart(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return build_bart(tmp_path_factory.mktemp("models") / "bart")


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return build_llama(tmp_path_factory.mktemp("models") / "llama")


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[Model], Model]:
    def copied(model: Model) -> Model:
        folder = tmp_path / model.name
        shutil.copytree(model.path, folder)
        return replace(model, path=folder)

    return copied


WORDS = [9, 9, 9, 9]


@pytest.mark.parametrize("name", ["bart", "llama"])
def test_answers_keep_their_places_in_any_batch(name: str, request: pytest.FixtureRequest) -> None:
    generator = load_generator(request.getfixturevalue(name), 1)
    assert isinstance(generator, TextGenerator)
    answers = generator.rewrite(TEXT, WORDS)
    assert len(set(answers)) > 1
    assert answers == generator.rewrite(TEXT, WORDS)
    assert answers == [generator.rewrite([text], [9])[0] for text in TEXT]
    assert answers[::-1] == generator.rewrite(TEXT[::-1], WORDS)
    assert generator.rewrite([], []) == []


@pytest.mark.parametrize("name", ["bart", "llama"])
def test_a_passage_over_the_limit_is_refused_not_cut(
    name: str, request: pytest.FixtureRequest
) -> None:
    generator = load_generator(request.getfixturevalue(name), 1)
    long = " ".join(TEXT * 40)
    assert generator.count_tokens(long) > generator.max_source
    with pytest.raises(ValueError, match="longer than"):
        generator.rewrite([long], [20])


def test_the_prompt_is_read_once_and_changes_nothing(llama: Model) -> None:
    from translate.engines.generate_causal import CausalGenerator

    generator = load_generator(llama, 1)
    assert isinstance(generator, CausalGenerator)
    answers = generator.rewrite(TEXT, WORDS)
    assert len(generator._prefix) > 100
    generator._prefix = []
    generator._memory_of_prefix = lambda rows: None  # type: ignore[method-assign]
    assert generator.rewrite(TEXT, WORDS) == answers


def test_a_gguf_file_gives_what_its_checkpoint_gives(llama: Model, tmp_path: Path) -> None:
    packed = build_gguf(llama, tmp_path / "gguf")
    assert load_generator(packed, 1).rewrite(TEXT, WORDS) == load_generator(llama, 1).rewrite(
        TEXT, WORDS
    )


def test_an_adapter_is_merged_into_the_weights(llama: Model, tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    adapter = build_adapter(tmp_path / "adapter", rank=4, scale=3.0)
    tuned = load_generator(replace(llama, adapter=adapter), 1)
    name = "model.layers.1.self_attn.q_proj"
    low = load_file(adapter / "adapter_model.safetensors")
    stem = f"base_model.model.{name}"
    before = load_file(llama.path / "model.safetensors")[f"{name}.weight"]
    change = 3.0 * low[f"{stem}.lora_B.weight"] @ low[f"{stem}.lora_A.weight"]
    after = dict(tuned._model.named_parameters())[f"{name}.weight"]  # type: ignore[attr-defined]
    assert torch.allclose(after, before + change, atol=1e-4)
    assert tuned.rewrite(TEXT, WORDS) != load_generator(llama, 1).rewrite(TEXT, WORDS)


@pytest.mark.parametrize("fault", ["missing", "json", "rank", "half", "dora"])
def test_a_broken_adapter_is_a_model_error(llama: Model, tmp_path: Path, fault: str) -> None:
    from safetensors.torch import load_file, save_file

    adapter = build_adapter(tmp_path / "adapter")
    weights, config = adapter / "adapter_model.safetensors", adapter / "adapter_config.json"
    if fault == "missing":
        weights.unlink()
    elif fault == "json":
        config.write_text("{", "utf-8")
    elif fault == "dora":
        config.write_text(json.dumps({"r": 4, "lora_alpha": 8, "use_dora": True}), "utf-8")
    else:
        tensors = load_file(weights)
        first = sorted(tensors)[0]
        if fault == "half":
            del tensors[first]
        else:
            tensors[first] = tensors[first][:, :7].contiguous()
        save_file(tensors, weights)
    with pytest.raises(ModelError, match="adapter"):
        load_generator(replace(llama, adapter=adapter), 1)


def test_bart_is_searched_as_its_own_configuration_says(bart: Model) -> None:
    search = search_of(bart)
    assert search == Search(3, 2, 2.0, True, 6, 30)
    generator = load_generator(bart, 1)
    for answer in generator.rewrite(TEXT, WORDS):
        assert generator.count_tokens(answer) <= 30


def test_generation_config_and_task_settings_win(
    bart: Model, copy_of: Callable[[Model], Model]
) -> None:
    model = copy_of(bart)
    path = model.path / "config.json"
    config = json.loads(path.read_text("utf-8"))
    config["task_specific_params"] = {"summarization": {"num_beams": 5, "max_length": 99}}
    path.write_text(json.dumps(config), "utf-8")
    assert (search_of(model).beam, search_of(model).max_length) == (5, 99)
    (model.path / "generation_config.json").write_text('{"num_beams": 2}', "utf-8")
    assert (search_of(model).beam, search_of(model).max_length) == (2, 99)


@pytest.mark.parametrize(
    ("tokens", "words", "expected"),
    [(900, 100, (56, 135)), (900, 1000, (56, 142)), (40, 100, (20, 40)), (900, 20, (13, 27))],
)
def test_lengths_never_force_a_model_to_go_on(
    tokens: int, words: int, expected: tuple[int, int]
) -> None:
    assert Search(min_length=56, max_length=142).lengths(tokens, words) == expected


@pytest.mark.parametrize("name", ["bart", "llama"])
@pytest.mark.parametrize(
    "fault", ["folder", "weights", "pickle", "truncated", "config", "no-config", "tokenizer"]
)
def test_a_broken_checkpoint_is_a_model_error(
    name: str, fault: str, request: pytest.FixtureRequest, copy_of: Callable[[Model], Model]
) -> None:
    model = copy_of(request.getfixturevalue(name))
    weights = model.path / "model.safetensors"
    if fault == "folder":
        shutil.rmtree(model.path)
    elif fault == "weights":
        weights.unlink()
    elif fault == "pickle":
        weights.rename(model.path / "pytorch_model.bin")
    elif fault == "truncated":
        weights.write_bytes(weights.read_bytes()[:500])
    elif fault == "config":
        (model.path / "config.json").write_text("[]", "utf-8")
    elif fault == "no-config":
        (model.path / "config.json").unlink()
    else:
        (model.path / "tokenizer.json").write_text("{}", "utf-8")
    with pytest.raises(ModelError) as caught:
        load_generator(model, 1)
    assert model.name in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [None, b"GGUF", b"not a model at all"])
def test_a_broken_gguf_file_is_a_model_error(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "x.gguf").write_bytes(content)
    model = Model("smol", ModelFamily.CAUSAL, tmp_path, "e" * 64, "test", gguf="x.gguf")
    with pytest.raises(ModelError):
        load_generator(model, 1)


def test_a_translation_model_cannot_summarise(llama: Model) -> None:
    with pytest.raises(ModelError, match="cannot summarise"):
        generator_engine_id(replace(llama, family=ModelFamily.MARIAN))


def test_the_engines_id_names_kind_and_adapter(bart: Model, llama: Model, tmp_path: Path) -> None:
    models = (bart, llama, replace(llama, adapter=tmp_path))
    assert len({generator_engine_id(model) for model in models}) == 3
