"""Batches: the tree, the record, faults among good articles, interruption and resumption."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import FakeTranslator, fake_parts
from translate import batch
from translate.articles import Format, RawArticle
from translate.errors import ExitCode, ModelError, NothingMatched, OutputError
from translate.memory import Memory
from translate.outputs import RunLog
from translate.pipeline import Pipeline
from translate.settings import RunOptions
from translate.watch import Stop


def run(folder: Path, out: Path, pipeline: Pipeline, *, stop=None, progress=None, **options):
    chosen = RunOptions(str(out), **{"to": "json,md", **options})
    log = RunLog(pipeline.signature, {}, {})
    code = batch.run(
        batch.sources([folder], chosen),
        pipeline,
        chosen,
        log,
        progress=progress or (lambda outcome: None),
        stop=stop or Stop(),
    )
    return code, json.loads((out / "run.json").read_text())


def results(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "run.json"
    }


def test_the_tree_is_kept_and_the_run_recorded(articles: Path, tmp_path: Path) -> None:
    code, record = run(articles, tmp_path / "out", Pipeline(parts=fake_parts()))
    assert code is ExitCode.OK
    assert list(results(tmp_path / "out")) == [
        "brug.txt.json",
        "brug.txt.md",
        "regio/markt.txt.json",
        "regio/markt.txt.md",
    ]
    assert record["totals"]["statuses"] == {"done": 2}
    assert record["totals"]["sentences"] == 9 and record["totals"]["translated"] == 8
    assert record["exit_code"] == 0 and record["finished"] is not None


def test_bad_files_among_good_ones(articles: Path, tmp_path: Path) -> None:
    (articles / "binair.txt").write_bytes(bytes(range(256)) * 8)
    (articles / "leeg.txt").write_text("\n\n")
    with (articles / "groot.txt").open("wb") as file:
        file.truncate(50_000_000)
    code, record = run(articles, tmp_path / "out", Pipeline(parts=fake_parts()))
    assert code is ExitCode.SOME_FAILED
    statuses = {entry["path"]: entry["status"] for entry in record["articles"]}
    assert statuses == {
        "binair.txt": "binary",
        "brug.txt": "done",
        "groot.txt": "too-large",
        "leeg.txt": "empty",
        "regio/markt.txt": "done",
    }
    assert all(
        "\n" not in entry["error"] for entry in record["articles"] if entry["error"] is not None
    )


def test_a_file_that_vanishes_fails_alone(articles: Path, tmp_path: Path) -> None:
    options = RunOptions(str(tmp_path / "out"), "json,md")
    files = batch.sources([articles], options)
    (articles / "brug.txt").unlink()
    pipeline = Pipeline(parts=fake_parts())
    log = RunLog("", {}, {})
    code = batch.run(files, pipeline, options, log, progress=lambda outcome: None, stop=Stop())
    assert code is ExitCode.SOME_FAILED
    assert [entry.status for entry in log.entries()] == ["unreadable", "done"]


def test_a_run_in_which_all_fails_leaves_no_link_to_a_page_that_is_gone(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_text("De brug is dicht.")
    pipeline = Pipeline(parts=fake_parts())
    run(folder, out, pipeline, to="json,html")
    assert 'href="a.txt.html"' in (out / "index.html").read_text()
    (out / "a.txt.html").unlink()
    (folder / "a.txt").write_text(" ")
    assert run(folder, out, pipeline, to="json,html")[0] is ExitCode.ALL_FAILED
    index = (out / "index.html").read_text()
    assert 'href="a.txt.html"' not in index and "is empty" in index


def test_all_failed_and_nothing_matched(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with pytest.raises(NothingMatched):
        batch.sources([folder], RunOptions(str(tmp_path / "out"), "json,md"))
    (folder / "leeg.txt").write_text("")
    code, _ = run(folder, tmp_path / "out", Pipeline(parts=fake_parts()))
    assert code is ExitCode.ALL_FAILED


def test_results_below_the_input_are_no_articles(articles: Path) -> None:
    pipeline = Pipeline(parts=fake_parts())
    run(articles, articles / "out", pipeline)
    _, record = run(articles, articles / "out", pipeline)
    assert record["totals"]["articles"] == 2


def test_limit_and_shards_part_the_files(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert len(batch.sources([articles], RunOptions(str(out), limit=1))) == 1
    run(articles, tmp_path / "whole", Pipeline(parts=fake_parts()))
    for part in (1, 2, 3):
        run(articles, out, Pipeline(parts=fake_parts()), shard=f"{part}/3")
    assert results(out) == results(tmp_path / "whole")


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "WINDOW_ARTICLES", 1)


@pytest.mark.usefixtures("one_at_a_time")
def test_a_stopped_run_is_resumed_without_translating_again(articles: Path, tmp_path: Path) -> None:
    undisturbed = tmp_path / "undisturbed"
    run(articles, undisturbed, Pipeline(parts=fake_parts()))
    out, stop = tmp_path / "out", Stop()
    first, second = FakeTranslator(), FakeTranslator()
    with Memory.open(tmp_path / "memory.sqlite3") as memory:
        pipeline = Pipeline(parts=fake_parts(first, memory=memory))
        code, record = run(articles, out, pipeline, stop=stop, progress=lambda outcome: stop.ask())
        assert code is ExitCode.INTERRUPTED and record["exit_code"] == 130
        assert record["totals"]["articles"] == 1
        pipeline = Pipeline(parts=fake_parts(second, memory=memory))
        code, record = run(articles, out, pipeline)
    assert code is ExitCode.OK and record["totals"]["articles_from_memory"] == 1
    assert not set(first.asked) & set(second.asked)
    assert results(out) == results(undisturbed)


class Interrupting(FakeTranslator):
    """The second call is interrupted, as a second Ctrl-C does."""

    def translate(self, sources, decoding):
        if self.calls:
            raise KeyboardInterrupt
        return super().translate(sources, decoding)


@pytest.mark.usefixtures("one_at_a_time")
def test_an_interrupt_at_once_keeps_what_was_done(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        run(articles, out, Pipeline(parts=fake_parts(Interrupting())))
    assert list(results(out)) == ["brug.txt.json", "brug.txt.md"]
    assert json.loads((out / "run.json").read_text())["exit_code"] == 130


class Breaking(FakeTranslator):
    """The model breaks in the second window."""

    def translate(self, sources, decoding):
        if self.calls:
            raise ModelError("the weights are gone", "pull the model again")
        return super().translate(sources, decoding)


@pytest.mark.usefixtures("one_at_a_time")
def test_a_broken_model_ends_the_run_with_its_record(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(ModelError):
        run(articles, out, Pipeline(parts=fake_parts(Breaking())))
    record = json.loads((out / "run.json").read_text())
    assert record["exit_code"] == 4
    assert record["notices"] == ["the weights are gone: pull the model again"]


def test_an_output_folder_that_is_a_file_is_one_line(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(OutputError, match="out"):
        run(articles, tmp_path / "out", Pipeline(parts=fake_parts()))
    assert (tmp_path / "out").read_text() == "in the way"


@given(st.lists(st.integers(0, 3 * batch.WINDOW_BYTES // 2), max_size=200))
def test_windows_keep_every_article_in_order_and_are_bounded(sizes: list[int]) -> None:
    articles = [
        batch.Placed(RawArticle(str(number), "", bytes(size), Format.TEXT), {})
        for number, size in enumerate(sizes)
    ]
    windows = list(batch.windows(iter(articles)))
    assert [article for window in windows for article in window] == articles
    for window in windows:
        assert 1 <= len(window) <= batch.WINDOW_ARTICLES
        assert sum(len(article.raw.data) for article in window[:-1]) < batch.WINDOW_BYTES


def test_files_that_are_passed_over_are_counted_in_one_line(tmp_path: Path) -> None:
    for name in ("a.txt", "oud.doc", "foto.jpg", "weg/b.JPG", "uit/a.txt.png", ".stil"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("De brug is dicht.")
    lines: list[str] = []
    assert len(batch.sources([tmp_path], RunOptions(str(tmp_path / "uit")), lines.append)) == 1
    assert lines == [
        "passed over 3 files of kinds that are not read in folders (.jpg 2, .doc 1);"
        " save .doc as .docx"
    ]
