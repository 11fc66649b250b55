"""``translate run -``: standard input is a file like any other."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.articles.documents_made import docx, paragraph
from tests.cli.conftest import Command
from tests.fakes import FakeTranslator

DUTCH = "De burgemeester van Utrecht opent morgen de nieuwe brug over het kanaal."


def written(out: Path) -> list[str]:
    return sorted(
        path.name
        for path in out.iterdir()
        if path.suffix in (".json", ".md") and path.name != "run.json"
    )


def test_text_comes_out_as_stdin(
    command: Command, tmp_path: Path, translator: FakeTranslator
) -> None:
    words = ("run", "-", "--out", tmp_path, "--assume-dutch", "--quiet")
    ended = command(*words, stdin=f" date 2022-10 {DUTCH}".encode())
    assert (ended.code, ended.err) == (0, "")
    assert written(tmp_path) == ["stdin.json", "stdin.md"]
    article = json.loads((tmp_path / "stdin.json").read_text())["article"]
    assert (article["path"], article["date"]) == ("stdin", "2022-10")
    asked = list(translator.asked)
    assert command(*words, stdin=f" date 2022-10 {DUTCH}".encode()).code == 0
    assert translator.asked == asked, "the same bytes are not translated again"


@pytest.mark.parametrize(
    ("format", "data", "results"),
    [
        ("markdown", f"---\ntitle: Brug\n---\n{DUTCH}".encode(), ["stdin.json"]),
        ("html", f"<html><body><h1>Brug</h1><p>{DUTCH}</p></body></html>".encode(), ["stdin.json"]),
        ("jsonl", 2 * f'{json.dumps({"text": DUTCH})}\n'.encode(),
         ["stdin#1.json", "stdin#2.json"]),
        ("csv", f"title,text\nBrug,{DUTCH}\n".encode(), ["stdin#1.json"]),
        ("docx", docx(paragraph(DUTCH)), ["stdin.json"]),
    ],
)  # fmt: skip
def test_it_is_read_as_what_it_is_said_to_be(
    command: Command, tmp_path: Path, format: str, data: bytes, results: list[str]
) -> None:
    ended = command(
        "run", "-", "--from", format, "-o", tmp_path, "--to", "json", "--assume-dutch", "-q",
        stdin=data,
    )  # fmt: skip
    assert (ended.code, ended.err) == (0, "")
    assert written(tmp_path) == results
    result = json.loads((tmp_path / results[0]).read_text())
    assert result["blocks"][-1]["sentences"][-1]["source"].endswith(DUTCH)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "translate: standard input is empty: pipe an article into it\n"),
        (b" \n", "translate: stdin is empty: remove it\n"),
        (bytes(range(256)), "translate: stdin is no text: remove it, or save it as UTF-8 text\n"),
    ],
)
def test_what_is_no_article_is_one_line(
    command: Command, tmp_path: Path, data: bytes, line: str
) -> None:
    ended = command("run", "-", "--out", tmp_path, "--quiet", stdin=data)
    assert (ended.code, ended.err) == (5, line)
    assert written(tmp_path) == []


def test_a_stream_without_end_is_too_large(command: Command, tmp_path: Path) -> None:
    ended = command("run", "-", "-o", tmp_path, "--max-bytes", "1000", "-q", stdin=b"a " * 5000)
    assert (ended.code, "stdin is larger than 1,000 bytes" in ended.err) == (5, True)


def test_closed_standard_input(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = io.TextIOWrapper(io.BytesIO())
    closed.close()
    monkeypatch.setattr(io, "TextIOWrapper", lambda *_, **__: closed)
    ended = command("run", "-", "--out", tmp_path, "--quiet")
    assert sys.stdin is closed
    assert (ended.code, ended.err) == (
        5,
        "translate: cannot read standard input: pipe an article into it\n",
    )


def test_beside_other_paths_and_once(command: Command, articles: Path, tmp_path: Path) -> None:
    (articles / "stdin").write_text(DUTCH, encoding="utf-8")
    out = tmp_path / "out"
    ended = command(
        "run", "-", articles, articles / "stdin", "-", "-o", out, "--to", "json", "-q",
        "--assume-dutch", stdin=DUTCH.encode(),
    )  # fmt: skip
    assert (ended.code, ended.err) == (0, "")
    paths = [entry["path"] for entry in json.loads((out / "run.json").read_text())["articles"]]
    assert len(paths) == len(set(paths)) == 4


def test_from_needs_standard_input(command: Command, articles: Path, tmp_path: Path) -> None:
    ended = command("run", articles, "--from", "html", "--out", tmp_path)
    assert (ended.code, "name - among the paths" in ended.err) == (2, True)
    ended = command("run", "-", "--from", "doc", "--out", tmp_path)
    assert (ended.code, "--from takes text, markdown" in ended.err) == (2, True)
