"""Reading ahead changes when items are taken, and nothing else."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import FakeTranslator, fake_parts
from translate import batch
from translate.ahead import Ahead
from translate.outputs import RunLog
from translate.pipeline import Pipeline
from translate.settings import RunOptions
from translate.watch import Stop

WAIT = 20.0


class BrokenError(Exception):
    """What an iterator of these tests raises."""


@given(st.lists(st.integers()), st.lists(st.booleans()), st.booleans())
def test_items_and_faults_come_as_they_would(
    items: list[int], starts: list[bool], broken: bool
) -> None:
    def source() -> Iterator[int]:
        yield from items
        if broken:
            raise BrokenError

    ahead = Ahead(source())
    orders = iter(starts)
    got = []
    ended = None
    while ended is None:
        if next(orders, True):
            ahead.start()
            ahead.start()  # once more changes nothing
        try:
            got.append(next(ahead))
        except (StopIteration, BrokenError) as end:
            ended = end
    assert got == items
    assert isinstance(ended, BrokenError if broken else StopIteration)


def test_the_next_item_is_taken_meanwhile_and_only_that_one() -> None:
    asked: list[int] = []
    second = threading.Event()

    def source() -> Iterator[int]:
        for number in range(3):
            asked.append(number)
            if number == 1:
                second.set()
            yield number

    ahead = Ahead(source())
    assert next(ahead) == 0 and asked == [0]
    ahead.start()
    assert second.wait(WAIT)
    assert next(ahead) == 1 and asked == [0, 1]


def run(articles: Path, out: Path, stop_after: int | None = None) -> dict[str, object]:
    stop = Stop()
    seen: list[str] = []

    def progress(outcome: batch.Outcome) -> None:
        seen.append(outcome.path)
        if len(seen) == stop_after:
            stop.ask()

    pipeline = Pipeline(parts=fake_parts(FakeTranslator()))
    options = RunOptions(str(out), "json,md")
    log = RunLog("", {}, {})
    code = batch.run(
        batch.sources([articles], options), pipeline, options, log, progress=progress, stop=stop
    )
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    entries = [{**entry, "seconds": 0} for entry in record["articles"]]
    files = {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != "run.json"
    }
    return {"code": code, "entries": entries, "files": files, "seen": seen}


@pytest.mark.parametrize("stop_after", [None, 2])
def test_results_do_not_depend_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_after: int | None
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(7):
        text = f"De brug nummer {number} is dicht. Het water staat hoog.\n"
        (folder / f"{number}.txt").write_text("" if number == 3 else text, encoding="utf-8")
    monkeypatch.setattr(batch, "WINDOW_ARTICLES", 2)
    with_it = run(folder, tmp_path / "with", stop_after)
    monkeypatch.setattr(Ahead, "start", lambda self: None)
    assert run(folder, tmp_path / "without", stop_after) == with_it
    assert len(with_it["seen"]) == (stop_after or 7)
