"""What is found under paths, and what it is called."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from translate.articles import Places, SourceFile, discover
from translate.errors import UsageError


def put(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("De dijk is hoog.", encoding="utf-8")


def names(*paths: Path) -> list[str]:
    return [source.name for source in discover(paths)]


def test_a_folder_is_searched_for_known_suffixes(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/z.md", "a/b/c.HTML", "d.jsonl", "e.csv", "f.txt.gz", "g.htm")
    put(tmp_path, "x.doc", "x.gz", "x", ".hidden.txt", ".git/x.txt", "a/.b/x.txt")
    expected = ["a/b/c.HTML", "a/z.md", "b.txt", "d.jsonl", "e.csv", "f.txt.gz", "g.htm"]
    assert names(tmp_path) == expected


def test_a_named_file_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    put(tmp_path, "bericht", ".hidden")
    assert names(tmp_path / "bericht", tmp_path / ".hidden") == [".hidden", "bericht"]


def test_two_roots_with_equal_names_do_not_collide(tmp_path: Path) -> None:
    put(tmp_path, "een/a.txt", "twee/a.txt", "drie/b.txt")
    found = names(tmp_path / "een", tmp_path / "twee", tmp_path / "drie")
    assert found == ["b.txt", "een/a.txt", "twee/a.txt"]


def test_roots_of_the_same_name_are_numbered(tmp_path: Path) -> None:
    put(tmp_path, "een/x/a.txt", "twee/x/a.txt")
    assert names(tmp_path / "een/x", tmp_path / "twee/x") == ["x/a.txt", "x-2/a.txt"]


def test_named_files_of_one_name_keep_their_folders(tmp_path: Path) -> None:
    put(tmp_path, "een/a.txt", "twee/a.txt", "b.txt")
    found = names(tmp_path / "een/a.txt", tmp_path / "twee/a.txt", tmp_path / "b.txt")
    assert found == ["b.txt", "een/a.txt", "twee/a.txt"]


def test_a_folder_that_may_not_be_entered_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "in/a.txt", "in/dicht/b.txt")
    scandir, lstat = os.scandir, os.lstat

    def guarded(path: str) -> None:
        if "dicht" in str(path):
            raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", lambda path: guarded(path) or scandir(path))
    monkeypatch.setattr(os, "lstat", lambda path, **way: guarded(path) or lstat(path, **way))
    assert names(tmp_path / "in") == ["a.txt", "dicht"]
    places = Places()
    assert places.of(f"{tmp_path}/in/dicht/b.txt", follow=True).endswith("dicht/b.txt")


def test_every_name_is_given_once(tmp_path: Path) -> None:
    put(tmp_path, "een/a.txt", "twee/een/a.txt", "twee/a.txt")
    found = names(tmp_path / "een", tmp_path / "twee", tmp_path / "een/a.txt", tmp_path)
    assert len(found) == len(set(found)) == 3


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    assert names(tmp_path, tmp_path / "a.txt", tmp_path / ".." / tmp_path.name) == ["a.txt"]


def test_names_never_leave_the_output_folder(tmp_path: Path) -> None:
    put(tmp_path, "sub/a.txt", "b.txt")
    base = tmp_path / "sub"
    for name in names(base / ".." / "b.txt", base / "..", base / "."):
        assert not Path(name).is_absolute()
        assert ".." not in Path(name).parts


def test_links_out_of_the_tree_and_loops_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "tree/a.txt", "outside/secret.txt")
    tree = tmp_path / "tree"
    (tree / "loop").symlink_to(tree)
    (tree / "out").symlink_to(tmp_path / "outside")
    (tree / "out.txt").symlink_to(tmp_path / "outside/secret.txt")
    (tree / "in.txt").symlink_to(tree / "a.txt")
    (tree / "self.txt").symlink_to(tree / "self.txt")
    (tree / "broken.txt").symlink_to(tree / "nothing")
    assert names(tree) == ["a.txt", "in.txt"]


def test_a_missing_path_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        discover([tmp_path / "geen\nbestand.txt"])
    assert "\n" not in str(caught.value)
    assert "geen\\nbestand.txt" in str(caught.value)
    with pytest.raises(UsageError):
        discover([Path("nul\0byte")])


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux")
def test_odd_names_survive(tmp_path: Path) -> None:
    odd = [b"caf\xe9.txt", b"regel\neinde.txt", b"'\".txt", b"-x.txt", b"a..b.txt"]
    for name in [*odd, b"x" * 251 + b".txt"]:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:  # noqa: PTH118, PTH123
            file.write(b"De dijk is hoog.")
    found = discover([tmp_path])
    assert len(found) == 6
    assert all(source.file.read_bytes() == b"De dijk is hoog." for source in found)
    for source in found:
        source.name.encode("utf-8")  # no lone surrogate
    assert "caf\\xe9.txt" in [source.name for source in found]


def test_a_folder_that_cannot_be_listed_stands_for_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.txt", "dicht/b.txt")
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "dicht":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert discover([tmp_path]) == [
        SourceFile(str(tmp_path / "a.txt"), "a.txt"),
        SourceFile(str(tmp_path / "dicht"), "dicht"),
    ]
