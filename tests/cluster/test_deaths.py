"""Who is set aside when processes die: a part is tried until a process survives it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes import FakeTranslator, fake_parts
from translate.cluster import ClusterRun
from translate.cluster.worker import Report, Trial, Worker
from translate.errors import ExitCode
from translate.folders import Folder
from translate.outputs import RunLog
from translate.settings import RunOptions, Settings
from translate.types import Decoding, Hypothesis
from translate.watch import Stop
from translate.writing import Record


class Killed(BaseException):
    """The process is no more."""


class Deadly(FakeTranslator):
    """Dies of a sentence with a number of ``worth``, as often as that says."""

    def __init__(self, worth: dict[int, int]) -> None:
        super().__init__()
        self.worth = worth
        self.deaths = 0

    def translate(self, sources: Any, decoding: Decoding) -> list[Hypothesis]:
        for number in self.worth:
            if self.worth[number] > 0 and any(f"Bericht {number} " in one for one in sources):
                self.worth[number] -= 1
                self.deaths += 1
                raise Killed
        return super().translate(sources, decoding)


def assemble(settings: Settings, notice: Any, *, translator: FakeTranslator) -> Any:
    return fake_parts(translator)


def reports(run: ClusterRun, part: int) -> Iterator[Report]:
    """As Ray does: another process from the beginning, less what was heard of already."""
    heard = 0
    for _ in range(100):
        try:
            for number, report in enumerate(Worker(run.job).reports(part)):
                if number >= heard:
                    heard += 1
                    yield report
            return
        except Killed:
            continue
    pytest.fail("a hundred processes died")


def ran(folder: Path, count: int, translator: FakeTranslator) -> dict[str, Any]:
    for number in range(count):
        article = folder / "in" / f"{number:02}.txt"
        article.parent.mkdir(parents=True, exist_ok=True)
        article.write_text(f"Bericht {number} is er. De markt is open.", encoding="utf-8")
    options = RunOptions(str(folder / "out"), "json")
    made = partial(assemble, translator=translator)
    notice: list[str] = []
    with ClusterRun(
        [str(folder / "in")], options, Settings(), notice=notice.append, assemble=made
    ) as run:
        log = RunLog(run.signature, {}, {}, journal=run.journal)
        record = Record(Folder(folder / "out"), options, log, lambda outcome: None)
        for part in range(run.write_plan()):
            run.gather(reports(run, part), 1, record, Stop())
        return {"statuses": [entry.status for entry in log.entries()], "notices": notice}


def test_what_kills_always_is_set_aside_after_its_second_process(tmp_path: Path) -> None:
    translator = Deadly({3: 1_000})
    told = ran(tmp_path, 6, translator)
    assert told["statuses"] == ["done", "done", "done", "died", "done", "done"]
    assert translator.deaths == 2
    assert any("one at a time" in line for line in told["notices"])


def test_a_process_that_was_killed_from_outside_costs_no_article(tmp_path: Path) -> None:
    assert ran(tmp_path, 4, Deadly({2: 1}))["statuses"] == ["done"] * 4


@settings(deadline=None, max_examples=20)
@given(
    count=st.integers(1, 8),
    deadly=st.dictionaries(st.integers(0, 7), st.integers(1, 5), max_size=4),
    windows=st.integers(1, 3),
)
def test_every_article_ends_once_and_only_killers_are_set_aside(
    tmp_path_factory: pytest.TempPathFactory, count: int, deadly: dict[int, int], windows: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("translate.batch.WINDOW_ARTICLES", windows)
        told = ran(tmp_path_factory.mktemp("deaths"), count, Deadly(dict(deadly)))
    assert len(told["statuses"]) == count
    for number, status in enumerate(told["statuses"]):
        assert status == "done" or (status == "died" and deadly.get(number, 0) >= 1)
        if deadly.get(number, 0) > 2:
            assert status == "died"


def test_a_trial_remembers_what_was_not_survived(tmp_path: Path) -> None:
    out = Folder(tmp_path)
    with Trial(out, "part.tried").of("1") as is_sound:
        assert is_sound  # the first process is not careful
    second = Trial(out, "part.tried")
    assert second.again
    with second.of("1") as is_sound:
        assert is_sound
    with pytest.raises(Killed), second.of("2"):
        raise Killed
    third = Trial(out, "part.tried")
    with third.of("2") as is_sound:
        assert not is_sound
    with third.of("1") as is_sound:
        assert is_sound


@pytest.mark.parametrize(
    ("parts", "code"), [(1, ExitCode.OK), (2, ExitCode.INTERRUPTED)], ids=["finished", "not"]
)
def test_a_run_that_is_stopped_at_its_very_end_was_not_interrupted(
    tmp_path: Path, parts: int, code: ExitCode
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("De markt is open.", encoding="utf-8")
    options, stop = RunOptions(str(tmp_path / "out"), "json"), Stop()
    made = partial(assemble, translator=FakeTranslator())
    with ClusterRun(
        [str(tmp_path / "in")], options, Settings(), notice=lambda _: None, assemble=made
    ) as run:
        log = RunLog(run.signature, {}, {}, journal=run.journal)
        record = Record(Folder(tmp_path / "out"), options, log, lambda outcome: stop.ask())
        assert run.write_plan() == 1
        run.gather(reports(run, 0), parts, record, stop)
    assert record.code is code
