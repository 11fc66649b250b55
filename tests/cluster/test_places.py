"""Folders that are no folders: object stores and servers, through fsspec."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fsspec")

import fsspec

from translate.articles import ReadOptions
from translate.cluster.finding import find, load_found
from translate.done import Done, read_done, write_done
from translate.errors import OutputError, TooLarge, UnreadableFile, UsageError
from translate.folders import OWN, Folder, is_url, open_folder
from translate.memory import WrittenArticle


@pytest.fixture(params=["local", "file", "memory"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Folder]:
    """The same folder three ways."""
    places = {
        "local": str(tmp_path / "out"),
        "file": (tmp_path / "out").as_uri(),
        "memory": f"memory://{tmp_path.name}/out",
    }
    yield open_folder(places[request.param])
    fsspec.filesystem("memory").store.clear()


def test_a_folder_keeps_whole_files(folder: Folder, tmp_path: Path) -> None:
    assert folder.size("a/b.json") is None and folder.names("a") == []
    folder.write("a/b.json", b"first")
    folder.write("a/b.json", b"second one")
    folder.write("a/c/d.json", b"")
    folder.write("run.json", iter([b"in ", b"pieces"]))
    assert folder.read("a/b.json") == b"second one" and folder.size("a/b.json") == 10
    assert folder.read("run.json") == b"in pieces"
    assert folder.names("a") == ["a/b.json", "a/c/d.json"]
    folder.remove("a")
    folder.remove("a")
    assert folder.names("a") == [] and folder.size("run.json") == 9
    folder.sweep()
    assert folder.names(OWN) == []


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file where a folder has to be")
    for place in (str(tmp_path), tmp_path.as_uri()):
        with pytest.raises(OutputError) as caught:
            open_folder(place).write("a/b.json", b"data")
        assert "\n" not in str(caught.value)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["a"]


def test_what_another_run_is_writing_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / OWN / "tmp").mkdir(parents=True)
    fresh, old = (tmp_path / OWN / "tmp" / name for name in ("fresh", "old"))
    fresh.touch()
    old.touch()
    import os

    os.utime(old, (0, 0))
    open_folder(tmp_path.as_uri()).sweep()
    assert fresh.exists() and not old.exists()


def test_the_same_articles_are_found_through_fsspec(articles: Path, tmp_path: Path) -> None:
    (articles / ".verborgen").mkdir()
    (articles / ".verborgen" / "x.txt").write_text("x")
    (articles / "weg").mkdir()
    (articles / "weg" / "y.txt").write_text("y")
    (articles / "plaat.png").write_bytes(b"png")
    (articles / ".translateignore").write_text("weg/\n")
    local = {found.name: found for found in find([str(articles)], str(tmp_path / "out"))}
    remote = {found.name: found for found in find([articles.as_uri()], "memory://out")}
    assert local.keys() == remote.keys() == {"brug.txt", "regio/markt.txt"}
    for name, found in local.items():
        assert remote[name].size == found.size
        assert load_found(remote[name], ReadOptions()) == load_found(found, ReadOptions())


def test_what_a_url_lacks_is_said(articles: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        list(find([(articles / "none").as_uri()], "memory://out"))
    with pytest.raises(UsageError, match="cannot open"):
        open_folder("nosuchscheme://bucket/x")
    with pytest.raises(UsageError, match="a run of its own"):
        list(find([articles.as_uri(), str(articles)], "memory://out"))
    (found, *_) = find([articles.as_uri()], "memory://out")
    with pytest.raises(TooLarge):
        load_found(found, ReadOptions(max_bytes=3))
    for path in articles.rglob("*.txt"):
        path.unlink()
    with pytest.raises(UnreadableFile):
        load_found(found, ReadOptions())


def test_paths_are_no_urls() -> None:
    for place in ("a/b", "C:\\b", "/x", "12://x"):
        assert not is_url(place)
    for place in ("s3://bucket/x", "file:///x", "simplecache::s3://bucket/x"):
        assert is_url(place)


def test_the_ledger_reads_back_and_forgives(folder: Folder) -> None:
    written = WrittenArticle("a" * 64, None, None, 1, {}, "4")
    first = Done("a.txt", "a.txt", "1" * 64, written)
    later = Done("a.txt", "a.txt", "2" * 64, written)
    write_done(folder, "20260102T000000", "1", [later])
    write_done(folder, "20260101T000000", "1", [first])
    write_done(folder, "20260101T000000", "2", [])
    folder.write(f"{OWN}/done/20260101T000000/3.jsonl", b'{"half": ')
    assert list(read_done(folder)) == [first, later]
    assert list(read_done(folder, "20260102T000000", "1")) == [later]
