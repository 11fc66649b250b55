"""Cache, output folder and input that go wrong: one clear line, the documented code, no loss."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.faults_driver import FORK
from tests.faults.faults_scene import PATIENCE, Finished, Scene, powerless, write_articles
from translate.memory import Memory


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path, write_articles(tmp_path / "articles", 6))


@pytest.fixture
def peace(scene: Scene) -> dict[str, bytes]:
    """The results of a run that nothing disturbs; leaves only the articles."""
    assert scene.run().code == 0
    results = scene.results()
    for folder in (scene.out, scene.cache):
        shutil.rmtree(folder)
    scene.log.unlink()
    return results


def one_line(finished: Finished, *words: str) -> str:
    """The one line that was said on stderr."""
    lines = finished.err.splitlines()
    assert len(lines) == 1, finished.err
    assert lines[0].startswith("translate: ")
    assert all(word in lines[0] for word in words), lines[0]
    return lines[0]


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """A file system of its own at ``folder``; skips where none may be mounted."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    try:
        made = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        made = False
    if not made:
        pytest.skip("no file system may be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


# the cache


def test_a_lock_that_is_held_ends_the_run_and_harms_nothing(
    scene: Scene, peace: dict[str, bytes]
) -> None:
    Memory.open(scene.memory).close()
    held, enough = FORK.Event(), FORK.Event()

    def hold() -> None:
        connection = sqlite3.connect(scene.memory, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        held.set()
        enough.wait(PATIENCE)
        connection.execute("ROLLBACK")
        connection.close()

    holder = FORK.Process(target=hold)
    holder.start()
    try:
        assert held.wait(PATIENCE)
        finished = scene.run(busy_seconds=0.1)
    finally:
        enough.set()
        holder.join(PATIENCE)
    assert finished.code == 5
    one_line(finished, "locked by another process", "--cache-dir")
    assert scene.record()["exit_code"] == 5
    assert scene.run().code == 0
    assert scene.results() == peace


def test_a_cache_of_a_newer_version_is_refused_and_kept(scene: Scene) -> None:
    Memory.open(scene.memory).close()
    connection = sqlite3.connect(scene.memory)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = scene.memory.read_bytes()
    finished = scene.run()
    assert finished.code == 5
    one_line(finished, "newer version", "upgrade")
    assert scene.memory.read_bytes() == before
    assert not scene.out.exists()


@pytest.mark.parametrize("damage", ["half", "noise", "middle"])
def test_a_damaged_cache_is_set_aside_and_the_run_goes_on(
    scene: Scene, peace: dict[str, bytes], damage: str
) -> None:
    assert scene.run().code == 0
    data = scene.memory.read_bytes()
    broken = {
        "half": data[: len(data) // 2],
        "noise": b"no database at all " * 500,
        "middle": data[:4096] + b"\xa5" * (len(data) - 4096),
    }[damage]
    scene.memory.write_bytes(broken)
    finished = scene.run()
    assert finished.code == 0
    one_line(finished, "damaged", "set aside")
    assert scene.memory.with_name(f"{scene.memory.name}.corrupt-1").read_bytes() == broken
    assert scene.record()["notices"] == [finished.err.removeprefix("translate: ").rstrip("\n")]
    assert scene.results() == peace
    again = scene.run()
    assert (again.code, again.err) == (0, "")


def test_a_cache_that_cannot_be_written_is_one_line(scene: Scene) -> None:
    assert scene.run().code == 0
    before = scene.memory.read_bytes()
    scene.memory.chmod(0o444)
    finished = scene.run(before_start=powerless)
    assert finished.code == 5
    one_line(finished, "read-only", "--no-cache")
    assert scene.memory.read_bytes() == before
    assert scene.run("--no-cache", before_start=powerless).code == 0


def test_a_file_in_the_place_of_the_caches_folder(scene: Scene) -> None:
    scene.cache.write_text("in the way")
    finished = scene.run()
    assert finished.code == 5
    one_line(finished, "cannot make the cache folder", "--cache-dir")
    assert scene.cache.read_text() == "in the way"


def test_a_full_disk_under_the_cache_loses_nothing(scene: Scene, peace: dict[str, bytes]) -> None:
    with small_disk(scene.cache, 128):
        finished = scene.run()
        assert finished.code == 5
        one_line(finished, "cache", "--cache-dir")
        with Memory.open(scene.memory, readonly=True) as memory:
            assert memory.verify().ok
    assert scene.record()["exit_code"] == 5
    assert scene.temporaries() == []
    assert scene.run().code == 0
    assert scene.results() == peace


# the output folder


def test_a_file_in_the_place_of_the_output_folder(scene: Scene) -> None:
    scene.out.write_text("in the way")
    finished = scene.run()
    assert finished.code == 5
    one_line(finished, "cannot write", "--out")
    assert scene.out.read_text() == "in the way"


def test_an_output_folder_that_cannot_be_written(scene: Scene, peace: dict[str, bytes]) -> None:
    scene.out.mkdir()
    scene.out.chmod(0o555)
    finished = scene.run(before_start=powerless)
    scene.out.chmod(0o755)
    assert finished.code == 5
    one_line(finished, "cannot write", "--out")
    assert list(scene.out.iterdir()) == []
    before = len(scene.asked())
    assert scene.run().code == 0
    assert scene.results() == peace
    # what the refused run had translated was not lost
    assert before > 0
    assert not set(scene.asked()[:before]) & set(scene.asked()[before:])


def test_an_output_folder_that_disappears_is_made_again(
    scene: Scene, peace: dict[str, bytes]
) -> None:
    def remove(call: int) -> None:
        if call == 2:
            shutil.rmtree(scene.out)

    assert scene.run(before_answer=remove).code == 0
    assert scene.results().keys() < peace.keys()  # the first window went with the folder
    before = len(scene.asked())
    assert scene.run().code == 0
    assert scene.asked()[before:] == []
    assert scene.results() == peace


def test_a_full_disk_under_the_output_folder(scene: Scene, peace: dict[str, bytes]) -> None:
    with small_disk(scene.out, 64):
        finished = scene.run()
        assert finished.code == 5
        one_line(finished, "cannot write", "free some space")
        written = scene.results()
        assert 0 < len(written) < len(peace)
        assert all(written[name] == peace[name] for name in written if name != "index.html")
        assert scene.temporaries() == []
    before = len(scene.asked())
    assert scene.run().code == 0
    assert scene.results() == peace
    assert not set(scene.asked()[:before]) & set(scene.asked()[before:])


def test_a_limit_on_the_size_of_files_is_one_line(scene: Scene, peace: dict[str, bytes]) -> None:
    """Every write fails half-way, of cache and results alike."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))

    Memory.open(scene.memory).close()
    finished = scene.run("--no-cache", before_start=limit)
    assert finished.code == 5
    one_line(finished, "cannot write", "--out")
    assert scene.temporaries() == []
    assert scene.run().code == 0
    assert scene.results() == peace


# the input

Disturb = Callable[[Path], None]


def disturbed(scene: Scene, disturb: Disturb) -> tuple[Finished, Path]:
    """A run during whose first window something happens to the last article."""
    path = scene.articles / "deel-2" / "0005.txt"

    def now(call: int) -> None:
        if call == 1:
            disturb(path)

    return scene.run(before_answer=now), path


def result_of(scene: Scene, path: Path) -> dict[str, dict[str, str]]:
    name = f"{path.relative_to(scene.articles)}.json"
    value = json.loads((scene.out / name).read_text())
    assert isinstance(value, dict)
    return value


def test_an_article_removed_during_the_run_fails_alone(
    scene: Scene, peace: dict[str, bytes]
) -> None:
    finished, path = disturbed(scene, Path.unlink)
    assert finished.code == 1
    one_line(finished, "cannot read deel-2/0005.txt")
    statuses = scene.record()["totals"]["statuses"]  # type: ignore[index]
    assert statuses == {"done": 5, "unreadable": 1}
    gone = str(path.relative_to(scene.articles))
    expected = {name for name in peace if not name.startswith(gone)}
    assert scene.results().keys() == expected


def test_an_article_changed_during_the_run_is_what_was_read(scene: Scene) -> None:
    text = " date 2022-01 De brug is open. Het water stijgt 3 dagen.\n"
    finished, path = disturbed(scene, lambda path: path.write_text(text) and None)
    assert finished.code == 0
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert result_of(scene, path)["article"]["sha256"] == digest


def test_an_article_that_is_being_written_is_some_whole_state_of_it(scene: Scene) -> None:
    writers = []

    def grow(path: Path) -> None:
        def write() -> None:
            with path.open("a") as file:
                for number in range(300):
                    file.write(f"De prijs stijgt {number} euro. ")
                    file.flush()

        writers.append(FORK.Process(target=write))
        writers[0].start()
        path.with_suffix(".pid").write_text(str(writers[0].pid))

    finished, path = disturbed(scene, grow)
    assert finished.code == 0
    writer = int(path.with_suffix(".pid").read_text())
    while Path(f"/proc/{writer}").exists() and os.getpid() != writer:
        time.sleep(0.01)
    data = path.read_bytes()
    states = {hashlib.sha256(data[:size]).hexdigest() for size in range(len(data) + 1)}
    assert result_of(scene, path)["article"]["sha256"] in states


def test_a_loop_of_links_is_one_failed_article(scene: Scene, tmp_path: Path) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    inside = scene.articles / "lus.txt"
    inside.symlink_to(inside)
    arguments = ["run", str(loop), str(scene.articles), "--cache-dir", str(scene.cache), "--out"]
    finished = scene.run(arguments=[*arguments, str(scene.out)])
    assert finished.code == 1
    one_line(finished, "cannot read loop.txt")
    assert scene.record()["totals"]["statuses"] == {"done": 6, "unreadable": 1}  # type: ignore[index]


def test_an_output_folder_that_is_a_loop_of_links(scene: Scene) -> None:
    scene.out.symlink_to(scene.out)
    finished = scene.run()
    assert finished.code == 5
    one_line(finished, "cannot write", "--out")
