"""Signals, pipes, terminals and clocks: what people and machines do to a running program."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.fakes import fake_parts
from tests.faults.faults_scene import PATIENCE, Scene, write_articles
from translate import batch
from translate.memory import Memory
from translate.outputs import RunLog
from translate.pipeline import Pipeline
from translate.settings import RunOptions
from translate.watch import Stop

ROOT = Path(__file__).parents[2]


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path, write_articles(tmp_path / "articles", 6))


def signals(name: signal.Signals, count: int) -> Callable[[int], None]:
    """Sends this process a signal so many times during the second window."""

    def send(call: int) -> None:
        if call == 2:
            for _ in range(count):
                os.kill(os.getpid(), name)

    return send


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("count", [1, 2])
def test_an_interrupted_batch_keeps_what_was_done(
    scene: Scene, name: signal.Signals, count: int
) -> None:
    finished = scene.run(before_answer=signals(name, count))
    assert finished.code == 130
    assert "Traceback" not in finished.err
    assert "stopping after the article at hand" in finished.err
    assert "2 of 6 done; run again to go on" in finished.err.splitlines()[-1]
    record = scene.record()
    assert record["exit_code"] == 130
    assert len(record["articles"]) == 2  # type: ignore[arg-type]
    assert scene.temporaries() == []
    known = scene.remembered(set(scene.asked()))
    before, early = len(scene.asked()), scene.results()
    assert scene.run().code == 0
    assert not known & set(scene.asked()[before:])
    late = scene.results()
    assert len(late) == 6 * 3 + 1
    assert all(late[name] == early[name] for name in early if name != "index.html")


def test_a_signal_in_the_middle_of_a_message_loses_only_its_own() -> None:
    """Python refuses a write to a stream that is being written to."""

    class Stream(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            os.kill(os.getpid(), signal.SIGINT)
            return len(data)  # type: ignore[arg-type]

    buffered = io.BufferedWriter(Stream())
    stop = Stop()

    def notice(line: str) -> None:
        buffered.write(line.encode() * 1000)

    with stop.on_signals(notice):
        with suppress(KeyboardInterrupt):
            buffered.write(b"a message " * 10_000)
        assert stop.asked


def spoken(*words: str, scene: Scene, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a Python of its own, with this environment and no terminal."""
    return subprocess.run(
        _command(scene, *words),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        timeout=PATIENCE,
        check=False,
    )


def _command(scene: Scene, *words: str) -> list[str]:
    return [sys.executable, "-m", "tests.faults.faults_driver", str(scene.log), *words]


@pytest.mark.parametrize(
    "words",
    [
        ["text", "--lines", "--no-cache"],
        ["text", "--no-cache"],
        ["text", "--lines", "--no-cache", "--format", "json"],
    ],
)
def test_a_reader_that_has_enough_is_no_fault(scene: Scene, words: list[str]) -> None:
    """``translate text … | head -1``: more than a pipe holds, and nobody reads it."""
    # a sentence a line, each ended for the segmenter of the tests
    lines = "".join(
        f"De {number}. De prijs van deze regel stijgt heel erg.\n" for number in range(600)
    )
    process = subprocess.Popen(
        _command(scene, *words),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdin is not None and process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with suppress(BrokenPipeError):  # it may have gone before it read everything
        process.stdin.write(lines.encode())
        process.stdin.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(PATIENCE) == 0, said
    assert said == b""


def test_closed_streams_are_no_bug(scene: Scene) -> None:
    """``<&-`` and ``>&-``: Python has no such stream then."""
    command = " ".join(["exec", *_command(scene, "text", "--no-cache")])
    for closed in ("<&-", ">&-", "2>&-"):
        ended = subprocess.run(
            ["sh", "-c", f"{command} {closed}"],
            input=b"De brug is open.",
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            timeout=PATIENCE,
            check=False,
        )
        assert b"internal error" not in ended.stderr, (closed, ended.stderr)
        assert b"Traceback" not in ended.stderr, (closed, ended.stderr)
        assert ended.returncode == 0, (closed, ended.stderr)


def test_an_ascii_locale_without_a_terminal(scene: Scene) -> None:
    (scene.articles / "één café.txt").write_text("De prijs van één café stijgt.", "utf-8")
    ended = spoken(
        *scene.arguments(), scene=scene, LC_ALL="C", PYTHONIOENCODING="ascii", COLUMNS="20"
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.isascii() and ended.stderr == b""
    assert (scene.out / "één café.txt.json").exists()


def test_a_locale_that_cannot_name_the_files(scene: Scene) -> None:
    """File names beyond the locale's letters are bytes to Python; they must survive."""
    (scene.articles / "één café.txt").write_text("De prijs van één café stijgt.", "utf-8")
    ended = spoken(
        *scene.arguments(), scene=scene, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert b"internal error" not in ended.stderr, ended.stderr
    assert b"Traceback" not in ended.stderr
    assert ended.returncode in (0, 5), ended.stderr


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"], ["cache", "stats"]])
def test_a_narrow_terminal(scene: Scene, words: list[str]) -> None:
    ended = spoken(*words, scene=scene, COLUMNS="20", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout


def test_a_question_without_a_terminal_changes_nothing(scene: Scene) -> None:
    assert scene.run().code == 0
    ended = spoken("cache", "clear", "--cache-dir", str(scene.cache), scene=scene)
    assert ended.returncode != 0 and b"Traceback" not in ended.stderr
    before = len(scene.asked())
    assert scene.run().code == 0
    assert scene.asked()[before:] == []


def test_a_clock_that_is_set_back(scene: Scene) -> None:
    """Each look at the clock is a day earlier than the last; 1970 is passed on the way."""
    now = 5 * 86_400.0

    def clock() -> float:
        nonlocal now
        now -= 86_400.0
        return now

    records, results = [], []
    for _ in range(2):
        options = RunOptions(str(scene.out))
        log = RunLog("", {}, {}, clock=clock)
        with Memory.open(scene.memory, clock=clock) as memory:
            pipeline = Pipeline(parts=fake_parts(memory=memory))
            code = batch.run(
                batch.sources([scene.articles], options),
                pipeline,
                options,
                log,
                progress=lambda outcome: None,
                stop=Stop(),
            )
        assert code == 0
        records.append(log.to_json())
        results.append(scene.results())
    assert records[1]["totals"]["articles_from_memory"] == 6
    assert records[1]["totals"]["translated"] == 0
    assert all(record["seconds"] >= 0 for record in records)
    assert results[0] == results[1]


def test_the_command_under_a_clock_that_is_set_back(scene: Scene, tmp_path: Path) -> None:
    """Python itself starts with such a clock, so that nothing has the right one from before."""
    own = tmp_path / "clock"
    own.mkdir()
    (own / "sitecustomize.py").write_text(
        "import itertools, time\n"
        "_days = itertools.count()\n"
        "time.time = lambda: 2e9 - 86_400.0 * next(_days)\n"
    )
    results = []
    for _ in range(2):
        before = len(scene.asked())
        ended = spoken(*scene.arguments(), scene=scene, PYTHONPATH=f"{own}{os.pathsep}{ROOT}")
        assert ended.returncode == 0, ended.stderr
        results.append(scene.results())
    assert scene.asked()[before:] == []
    assert results[0] == results[1]
    record = scene.record()
    assert record["seconds"] >= 0 and record["started"] > record["finished"]  # type: ignore[operator]
