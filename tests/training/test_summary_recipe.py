"""The summariser's recipe end to end on a tiny random model, and its messages."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.training.conftest import ROOT

torch = pytest.importorskip("torch")
sys.path.insert(0, str(ROOT / "tests" / "engines"))

from generate_checkpoints import build_llama  # noqa: E402

from models.training.summary.__main__ import main  # noqa: E402
from models.training.summary.align import families, from_article, from_graded  # noqa: E402
from models.training.summary.config import RuleConfig  # noqa: E402
from models.training.summary.rules import fault  # noqa: E402
from translate.engines.generate import load_generator  # noqa: E402
from translate.types import Model, ModelFamily  # noqa: E402

_TOWNS = ("Gouda", "Ede", "Zwolle", "Delft", "Leiden", "Assen", "Breda", "Goes", "Sneek", "Urk")
_THINGS = ("ferry", "bridge", "museum", "school", "harbour", "market", "library", "theatre")


def made_up_articles() -> list[dict[str, str]]:
    """Articles of three sentences, with a summary that shortens the first."""
    rows = []
    for at, town in enumerate(_TOWNS):
        for thing in _THINGS:
            article = (
                f"The {thing} in {town}, which was built by volunteers long ago, will be closed"
                f" for {at + 3} weeks from Monday because the old roof leaks.\n\n"
                f"Visitors of the {thing} can follow the repairs through a window in the fence.\n\n"
                f"The town council of {town} pays for the work."
            )
            summary = (
                f"The {thing} in {town} will be closed for {at + 3} weeks because the roof leaks."
            )
            rows.append({"source": "made_up", "article": article, "summary": summary})
    return rows


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    """Folder with a base model, data and `recipe.toml`."""
    build_llama(tmp_path / "base")
    lines = (json.dumps(row) + "\n" for row in made_up_articles())
    (tmp_path / "articles.jsonl").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "recipe.toml").write_text(
        f"""
base = "{(tmp_path / "base").as_posix()}"
run = "run"
export = "export"
[data]
articles = ["articles.jsonl"]
heldout_share = 0.2
[train]
rank = 4
rate = 0.01
warmup_steps = 2
epochs = 1
max_tokens = 400
dtype = "float32"
dev_steps = 3
""",
        encoding="utf-8",
    )
    return tmp_path


def run(recipe: Path, *stages: str) -> int:
    return main([*stages, "--config", str(recipe / "recipe.toml")])


def events(recipe: Path, name: str) -> list[dict[str, float]]:
    lines = (recipe / "run" / "log.jsonl").read_text(encoding="utf-8").splitlines()
    return [event for event in map(json.loads, lines) if event["event"] == name]


def test_all_stages_give_an_adapter_that_the_engine_merges(recipe: Path) -> None:
    assert run(recipe, "all") == 0
    losses = [event["heldout"] for event in events(recipe, "train")]
    assert losses[-1] < losses[0]
    assert (recipe / "export" / "adapter_model.safetensors").stat().st_size < 100_000
    base = Model("base", ModelFamily.CAUSAL, recipe / "base", "c" * 64, "test")
    tuned = load_generator(replace(base, adapter=recipe / "export"), 1)
    passages = ["The ferry in Urk sails again after two weeks of repairs, the council says."]
    assert tuned.rewrite(passages, [9]) != load_generator(base, 1).rewrite(passages, [9])
    (first,) = events(recipe, "done")
    config = recipe / "recipe.toml"
    config.write_text(config.read_text("utf-8").replace("epochs = 1", "epochs = 2"), "utf-8")
    assert run(recipe, "train") == 0
    assert events(recipe, "start")[-1]["step"] == first["step"]
    assert events(recipe, "done")[-1]["step"] >= 2 * first["step"]


def test_faults_are_one_line(recipe: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for stage, wanted in (("export", "run stage train first"), ("train", "pairs.jsonl")):
        assert run(recipe, stage) == 1
        said = capsys.readouterr().err
        assert wanted in said and said.count("error: ") == 1
    (recipe / "articles.jsonl").write_text('{"article": "x"}\n', encoding="utf-8")
    assert run(recipe, "pairs") == 1
    assert "line 1 of articles.jsonl" in capsys.readouterr().err


SOURCE = (
    "The shipyard in Harlingen, which has built ferries since the war, will hire 120 welders"
    " because a Norwegian company ordered four ships on Tuesday."
)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("The shipyard in Harlingen will hire 120 welders for four Norwegian ships.", None),
        ("The shipyard in Harlingen will hire 150 welders for four Norwegian ships.", "not traced"),
        ("The shipyard in Harlingen will not hire 120 welders for four ships.", "not traced"),
        ("A wharf will soon recruit people for vessels from Scandinavia there.", "new words"),
        ("The shipyard in Harlingen, which has built ferries since the war.", "copy"),
        ("It will hire 120 welders because a Norwegian company wants four ships.", "doubted"),
        ("It hires.", "length"),
    ],
)
def test_only_faithful_shorter_sentences_teach(target: str, reason: str | None) -> None:
    assert fault([SOURCE], target, RuleConfig()) == reason


def test_a_summary_finds_the_sentences_it_shortens() -> None:
    row = made_up_articles()[0]
    (aligned,) = from_article(row["article"], row["summary"], RuleConfig())
    assert aligned.passage[0].startswith("The ferry in Gouda, which")
    assert len(aligned.passage) == 1
    assert not list(from_article(row["article"], "Nothing of this was said there.", RuleConfig()))


def test_sentences_of_several_levels_find_each_other_in_any_order() -> None:
    easy = "The shipyard in Harlingen will hire 120 welders for four Norwegian ships."
    other = "Pupils in Breda learn how to repair their own bicycles after school."
    for sentences in ([other, easy, SOURCE], [SOURCE, other, easy]):
        (aligned,) = from_graded(sentences, RuleConfig())
        assert (aligned.passage, aligned.target) == ((SOURCE,), easy)


def test_what_is_connected_is_one_family() -> None:
    groups = families([("a", "b"), ("c", "d"), ("d", "b"), ("e", "f")])
    assert len({groups[one] for one in "abcd"}) == 1
    assert groups["e"] == groups["f"] != groups["a"]
