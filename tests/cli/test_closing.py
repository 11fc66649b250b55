"""The end of a run on a terminal: what it says, and that it fits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.terminal import on_a_terminal
from translate.cli.closing import ClosingReport
from translate.cli.progress import Progress
from translate.cli.run import _watched
from translate.cli.sink import Sink
from translate.errors import EmptyArticle
from translate.memory import WrittenArticle
from translate.outputs import RunLog
from translate.results import Outcome, entry
from translate.settings import RunOptions

WRITTEN = WrittenArticle("0", None, None, 1, {"NUM": 1}, "", {})
OPTIONS = RunOptions("out", "json")
GONE = EmptyArticle("b.txt is empty", "remove it")


@pytest.mark.parametrize("columns", [80, 40])
def test_the_end_of_a_run_fits_the_terminal(tmp_path: Path, columns: int) -> None:
    articles = tmp_path / "in"
    articles.mkdir()
    name = "een-bericht-met-een-lange-naam-die-nergens-past-en-toch-staat-hij-er.txt"
    (articles / name).write_text("De brug is dicht. Er lagen 12 boten.\n", encoding="utf-8")
    (articles / "leeg.txt").write_text("", encoding="utf-8")
    words = ["run", "in", "-o", "out", "--model", "bundled", "--no-summary", "--assume-dutch"]
    text = on_a_terminal(columns, [*words, "--cache-dir", "cache"], tmp_path)
    end = text[text.index("1 of 2 articles done") :]
    assert max(map(len, end.splitlines())) < columns, end
    assert re.search(r"een-bericht-\S*…", end)
    flat = " ".join(end.split())
    assert flat.startswith("1 of 2 articles done, 1 failed (named above).")
    assert "Machine translation by nl-en, not checked by a person. It is a weak model: " in flat
    assert flat.endswith(
        "Read out/index.html; process out/*.json; out/run.json tells the whole run."
    )
    assert "leeg.txt" not in end and text.count("leeg.txt") >= 1
    assert ("date" in flat) is (columns == 80)


def test_an_interrupt_before_the_first_article_is_only_an_interrupt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def closing(*_: object) -> ClosingReport:
        raise KeyboardInterrupt

    monkeypatch.setattr("translate.cli.run.ClosingReport", closing)
    with pytest.raises(KeyboardInterrupt), _watched(Sink(quiet=True), 3, OPTIONS):
        pass


def test_an_interrupt_says_how_far_the_run_came(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt), _watched(Sink(), 3, OPTIONS):
        raise KeyboardInterrupt
    assert "interrupted: 0 of 3 done; run again to go on" in capsys.readouterr().err


def test_open_shows_the_report(
    command: Command, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: bool(opened.append(address)) or True)
    out = tmp_path / "out"
    words = ("run", articles, "--out", out, "--assume-dutch", "--open")
    assert command(*words).code == 0
    assert command(*words, "--one-file").code == 0
    assert opened == [(out / name).as_uri() for name in ("index.html", "report.html")]
    monkeypatch.setattr("webbrowser.open", lambda address: False)
    assert f"open {out}/index.html yourself" in command(*words).err


def test_a_report_in_one_file_is_all_that_html_writes(
    command: Command, articles: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = ("--out", out, "--assume-dutch", "--to", "html", "--one-file", "--quiet")
    assert command("run", articles / "brug.txt", *words).code == 0
    other = tmp_path / "weer.txt"
    other.write_text("Het regent. Morgen niet.\n", encoding="utf-8")
    assert command("run", other, *words).code == 0
    files = [path.name for path in out.rglob("*") if path.is_file()]
    assert sorted(files) == ["report.html", "run.json"]
    page = (out / "report.html").read_text(encoding="utf-8")
    assert page.count('<article id="a') == 2 and "Het regent." in page


def test_a_second_run_keeps_the_articles_of_the_first(
    command: Command, articles: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = ("--out", out, "--assume-dutch", "--quiet")
    command("run", articles / "brug.txt", *words)
    other = tmp_path / "weer.txt"
    other.write_text("Het regent. Morgen niet.\n", encoding="utf-8")
    command("run", other, *words)
    page = (out / "index.html").read_text(encoding="utf-8")
    assert 'href="brug.txt.html"' in page and 'href="weer.txt.html"' in page
    before = (out / "index.html").stat()
    command("run", other, *words)
    assert (out / "index.html").stat() == before
    (out / "brug.txt.html").unlink()
    command("run", other, *words)
    assert 'href="brug.txt.html"' not in (out / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (["--to", "json", "--open"], "add html to --to"),
        (["--to", "json", "--one-file"], "add html to --to"),
        (["--one-file", "--cluster", "ray"], "leave out --cluster"),
    ],
)
def test_what_needs_the_report_says_so(
    command: Command, articles: Path, tmp_path: Path, words: list[str], mend: str
) -> None:
    ended = command("run", articles, "--out", tmp_path / "out", *words)
    assert ended.code == 2 and mend in ended.err and len(ended.err.splitlines()) == 1


def test_a_web_page_is_answered_with_the_command_to_use(command: Command, tmp_path: Path) -> None:
    ended = command("run", "https://krant.example/a", "--out", "out")
    assert ended.code == 2
    assert "trafilatura -u https://krant.example/a | translate run - --out out" in ended.err


def test_where_all_failed_no_results_are_named(command: Command, tmp_path: Path) -> None:
    (tmp_path / "leeg.txt").write_bytes(b"")
    ended = command("run", tmp_path / "leeg.txt", "--out", tmp_path / "out")
    flat = " ".join(ended.out.split())
    assert ended.code == 5 and flat.startswith("0 of 1 article done, 1 failed (named above).")
    assert "0 sentences, 0 of them" in flat and "Machine translation" not in flat
    assert flat.endswith("/out/run.json tells the whole run.") and "Read " not in flat


def test_head_and_foot_of_an_interrupted_run_agree() -> None:
    log = RunLog("mt:tiny@0", {}, {})
    report = ClosingReport(Sink(quiet=True), Progress(6), OPTIONS)
    for outcome in (
        Outcome("a.txt", "0", written=WRITTEN, sentences=1),
        Outcome("b.txt", "1", error=GONE),
    ):
        report(outcome)
        log.add(entry(outcome, {}))
    text = report.text(log, interrupted=True)
    assert text.startswith("1 of 6 articles done, 1 failed")
    assert report.unfinished == "1 of 6 done, 1 failed; run again to go on"
    assert "Process out/*.json" in text
    assert "1 sentence, 0 of them translated now and 1 known. 1 doubt," in " ".join(
        report.text(log).split()
    )
