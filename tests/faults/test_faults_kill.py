"""kill -9 at any moment, and several processes at once: nothing is lost, nothing is done twice."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path

import pytest

from tests.faults.faults_driver import Where, start
from tests.faults.faults_kills import KILLED, Peace, in_peace, kill_round
from tests.faults.faults_scene import PATIENCE, Scene, write_articles

ROUNDS = 10


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_articles(tmp_path_factory.mktemp("articles"), 12)


@pytest.fixture(scope="module")
def peace(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Peace:
    return in_peace(Scene(tmp_path_factory.mktemp("peace"), articles))


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_killed_batch_goes_on_where_it_was(
    number: int, articles: Path, peace: Peace, tmp_path: Path
) -> None:
    by_clock = number % 5 == 2
    tally = kill_round(Scene(tmp_path, articles), peace, random.Random(number), by_clock=by_clock)
    # a moment counted in steps is always met; one by the clock may come too late
    assert tally.kills > 0 or by_clock


@pytest.mark.parametrize("batch", [1, 2, 5])
def test_a_kill_loses_no_more_than_the_batch_in_work(
    batch: int, articles: Path, peace: Peace, tmp_path: Path
) -> None:
    """All articles are one window: what was translated of it is remembered batch by batch."""
    scene = Scene(tmp_path, articles)
    portion = 7

    def die(call: int) -> None:
        if call == batch:
            os.kill(os.getpid(), signal.SIGKILL)

    assert scene.run(before_answer=die, window=100, portion=portion).code == KILLED
    first = scene.asked()
    assert len(first) == batch * portion
    assert scene.remembered(peace.sentences) == set(first[:-portion])
    assert scene.run(window=100, portion=portion).code == 0
    assert scene.asked()[len(first) :][:portion] == first[-portion:]
    assert len(scene.asked()) == peace.questions + portion
    assert scene.results() == peace.results


@pytest.mark.parametrize("number", [2, 4])
def test_processes_share_one_cache_and_one_output_folder(
    number: int, articles: Path, peace: Peace, tmp_path: Path
) -> None:
    scene = Scene(tmp_path, articles)
    codes = _together(scene, number)
    assert codes == [0] * number
    assert scene.results() == peace.results
    assert scene.temporaries() == []
    assert scene.remembered(peace.sentences) == peace.sentences


def test_the_death_of_one_process_does_not_disturb_the_others(
    articles: Path, peace: Peace, tmp_path: Path
) -> None:
    scene = Scene(tmp_path, articles)
    codes = _together(scene, 3, die_first_at=peace.steps[Where.ANYWHERE] * 2 // 3)
    # where the others were faster, the first found the work done before its moment came
    assert codes[0] in (KILLED, 0) and codes[1:] == [0, 0]
    # the others may have swept before it died: the next run does
    before = len(scene.asked())
    assert scene.run().code == 0
    assert scene.asked()[before:] == []
    assert scene.results() == peace.results
    assert scene.temporaries() == []


def _together(scene: Scene, number: int, die_first_at: int | None = None) -> list[int | None]:
    from dataclasses import replace

    processes = []
    for own in range(number):
        script = replace(scene.script, die_at=die_first_at if own == 0 else None)
        outputs = (scene.folder / f"stdout-{own}", scene.folder / f"stderr-{own}")
        processes.append(start(scene.arguments(), script, *outputs))
    for process in processes:
        process.join(PATIENCE)
    return [process.exitcode for process in processes]
