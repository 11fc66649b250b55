"""Articles whose results stand are left alone; whatever has changed is made again."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import FakeTranslator, fake_parts
from translate import batch, done, writing
from translate.assembly import Parts
from translate.corrections import Correction, Corrections
from translate.memory import Memory
from translate.outputs import FORMATS, Index, RunLog, render_index
from translate.pipeline import Pipeline
from translate.settings import RunOptions, Settings
from translate.watch import Stop

#: What of a record may differ between a run and its repetition.
MOVING = ("started", "finished", "seconds", "timings")


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory.open(tmp_path / "memory.sqlite3") as opened:
        yield opened


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the articles that the JSON format was asked to render."""
    paths: list[str] = []
    plain = FORMATS["json"]

    def render(result: Any) -> str:
        paths.append(result.article.path)
        return plain(result)

    monkeypatch.setitem(FORMATS, "json", render)
    return paths


def run(
    folder: Path, out: Path, parts: Parts, settings: Settings | None = None, **options: Any
) -> dict[str, Any]:
    chosen = RunOptions(str(out), **{"to": "json,md", **options})
    pipeline = Pipeline(settings or Settings(), parts=parts)
    log = RunLog(pipeline.signature, {}, {})
    files = batch.sources([folder], chosen)
    batch.run(files, pipeline, chosen, log, progress=lambda outcome: None, stop=Stop())
    record: dict[str, Any] = json.loads((out / "run.json").read_text())
    for name in MOVING:
        del record[name]
    for entry in record["articles"]:
        del entry["seconds"]
    return record


def results(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file() and path.name != "run.json")
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def test_a_second_run_renders_nothing_and_says_the_same(
    articles: Path, tmp_path: Path, memory: Memory, rendered: list[str]
) -> None:
    out, parts = tmp_path / "out", fake_parts(memory=memory)
    run(articles, out, parts)
    first = results(out)
    rendered.clear()
    standing_record = run(articles, out, parts)
    assert rendered == []
    assert results(out) == first
    # the long way, over the same memory, into a folder that knows nothing
    long_way = run(articles, tmp_path / "other", parts)
    assert sorted(rendered) == ["brug.txt", "regio/markt.txt"]
    assert standing_record == long_way
    assert results(tmp_path / "other") == first


def spoil(path: Path) -> None:
    """Other content of the same length, with the time stamp put back."""
    status = path.stat()
    data = path.read_bytes()
    path.write_bytes(data[:-3] + b"xx\n")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def replace_by_copy(path: Path) -> None:
    shutil.copy2(path, path.with_name("copy"))
    path.with_name("copy").replace(path)


CHANGES: dict[str, Callable[[Path], None]] = {
    "missing": Path.unlink,
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\n") and None,
    "same length and time": spoil,
    "emptied": lambda path: path.write_bytes(b"") and None,
    "replaced": replace_by_copy,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize("name", ["brug.txt.json", "brug.txt.md"])
def test_a_result_that_is_not_as_it_was_left_is_written_again(
    articles: Path,
    tmp_path: Path,
    memory: Memory,
    rendered: list[str],
    change: Callable[[Path], None],
    name: str,
) -> None:
    out, parts = tmp_path / "out", fake_parts(memory=memory)
    run(articles, out, parts)
    first = results(out)
    change(out / name)
    rendered.clear()
    run(articles, out, parts)
    assert rendered == ["brug.txt"]
    assert results(out) == first
    rendered.clear()
    run(articles, out, parts)
    assert rendered == []


def test_a_changed_article_is_made_again_and_no_other(
    articles: Path, tmp_path: Path, memory: Memory, rendered: list[str]
) -> None:
    out, translator = tmp_path / "out", FakeTranslator()
    parts = fake_parts(translator, memory=memory)
    run(articles, out, parts)
    rendered.clear()
    translator.asked.clear()
    text = (articles / "brug.txt").read_text(encoding="utf-8")
    (articles / "brug.txt").write_text(text + "\nDe pont vaart weer.\n", encoding="utf-8")
    record = run(articles, out, parts)
    assert rendered == ["brug.txt"]
    assert translator.asked == ["De pont vaart weer."]
    assert record["totals"]["translated"] == 1
    assert "pont" in (out / "brug.txt.json").read_text(encoding="utf-8")


def test_whatever_decides_a_result_is_in_its_key(
    articles: Path, tmp_path: Path, memory: Memory, rendered: list[str], monkeypatch: Any
) -> None:
    out, parts = tmp_path / "out", fake_parts(memory=memory)
    run(articles, out, parts)

    def renders(parts: Parts, settings: Settings | None = None, **options: Any) -> bool:
        rendered.clear()
        run(articles, out, parts, settings, **options)
        return bool(rendered)

    assert not renders(parts)
    assert renders(fake_parts(memory=memory, model_digest="d" * 64))
    assert renders(fake_parts(memory=memory, checks=9))
    assert renders(replace(parts, summary=replace(parts.summary, max_words=9)))
    assert renders(replace(parts, reading=replace(parts.reading, assume_dutch=False)))
    assert renders(replace(parts, version="1"))
    assert renders(replace(parts, corrections=Corrections([Correction("Ja.", "Yes.")])))
    assert renders(parts, to="json,md,tables")
    assert renders(parts, Settings(summary=False))
    assert renders(parts, Settings(force=True))
    assert renders(parts, to="json")
    assert renders(parts, to="json,html")
    assert not renders(parts, to="json,html")  # the index has every result
    monkeypatch.setattr(done, "FORMATS_VERSION", 99)
    assert renders(parts)


def test_no_memory_no_shortcut(articles: Path, tmp_path: Path, rendered: list[str]) -> None:
    run(articles, tmp_path / "out", fake_parts())
    rendered.clear()
    run(articles, tmp_path / "out", fake_parts())
    assert len(rendered) == 2


def test_a_memory_that_was_cleared_makes_everything_again(
    articles: Path, tmp_path: Path, memory: Memory, rendered: list[str]
) -> None:
    out, translator = tmp_path / "out", FakeTranslator()
    run(articles, out, fake_parts(translator, memory=memory))
    memory.clear()
    rendered.clear()
    translator.asked.clear()
    run(articles, out, fake_parts(translator, memory=memory))
    assert len(rendered) == 2 and len(translator.asked) == 8


def test_a_failure_is_told_again(articles: Path, tmp_path: Path, memory: Memory) -> None:
    (articles / "leeg.txt").write_text("\n\n")
    parts = fake_parts(memory=memory)
    first = run(articles, tmp_path / "out", parts)
    again = run(articles, tmp_path / "out", parts)
    assert again["totals"]["statuses"] == first["totals"]["statuses"] == {"done": 2, "empty": 1}


def test_rows_behind_standing_results_count_as_used(articles: Path, tmp_path: Path) -> None:
    now = [1_000_000.0]
    with Memory.open(tmp_path / "memory.sqlite3", clock=lambda: now[0]) as memory:
        parts = fake_parts(memory=memory)
        run(articles, tmp_path / "out", parts)
        now[0] += 40 * 86_400
        run(articles, tmp_path / "out", parts)
        now[0] += 86_400
        from datetime import timedelta

        memory.prune(older_than=timedelta(days=30))
        left = memory.stats()
        assert (left.articles, left.summaries, left.written) == (2, 2, 2)


@pytest.fixture
def lists_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How the lists of HTML reports that were read begin."""
    read: list[str] = []

    class Read(Index):
        def __init__(self, earlier: str = "") -> None:
            read.append(earlier[:9])
            super().__init__(earlier)

    monkeypatch.setattr(writing, "Index", Read)
    return read


def test_a_list_that_stands_is_not_read(
    articles: Path, tmp_path: Path, memory: Memory, lists_read: list[str]
) -> None:
    out, parts = tmp_path / "out", fake_parts(memory=memory)
    run(articles, out, parts, to="json,html")
    first = results(out)
    lists_read.clear()
    for _ in range(2):
        run(articles, out, parts, to="json,html")
    assert lists_read == [] and results(out) == first
    shutil.rmtree(articles / "regio")  # its results stand, and so does its place in the list
    run(articles, out, parts, to="json,html")
    assert lists_read == [] and results(out) == first


LIST_CHANGES: dict[str, Callable[[Path], object]] = {
    **CHANGES,
    "of another machine": lambda path: path.write_text(render_index([])),
}


@pytest.mark.parametrize("change", LIST_CHANGES.values(), ids=LIST_CHANGES.keys())
def test_a_list_that_is_not_as_it_was_left_is_read(
    articles: Path, tmp_path: Path, memory: Memory, change: Callable[[Path], object]
) -> None:
    out, parts = tmp_path / "out", fake_parts(memory=memory)
    run(articles, out, parts, to="json,html")
    first = results(out)
    change(out / "index.html")
    for _ in range(2):
        run(articles, out, parts, to="json,html")
        listed = Index((out / "index.html").read_text(encoding="utf-8")).pages
        assert sorted(listed) == ["brug.txt.html", "regio/markt.txt.html"]
    (out / "copy").unlink(missing_ok=True)
    assert results(out).keys() == first.keys()


def test_a_list_follows_the_pages_and_failures_of_today(
    articles: Path, tmp_path: Path, memory: Memory, lists_read: list[str]
) -> None:
    out, parts = tmp_path / "out", fake_parts(memory=memory)

    def listed() -> str:
        run(articles, out, parts, to="json,html")
        return (out / "index.html").read_text(encoding="utf-8")

    assert "markt.txt" in listed()
    shutil.rmtree(articles / "regio")
    (out / "regio" / "markt.txt.html").unlink()
    assert "markt.txt" not in listed()
    (articles / "leeg.txt").write_text("")
    assert all("leeg.txt" in listed() for _ in range(2))
    (articles / "leeg.txt").unlink()
    assert "leeg.txt" not in listed()
    lists_read.clear()
    assert "leeg.txt" not in listed() and lists_read == []


def test_a_run_that_was_killed_before_its_list_lists_it_the_next_time(
    articles: Path, tmp_path: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(self: object) -> None:
        raise Killed

    out, parts = tmp_path / "out", fake_parts(memory=memory)
    run(articles, out, parts, to="json,html", limit=1)
    (articles / "brug.txt").write_text("De brug is weer open.\n", encoding="utf-8")
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(writing.Record, "write", killed)
        run(articles, out, parts, to="json,html")

    def listed() -> str:
        return (out / "index.html").read_text(encoding="utf-8")

    assert "markt" not in listed() and "weer open" not in listed()
    run(articles, out, parts, to="json,html")
    assert "markt" in listed() and "weer open" in listed()
