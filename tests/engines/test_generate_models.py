"""Summarisation models: loading, decoding and refusing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from generate_checkpoints import TEXT, build_bart, build_gguf, build_llama, build_t5, made_up

from translate.engines import (
    EngineChoice,
    generator_engine,
    generator_engine_id,
    load_generator,
    resolve_engine,
)
from translate.engines.generate_ct2 import conversion_of
from translate.engines.generators import Search, search_of
from translate.errors import ModelError
from translate.protocols import TextGenerator
from translate.types import Model, ModelFamily

ROOT = Path(__file__).parents[2]


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
        shutil.copytree(model.path, folder, ignore=shutil.ignore_patterns("ct2"))
        return replace(model, path=folder)

    return copied


@pytest.fixture(scope="module")
def t5(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return build_t5(tmp_path_factory.mktemp("models") / "t5")


@pytest.fixture(scope="module")
def pegasus(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return build_t5(tmp_path_factory.mktemp("models") / "pegasus", "pegasus")


WORDS = [9, 9, 9, 9]
TORCH, CT2 = resolve_engine("torch"), resolve_engine("ct2", "float32")
INT8 = EngineChoice("ct2", "int8")
ALL = ["bart", "t5", "pegasus", "llama"]


@pytest.mark.parametrize("choice", [TORCH, CT2, INT8], ids=lambda one: one.id)
@pytest.mark.parametrize("name", ["bart", "llama"])
def test_answers_keep_their_places_in_any_batch(
    name: str, choice: EngineChoice, request: pytest.FixtureRequest
) -> None:
    generator = load_generator(request.getfixturevalue(name), choice, 1)
    assert isinstance(generator, TextGenerator)
    answers = generator.rewrite(TEXT, WORDS)
    assert len(set(answers)) > 1
    assert answers == generator.rewrite(TEXT, WORDS)
    assert answers == [generator.rewrite([text], [9])[0] for text in TEXT]
    assert answers[::-1] == generator.rewrite(TEXT[::-1], WORDS)
    assert generator.rewrite([], []) == []


@pytest.mark.parametrize("choice", [CT2, INT8], ids=lambda one: one.id)
def test_greedy_answers_are_the_same_in_batches_of_any_size(
    llama: Model, monkeypatch: pytest.MonkeyPatch, choice: EngineChoice
) -> None:
    generator = load_generator(llama, choice, 2)
    passages = made_up(24, longest=12)
    expected = generator.rewrite(passages, [20] * 24)
    for rows in (1, 5, 24):
        monkeypatch.setattr("translate.engines.generate_ct2._CAUSAL_ROWS", rows)
        assert generator.rewrite(passages, [20] * 24) == expected


@pytest.mark.parametrize("name", ALL)
def test_in_float32_ctranslate2_says_what_torch_says(
    name: str, request: pytest.FixtureRequest, copy_of: Callable[[Model], Model]
) -> None:
    """Repeats are not forbidden here: CTranslate2 shares out their probability among what is
    left, torch does not, and what a beam is worth then differs."""
    model = copy_of(request.getfixturevalue(name))
    own = json.loads((model.path / "config.json").read_text("utf-8"))
    own |= {"no_repeat_ngram_size": 0, "min_length": 0}
    (model.path / "config.json").write_text(json.dumps(own), "utf-8")
    passages = made_up(32)
    ours, theirs = (
        load_generator(model, choice, 1).rewrite(passages, [15] * 32) for choice in (CT2, TORCH)
    )
    assert len(set(theirs)) > 8
    assert sum(a == b for a, b in zip(ours, theirs, strict=True)) >= 31  # a tie may fall


@pytest.mark.parametrize("choice", [TORCH, CT2], ids=lambda one: one.id)
@pytest.mark.parametrize("name", ALL)
def test_special_tokens_in_an_article_are_text(
    name: str, choice: EngineChoice, request: pytest.FixtureRequest
) -> None:
    generator = load_generator(request.getfixturevalue(name), choice, 1)
    plain = generator.count_tokens("It said here.")
    for token in ("<mask>", "</s>", "<pad>", "<unk>", "<s>", "<|im_end|>"):
        assert generator.count_tokens(f"It said {token} here.") >= plain + 3
        assert len(generator.rewrite([f"It said {token} here."], [9])) == 1


def test_the_prefix_of_the_configuration_is_used(
    t5: Model, bart: Model, copy_of: Callable[[Model], Model]
) -> None:
    assert search_of(t5).prefix == "summarize: "
    bare = copy_of(t5)
    config = json.loads((bare.path / "config.json").read_text("utf-8"))
    (bare.path / "config.json").write_text(
        json.dumps({**config, "task_specific_params": None}), "utf-8"
    )
    with_prefix, without = load_generator(t5, CT2, 1), load_generator(bare, CT2, 1)
    for text in TEXT:
        prefixed = without.count_tokens("summarize: " + text)
        assert with_prefix.count_tokens(text) == prefixed > without.count_tokens(text)


def test_a_checkpoint_is_converted_once_and_read_without_torch(
    llama: Model, bart: Model, copy_of: Callable[[Model], Model]
) -> None:
    for model in (copy_of(llama), copy_of(bart)):
        first = load_generator(model, INT8, 1).rewrite(TEXT, WORDS)
        folder = conversion_of(model, "int8").found(None)
        assert folder is not None
        assert sorted(path.name for path in (model.path / "ct2").iterdir()) == [folder.name]
        before = (folder / "model.bin").stat().st_mtime_ns
        code = (
            "import sys; from pathlib import Path; from translate.engines import *\n"
            "from translate.engines.registry import EngineChoice\n"
            "from translate.types import *\n"
            f"model = Model('m', ModelFamily({model.family.value!r}), Path({str(model.path)!r}),"
            f" {model.digest!r}, 'l')\n"
            "generator = load_generator(model, EngineChoice('ct2', 'int8'), 1)\n"
            f"assert generator.rewrite({TEXT!r}, {WORDS!r}) == {first!r}\n"
            "assert not {'torch', 'transformers'} & set(sys.modules)"
        )
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
        assert (folder / "model.bin").stat().st_mtime_ns == before


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json", "layout.json"])
def test_a_damaged_conversion_is_named_with_the_mend(
    llama: Model, copy_of: Callable[[Model], Model], name: str
) -> None:
    model = copy_of(llama)
    load_generator(model, INT8, 1)
    folder = conversion_of(model, "int8").found(None)
    assert folder is not None
    (folder / name).write_bytes((folder / name).read_bytes()[:20])
    with pytest.raises(ModelError, match="delete that folder"):
        load_generator(model, INT8, 1)


def test_an_unknown_architecture_goes_to_torch_and_says_so(
    bart: Model, copy_of: Callable[[Model], Model]
) -> None:
    model = copy_of(bart)
    (model.path / "config.json").write_text('{"model_type": "led"}', "utf-8")
    choice = generator_engine(model, INT8)
    assert choice.id == "torch-float32"
    assert "led" in choice.notes[0]


@pytest.mark.parametrize("name", ["bart", "llama"])
def test_a_passage_over_the_limit_is_refused_not_cut(
    name: str, request: pytest.FixtureRequest
) -> None:
    generator = load_generator(request.getfixturevalue(name), CT2, 1)
    long = " ".join(TEXT * 40)
    assert generator.count_tokens(long) > generator.max_source
    with pytest.raises(ValueError, match="longer than"):
        generator.rewrite([long], [20])


def test_a_gguf_file_gives_what_its_checkpoint_gives(llama: Model, tmp_path: Path) -> None:
    packed = build_gguf(llama, tmp_path / "gguf")
    ours, theirs = (load_generator(one, CT2, 1).rewrite(TEXT, WORDS) for one in (packed, llama))
    assert ours == theirs


def test_bart_is_searched_as_its_own_configuration_says(bart: Model) -> None:
    search = search_of(bart)
    assert search == Search(3, 2, 2.0, True, 6, 30, closed=True)
    generator = load_generator(bart, CT2, 1)
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


@pytest.mark.parametrize("choice", [TORCH, CT2], ids=lambda one: one.id)
@pytest.mark.parametrize("name", ["bart", "llama"])
@pytest.mark.parametrize(
    "fault", ["folder", "weights", "pickle", "truncated", "config", "no-config", "tokenizer"]
)
def test_a_broken_checkpoint_is_a_model_error(
    name: str,
    fault: str,
    choice: EngineChoice,
    request: pytest.FixtureRequest,
    copy_of: Callable[[Model], Model],
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
        load_generator(model, choice, 1)
    assert model.name in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [None, b"GGUF", b"not a model at all"])
def test_a_broken_gguf_file_is_a_model_error(tmp_path: Path, content: bytes | None) -> None:
    choice = INT8
    if content is not None:
        (tmp_path / "x.gguf").write_bytes(content)
    model = Model("smol", ModelFamily.CAUSAL, tmp_path, "e" * 64, "test", gguf="x.gguf")
    with pytest.raises(ModelError):
        load_generator(model, choice, 1)


def test_the_engines_id_names_kind_and_number_type(bart: Model, llama: Model) -> None:
    ids = {generator_engine_id(model, choice) for model in (bart, llama) for choice in (CT2, INT8)}
    assert len(ids) == 4
