"""Tables of a whole run: they say what the results say, and open where analysts open them."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from result_values import SAMPLE, pair, paragraph, result, results

from tests.cli.conftest import Command, command, translator
from tests.fakes import FakeTranslator
from translate.corrections.reading import read_edited
from translate.outputs.rows import article_row, sentence_rows
from translate.outputs.tables import TABLES, Tables
from translate.settings import Dialect
from translate.types import ArticleResult

__all__ = ["command", "translator"]

UKRAINE = result(
    paragraph(pair("Oekraïne kreeg 3 brieven.", "Ukraine got 3 letters.")),
    path="b.csv#1",
    title="Brieven",
)
UKRAINE = replace(UKRAINE, article=replace(UKRAINE.article, columns={"Bron": "ANP", "Date": "x"}))


def written(folder: Path, *values: ArticleResult, dialect: Dialect = Dialect.EXCEL) -> Path:
    with Tables(folder, tuple(TABLES), dialect) as tables:
        for value in values:
            tables.add(value)
    return folder


def read_csv(file: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def shell(database: Path, query: str) -> list[dict[str, object]]:
    """What SQLite's own shell answers."""
    command = ["sqlite3", "-json", str(database), query]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout or "[]"))


def test_every_file_is_written_and_says_the_same(tmp_path: Path) -> None:
    written(tmp_path, SAMPLE, UKRAINE)
    assert {path.name for path in tmp_path.iterdir()} == {n for all in TABLES.values() for n in all}
    articles = read_csv(tmp_path / "articles.csv")
    assert [row["title_english"] for row in articles] == [
        "The bridge is closed",
        "Ukraine got 3 letters.",
    ]
    assert (articles[0]["doubts"], articles[0]["date"], articles[0]["score"]) == (
        "1",
        "2022-10",
        "0.91",
    )
    assert (articles[1]["Bron"], articles[1]["input_Date"], articles[0]["Bron"]) == ("ANP", "x", "")
    table = parquet.read_table(tmp_path / "sentences.parquet").to_pylist()
    assert table == [*sentence_rows(SAMPLE), *sentence_rows(UKRAINE)]
    (first, second) = parquet.read_table(tmp_path / "articles.parquet").to_pylist()
    assert {name: first[name] for name in article_row(SAMPLE)} == article_row(SAMPLE)
    assert second["Bron"] == "ANP"


def test_columns_of_the_input_keep_their_order(tmp_path: Path) -> None:
    names = ("zeta", "datum", "extra", "alfa", "midden", "bron")
    article = replace(UKRAINE.article, columns=dict.fromkeys(names, "x"))
    written(tmp_path, replace(UKRAINE, article=article))
    with (tmp_path / "articles.csv").open(encoding="utf-8-sig") as stream:
        header = stream.readline().strip().split(",")
    assert tuple(header[-len(names) :]) == names


def test_articles_whose_names_look_alike_are_two(tmp_path: Path) -> None:
    written(tmp_path, *(result(paragraph(pair("Ja.", "Yes.")), path=p) for p in ("a", "a\x1b")))
    assert (
        len(read_csv(tmp_path / "articles.csv")) == len(read_csv(tmp_path / "sentences.csv")) == 2
    )


def test_sentences_of_a_run_can_be_corrected(tmp_path: Path) -> None:
    written(tmp_path, SAMPLE, dialect=Dialect.EXCEL_NL)
    file = tmp_path / "sentences.csv"
    assert not any(one.is_correction for one in read_edited(file))
    text = file.read_text(encoding="utf-8-sig").replace(";There came", ";Then came", 1)
    file.write_text(text, encoding="utf-8")
    (one,) = [one for one in read_edited(file) if one.is_correction]
    assert (one.target, one.machine) == ("Then came 21 boats.", "There came 21 boats.")


def test_dutch_excel_has_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    written(tmp_path, SAMPLE, dialect=Dialect.EXCEL_NL)
    rows = read_csv(tmp_path / "sentences.csv", ";")
    assert (tmp_path / "sentences.csv").read_bytes().startswith(b"\xef\xbb\xbfpath;")
    assert (rows[1]["score"], rows[1]["source"]) == ("0,91", "Er kwamen 12 boten.")


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="sqlite3's shell is not installed")
def test_sqlites_own_shell_finds_words_in_both_languages(tmp_path: Path) -> None:
    database = written(tmp_path, SAMPLE, UKRAINE) / "articles.sqlite"
    find = (
        "SELECT path, target FROM sentences WHERE rowid IN"
        " (SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH '{}')"
    )
    expected = [{"path": "b.csv#1", "target": "Ukraine got 3 letters."}]
    assert shell(database, find.format("oekraine")) == expected
    assert shell(database, find.format("UKRAINE")) == expected
    doubts = "SELECT path, sentence, code FROM flags WHERE severity = 'doubt'"
    assert shell(database, doubts) == [{"path": "a/b.txt", "sentence": 1, "code": "NUM"}]
    pieces = shell(database, "SELECT piece, text, evidence FROM summaries")
    assert pieces == [{"piece": 0, "text": "The bridge is closed.", "evidence": "0"}]
    # how Datasette tells that the table can be searched
    found = "SELECT name FROM sqlite_master WHERE sql LIKE '%USING FTS%content=\"sentences\"%'"
    assert shell(database, found) == [{"name": "sentences_fts"}]
    assert shell(database, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    assert shell(database, "PRAGMA foreign_key_check") == []


@settings(max_examples=20)
@given(st.lists(results, max_size=3, unique_by=lambda one: one.article.path))
def test_any_result_fits_into_the_tables(
    tmp_path_factory: pytest.TempPathFactory, values: list[ArticleResult]
) -> None:
    folder = written(tmp_path_factory.mktemp("tables"), *values)
    count = sum(1 for value in values for _ in value.sentences())
    assert parquet.read_table(folder / "sentences.parquet").num_rows == count
    assert len(read_csv(folder / "sentences.csv")) == count


def test_a_run_writes_them_also_of_what_is_known(
    command: Command, articles: Path, tmp_path: Path, translator: FakeTranslator
) -> None:
    words = ("run", articles, "-o", tmp_path / "out", "--assume-dutch", "-q")
    command(*words)
    asked = len(translator.asked)
    assert command(*words, "--to", "json,sqlite,tables", "--csv-dialect", "excel-nl").code == 0
    assert len(translator.asked) == asked
    assert len(read_csv(tmp_path / "out" / "articles.csv", ";")) == 2
    before = (tmp_path / "out" / "articles.sqlite").read_bytes()
    assert command(*words, "--to", "sqlite").code == 0
    assert (tmp_path / "out" / "articles.sqlite").read_bytes() == before
    ended = command(*words, "--to", "sqlite", "--cluster", "ray")
    assert ended.code == 2 and "leave out --cluster" in ended.err


def test_search_folds_case_and_accents_in_both_languages(command: Command, tmp_path: Path) -> None:
    from translate.outputs import render_json

    boats = result(paragraph(pair("Er kwamen boten.", "Boats came.")))
    (tmp_path / "out").mkdir()
    for number, value in enumerate((boats, UKRAINE)):
        (tmp_path / "out" / f"{number}.json").write_text(render_json(value), encoding="utf-8")
    for words in ("OEKRAINE  kreeg", "ukraine"):
        ended = command("search", words, tmp_path / "out")
        assert ended.code == 0 and ended.out == (
            "b.csv#1, sentence 0\n"
            "    nl: Oekraïne kreeg 3 brieven.\n"
            "    en: Ukraine got 3 letters.\n"
        )
    (hit,) = json.loads(command("search", "boats", tmp_path / "out", "--format", "json").out)
    assert (hit["article"], hit["sentence"]) == ("a/b.txt", 0)
    ended = command("search", "Zwitserland", tmp_path / "out")
    assert ended.code == 3 and "no sentence with" in ended.err
