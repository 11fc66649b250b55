"""The script for a borrowed GPU, end to end at toy size on the processor."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("sentencepiece")

from models.training import backtranslate, gpu, parts  # noqa: E402
from models.training.__main__ import main as recipe_main  # noqa: E402
from models.training.config import ModelConfig  # noqa: E402
from models.training.model import (  # noqa: E402
    Batch,
    Translator,
    initialise,
    parameter_count,
    parameter_shapes,
    views,
)
from models.training.search import Search, Settings  # noqa: E402
from models.training.tokenizer import Vocabulary  # noqa: E402
from tests.training.conftest import made_up_pairs  # noqa: E402

SETTINGS = """
run = "gpu"
[pack]
pairs = 300
english = 30
dutch = 20
limit = 1
[teacher.model]
width = 48
heads = 4
inner = 64
encoder_layers = 1
decoder_layers = 1
positions = 128
embedding_start = "random"
[teacher.train]
max_steps = 6
step_tokens = 512
micro_tokens = 512
helper_processes = 0
[teacher.continue]
max_steps = 3
[student.model]
width = 32
heads = 4
inner = 64
encoder_layers = 2
decoder_layers = 1
positions = 128
[student.train]
start = "export"
to_dutch = 0.0
max_steps = 3
step_tokens = 512
micro_tokens = 512
helper_processes = 0
[distil]
pairs = 20
beam = 2
chunk = 16
"""


@pytest.fixture
def packed(recipe: Path) -> Path:
    """The toy recipe with an exported model, and its pack for the other machine."""
    config = recipe / "recipe.toml"
    text = config.read_text(encoding="utf-8").replace("max_steps = 30", "max_steps = 1")
    text = text.replace("[tokenizer]", 'dutch = "mono.nl"\n[tokenizer]')
    text = text.replace("[back_translate]", '[back_translate]\nnames = "names.tsv"')
    config.write_text(text.replace("helper_processes = 1", "helper_processes = 0"), "utf-8")
    dutch = [pair[0] for pair in made_up_pairs(30, seed=5)]
    (recipe / "mono.nl").write_text("".join(line + "\n" for line in dutch), encoding="utf-8")
    (recipe / "names.tsv").write_text("Poetin\tPutin\tperson\n", encoding="utf-8")
    (recipe / "gpu.toml").write_text(SETTINGS, encoding="utf-8")
    assert recipe_main(["prepare", "tokenizer", "train", "export", "--config", str(config)]) == 0
    assert call(recipe, "pack") == 0
    return recipe


@pytest.fixture
def all_usable(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a toy teacher says is kept, as that of a real one would be."""
    monkeypatch.setattr(backtranslate, "usable", lambda dutch, english, rules: True)
    monkeypatch.setattr(backtranslate.NameCheck, "fault", lambda self, dutch, english: None)


def call(
    folder: Path, *steps: str, out: str = "out", back: str = "back", seconds: int = 500
) -> int:
    options = {
        "settings": folder / "gpu.toml", "config": folder / "recipe.toml", "out": folder / out,
        "back": folder / back, "seconds": seconds,
    }  # fmt: skip
    named = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    return gpu.main([*steps, "--device", "cpu", *named])


@pytest.mark.usefixtures("all_usable")
def test_all_steps_in_turn(packed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = ("teach", "back-translate", "teach", "distil", "export", "score")
    assert call(packed, *steps) == 0
    said = capsys.readouterr().out
    assert re.search(r"teacher: BLEU [\d.]+, chrF [\d.]+\nstudent: BLEU", said)
    assert (packed / "gpu" / "nl-en" / "model.safetensors").exists()
    out = {path.name for path in (packed / "out").iterdir()}
    assert out == {
        f"{name}.part1of1"
        for name in ("teacher.pt", "back-translations.tar.xz", "answers.tar.xz", "student.pt")
    }
    pack_files = packed / "gpu" / "texts"
    assert len((pack_files / "dutch.txt").read_text(encoding="utf-8").splitlines()) == 20
    assert len((pack_files / "english.txt").read_text(encoding="utf-8").splitlines()) == 30


@pytest.mark.usefixtures("all_usable")
def test_a_fresh_machine_goes_on_from_the_parts(
    packed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(packed, "teach", "back-translate") == 0
    made = (packed / "gpu" / "back-translations" / "model-00000000.tsv").read_bytes()
    (packed / "out").rename(packed / "back")
    pack = (packed / "gpu" / gpu.PACK).read_bytes()
    shutil.rmtree(packed / "gpu")
    (packed / "gpu").mkdir()
    (packed / "gpu" / gpu.PACK).write_bytes(pack)
    capsys.readouterr()
    assert call(packed, "back-translate", "teach") == 0
    said = capsys.readouterr().out
    assert "teacher: taken up from" in said and "train: already done" in said
    assert (packed / "gpu" / "back-translations" / "model-00000000.tsv").read_bytes() == made
    assert '"stage": "continue"' in (packed / "gpu" / "teacher" / "log.jsonl").read_text("utf-8")


def test_a_call_stops_before_its_limit(packed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = packed / "gpu.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("max_steps = 6", "max_steps = 100000"), encoding="utf-8")
    assert call(packed, "teach", "score", seconds=4) == 0
    said = capsys.readouterr().out
    assert "teach: stopped by the clock" in said and "BLEU" not in said
    assert (packed / "out" / "teacher.pt.part1of1").exists()


def test_faults_are_one_line(packed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert call(packed, "distil") == 1
    assert "no teacher" in capsys.readouterr().err
    assert call(packed, "teach", "back-translate") == 1
    assert "no back-translation" in capsys.readouterr().err
    file = packed / "gpu.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("limit = 1", "limit = 0.001"), encoding="utf-8")
    assert call(packed, "pack") == 1
    error = capsys.readouterr().err
    assert "the limit is 0" in error and error.count("\n") == 1
    if not torch.cuda.is_available():
        assert gpu.main(["teach", "--settings", str(file)]) == 1
        assert "sees no GPU here" in capsys.readouterr().err


def test_parts_are_small_and_none_may_be_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = tmp_path / "a.bin"
    whole.write_bytes(bytes(range(200)))
    written = parts.split(whole, tmp_path / "out", size=64)
    assert [part.stat().st_size for part in written] == [64, 64, 64, 8]
    assert parts.join(tmp_path / "out", "a.bin", tmp_path / "b.bin")
    assert (tmp_path / "b.bin").read_bytes() == whole.read_bytes()
    assert not parts.join(tmp_path / "out", "other", tmp_path / "c.bin")
    written[1].unlink()
    capsys.readouterr()
    assert not parts.join(tmp_path / "out", "a.bin", tmp_path / "c.bin")
    assert "3 of its 4 parts" in capsys.readouterr().out
    whole.write_bytes(b"short")
    assert len(parts.split(whole, tmp_path / "out", size=64)) == 1
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_search_finds_what_scoring_all_pieces_finds(packed: Path) -> None:
    vocabulary = Vocabulary(packed / "run")
    size = ModelConfig(
        width=32, heads=4, encoder_layers=1, decoder_layers=2, inner=48, positions=40
    )
    shapes = parameter_shapes(size, len(vocabulary))
    flat = torch.zeros(parameter_count(shapes))
    weights = views(flat, shapes)
    initialise(weights, seed=3)
    flat.add_(torch.randn(flat.shape, generator=torch.Generator().manual_seed(4)) * 0.3)
    weights["shared"][vocabulary.pad] = 0.0
    model = Translator(size, vocabulary.pad, "cpu")
    texts = ["De man ziet een huis.", "Het kind koopt vandaag de krant voor 25 euro."]
    search = Search(model, weights, vocabulary)
    together = search.translate(texts, Settings())
    assert together == [search.translate([text], Settings())[0] for text in texts]
    never = [vocabulary.pad, *(vocabulary.ids[tag] for tag in (">>nl<<", ">>en<<", ">>bt<<"))]
    source = torch.tensor([[*vocabulary.encode(texts[0]), vocabulary.end]])
    written = [vocabulary.pad]
    for _ in range(2 * source.shape[1] + 8):
        inputs = torch.tensor([written])
        scores = model.logits(weights, Batch(source, inputs, inputs))[0, -1]
        scores[never] = float("-inf")
        written.append(int(scores.argmax()))
        if written[-1] == vocabulary.end:
            break
    pieces = [piece for piece in written[1:] if piece != vocabulary.end]
    assert together[0] == vocabulary.decode_many([pieces])[0]
