"""The training model computes what the exported Hugging Face model computes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
sentencepiece = pytest.importorskip("sentencepiece")
transformers = pytest.importorskip("transformers")

from models.training import arithmetic  # noqa: E402
from models.training.config import ModelConfig, TrainConfig  # noqa: E402
from models.training.export import write_model  # noqa: E402
from models.training.model import (  # noqa: E402
    Batch,
    Translator,
    initialise,
    parameter_count,
    parameter_shapes,
    views,
)
from models.training.optimiser import Optimiser, orthogonalise  # noqa: E402
from models.training.store import (  # noqa: E402
    Batches,
    Encoded,
    batch_rows,
    encode_pairs,
    load_encoded,
    plan_pass,
)
from models.training.tokenizer import PAD, TAGS, Vocabulary  # noqa: E402
from models.training.workers import MicroWorker, Shared  # noqa: E402
from tests.training.conftest import made_up_pairs  # noqa: E402

SIZE = ModelConfig(width=32, heads=4, encoder_layers=2, decoder_layers=2, inner=48, positions=64)


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tokenizer")
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(text for pair in made_up_pairs(200) for text in pair),
        model_prefix=str(folder / "source"), vocab_size=340, byte_fallback=True,
        unk_id=1, eos_id=0, bos_id=-1, pad_id=-1, minloglevel=2,
    )  # fmt: skip
    (folder / "source.model").rename(folder / "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    model = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    pieces = [model.id_to_piece(i) for i in range(model.get_piece_size())]
    table = {piece: index for index, piece in enumerate([*pieces, *TAGS, PAD])}
    (folder / "vocab.json").write_text(json.dumps(table), encoding="utf-8")
    return folder


def random_weights(vocabulary: int) -> dict[str, torch.Tensor]:
    shapes = parameter_shapes(SIZE, vocabulary)
    flat = torch.zeros(parameter_count(shapes))
    weights = views(flat, shapes)
    initialise(weights, seed=3)
    generator = torch.Generator().manual_seed(4)
    flat.add_(torch.randn(flat.shape, generator=generator) * 0.05)  # biases must matter
    weights["shared"][-1] = 0.0  # pad: decoding starts from a zero embedding
    return views(flat.half().float(), shapes)


@pytest.mark.parametrize(("length", "rows"), [(10, 160), (26, 64), (63, 32), (64, 32), (128, 12)])
def test_rows_come_in_few_numbers(length: int, rows: int) -> None:
    assert batch_rows(TrainConfig(micro_tokens=1600), length) == rows


def test_export_gives_the_same_scores_and_tokens(tokenizer: Path, tmp_path: Path) -> None:
    vocabulary = len(json.loads((tokenizer / "vocab.json").read_text(encoding="utf-8")))
    weights = random_weights(vocabulary)
    write_model(weights, SIZE, tokenizer, tmp_path)
    assert len({path.stat().st_mode for path in tmp_path.iterdir()}) == 1  # all the umask's
    auto = transformers.AutoTokenizer.from_pretrained(tmp_path)
    model = transformers.AutoModelForSeq2SeqLM.from_pretrained(tmp_path, dtype=torch.float32)
    texts = ["De man ziet een huis in de stad.", "Het kind koopt vandaag de krant voor 25 euro."]
    source = auto(texts, return_tensors="pt", padding=True)
    target = torch.randint(2, vocabulary - 4, (2, 7), generator=torch.Generator().manual_seed(1))
    start = torch.full((2, 1), vocabulary - 1)
    inputs = torch.cat([start, target[:, :-1]], 1)
    with torch.no_grad():
        theirs = model.eval()(**source, decoder_input_ids=inputs).logits
        batch = Batch(source["input_ids"], inputs, target)
        ours = Translator(SIZE, vocabulary - 1, "cpu").logits(weights, batch)
    assert torch.allclose(ours, theirs, atol=2e-5)
    assert auto(texts[0])["input_ids"][-1] == 0
    tagged = auto(">>nl<< The man sees a house.")["input_ids"]
    assert tagged[0] == vocabulary - 4
    assert auto.decode(auto(texts[1])["input_ids"], skip_special_tokens=True) == texts[1]


def test_ctranslate2_agrees_with_transformers(tokenizer: Path, tmp_path: Path) -> None:
    ctranslate2 = pytest.importorskip("ctranslate2")
    vocabulary = len(json.loads((tokenizer / "vocab.json").read_text(encoding="utf-8")))
    write_model(random_weights(vocabulary), SIZE, tokenizer, tmp_path / "hf")
    converter = ctranslate2.converters.TransformersConverter(str(tmp_path / "hf"))
    converter.convert(str(tmp_path / "ct2"), quantization="float32")
    auto = transformers.AutoTokenizer.from_pretrained(tmp_path / "hf")
    model = transformers.AutoModelForSeq2SeqLM.from_pretrained(tmp_path / "hf", dtype=torch.float32)
    text = "De vrouw zoekt een fiets bij het station."
    ids = auto(text, return_tensors="pt")
    found = model.generate(**ids, num_beams=1, max_length=12)[0].tolist()[1:]
    translator = ctranslate2.Translator(str(tmp_path / "ct2"), device="cpu", intra_threads=1)
    tokens = auto.convert_ids_to_tokens(ids["input_ids"][0])
    result = translator.translate_batch([tokens], beam_size=1, max_decoding_length=11)
    assert auto.convert_tokens_to_ids(result[0].hypotheses[0]) == [i for i in found if i]


def test_loss_gradient_is_that_of_the_smoothed_loss() -> None:
    vocabulary, pad = 30, 29
    size = ModelConfig(width=8, heads=2, encoder_layers=1, decoder_layers=1, inner=8, positions=16)
    shapes = parameter_shapes(size, vocabulary)
    flat = torch.zeros(parameter_count(shapes), dtype=torch.float32)
    initialise(views(flat, shapes), seed=1)
    model = Translator(size, pad, "cpu")
    generator = torch.Generator().manual_seed(2)
    ids = torch.randint(0, 29, (3, 6), generator=generator)
    ids[0, 4:] = pad
    batch = Batch(ids, ids, ids)

    def gradient(smoothed: bool) -> torch.Tensor:
        leaf = flat.clone().requires_grad_()
        weights = views(leaf, shapes)
        if smoothed:
            model.loss(weights, batch, smoothing=0.1).backward()
        else:
            torch.nn.functional.cross_entropy(
                model.logits(weights, batch).flatten(0, 1), ids.flatten(),
                ignore_index=pad, label_smoothing=0.1, reduction="sum",
            ).backward()  # fmt: skip
        assert leaf.grad is not None
        return leaf.grad

    assert torch.allclose(gradient(True), gradient(False), atol=1e-4)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32])
def test_orthogonalised_matrices_have_unit_singular_values(dtype: torch.dtype) -> None:
    generator = torch.Generator().manual_seed(5)
    found = orthogonalise(torch.randn(2, 16, 40, generator=generator), dtype)
    values = torch.linalg.svdvals(found.float())
    assert bool(((values > 0.6) & (values < 1.35)).all())


def test_optimiser_moves_every_parameter() -> None:
    shapes = parameter_shapes(SIZE, 50)
    master = torch.randn(parameter_count(shapes), generator=torch.Generator().manual_seed(1))
    before = master.clone()
    optimiser = Optimiser(master, shapes, torch.float32)
    gradient = torch.randn(master.shape, generator=torch.Generator().manual_seed(2))
    optimiser.step(gradient, 0.02, 0.002)
    assert float((master != before).float().mean()) > 0.999  # rounding may hide a tiny move


@pytest.mark.parametrize(
    ("slow", "chosen"), [(torch.bfloat16, torch.float32), (torch.float32, torch.bfloat16)]
)
def test_products_use_the_type_that_is_faster_here(
    slow: torch.dtype, chosen: torch.dtype, monkeypatch: pytest.MonkeyPatch
) -> None:
    def timed(left: torch.Tensor, right: torch.Tensor, device: str) -> float:
        return 1.0 if left.dtype == slow else 0.01

    monkeypatch.setattr(arithmetic, "_timed", timed)
    dtype, why = arithmetic.choose("auto", "cpu")
    assert dtype == chosen
    assert f"computing in {str(chosen).removeprefix('torch.')}" in why
    assert arithmetic.choose("bfloat16", "cpu")[0] == torch.bfloat16


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32])
def test_a_step_gets_the_gradient_of_its_micro_batches(
    tokenizer: Path, tmp_path: Path, dtype: torch.dtype
) -> None:
    vocabulary = Vocabulary(tokenizer)
    table = tmp_path / "pairs.tsv"
    rows = [f"made_up\t1.0\t{dutch}\t{english}\n" for dutch, english in made_up_pairs(20)]
    table.write_text("".join(rows), encoding="utf-8")
    encode_pairs(table, tmp_path / "pairs.npz", vocabulary)
    settings = TrainConfig(to_dutch=0.0, micro_tokens=128)
    batches = Batches(load_encoded([tmp_path / "pairs.npz"]), settings, vocabulary)
    shapes = parameter_shapes(SIZE, len(vocabulary))
    master = torch.zeros(parameter_count(shapes))
    initialise(views(master, shapes), seed=1)
    shared = Shared.create(master, 0, dtype)
    worker = MicroWorker(Translator(SIZE, vocabulary.pad, "cpu"), shapes, shared, batches, settings)
    total = None
    while total is None:
        worker.micro()
        total = shared.take_if_ready(worker, 200)
    assert total.tokens >= 200
    assert 1 < total.loss / total.tokens < 8
    assert float(total.gradient.norm()) > 1
    assert float(worker.gradient.norm()) == 0


def test_a_pass_draws_by_weight_and_is_repeatable() -> None:
    import numpy as np

    count = 300
    at = np.arange(count + 1) * 5
    ids = np.zeros(count * 5, np.uint16)
    weight = np.where(np.arange(count) < 100, 2.0, 0.5).astype(np.float32)
    data = Encoded(ids, at, ids, at, weight, np.zeros(count, np.bool_))
    settings = TrainConfig(micro_tokens=64, to_dutch=0.5)
    plan = plan_pass(data, settings, 3)
    draws = np.bincount(plan.order, minlength=count)
    assert (draws[:100] == 2).all()
    assert 60 < draws[100:].sum() < 140
    covered = sorted(i for a, b in zip(plan.starts, plan.ends, strict=True) for i in range(a, b))
    assert covered == list(range(len(plan.order)))
    assert (plan_pass(data, settings, 3).order == plan.order).all()
    assert not np.array_equal(plan_pass(data, settings, 4).order, plan.order)


def test_tags_mark_direction_and_machine_made_sources(tokenizer: Path, tmp_path: Path) -> None:
    vocabulary = Vocabulary(tokenizer)
    table = tmp_path / "pairs.tsv"
    table.write_text(
        "made_up\t1.0\tde man\tthe man\nback-translated\t1.0\thet kind\tthe child\n",
        encoding="utf-8",
    )
    encode_pairs(table, tmp_path / "pairs.npz", vocabulary)
    data = load_encoded([tmp_path / "pairs.npz"])
    for to_dutch, tag in ((0.0, []), (1.0, [vocabulary.ids[">>nl<<"]])):
        batch = Batches(data, TrainConfig(to_dutch=to_dutch, buckets=(64,)), vocabulary).get(0)
        rows = {
            tuple(i for i in source if i != vocabulary.pad): [i for i in out if i != vocabulary.pad]
            for source, out in zip(batch.source.tolist(), batch.target_out.tolist(), strict=True)
            if source[0] != vocabulary.pad  # unused rows
        }
        sides = [vocabulary.encode(text) for text in ("de man", "the man")]
        source, target = reversed(sides) if to_dutch else sides
        back = vocabulary.encode("het kind"), vocabulary.encode("the child")
        assert rows == {
            (*tag, *source, 0): [*target, 0],
            (vocabulary.ids[">>bt<<"], *back[0], 0): [*back[1], 0],
        }
        settings = TrainConfig(tagged=0.0, to_dutch=to_dutch, buckets=(64,))
        plain = Batches(data, settings, vocabulary).get(0)
        assert not (plain.source == vocabulary.ids[">>bt<<"]).any()
        assert (batch.target_in[:, 0] == vocabulary.pad).all()
        assert (batch.target_in[:, 1:3] == batch.target_out[:, :2]).all()
