"""A batch over hostile files, with everything real but the models, and its promises."""

from __future__ import annotations

import json
import os
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.fakes import fake_parts
from tests.faults.faults_scene import files_below
from tests.faults.hostile_checks import check_outputs
from tests.faults.hostile_files import Named, write_tree
from translate import batch
from translate.articles import default_segmenter
from translate.errors import ExitCode
from translate.glossary import Glossary
from translate.memory import Memory
from translate.outputs import RunLog
from translate.pipeline import Pipeline
from translate.results import Outcome
from translate.settings import RunOptions
from translate.watch import Stop

FORMATS = ("json", "md", "html", "csv", "tmx", "txt", "jsonl")


@dataclass
class Came:
    """What a hostile batch came to."""

    files: int
    results: int
    statuses: Counter[str]
    slowest: tuple[float, str]  # seconds, and which article


def hostile_run(folder: Path, files: Iterator[Named], patience: int = 120) -> Came:
    """Write ``files`` below ``folder``, run a batch over them, and assert what was promised.

    An article that takes more than ``patience`` seconds of this process's own time counts as
    hanging, and ends the process; the clock on the wall would blame a busy machine's other work.
    """
    articles, out = folder / "in", folder / "out"
    count = write_tree(articles, files)
    (folder / "buren").mkdir()
    (folder / "buren" / "geheim.txt").write_text("Van de buren.")
    outside = _outside(folder)
    options = RunOptions(str(out), ",".join(FORMATS))
    log = RunLog("", {}, {})
    outcomes: list[Outcome] = []

    def progress(outcome: Outcome) -> None:
        signal.setitimer(signal.ITIMER_PROF, patience)
        outcomes.append(outcome)

    signal.setitimer(signal.ITIMER_PROF, patience)
    with Memory.open(folder / "cache" / "memory.sqlite3") as memory:
        parts = replace(
            fake_parts(memory=memory),
            segmenter=default_segmenter(),
            glossary=Glossary.builtin(),
        )
        sources = batch.sources([articles], options)
        code = batch.run(
            sources, Pipeline(parts=parts), options, log, progress=progress, stop=Stop()
        )
        signal.setitimer(signal.ITIMER_PROF, 0)
        assert memory.verify().ok
    assert code is ExitCode.SOME_FAILED
    _every_file_has_an_outcome(articles, [source.file for source in sources], outcomes, count)
    assert _outside(folder) == outside, "something was written outside OUT"
    assert [entry["path"] for entry in log.to_json()["articles"]] == [o.path for o in outcomes]
    json.loads((out / "run.json").read_text(encoding="utf-8"))
    for outcome in outcomes:
        if outcome.error is not None:
            assert str(outcome.error).isprintable(), repr(str(outcome.error))
    places = [place for entry in log.entries() for place in entry.outputs.values()]
    assert len({place.casefold() for place in places}) == len(places)
    # each result, run.json and index.html
    assert check_outputs(out) == len(places) + 2
    done = sum(outcome.result is not None for outcome in outcomes)
    slowest = max((outcome.seconds, outcome.path) for outcome in outcomes)
    return Came(count, done, Counter(entry.status for entry in log.entries()), slowest)


def _every_file_has_an_outcome(
    articles: Path, found: list[Path], outcomes: list[Outcome], count: int
) -> None:
    known = {os.fsencode(file) for file in found}
    regular = [
        path
        for path in articles.rglob("*")
        if path.is_file() and not path.is_symlink() and not path.name.startswith(".")
    ]
    assert len(regular) == count
    unread = [path.name for path in regular if os.fsencode(path) not in known]
    assert all(
        not name.lower().endswith((".txt", ".md", ".jsonl", ".docx", ".pdf")) for name in unread
    ), unread
    assert not [path for path in found if path.is_symlink()], "a link was followed"
    heads = {outcome.path.split("#")[0] for outcome in outcomes if ".jsonl#" in outcome.path}
    heads |= {outcome.path.split("#")[0] for outcome in outcomes if ".csv#" in outcome.path}
    paths = {outcome.path for outcome in outcomes} | heads
    names = {os.fsencode(file.relative_to(articles)).decode("utf-8", "backslashreplace")
             for file in found}  # fmt: skip
    assert names <= paths, sorted(names - paths)


def _outside(folder: Path) -> dict[str, bytes]:
    """Every file that the batch has no business with."""
    kept = {}
    for name in ("in", "buren"):
        for key, data in files_below_without_links(folder / name).items():
            kept[f"{name}/{key}"] = data
    kept["."] = "|".join(sorted(path.name for path in folder.iterdir()
                                if path.name not in ("out", "cache"))).encode()  # fmt: skip
    return kept


def files_below_without_links(folder: Path) -> dict[str, bytes]:
    return {
        key: data for key, data in files_below(folder).items() if not (folder / key).is_symlink()
    }
