"""Files appear whole or not at all, and a full disk is said in one line."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from models.training.config import RecipeError, load_config
from models.training.files import atomic_text, log_event


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "table.tsv"
    target.write_text("old", encoding="utf-8")
    with (
        pytest.raises(RecipeError, match=r"disk full while writing .*free space") as caught,
        atomic_text(target) as out,
    ):
        out.write("new")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert "\n" not in str(caught.value)
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["table.tsv"]


def test_log_lines_are_appended(tmp_path: Path) -> None:
    log_event(tmp_path / "run", "start", tokens=1)
    log_event(tmp_path / "run", "stop", tokens=2)
    lines = (tmp_path / "run" / "log.jsonl").read_text(encoding="utf-8").split("\n")
    assert len(lines) == 3 and '"tokens": 2' in lines[1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[data]\nparallel = []\n[train]\nminuts = 3\n", "unknown setting .train. minuts"),
        ("[data]\n", "missing 1 required"),
        ("color = 1\n[data]\nparallel = []\n", "unknown setting color"),
        ("[data]\nparallel = []\n[model]\nwidth = 30\nheads = 8\n", "model.width"),
        ("not toml", "cannot read recipe"),
    ],
)
def test_a_wrong_recipe_is_explained(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RecipeError, match=message):
        load_config(path)


def test_continue_inherits_from_train(tmp_path: Path) -> None:
    path = tmp_path / "recipe.toml"
    text = "[data]\nparallel = []\n[train]\nbulk = 0.5\nminutes = 3\n[continue]\nminutes = 9\n"
    path.write_text(text, encoding="utf-8")
    config = load_config(path)
    assert (config.train.minutes, config.proceed.minutes) == (3, 9)
    assert config.train.bulk == config.proceed.bulk == 0.5


def test_the_shipped_recipe_is_valid() -> None:
    folder = Path(__file__).resolve().parents[2] / "models" / "training"
    config = load_config(folder / "recipe.toml")
    assert config.export == folder.parent / "nl-en"
    assert config.model.inner == 1536


def test_folders_can_be_overridden(tmp_path: Path) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text('run = "a"\nexport = "b"\n[data]\nparallel = []\n', encoding="utf-8")
    config = load_config(path, tmp_path / "c", tmp_path / "d")
    assert (config.run.name, config.export.name) == ("c", "d")
    config = load_config(path)
    assert (config.run, config.export) == (tmp_path / "a", tmp_path / "b")
