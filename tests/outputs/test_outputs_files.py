"""Whole files or none."""

from __future__ import annotations

import errno
import os
import re
import resource
import signal
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest

from translate.errors import OutputError
from translate.outputs import files, sweep_temporary, write_atomic

FORK = get_context("fork")


def in_child(work: Callable[[], None]) -> int | None:
    child = FORK.Process(target=work)
    child.start()
    child.join(60)
    return child.exitcode


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_folders_are_made_and_the_content_is_there(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "c.json"
    assert write_atomic(target, b"one")
    assert target.read_bytes() == b"one"
    assert write_atomic(target, b"two")
    assert target.read_bytes() == b"two"
    assert names(tmp_path) == ["a", "b", "c.json"]


def test_the_same_content_is_not_written_again(tmp_path: Path) -> None:
    target = tmp_path / "x"
    write_atomic(target, b"same")
    before = target.stat()
    assert not write_atomic(target, b"same")
    after = target.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_umask_decides_who_may_read(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_atomic(tmp_path / "x", b"1")
    finally:
        os.umask(old)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o640


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "x"
    write_atomic(target, b"old")

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        with pytest.raises(OutputError, match="cannot write") as caught:
            write_atomic(target, b"n" * 5000)
        assert "\n" not in str(caught.value)

    assert in_child(work) == 0
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["x"]


def test_no_space_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        write_atomic(tmp_path / "x", b"1")
    assert names(tmp_path) == []


def test_a_folder_in_the_way_and_a_file_as_folder(tmp_path: Path) -> None:
    (tmp_path / "folder" / "inner").mkdir(parents=True)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError):
        write_atomic(tmp_path / "folder", b"1")
    with pytest.raises(OutputError):
        write_atomic(tmp_path / "file" / "x", b"1")
    assert names(tmp_path) == ["file", "folder", "inner"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("/proc/x/run.json", "no folder can be made in /proc"),
        ("/dev/null/run.json", "/dev/null is no folder"),
        ("/dev/null/x/run.json", "/dev/null is no folder"),
        (f"/tmp/{'x' * 300}/run.json", "File name too long): take a shorter name, or"),
    ],
)
def test_a_place_that_can_hold_no_files_is_not_told_to_free_space(place: str, said: str) -> None:
    with pytest.raises(OutputError) as caught:
        write_atomic(Path(place), b"a")
    assert said in str(caught.value) and "space" not in str(caught.value)
    assert str(caught.value).endswith("choose another folder with --out")


@pytest.mark.parametrize(
    ("code", "mend"),
    [
        (errno.ENOSPC, "free some space, or"),
        (errno.EDQUOT, "free some space, or"),
        (errno.EACCES, "mend its permissions, or"),
        (errno.EROFS, ": choose another folder with --out"),
        (errno.EIO, ": choose another folder with --out"),
    ],
)
def test_a_refusal_names_what_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, mend: str
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=re.escape(os.strerror(code))) as caught:
        write_atomic(tmp_path / "a", b"a")
    assert mend in str(caught.value) and ("space" in mend) == ("space" in caught.value.mend)


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"theirs")
    (tmp_path / "x").symlink_to(tmp_path / "outside")
    write_atomic(tmp_path / "x", b"ours")
    assert (tmp_path / "outside").read_bytes() == b"theirs"
    assert not (tmp_path / "x").is_symlink()


def test_what_a_killed_run_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "deep" / "x"
    write_atomic(target, b"old")

    def die(self: Path, other: Path) -> Path:
        os.kill(os.getpid(), signal.SIGKILL)
        return self

    def work() -> None:
        Path.replace = die  # type: ignore[method-assign]
        write_atomic(target, b"new")

    assert in_child(work) == -signal.SIGKILL
    assert len(names(tmp_path)) == 3
    assert sweep_temporary(tmp_path) == 1
    assert names(tmp_path) == ["deep", "x"]
    assert target.read_bytes() == b"old"


def test_the_sweep_spares_what_is_in_use_and_what_is_not_ours(tmp_path: Path) -> None:
    host, here = files._host(), os.getpid()
    in_use = f".translate-{host}-{here}-{files._TOKEN}-00000000.tmp"
    earlier_life = f".translate-{host}-{here}-00000000-00000000.tmp"
    other_process = f".translate-{host}-1-00000000-00000000.tmp"
    other_host = ".translate-ffffffff-999999-00000000-00000000.tmp"
    old = ".translate-ffffffff-999998-00000000-00000000.tmp"
    for name in (in_use, earlier_life, other_process, other_host, old, "user.tmp"):
        (tmp_path / name).write_bytes(b"")
    os.utime(tmp_path / old, (0, 0))
    assert sweep_temporary(tmp_path) == 2
    assert names(tmp_path) == sorted([in_use, other_process, other_host, "user.tmp"])
