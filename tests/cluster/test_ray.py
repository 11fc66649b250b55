"""A real cluster of two workers on this machine, with a scripted engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.cluster.engine import assemble
from tests.cluster.scene import (
    Ran,
    results,
    run_locally,
    run_on_cluster,
    without_times,
    write_articles,
)
from translate.cluster.connection import Size, connected
from translate.errors import CacheError, ClusterError, ExitCode, OutputError
from translate.watch import Stop

pytest.importorskip("ray", reason="the extra 'ray' is not installed")

ARTICLES = 60
POISON, STUMBLE = 17, 5


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """One cluster for all of these tests; it takes seconds to start."""
    with (
        TemporaryDirectory(prefix="r", ignore_cleanup_errors=True) as folder,
        pytest.MonkeyPatch.context() as patch,
        ExitStack() as stack,
    ):
        patch.setenv("RAY_TMPDIR", folder)  # short: sockets lie in it
        try:
            stack.enter_context(connected(None, Size(workers=2)))
        except ClusterError as error:
            pytest.skip(f"Ray does not start on this machine: {error}")
        yield


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles, one of which kills its process always and one the first time."""
    folder = tmp_path_factory.mktemp("scene")
    write_articles(folder / "in", ARTICLES, poison=POISON, stumble=STUMBLE)
    return folder


@pytest.fixture(scope="module")
def local(scene: Path) -> Ran:
    """The same articles on one machine; nothing is deadly there."""
    (scene / "peace").mkdir()
    calm = partial(assemble, folder=scene / "peace", deadly=False)
    return run_locally(scene / "in", scene / "local", scene / "c0", calm, "json,md")


@pytest.fixture(scope="module")
def ran(scene: Path) -> Ran:
    """The run on the cluster."""
    engine = partial(assemble, folder=scene)
    return run_on_cluster(scene / "in", scene / "many", scene / "c1", engine)


def test_results_are_those_of_a_local_run(scene: Path, local: Ran, ran: Ran) -> None:
    expected, made = results(scene / "local"), results(scene / "many")
    lost = {name for name in expected if f"bericht-{POISON:05d}" in name}
    assert {name: made.get(name) for name in expected} == {
        name: None if name in lost else data for name, data in expected.items()
    }
    assert made.keys() <= expected.keys() and len(lost) == 2


def test_the_record_is_in_the_order_of_a_local_run(scene: Path, local: Ran, ran: Ran) -> None:
    written = json.loads((scene / "many" / "run.json").read_text())
    assert written["articles"] == ran.record["articles"]
    expected, entries = without_times(local.record), without_times(ran.record)
    assert [entry["path"] for entry in entries] == [entry["path"] for entry in expected]
    for mine, theirs in zip(entries, expected, strict=True):
        assert mine == theirs or f"bericht-{POISON:05d}" in mine["path"]
    assert ran.record["totals"]["statuses"] == {"binary": 1, "died": 1, "done": ARTICLES + 3}
    assert len(ran.ended) == ARTICLES + 5


def test_what_kills_its_process_twice_is_set_aside(scene: Path, ran: Ran) -> None:
    assert ran.code is ExitCode.SOME_FAILED
    (entry,) = [entry for entry in ran.record["articles"] if entry["status"] == "died"]
    assert f"bericht-{POISON:05d}" in entry["path"] and "twice" in entry["error"]
    deaths = (scene / "deaths").read_text().split()
    # the poisoned article two; the other one more, unless the two died together
    assert 2 <= len(deaths) <= 3 and len(set(deaths)) == len(deaths)
    assert any("one at a time" in line for line in ran.notices)


def test_a_second_run_asks_for_nothing_but_what_was_set_aside(scene: Path, ran: Ran) -> None:
    again = scene / "again"
    again.mkdir()
    # another cache, as on other machines: what is done is known from the results' folder
    engine = partial(assemble, folder=again, deadly=False)
    second = run_on_cluster(scene / "in", scene / "many", scene / "c2", engine)
    assert second.code is ExitCode.SOME_FAILED  # a file is binary still
    assert second.record["totals"]["statuses"] == {"binary": 1, "done": ARTICLES + 4}
    assert second.record["totals"]["articles_from_memory"] == ARTICLES + 3
    assert (again / "calls").read_text().count("\n") == 1
    assert results(scene / "many") == results(scene / "local")


def test_urls_and_html_go_through_fsspec(scene: Path, local: Ran, tmp_path: Path) -> None:
    engine = partial(assemble, folder=tmp_path, deadly=False)
    source, out = (scene / "in").as_uri(), (tmp_path / "bucket").as_uri()
    ran = run_on_cluster(source, out, tmp_path / "c", engine, "json,md,html")
    there = run_locally(scene / "in", tmp_path / "here", tmp_path / "d", engine, "json,md,html")
    assert ran.code is there.code
    assert results(tmp_path / "bucket") == results(tmp_path / "here")
    assert "index.html" in results(tmp_path / "bucket")


def test_a_run_that_is_stopped_goes_on_where_it_was(
    scene: Path, local: Ran, tmp_path: Path
) -> None:
    stop = Stop()
    engine = partial(assemble, folder=tmp_path, deadly=False)
    where = (scene / "in", tmp_path / "out", tmp_path / "cache", engine)
    first = run_on_cluster(*where, progress=lambda outcome: stop.ask(), stop=stop)
    assert first.code is ExitCode.INTERRUPTED
    assert json.loads((tmp_path / "out" / "run.json").read_text())["exit_code"] == 130
    run_on_cluster(*where)
    assert results(tmp_path / "out").keys() == results(scene / "local").keys()


def test_a_worker_with_another_version_ends_the_run(scene: Path, tmp_path: Path) -> None:
    engine = partial(assemble, folder=tmp_path, deadly=False, versions=tmp_path / "driver")
    with pytest.raises(ClusterError, match="would make other results") as caught:
        run_on_cluster(scene / "in", tmp_path / "out", tmp_path / "cache", engine)
    assert "\n" not in str(caught.value)
    record = json.loads((tmp_path / "out" / "run.json").read_text())
    assert record["exit_code"] == ExitCode.ALL_FAILED
    assert any("would make other results" in line for line in record["notices"])


def test_a_full_disk_under_a_workers_cache_ends_the_run(scene: Path, tmp_path: Path) -> None:
    engine = partial(assemble, folder=tmp_path, deadly=False, disk_bytes=50_000)
    with pytest.raises(CacheError, match="cache") as caught:
        run_on_cluster(scene / "in", tmp_path / "out", tmp_path / "cache", engine)
    assert "\n" not in str(caught.value)
    # nothing is lost: the next run, with room, does all
    calm = partial(assemble, folder=tmp_path, deadly=False)
    run_on_cluster(scene / "in", tmp_path / "out", tmp_path / "roomy", calm)
    assert results(tmp_path / "out").keys() == results(scene / "local").keys()


def test_results_that_cannot_be_written_end_the_run(scene: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "deel3").write_text("a file where a folder has to be")
    engine = partial(assemble, folder=tmp_path, deadly=False)
    with pytest.raises(OutputError, match="deel3"):
        run_on_cluster(scene / "in", tmp_path / "out", tmp_path / "cache", engine)
