"""One round of murder: kill a batch, go on, and compare with a batch that was left in peace."""

from __future__ import annotations

import json
import random
import signal
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.faults.faults_driver import Where, start
from tests.faults.faults_scene import PATIENCE, Scene

KILLED = -signal.SIGKILL
_PLACES = (Where.ANYWHERE, Where.CACHE, Where.RESULTS)


@dataclass(frozen=True)
class Peace:
    """What a batch does that is not disturbed: its results, and how long it takes.

    ``questions`` counts what the engine was asked, the doubtful sentences twice.
    """

    results: dict[str, bytes]
    sentences: set[str]
    questions: int
    steps: dict[Where, int]
    seconds: float


@dataclass
class Tally:
    """What the rounds came to."""

    rounds: int = 0
    kills: int = 0
    temporaries_left_by_kills: int = 0
    sentences_asked_again: int = 0


def in_peace(scene: Scene) -> Peace:
    """Run the scene undisturbed, twice, and keep what a round is compared with."""
    steps = scene.folder / "steps"
    counted = Scene(scene.folder / "counted", scene.articles, scene.real)
    counted.folder.mkdir()
    first = counted.run(steps=steps)
    assert first.code == 0, first.err
    began = time.monotonic()
    second = scene.run()  # counting takes time, so that it is measured without
    seconds = time.monotonic() - began
    assert second.code == 0, second.err
    assert scene.results() == counted.results()
    counts = {Where(name): count for name, count in json.loads(steps.read_text()).items()}
    asked = scene.asked()
    return Peace(scene.results(), set(asked), len(asked), counts, seconds)


def kill_round(scene: Scene, peace: Peace, chance: random.Random, *, by_clock: bool) -> Tally:
    """Kill up to three runs, then let one finish; asserts all that was promised."""
    tally = Tally(rounds=1)
    known: set[str] = set()
    for _ in range(chance.randint(1, 3)):
        before = len(scene.asked())
        if _killed(scene, peace, chance, by_clock):
            tally.kills += 1
        _nothing_twice(scene, before, known)
        known = scene.remembered(peace.sentences)
        _nothing_half(scene, peace)
        assert _done(scene) <= known or scene.real, "done and not remembered"
        tally.temporaries_left_by_kills += len(scene.temporaries())
    before = len(scene.asked())
    finished = scene.run()
    assert finished.code == 0, finished.err
    _nothing_twice(scene, before, known)
    assert scene.results() == peace.results
    assert scene.temporaries() == []
    assert scene.record()["exit_code"] == 0
    tally.sentences_asked_again = len(scene.asked()) - len(set(scene.asked()))
    return tally


def _killed(scene: Scene, peace: Peace, chance: random.Random, by_clock: bool) -> bool:
    if not by_clock:
        where = chance.choice(_PLACES)
        die_at = chance.randint(1, peace.steps[where])
        return scene.run(die_at=die_at, die_where=where).code == KILLED
    out, err = scene.folder / "stdout", scene.folder / "stderr"
    process = start(scene.arguments(), scene.script, out, err)
    timer = threading.Timer(chance.uniform(0, peace.seconds), process.kill)
    timer.start()
    process.join(PATIENCE)
    timer.cancel()
    timer.join()
    assert process.exitcode in (0, KILLED), err.read_text()
    return process.exitcode == KILLED


def _nothing_twice(scene: Scene, before: int, known: set[str]) -> None:
    again = known.intersection(scene.asked()[before:])
    assert not again, f"translated although remembered: {sorted(again)[:3]}"


def _nothing_half(scene: Scene, peace: Peace) -> None:
    """What is in the place of a result is whole, also right after a kill."""
    for name, data in scene.results().items():
        if Path(name).name.startswith(".translate-"):
            continue
        # the index grows with the run, so it may be of a shorter one
        assert name == "index.html" or data == peace.results[name], name
    if (scene.out / "run.json").exists():
        json.loads((scene.out / "run.json").read_text())


def _done(scene: Scene) -> set[str]:
    """Every sentence of the results that are there."""
    return {
        sentence["source"]
        for path in scene.out.rglob("*.txt.json")
        for block in json.loads(path.read_text(encoding="utf-8"))["blocks"]
        for sentence in block["sentences"]
    }
