"""A tiny made-up parallel corpus and a recipe that trains on it in seconds."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

_PEOPLE = [("de man", "the man"), ("de vrouw", "the woman"), ("het kind", "the child"),
           ("de burgemeester", "the mayor"), ("mijn buurman", "my neighbour")]  # fmt: skip
_ACTS = [("ziet", "sees"), ("koopt", "buys"), ("verkoopt", "sells"), ("zoekt", "looks for"),
         ("tekent", "draws")]  # fmt: skip
_THINGS = [("een huis", "a house"), ("een fiets", "a bike"), ("het boek", "the book"),
           ("een boom", "a tree"), ("de krant", "the paper"), ("een brood", "a loaf")]  # fmt: skip
_WHEN = [("vandaag", "today"), ("op maandag", "on Monday"), ("in de stad", "in the city"),
         ("bij het station", "at the station"), ("na het werk", "after work")]  # fmt: skip


def made_up_pairs(count: int, seed: int = 1) -> list[tuple[str, str]]:
    """Distinct (Dutch, English) sentences built from a small grammar."""
    chance = random.Random(seed)
    found: dict[str, str] = {}
    while len(found) < count:
        who, act, what, when = (chance.choice(part) for part in (_PEOPLE, _ACTS, _THINGS, _WHEN))
        number = chance.randint(20, 99)
        dutch = f"{who[0]} {act[0]} {what[0]} {when[0]} voor {number} euro."
        english = f"{who[1]} {act[1]} {what[1]} {when[1]} for {number} euros."
        found[dutch[0].upper() + dutch[1:]] = english[0].upper() + english[1:]
    return list(found.items())


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    """Folder with data and `recipe.toml`; the run goes to `run`, the model to `export`."""
    pairs = made_up_pairs(420)
    rows = [f"made_up\t{english}\t{dutch}\n" for dutch, english in pairs[:400]]
    (tmp_path / "pairs.tsv").write_text("".join(rows), encoding="utf-8")
    for side, name in enumerate(("dev.nl", "dev.en")):
        text = "".join(pair[side] + "\n" for pair in pairs[395:420])
        (tmp_path / name).write_text(text, encoding="utf-8")
    mono = [english for _, english in made_up_pairs(60, seed=2)]
    (tmp_path / "mono.en").write_text("".join(line + "\n" for line in mono), encoding="utf-8")
    (tmp_path / "mono.src").write_text("made_up\n" * len(mono), encoding="utf-8")
    (tmp_path / "recipe.toml").write_text(
        """
run = "run"
export = "export"
[data]
parallel = ["pairs.tsv"]
english = "mono.en"
english_sources = "mono.src"
heldout = ["dev.nl", "dev.en"]
dev_source = "dev.nl"
dev_target = "dev.en"
default_weight = 2.0
max_same_opening = 1000
[tokenizer]
vocabulary = 350
coverage = 1.0
[model]
width = 32
heads = 4
inner = 64
encoder_layers = 2
decoder_layers = 1
positions = 128
[train]
minutes = 5
max_steps = 30
step_tokens = 512
micro_tokens = 256
warmup_steps = 5
helper_processes = 1
helper_nice = 0
[continue]
max_steps = 10
helper_processes = 0
[back_translate]
sentences = 40
[score]
average_last = 2
""",
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def run_stages(recipe: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs stages of the recipe as a user would."""

    def run(*stages: str, config: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "models.training", *stages]
        return subprocess.run(
            [*command, "--config", str(config or recipe / "recipe.toml")],
            cwd=ROOT, capture_output=True, text=True, timeout=110,
            env={**os.environ, "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"},
        )  # fmt: skip

    return run
