"""The recipe end to end, stopped and resumed, and its messages when something is wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.training.conftest import ROOT, made_up_pairs
from translate.shelf.store import Manifest, describe_files

torch = pytest.importorskip("torch")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def events(recipe: Path, name: str) -> list[dict[str, object]]:
    lines = (recipe / "run" / "log.jsonl").read_text(encoding="utf-8").splitlines()
    return [event for event in map(json.loads, lines) if event["event"] == name]


def test_all_stages_give_a_model_and_a_log(recipe: Path, run_stages: Run) -> None:
    done = run_stages("all")
    assert done.returncode == 0, done.stderr
    report = json.loads((recipe / "run" / "prepare.json").read_text(encoding="utf-8"))
    assert report["pairs"]["evaluation text"] == 5
    assert "removed because they occur in evaluation text: 5" in done.stdout
    assert {path.name for path in (recipe / "export").iterdir()} >= {
        "config.json", "generation_config.json", "model.safetensors", "source.spm", "target.spm",
        "vocab.json", "tokenizer_config.json",
    }  # fmt: skip
    manifest = Manifest.read(recipe / "export" / "manifest.json")
    assert (manifest.name, manifest.licence) == ("nl-en", "MIT")
    assert manifest.files == describe_files(recipe / "export")
    (scores,) = events(recipe, "evaluate")
    assert str(scores["bleu_signature"]).startswith("nrefs:1")
    (kept,) = events(recipe, "probe")
    assert re.fullmatch(r"\d+/20", str(kept["negation"]))
    (synthetic,) = events(recipe, "back-translate")
    assert synthetic["asked"] == 40
    first, second = events(recipe, "done")
    assert int(str(second["tokens"])) > int(str(first["tokens"])) > 30 * 512
    assert float(str(first["dev"])) < 5.5  # a uniform guess over 350 pieces costs 5.86
    assert (recipe / "export" / "learning-curve.png").stat().st_size > 1000
    assert "target tokens a second" in done.stdout
    again = run_stages("train", "continue")
    assert again.stdout.count("already done") == 2


def test_back_translations_made_before_join_the_run(recipe: Path, run_stages: Run) -> None:
    pairs = made_up_pairs(30, seed=3)
    wrong = [(pairs[0][0].replace("maandag", "VVD"), pairs[0][1])]
    rows = [f"news\t{english}\t{dutch}\n" for dutch, english in pairs + wrong]
    (recipe / "ready.tsv").write_text("".join(rows), encoding="utf-8")
    config = recipe / "recipe.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace("sentences = 40", 'sentences = 0\nready = ["ready.tsv"]'), encoding="utf-8"
    )
    assert run_stages("prepare", "back-translate").returncode == 0
    (event,) = events(recipe, "back-translate")
    assert (event["kept"], event["invented name"]) == (30, 1)
    written = (recipe / "run" / "synthetic.tsv").read_text(encoding="utf-8").splitlines()
    assert [tuple(line.split("\t")[2:]) for line in written] == pairs


def test_a_stopped_run_resumes_where_it_was(recipe: Path, run_stages: Run) -> None:
    config = recipe / "recipe.toml"
    text = config.read_text(encoding="utf-8")
    endless = 'max_steps = 100000\narithmetic = "float32"'
    config.write_text(text.replace("max_steps = 30", endless), encoding="utf-8")
    assert run_stages("prepare", "tokenizer").returncode == 0
    command = [sys.executable, "-m", "models.training", "train", "--config", str(config)]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, "OMP_NUM_THREADS": "1"}) as process:
        log = recipe / "run" / "log.jsonl"
        for _ in range(600):
            if '"event": "train"' in log.read_text(encoding="utf-8"):
                break
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    (stop,) = events(recipe, "stop")
    assert int(str(stop["steps"])) >= 20
    steps = int(str(stop["steps"])) + 5
    # A checkpoint goes from one arithmetic to the other.
    rest = f'max_steps = {steps}\narithmetic = "bfloat16"'
    config.write_text(text.replace("max_steps = 30", rest), encoding="utf-8")
    assert run_stages("train").returncode == 0
    starts = [event["arithmetic"] for event in events(recipe, "start")]
    assert starts == ["float32", "bfloat16"]
    start, done = events(recipe, "start")[-1], events(recipe, "done")[-1]
    assert start["resumed_at"] == stop["tokens"]
    assert done["steps"] == steps
    seen = int(str(done["tokens"])) - int(str(stop["tokens"]))
    assert 5 * 512 <= seen <= 5 * (512 + 4 * 256)


def test_pseudo_dutch_comes_from_the_lexicon(recipe: Path, run_stages: Run) -> None:
    config = recipe / "recipe.toml"
    text = config.read_text(encoding="utf-8")
    text = text.replace("[back_translate]", '[back_translate]\nmethod = "lexicon"')
    config.write_text(text, encoding="utf-8")
    done = run_stages("prepare", "back-translate")
    assert done.returncode == 0, done.stderr
    rows = (recipe / "run" / "synthetic.tsv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 40
    _, _, dutch, english = rows[0].split("\t")
    truth = {en: nl for nl, en in made_up_pairs(500, seed=2)}[english]
    assert len(set(dutch.lower().split()) & set(truth.lower().split())) >= 8
    assert (recipe / "run" / "lexicon.json").exists()


def test_faults_are_one_line(recipe: Path, run_stages: Run) -> None:
    (recipe / "pairs.tsv").write_text("only one column\n", encoding="utf-8")
    done = run_stages("prepare")
    assert done.returncode == 1
    assert (
        done.stderr == "error: pairs.tsv line 1: expected source, English, Dutch; found 1 columns\n"
    )
    (recipe / "pairs.tsv").unlink()
    done = run_stages("prepare")
    assert done.returncode == 1
    assert done.stderr.startswith("error: cannot read") and done.stderr.count("\n") == 1
    done = run_stages("train")
    assert done.returncode == 1
    assert "run stage tokenizer first" in done.stderr and done.stderr.count("\n") == 1


def test_a_damaged_checkpoint_is_named(recipe: Path, run_stages: Run) -> None:
    assert run_stages("prepare", "tokenizer").returncode == 0
    (recipe / "run" / "checkpoint.pt").write_bytes(b"not a checkpoint")
    done = run_stages("train")
    assert done.returncode == 1
    assert "cannot read checkpoint" in done.stderr and done.stderr.count("\n") == 1


def test_a_new_run_can_start_from_an_exported_model(recipe: Path, run_stages: Run) -> None:
    config = recipe / "recipe.toml"
    text = config.read_text(encoding="utf-8").replace("max_steps = 30", "max_steps = 2")
    config.write_text(text, encoding="utf-8")
    assert run_stages("prepare", "tokenizer", "train").returncode == 0
    outdated = recipe / "run" / "averaged.pt"  # made before the run went on
    torch.save({"shared": torch.zeros(1)}, outdated)
    os.utime(outdated, (0, 0))
    assert run_stages("export").returncode == 0
    text = text.replace('run = "run"', 'run = "second"').replace(
        "[train]", '[train]\nstart = "export"\nmatrix_rate = 0.0\nother_rate = 0.0'
    )
    config.write_text(text, encoding="utf-8")
    done = run_stages("prepare", "tokenizer", "train")
    assert done.returncode == 0, done.stderr
    first = torch.load(recipe / "run" / "checkpoint.pt", weights_only=True)
    second = torch.load(recipe / "second" / "checkpoint.pt", weights_only=True)
    assert torch.allclose(
        second["tensors"]["master"], first["tensors"]["average"].half().float(), atol=1e-6
    )
    config.write_text(text.replace('start = "export"', 'start = "nowhere"'), encoding="utf-8")
    shutil.rmtree(recipe / "second")
    done = run_stages("prepare", "tokenizer")
    assert done.returncode == 1
    assert "cannot start from" in done.stderr and done.stderr.count("\n") == 1


def test_the_model_translates_dutch_news_for_itself(recipe: Path, run_stages: Run) -> None:
    dutch = [pair[0] for pair in made_up_pairs(30, seed=5)]
    heldout = (recipe / "dev.nl").read_text(encoding="utf-8").splitlines()[0]
    lines = [*dutch, dutch[0], heldout, "Te kort."]
    (recipe / "mono.nl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (recipe / "mono.nl.src").write_text("news\n" * len(lines), encoding="utf-8")
    config = recipe / "recipe.toml"
    text = config.read_text(encoding="utf-8").replace(
        'heldout = ["dev.nl"',
        'dutch = "mono.nl"\ndutch_sources = "mono.nl.src"\nheldout = ["dev.nl"',
    )
    config.write_text(
        f'{text}[forward]\nmodel = "export"\nbeam = 2\nunlikely = 0.5\n', encoding="utf-8"
    )
    assert run_stages("prepare", "tokenizer", "train").returncode == 0
    done = run_stages("forward-translate")
    assert done.returncode == 1
    assert "no model in" in done.stderr and done.stderr.count("\n") == 1
    assert run_stages("export").returncode == 0
    done = run_stages("forward-translate")
    assert done.returncode == 0, done.stderr
    (event,) = events(recipe, "forward-translate")
    # the held-out sentence, the repeat and the one that is too short are not asked
    assert (event["asked"], event["unlikely"]) == (30, 15)
    (part,) = (recipe / "run" / "forward").iterdir()
    answers = [line.split("\t") for line in part.read_text(encoding="utf-8").splitlines()]
    assert {row[1] for row in answers} == set(dutch)
    kept = (recipe / "run" / "forward.tsv").read_text(encoding="utf-8").splitlines()
    likely = sorted(answers, key=lambda row: -float(row[0]))[:15]
    assert {line.split("\t")[2] for line in kept} <= {row[1] for row in likely}
    assert all(line.startswith("forward-translated\t1.0\t") for line in kept)
    assert run_stages("train").returncode == 0
    assert (recipe / "run" / "forward.npz").exists() == bool(kept)
