from __future__ import annotations

import threading
from pathlib import Path
from shutil import rmtree

from translate.files import files_below


def test_files_below_are_those_of_all_folders_and_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    names = {"one", "a/two", "a/b/three"}
    for name in names:
        (tmp_path / name).touch()
    (tmp_path / "a" / "nowhere").symlink_to(tmp_path / "missing")
    found = {path.relative_to(tmp_path).as_posix() for path in files_below(tmp_path)}
    assert found == names
    assert not list(files_below(tmp_path / "missing"))


def test_folders_that_another_process_removes_meanwhile_are_passed_over(
    tmp_path: Path,
) -> None:
    (tmp_path / "stays").touch()
    done = threading.Event()

    def churn() -> None:
        while not done.is_set():
            (tmp_path / "goes" / "deep").mkdir(parents=True)
            rmtree(tmp_path / "goes")

    other = threading.Thread(target=churn)
    other.start()
    try:
        for _ in range(500):
            assert list(files_below(tmp_path)) == [tmp_path / "stays"]
    finally:
        done.set()
        other.join()
