"""The driver's notes: the order, the names and the shards of a local run, without its lists."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate import batch
from translate.articles import ReadOptions
from translate.cluster import plan as planning
from translate.cluster.finding import Found, find
from translate.cluster.plan import Plan, Planned
from translate.done import Done
from translate.errors import UsageError
from translate.memory import WrittenArticle
from translate.memory.codec import ROWS
from translate.outputs import OutputNames
from translate.settings import RunOptions


def planned(folder: Path, found: list[Found], **options: object) -> list[Planned]:
    with closing(Plan(folder)) as plan:
        plan.add_files(found)
        return [one for part in plan.parts(("json", "md"), **options) for one in part]  # type: ignore[arg-type]


NAMES = st.lists(
    st.lists(st.sampled_from(["a", "A", "b.txt", "a.json", "é", "run"]), min_size=1, max_size=3)
    .map("/".join),
    unique=True,
    max_size=12,
)  # fmt: skip


@settings(deadline=None)
@given(NAMES)
def test_order_and_names_are_those_of_a_local_run(names: list[str]) -> None:
    # a name cannot be a file and a folder
    names = [name for name in names if not any(other.startswith(f"{name}/") for other in names)]
    with TemporaryDirectory() as folder:
        made = planned(Path(folder), [Found(f"/in/{name}", name, 1) for name in names])
    locally = OutputNames(("json", "md"))
    ordered = sorted(names, key=lambda name: name.split("/"))
    assert [(one.number, one.found.name) for one in made] == list(enumerate(ordered))
    assert [one.names for one in made] == [locally.take(name) for name in ordered]


def test_limit_and_shards_are_those_of_a_local_run(articles: Path, tmp_path: Path) -> None:
    for number in range(9):
        (articles / f"n{number}.txt").write_text("Het regent.")
    found = list(find([str(articles)], str(tmp_path / "out")))
    for limit, (i, n) in [(None, (1, 1)), (5, (1, 1)), (None, (2, 3)), (7, (3, 3))]:
        notes = tmp_path / f"{limit}-{i}-{n}"
        notes.mkdir()
        made = planned(notes, found, limit=limit, shard=(i, n))
        options = RunOptions(str(tmp_path / "out"), "json,md", limit=limit, shard=f"{i}/{n}")
        files = batch.sources([articles], options)
        locally = list(batch.placed_articles(files, options.formats, ReadOptions(), (i, n)))
        assert [one.found.name for one in made] == [placed.raw.path for placed in locally]
        assert [one.names for one in made] == [placed.names for placed in locally]
        assert options.files_of(len(found)) == options.files_of(len(files)) == len(made)


def test_parts_are_windows_or_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "WINDOW_ARTICLES", 4)
    with closing(Plan(tmp_path)) as plan:
        sizes = [planning.WINDOW_BYTES if number == 5 else 1 for number in range(10)]
        plan.add_files(Found("x", f"{number}", size) for number, size in enumerate(sizes))
        assert [len(part) for part in plan.parts(("json",))] == [4, 2, 4]
        monkeypatch.setattr(planning, "PARTS", 2)
        plan._database.execute("DELETE FROM taken")
        assert [len(part) for part in plan.parts(("json",))] == [8, 2]


def test_a_line_of_the_plan_reads_back() -> None:
    written = WrittenArticle("a" * 64, None, "2023-04", 3, {"NUM": 1}, "12")
    one = Planned(
        7,
        Found("/in/\udcff.txt", "\\xff.txt", 9),
        {"json": "%5Cxff.txt.json"},
        False,
        (Done("\\xff.txt", "\\xff.txt", "k" * 64, written),),
    )
    assert "\n" not in ROWS.line(one)
    assert ROWS.parse(Planned, ROWS.line(one)) == one


def test_an_article_ends_once(tmp_path: Path) -> None:
    with closing(Plan(tmp_path)) as plan:
        assert plan.add("b", (1, 0))
        assert plan.add("a", (0, 1))
        assert not plan.add("again", (1, 0))
        assert list(plan) == ["a", "b"]


def test_results_below_the_input_are_no_articles(articles: Path) -> None:
    out = articles / "out"
    out.mkdir()
    (out / "brug.txt.md").write_text("An earlier result.")
    names = {found.name for found in find([str(articles)], str(out))}
    assert names == {"brug.txt", "regio/markt.txt"}


def test_several_paths_are_named_as_a_local_run_names_them(articles: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "brug.txt").write_text("Een andere brug.")
    paths = [articles, other]
    found = find([str(path) for path in paths], str(tmp_path / "out"))
    local = batch.sources(paths, RunOptions(str(tmp_path / "out")))
    assert [one.name for one in found] == [source.name for source in local]


def test_a_path_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        list(find([str(tmp_path / "none")], str(tmp_path / "out")))
