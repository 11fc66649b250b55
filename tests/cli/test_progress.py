"""What a run shows of its way: on a terminal, in a log, and when it is asked to end."""

from __future__ import annotations

import os
import re
import select
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes import FakeGenerator
from tests.faults.faults_driver import Script, asked, start
from translate.cli import progress as progress_module
from translate.cli.progress import Progress, progress
from translate.cli.sink import Sink
from translate.errors import EmptyArticle
from translate.results import Outcome
from translate.watch import Phase, Step

PATIENCE = 60.0


@pytest.fixture
def long_articles(tmp_path: Path) -> Path:
    """Three articles that are long enough for a summary to be made."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number, town in enumerate(("Zoutmeer", "Vlietdam", "Oosterlo")):
        sentences = [
            f"De raad van {town} wil in jaar {2030 + number} wel {count} nieuwe huizen bouwen. "
            for count in range(20, 32)
        ]
        (folder / f"{town}.txt").write_text("".join(sentences), "utf-8")
    return folder


class Terminal:
    """A run with a pseudo-terminal for its standard error, and everything it showed there."""

    def __init__(self, folder: Path, articles: Path, slow: Callable[[], None], **script: float):
        self.out, self.log = folder / "out", folder / "asked.jsonl"
        self._master, slave = os.openpty()
        words = ["run", str(articles), "--out", str(self.out), "--cache-dir", str(folder / "cache")]
        told = Script(self.log, before_start=slow, **script)  # type: ignore[arg-type]
        self.process = start(words, told, folder / "stdout", slave)
        os.close(slave)
        self.shown = ""

    def until(self, wanted: str) -> None:
        """Read on until ``wanted`` is shown."""
        end = time.monotonic() + PATIENCE
        while wanted not in self.shown:
            assert time.monotonic() < end, self.shown
            self._read()

    def ended(self) -> int:
        """Read to the end; the exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.is_alive():
            assert time.monotonic() < end, self.shown
            self._read()
        self._read()
        self.process.join()
        assert self.process.exitcode is not None
        return self.process.exitcode

    def _read(self) -> None:
        if select.select([self._master], [], [], 0.1)[0]:
            try:
                data = os.read(self._master, 1 << 16)
            except OSError:  # nobody has the other end any more
                return
            self.shown += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", data.decode("utf-8", "replace"))


def slowly(seconds: float) -> Callable[[], None]:
    """Makes every rewrite of the summariser take its time."""

    def patch() -> None:
        at_once = FakeGenerator.rewrite

        def rewrite(self: FakeGenerator, passages: list[str], words: list[int]) -> list[str]:
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                time.sleep(0.05)
            return at_once(self, passages, words)

        FakeGenerator.rewrite = rewrite  # type: ignore[method-assign, assignment]

    return patch


def test_a_terminal_sees_every_phase_and_the_article_at_hand(
    long_articles: Path, tmp_path: Path
) -> None:
    terminal = Terminal(tmp_path, long_articles, slowly(1.0), delay=1.0, window=1)
    terminal.until("translating Oosterlo.txt")
    terminal.until("summarising Oosterlo.txt")
    terminal.until("0 of 3 done, 1 translated")
    terminal.until("1 of 3 done")
    assert re.search(r"0:\d\d, 0:\d\d left", terminal.shown)
    assert terminal.ended() == 0


def test_ctrl_c_in_the_summaries_keeps_every_translation(
    long_articles: Path, tmp_path: Path
) -> None:
    terminal = Terminal(tmp_path, long_articles, slowly(2.0), window=8)
    terminal.until("summarising")
    pressed = time.monotonic()
    assert terminal.process.pid is not None
    os.kill(terminal.process.pid, signal.SIGINT)
    terminal.until("stopping after the article at hand")
    assert time.monotonic() - pressed < PATIENCE
    assert terminal.ended() == 130
    assert terminal.shown.strip().splitlines()[-1].endswith("1 of 3 done; run again to go on")
    before = asked(terminal.log)
    assert len(before) == 36
    again = Terminal(tmp_path, long_articles, lambda: None, window=8)
    assert again.ended() == 0
    assert asked(again.log) == before
    assert len(list(again.out.glob("*.json"))) == 4


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_module, "INTERVAL", 0.05)


@pytest.mark.usefixtures("often")
def test_a_log_gets_lines_while_one_article_takes_its_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with progress(Sink(), 4) as shown:
        shown.step(Step(Phase.SUMMARISING, "regio/markt.txt"))
        time.sleep(0.5)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) >= 2
    assert all(
        re.fullmatch(r"translate: summarising regio/markt.txt; 0 of 4 done, 0:0\d", line)
        for line in lines
    )


def outcomes() -> Iterator[Outcome]:
    while True:
        yield Outcome("a.txt", "key")


def test_the_share_that_is_done_never_shrinks_and_ends_at_all() -> None:
    shown, shares, made = Progress(5), [0.0], outcomes()
    for size in (2, 3):
        for tenth in range(11):
            shown.step(Step(Phase.TRANSLATING, "", size, size * tenth / 10))
            shares.append(shown.share)
        for _ in range(size):
            shown.step(Step(Phase.SUMMARISING, "a.txt"))
            shown(next(made))
            shares.append(shown.share)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_nothing_is_said_of_what_is_left_until_a_share_is_done() -> None:
    shown = Progress(10)
    shown.step(Step(Phase.TRANSLATING, "a.txt", 10, 0.5))
    assert "left" not in shown.times
    shown.step(Step(Phase.TRANSLATING, "a.txt", 10, 5))
    assert "left" in shown.times
    large = Progress(1000)
    assert "left" not in large.times
    large(Outcome("a.txt", "0"))
    assert "left" in large.times


def test_tables_of_many_articles_leave_the_number_of_files_behind() -> None:
    shown, said, made = Progress(2), [], outcomes()
    for _ in range(3):
        shown(next(made))
        said.append(shown.counts)
    assert said == ["1 of 2 done", "2 of 2 done", "3 done"]
    shown(Outcome("b.txt", "1", error=EmptyArticle("b.txt is empty")))
    assert shown.counts == "3 done, 1 failed"
