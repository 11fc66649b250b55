"""The torch engine on random checkpoints: loading, order, batches, limits, odd characters."""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from mt_checkpoints import sentences

from translate.engines import decoding_for, load_translator, resolve_engine
from translate.engines.backend import Found
from translate.engines.batching import Batch, plan
from translate.engines.checkpoint import open_checkpoint
from translate.engines.marian_torch import TorchMarian
from translate.errors import ModelError
from translate.protocols import Translator
from translate.types import Decoding, Model

SHORT = Decoding(beam=3, max_source=128, max_target=10)
ODD = ["Emoji 😀 en 漢字 ☂ erbij.", "x", "</s> is geen <unk> of <pad>", "ÀÉÎÕÜ ĳ ß", "1", "9" * 40]


@pytest.fixture(scope="module")
def translator(tiny_model: Model) -> Translator:
    return load_translator(tiny_model, resolve_engine("torch"), threads=1)


@pytest.fixture(scope="module")
def backend(tiny_model: Model) -> TorchMarian:
    return TorchMarian(open_checkpoint(tiny_model), threads=1)


def test_every_source_gets_its_own_answer_whatever_the_company(translator: Translator) -> None:
    sources = sentences(12) + ODD
    together = translator.translate(sources, SHORT)
    apart = [translator.translate([source], SHORT)[0] for source in sources]
    assert together == apart
    assert len({answer.text for answer in together}) > len(sources) // 2
    backwards = translator.translate(sources[::-1], SHORT)
    assert backwards[::-1] == together


@pytest.mark.parametrize("engine", ["torch", "ct2"])
def test_an_untied_output_layer_is_its_own_and_never_made_up(
    tiny_model: Model, tmp_path: Path, engine: str
) -> None:
    from safetensors.torch import load_file, save_file

    model = replace(tiny_model, path=shutil.copytree(tiny_model.path, tmp_path / "untied"))
    config = json.loads((model.path / "config.json").read_text())
    config["tie_word_embeddings"] = False
    (model.path / "config.json").write_text(json.dumps(config))

    def answer() -> str:
        shutil.rmtree(model.path / "ct2", ignore_errors=True)
        translator = load_translator(model, resolve_engine(engine, "float32"), threads=1)
        return translator.translate(sentences(1), SHORT)[0].text

    with pytest.raises(ModelError, match=r"(is|are) missing"):
        answer()
    weights = load_file(model.path / "model.safetensors")
    shared = weights["model.shared.weight"]
    weights |= {
        f"model.{side}.embed_tokens.weight": shared.clone() for side in ("encoder", "decoder")
    }
    weights["lm_head.weight"] = shared.flip(0).contiguous()
    save_file(weights, model.path / "model.safetensors", metadata={"format": "pt"})
    untied = answer()
    plain = load_translator(tiny_model, resolve_engine(engine, "float32"), threads=1)
    assert untied != plain.translate(sentences(1), SHORT)[0].text


def test_a_checkpoint_of_opus_mts_shape_loads_and_decodes(opus_model: Model) -> None:
    decoding = decoding_for(opus_model)
    assert decoding == Decoding(beam=4, max_source=512, max_target=512)
    engine = load_translator(opus_model, resolve_engine("torch"), threads=1)
    answers = engine.translate(sentences(5), replace(decoding, beam=2, max_target=6))
    assert len(answers) == 5
    assert all(0 < answer.score <= 1 for answer in answers)
    assert any(answer.text for answer in answers)


def test_a_cut_off_target_is_marked_though_the_checkpoint_forces_an_end(
    backend: TorchMarian,
) -> None:
    rows = [backend.tokens.encode(sentence) for sentence in sentences(8)]
    for limit in (3, 40):
        [found] = backend.search(rows, plan_one(rows, limit), replace(SHORT, beam=2))
        for answer in found:
            assert len(answer.ids) <= limit - answer.finished
            assert answer.finished or len(answer.ids) == limit


@pytest.mark.parametrize("beam", [1, 3])
def test_the_log_probability_is_the_models_own(backend: TorchMarian, beam: int) -> None:
    """Against the sum that generate itself reports."""
    import torch

    rows = [backend.tokens.encode(sentences(1)[0])]
    [[found]] = backend.search(rows, plan_one(rows, 8), replace(SHORT, beam=beam))
    model = backend._model
    output = model.generate(
        torch.tensor(rows), num_beams=beam, do_sample=False, max_new_tokens=8,
        early_stopping=beam > 1, bad_words_ids=[[backend.tokens.pad]], renormalize_logits=True,
        return_dict_in_generate=True, output_scores=True, output_logits=True,
    )  # fmt: skip
    scores = model.compute_transition_scores(
        output.sequences, output.scores, getattr(output, "beam_indices", None),
        normalize_logits=beam == 1,
    )  # fmt: skip
    length = len(found.ids) + found.finished
    assert found.log_probability == pytest.approx(float(scores[0, :length].mean()), abs=0.02)
    assert list(found.ids) == output.sequences[0, 1 : 1 + len(found.ids)].tolist()


def test_a_very_long_sentence_is_translated_in_parts(translator: Translator) -> None:
    source = ", ".join(sentence.rstrip(".!?") for sentence in sentences(30)) + "."
    [answer] = translator.translate([source], replace(SHORT, beam=1, max_target=4))
    assert answer.parts > 4
    assert answer.truncated


def test_special_tokens_in_a_text_are_text(backend: TorchMarian) -> None:
    assert backend.tokens.encode("a </s> b <pad>").count(0) == 1
    assert backend.tokens.pad not in backend.tokens.encode("a </s> b <pad>")


def test_the_pad_token_is_never_written(backend: TorchMarian) -> None:
    rows = [backend.tokens.encode(sentence) for sentence in sentences(6)]
    [found] = backend.search(rows, plan_one(rows, 20), SHORT)
    assert not any(backend.tokens.pad in answer.ids for answer in found)
    assert all(math.isfinite(answer.log_probability) for answer in found)
    assert all(isinstance(answer, Found) for answer in found)


def plan_one(rows: list[list[int]], limit: int) -> list[Batch]:
    """All rows in one batch with one target limit."""
    return plan([len(row) for row in rows], 100_000, lambda _: limit)
