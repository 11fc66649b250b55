"""``translate evaluate`` through the tool's own path."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.fakes import english

DUTCH = ["De brug gaat dicht.", "De raad stemde voor.", "Het regent al 14 dagen.", "Niemand sprak."]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    lines = {"nl": DUTCH, "en": [english(line) for line in DUTCH]}
    for name, text in lines.items():
        (tmp_path / name).write_text("".join(f"{line}\n" for line in text), encoding="utf-8")
    (tmp_path / "meta.tsv").write_text("url\ttopic\nx\troads\nx\tpolitics\nx\troads\nx\troads\n")
    return tmp_path


def test_it_scores_what_it_translates(command: Command, files: Path) -> None:
    words = ("--subjects", files / "meta.tsv", "--write", files / "out", "--format", "json")
    answer = json.loads(command("evaluate", files / "nl", files / "en", *words).out)
    assert [one["value"] for one in answer["scores"]] == [100.0, 100.0]
    assert answer["system"].startswith("mt:fake@")
    assert {label: of[0]["sentences"] for label, of in answer["slices"].items()} == {
        "politics": 1,
        "roads": 3,
    }
    assert answer["confidence"]["separation"] is None  # none came out poor
    assert sum(band["sentences"] for band in answer["confidence"]["bands"]) == 4
    assert (files / "out").read_text() == (files / "en").read_text()


@pytest.mark.parametrize("name", ["nl", "en", "meta.tsv"])
def test_an_input_is_never_written_over(command: Command, files: Path, name: str) -> None:
    before = (files / name).read_bytes()
    words = ("--subjects", files / "meta.tsv", "--write", files / name)
    ended = command("evaluate", files / "nl", files / "en", *words)
    assert ended.code == 2 and "would overwrite" in ended.err
    assert (files / name).read_bytes() == before


def test_another_systems_output_is_compared(command: Command, files: Path) -> None:
    (files / "theirs").write_text("no\nidea\nat\nall\n")
    ended = command("evaluate", files / "nl", files / "en", "--against", files / "theirs")
    assert ended.code == 0 and "against 0.0: p = " in ended.out


def test_a_column_that_is_not_there_is_exit_2(command: Command, files: Path) -> None:
    words = ("--subjects", files / "meta.tsv", "--column", "domain")
    ended = command("evaluate", files / "nl", files / "en", *words)
    assert ended.code == 2 and "it has url, topic" in ended.err


def test_a_missing_file_is_one_line(command: Command, files: Path) -> None:
    ended = command("evaluate", files / "nope", files / "en")
    assert ended.code == 2 and len(ended.err.splitlines()) == 1


def test_summaries_are_scored_beside_a_baseline(command: Command, tmp_path: Path) -> None:
    article = " ".join(f"The council of place {n} met on Monday to vote." for n in range(9))
    line = json.dumps({"article": article, "summary": "The councils met."})
    (tmp_path / "set.jsonl").write_text(f"{line}\n{line}\n")
    words = ("evaluate", "--summaries", tmp_path / "set.jsonl", "--format", "json")
    rows = json.loads(command(*words).out)
    assert rows[-1]["system"] == "lead-3" and rows[-1]["new_bigrams"] == 0
    assert all(row["articles"] == 2 and row["rouge1"] > 0 for row in rows)


def test_nothing_to_evaluate_is_exit_2(command: Command, tmp_path: Path) -> None:
    assert command("evaluate").code == 2
    (tmp_path / "bad.jsonl").write_text("{}\n")
    assert command("evaluate", "--summaries", tmp_path / "bad.jsonl").code == 2


@pytest.mark.parametrize("option", ["--against", "--subjects", "--hypothesis", "--write"])
def test_what_is_missing_is_said_before_the_work(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    def works(*_: object) -> None:
        raise AssertionError("translated before it looked")

    monkeypatch.setattr("translate.pipeline.Pipeline.lines", works)
    (tmp_path / "nl").write_text("Een.\nTwee.\n", encoding="utf-8")
    (tmp_path / "en").write_text("One.\nTwo.\n", encoding="utf-8")
    missing = tmp_path / "nowhere" / "file"
    ended = command("evaluate", tmp_path / "nl", tmp_path / "en", option, missing)
    assert ended.code != 0 and ended.out == "" and len(ended.err.splitlines()) == 1
    assert "nowhere" in ended.err


def test_files_of_different_lengths_are_one_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "nl").write_text("Een.\nTwee.\n", encoding="utf-8")
    (tmp_path / "en").write_text("One.\n", encoding="utf-8")
    ended = command("evaluate", tmp_path / "nl", tmp_path / "en")
    assert ended.code == 2 and "has 2 sentences" in ended.err


def test_files_without_a_sentence_are_no_score(command: Command, tmp_path: Path) -> None:
    for text in ("", "\n \n"):
        (tmp_path / "nl").write_text(text)
        ended = command("evaluate", tmp_path / "nl", tmp_path / "nl")
        assert ended.code == 2 and ended.out == "" and "nl is empty" in ended.err
