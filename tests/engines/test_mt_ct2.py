"""The CTranslate2 engine against the torch engine, and its conversion."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mt_checkpoints import as_model, sentences

from translate.engines import conversions, decoding_for, load_translator, resolve_engine
from translate.engines import convert as convert_module
from translate.engines.batching import plan
from translate.engines.checkpoint import Checkpoint, open_checkpoint
from translate.engines.convert import conversion_of
from translate.engines.marian_ct2 import Ct2Marian
from translate.engines.tokens import MarianTokens
from translate.errors import EngineUnavailable, ModelError
from translate.types import Decoding, Hypothesis, Model

if TYPE_CHECKING:
    from transformers import MarianTokenizer

ROOT = Path(__file__).parents[2]
ODD = ["Emoji 😀 en 漢字 ☂ erbij.", "x", "</s> is geen <unk>", "ÀÉÎÕÜ ĳ ß ½ ﬁ", "9" * 40]
SHORT = Decoding(beam=4, max_source=128, max_target=24)


def run(
    model: Model, engine: str, compute_type: str | None, sources: list[str], decoding: Decoding
) -> list[Hypothesis]:
    translator = load_translator(model, resolve_engine(engine, compute_type), threads=1)
    return translator.translate(sources, decoding)


@pytest.fixture(scope="module")
def tokenizers(tiny_model: Model, opus_model: Model) -> list[tuple[MarianTokens, MarianTokenizer]]:
    from transformers import MarianTokenizer

    return [
        (MarianTokens(open_checkpoint(model)), MarianTokenizer.from_pretrained(model.path))
        for model in (tiny_model, opus_model)
    ]


def theirs_of(tokenizer: MarianTokenizer, text: str) -> list[int]:
    """``</s>`` and the like in a text are text."""
    ids: list[int] = tokenizer(text, split_special_tokens=True, verbose=False)["input_ids"]
    return ids


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("de gro>>nl<<</s>▁ ")))
@settings(deadline=None)
def test_ids_are_those_of_marian_tokenizer(
    tokenizers: list[tuple[MarianTokens, MarianTokenizer]], text: str
) -> None:
    assume(not text.startswith(">>"))  # a language tag for theirs
    for ours, theirs in tokenizers:
        ids = ours.encode(text)
        assert ids == theirs_of(theirs, text)
        said = [index for index in ids if ours.pieces[index] not in ("</s>", "<unk>", "<pad>")]
        assert ours.decode(ids) == theirs.decode(said, clean_up_tokenization_spaces=False)


def test_a_language_tag_in_a_text_is_text(tiny_model: Model) -> None:
    tokens = MarianTokens(open_checkpoint(tiny_model))
    assert ">>nl<<" in tokens.ids
    assert tokens.decode(tokens.encode(">>nl<< de gro")) == ">>nl<< de gro"


@pytest.mark.parametrize(
    "decoding",
    [
        SHORT,
        replace(SHORT, beam=1),
        replace(SHORT, beam=6, length_penalty=0.6),
        replace(SHORT, length_penalty=1.4, no_repeat_ngram=3),
        replace(SHORT, beam=1, no_repeat_ngram=2),
        replace(SHORT, max_target=3),
        replace(SHORT, beam=2, max_source=8),
    ],
    ids=str,
)
def test_in_float32_both_engines_say_the_same(tiny_model: Model, decoding: Decoding) -> None:
    sources = sentences(40) + ODD
    torch_says = run(tiny_model, "torch", None, sources, decoding)
    ct2_says = run(tiny_model, "ct2", "float32", sources, decoding)
    assert [answer.text for answer in ct2_says] == [answer.text for answer in torch_says]
    assert [answer.truncated for answer in ct2_says] == [a.truncated for a in torch_says]
    for ours, theirs in zip(ct2_says, torch_says, strict=True):
        assert ours.score == pytest.approx(theirs.score, abs=0.0101)
        assert ours.parts == theirs.parts


def test_a_checkpoint_of_opus_mts_shape_says_the_same_in_both_engines(opus_model: Model) -> None:
    decoding = replace(decoding_for(opus_model), beam=2, max_target=8)
    sources = sentences(6)
    expected = run(opus_model, "torch", None, sources, decoding)
    assert run(opus_model, "ct2", "float32", sources, decoding) == expected
    rough = run(opus_model, "ct2", "int8", sources, decoding)
    assert [answer.truncated for answer in rough] == [answer.truncated for answer in expected]


def test_the_sample_has_finished_and_cut_off_targets(tiny_model: Model) -> None:
    answers = run(tiny_model, "ct2", "float32", sentences(40), SHORT)
    assert {answer.truncated for answer in answers} == {True, False}
    assert len({answer.score for answer in answers}) > 5


@pytest.mark.parametrize("compute_type", ["int8", "float32"])
def test_every_source_gets_its_own_answer_whatever_the_company(
    tiny_model: Model, compute_type: str
) -> None:
    sources = sentences(30) + ODD
    translator = load_translator(tiny_model, resolve_engine("ct2", compute_type), threads=2)
    together = translator.translate(sources, SHORT)
    assert together == [translator.translate([source], SHORT)[0] for source in sources]
    assert together == translator.translate(sources[::-1], SHORT)[::-1]
    assert together == translator.translate(sources, SHORT)


def test_a_start_token_with_a_meaning_of_its_own_is_kept(tiny_model: Model, tmp_path: Path) -> None:
    """Training elsewhere may give the pad token, with which decoding starts, a vector."""
    from safetensors.numpy import load_file, save_file

    shutil.copytree(tiny_model.path, tmp_path / "m", ignore=shutil.ignore_patterns("ct2"))
    tensors = load_file(tmp_path / "m" / "model.safetensors")
    pad = json.loads((tmp_path / "m" / "vocab.json").read_text("utf-8"))["<pad>"]
    tensors["model.shared.weight"][pad] = 0.3
    tensors["final_logits_bias"][0, pad] = 9.0  # it would be written all the time
    save_file(tensors, tmp_path / "m" / "model.safetensors", metadata={"format": "pt"})
    model = as_model(tmp_path / "m")
    expected = run(model, "torch", None, sentences(12), SHORT)
    assert run(model, "ct2", "float32", sentences(12), SHORT) == expected
    assert any(answer.text for answer in expected)


@pytest.fixture
def fresh(tiny_model: Model, tmp_path: Path) -> Checkpoint:
    """A copy without a conversion."""
    shutil.copytree(tiny_model.path, tmp_path / "m", ignore=shutil.ignore_patterns("ct2"))
    return open_checkpoint(replace(tiny_model, path=tmp_path / "m"))


def listing(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_conversion_is_made_once_and_named_after_what_made_it(fresh: Checkpoint) -> None:
    Ct2Marian(fresh, "int8", 1, None)
    folder = conversion_of(fresh, "int8").found(None)
    assert folder is not None
    assert folder.parent == fresh.model.path / "ct2"
    assert folder.name.startswith(fresh.model.digest[:16])
    assert conversion_of(fresh, "float32").found(None) is None
    before = (folder / "model.bin").stat()
    Ct2Marian(fresh, "int8", 1, None)
    after = (folder / "model.bin").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    retrained = replace(fresh, model=replace(fresh.model, digest="0" * 64))
    assert conversion_of(retrained, "int8").found(None) is None


@pytest.mark.parametrize("fault", [KeyboardInterrupt, MemoryError])
def test_a_conversion_that_is_cut_off_leaves_nothing(
    fresh: Checkpoint, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]
) -> None:
    def cut_off(checkpoint: Checkpoint, compute_type: str, folder: Path) -> None:
        (folder / "model.bin").write_bytes(b"half")
        raise fault

    monkeypatch.setattr(convert_module, "_write", cut_off)
    with pytest.raises(fault):
        Ct2Marian(fresh, "int8", 1, None)
    assert listing(fresh.model.path / "ct2") == []


def test_what_a_killed_conversion_left_is_neither_used_nor_kept(
    fresh: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = fresh.model.path / "ct2"
    (parent / ".converting-x").mkdir(parents=True)
    (parent / ".converting-x" / "model.bin").write_bytes(b"half")
    monkeypatch.setattr(conversions, "_STALE_SECONDS", -1)
    Ct2Marian(fresh, "int8", 1, None)
    assert [folder.name for folder in parent.iterdir()] == [conversion_of(fresh, "int8").name]


def test_a_model_that_cannot_be_written_to_is_converted_into_the_cache(
    fresh: Checkpoint, tmp_path: Path
) -> None:
    (fresh.model.path / "ct2").write_text("a file where the folder would be")
    with pytest.raises(ModelError, match="--engine torch"):
        Ct2Marian(fresh, "int8", 1, None)
    Ct2Marian(fresh, "int8", 1, tmp_path / "cache")
    folder = conversion_of(fresh, "int8").found(tmp_path / "cache")
    assert folder is not None
    assert folder.is_relative_to(tmp_path / "cache")


def test_a_second_load_imports_neither_torch_nor_transformers(tiny_model: Model) -> None:
    run(tiny_model, "ct2", "int8", ["De man."], SHORT)
    code = (
        "import sys, pathlib; from translate.engines import *; from translate.types import *\n"
        f"path, digest = pathlib.Path({str(tiny_model.path)!r}), {tiny_model.digest!r}\n"
        "model = Model('m', ModelFamily.MARIAN, path, digest, 'l')\n"
        "translator = load_translator(model, resolve_engine(), threads=1)\n"
        "print(translator.translate(['De man.'], Decoding(max_target=5))[0].score)\n"
        "assert 'ctranslate2' in sys.modules\n"
        "assert not {'torch', 'transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True)


def test_a_damaged_conversion_is_named_with_the_mend(fresh: Checkpoint) -> None:
    Ct2Marian(fresh, "int8", 1, None)
    folder = conversion_of(fresh, "int8").found(None)
    assert folder is not None
    (folder / "model.bin").write_bytes((folder / "model.bin").read_bytes()[:1000])
    with pytest.raises(ModelError, match="delete that folder"):
        Ct2Marian(fresh, "int8", 1, None)


@pytest.mark.parametrize(
    "change",
    [
        {"normalize_before": True},
        {"activation_function": "tanh"},
    ],
)
def test_what_ctranslate2_cannot_run_is_sent_to_torch(
    fresh: Checkpoint, change: dict[str, Any]
) -> None:
    other = replace(fresh, config={**fresh.config, **change})
    with pytest.raises(ModelError, match="--engine torch"):
        Ct2Marian(other, "int8", 1, None)


def test_a_number_type_that_the_library_lacks_is_refused(fresh: Checkpoint) -> None:
    with pytest.raises(EngineUnavailable, match="float32"):
        Ct2Marian(fresh, "float16", 1, None)


def test_what_converts_and_is_not_installed_is_named(
    fresh: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(EngineUnavailable, match="pip install torch transformers"):
        Ct2Marian(fresh, "int8", 1, None)


def test_missing_weights_are_named(fresh: Checkpoint) -> None:
    deeper = {**fresh.config, "decoder_layers": 9}
    (fresh.model.path / "config.json").write_text(json.dumps(deeper))
    with pytest.raises(ModelError, match=r"layers\.2.*translate models verify"):
        Ct2Marian(fresh, "int8", 1, None)


def test_no_pad_and_finite_scores(tiny_model: Model) -> None:
    backend = Ct2Marian(open_checkpoint(tiny_model), "int8", 1, None)
    rows = [backend.tokens.encode(sentence) for sentence in sentences(20)]
    batches = plan([len(row) for row in rows], 200, lambda _: 20)
    for found in backend.search(rows, batches, SHORT):
        for answer in found:
            assert len(answer.ids) + answer.finished <= 20
            assert -50 < answer.log_probability <= 0


def test_a_checkpoint_without_an_output_bias_has_none(tiny_model: Model, tmp_path: Path) -> None:
    from safetensors.numpy import load_file, save_file

    shutil.copytree(tiny_model.path, tmp_path / "m", ignore=shutil.ignore_patterns("ct2"))
    tensors = load_file(tmp_path / "m" / "model.safetensors")
    del tensors["final_logits_bias"]
    save_file(tensors, tmp_path / "m" / "model.safetensors", metadata={"format": "pt"})
    model = as_model(tmp_path / "m")
    expected = run(model, "torch", None, sentences(6), SHORT)
    assert run(model, "ct2", "float32", sentences(6), SHORT) == expected
