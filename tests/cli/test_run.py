"""``translate run``: exit codes, streams, the table, the record."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import Command
from tests.fakes import FakeTranslator
from translate.engines.processor import processor

DOCS = Path(__file__).parents[2] / "docs" / "reference"


def test_the_table_goes_to_stdout_and_says_where_to_look(
    command: Command, articles: Path, tmp_path: Path
) -> None:
    ended = command("run", articles, "--out", tmp_path / "out", "--assume-dutch")
    assert ended.code == 0 and ended.err == ""
    totals, rows = ended.out.split("\n\n")[:2]
    assert totals.startswith("2 of 2 articles done. ")
    header, first, second = rows.splitlines()
    assert header.split() == ["article", "date", "sentences", "doubts"]
    assert first.startswith("brug.txt") and "2023-04" in first
    assert second.startswith("regio/markt.txt") and "2022-11" in second
    flat = " ".join(ended.out.split())
    assert "Machine translation by fake, not checked by a person." in flat
    assert flat.endswith(f"{tmp_path / 'out' / 'run.json'} tells the whole run.")


def test_json_is_the_record_and_nothing_else(
    command: Command, articles: Path, tmp_path: Path
) -> None:
    ended = command("run", articles, "-o", tmp_path / "out", "--format", "json", "--assume-dutch")
    record = json.loads(ended.out)
    assert record == json.loads((tmp_path / "out" / "run.json").read_text())
    assert record["processor"] == json.loads(json.dumps(asdict(processor())))
    jsonschema.validate(record, json.loads((DOCS / "run.schema.json").read_text()))
    result = json.loads((tmp_path / "out" / "brug.txt.json").read_text())
    jsonschema.validate(result, json.loads((DOCS / "result.schema.json").read_text()))


def test_the_second_run_asks_no_model(
    command: Command, articles: Path, tmp_path: Path, translator: FakeTranslator
) -> None:
    words = ("run", articles, "--out", tmp_path / "out", "--assume-dutch", "--quiet")
    assert command(*words).code == 0
    asked = list(translator.asked)
    assert command(*words).code == 0
    assert translator.asked == asked
    record = json.loads((tmp_path / "out" / "run.json").read_text())
    assert record["totals"]["articles_from_memory"] == 2


def test_one_failure_is_one_line_and_exit_1(
    command: Command, articles: Path, tmp_path: Path
) -> None:
    (articles / "english.txt").write_text(
        "The council decided on Tuesday that the bridge across the river will be closed in May,"
        " and drivers will have to find another way to work for fourteen weeks."
    )
    ended = command("run", articles, "--out", tmp_path / "out", "--quiet")
    assert ended.code == 1
    (line,) = ended.err.splitlines()
    assert line.startswith("translate: ") and "english.txt" in line and "--assume-dutch" in line
    assert ended.out == ""
    assert (tmp_path / "out" / "brug.txt.md").exists()


def test_every_failure_is_exit_5(command: Command, tmp_path: Path) -> None:
    (tmp_path / "leeg.txt").write_text("")
    ended = command("run", tmp_path / "leeg.txt", "--out", tmp_path / "out", "--quiet")
    assert ended.code == 5 and len(ended.err.splitlines()) == 1


def test_results_in_the_folder_of_the_articles_are_told_apart(
    command: Command, articles: Path
) -> None:
    ended = command("run", articles, "--out", articles)
    assert ended.code == 3
    assert "is both the results' folder and the articles'" in ended.err


def test_nothing_to_read_is_exit_3(command: Command, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    ended = command("run", tmp_path / "in", "--out", tmp_path / "out")
    assert ended.code == 3 and len(ended.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["--to", "pdf"],
        ["--to", ""],
        ["--shard", "3/2"],
        ["--shard", "half"],
        ["--limit", "0"],
        ["--beam", "0"],
        ["--no-such-option"],
    ],
    ids=" ".join,
)
def test_wrong_words_are_exit_2(
    command: Command, articles: Path, tmp_path: Path, words: list[str]
) -> None:
    ended = command("run", articles, "--out", tmp_path / "out", *words)
    assert ended.code == 2 and ended.out == ""


def test_a_dry_run_writes_nothing(command: Command, articles: Path, tmp_path: Path) -> None:
    ended = command("run", articles, "--out", tmp_path / "out", "--dry-run", "--assume-dutch")
    assert ended.code == 0 and not (tmp_path / "out").exists()
    assert "2 of 2 articles would be translated" in ended.out
    command("run", articles, "--out", tmp_path / "out", "--quiet", "--assume-dutch")
    again = command(
        "run", articles, "--out", tmp_path / "x", "--dry-run", "--assume-dutch", "--format", "json"
    )
    assert [entry["status"] for entry in json.loads(again.out)["articles"]] == ["known", "known"]


def test_formats_are_chosen(command: Command, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert command("run", articles, "--out", out, "--to", "html,csv", "--assume-dutch").code == 0
    assert sorted(path.name for path in out.iterdir() if path.is_file()) == [
        "brug.txt.csv",
        "brug.txt.html",
        "index.html",
        "run.json",
    ]


def test_a_limit_that_is_met_can_be_raised(
    command: Command, articles: Path, tmp_path: Path
) -> None:
    words = ("run", articles / "brug.txt", "--out", tmp_path / "out", "--quiet", "--assume-dutch")
    ended = command(*words, "--max-bytes", "20")
    assert ended.code == 5 and "raise --max-bytes" in ended.err
    assert command(*words, "--max-bytes", "2000").code == 0


def test_columns_are_named(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("lead,stuk\nx,De brug gaat in mei dicht.\ny,Het regent.\n")
    words = ("run", tmp_path / "a.csv", "--out", tmp_path / "out", "--assume-dutch")
    assert command(*words, "--text-field", "stuk", "--to", "json").code == 0
    results = [json.loads(path.read_text()) for path in sorted((tmp_path / "out").glob("a*"))]
    sources = [result["blocks"][0]["sentences"][0]["source"] for result in results]
    assert sources == ["De brug gaat in mei dicht.", "Het regent."]


def test_a_bug_of_ours_is_one_line_and_exit_70(
    command: Command, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bug(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("translate.pipeline.Pipeline.outcomes", bug)
    ended = command("run", articles, "--out", tmp_path / "out", "--quiet")
    assert ended.code == 70
    assert ended.err.splitlines() == [
        "translate: internal error, please report it: ZeroDivisionError: oops"
        " (TRANSLATE_DEBUG=1 shows where)"
    ]


@pytest.mark.parametrize(
    ("to", "where"),
    [
        ("json,md", "Read OUT/**/*.md; process OUT/**/*.json; OUT/run.json"),
        ("html,tmx,md", "Read OUT/index.html; process OUT/**/*.tmx; OUT/run.json"),
        (
            "md,tables",
            "Read OUT/**/*.md; process OUT/articles.csv, OUT/sentences.csv; OUT/run.json",
        ),
        ("jsonl", "Process OUT/**/*.jsonl; OUT/run.json"),
    ],
)
def test_the_last_line_names_files_that_are_there(
    command: Command, articles: Path, tmp_path: Path, to: str, where: str
) -> None:
    out = tmp_path / "results"
    ended = command("run", articles, "--out", out, "--to", to)
    assert where.replace("OUT", str(out)) in " ".join(ended.out.split())
    for pattern in re.findall(r"OUT/([^,; ]+)", where):
        assert list(out.glob(pattern)), pattern


def test_an_unknown_format_is_answered_with_those_that_are_documented(
    command: Command, articles: Path, tmp_path: Path
) -> None:
    ended = command("run", articles, "--out", tmp_path / "out", "--to", "xml")
    assert ended.code == 2 and "csv, docx" in ended.err and "excel" not in ended.err
