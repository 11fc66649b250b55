"""Every way in which the Hub can fail, with the real client and a server on loopback."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from loopback_hub import COMMIT, OTHER_COMMIT, TOKEN, Fault, LoopbackHub
from shelf_makers import checkpoint, sha256, tree

from translate.cli.main import main
from translate.errors import ModelError
from translate.shelf import pull, resolve, verify
from translate.shelf.sources import hub as source

NAME = "test/nl-en"
WEIGHTS = "model.safetensors"
CONTENT = f"blob/{NAME}/{WEIGHTS}"


def command(*words: object, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["translate", *map(str, words)])
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


@pytest.fixture
def large(hub: LoopbackHub) -> int:
    """Makes the weights large enough to be cut to pieces; their size in bytes."""
    folder, _ = hub.repositories[NAME]
    checkpoint(folder, pieces=4000)
    return (folder / WEIGHTS).stat().st_size


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time limits of a test; what they are for people is held below."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_DOWNLOAD_TIMEOUT", 0.3)
    monkeypatch.setattr(source, "ANSWER", 0.3)
    monkeypatch.setattr(source, "QUESTION", 1.0)


def test_a_pull_asks_once_and_takes_what_is_needed(shelf: Path, hub: LoopbackHub) -> None:
    said: list[str] = []
    model = pull(NAME, shelf_dir=shelf, progress=said.append)
    assert resolve(NAME, "translate", shelf) == model and model.licence == "mit"
    names = {path.name for path in model.path.iterdir()}
    assert {WEIGHTS, "config.json", "source.spm", "README.md"} <= names
    assert not names & {"tf_model.h5", "onnx"} and verify(NAME, shelf).ok
    assert COMMIT in (model.path / "manifest.json").read_text()
    assert any("MB from the Hub" in line and COMMIT[:12] in line for line in said)
    assert not (shelf / ".partial").exists()
    before = len(hub.asked)
    assert pull(NAME, shelf_dir=shelf) == model and len(hub.asked) == before
    assert sum("/api/models" in line for line in hub.asked) == 1


def test_every_file_gets_the_mode_of_the_umask(shelf: Path, hub: LoopbackHub) -> None:
    before = os.umask(0o027)
    try:
        model = pull(NAME, shelf_dir=shelf)
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in model.path.iterdir()} == {0o640}


def test_storage_that_a_firewall_shuts_off_is_not_used(shelf: Path, hub: LoopbackHub) -> None:
    hub.xet = "http://127.0.0.1:9"
    assert pull(NAME, shelf_dir=shelf).name == NAME


def test_a_connection_that_is_cut_again_and_again_goes_on(
    shelf: Path, hub: LoopbackHub, large: int
) -> None:
    hub.faults = [Fault(CONTENT, cut=10_000)]
    pull(NAME, shelf_dir=shelf)
    assert hub.ranges(f"{NAME}/{WEIGHTS}") == list(range(0, large, 10_000))


def test_a_server_that_says_too_little_is_all_is_asked_for_the_rest(
    shelf: Path, hub: LoopbackHub, large: int
) -> None:
    hub.faults = [Fault(CONTENT, times=1, short=9_000)]
    pull(NAME, shelf_dir=shelf)
    assert hub.ranges(f"{NAME}/{WEIGHTS}") == [0, 9_000] and verify(NAME, shelf).ok


def _pulling(shelf: Path, hub: LoopbackHub) -> subprocess.Popen[str]:
    """A pull in a process of its own, some way into the weights."""
    hub.faults = [Fault(CONTENT, hold=12_000)]
    process = subprocess.Popen(
        [sys.executable, "-c", "from translate.cli.main import main; main()",
         "models", "pull", NAME, "--models-dir", str(shelf)],
        stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    parts = shelf / ".partial" / NAME.replace("/", "--")
    for _ in range(6000):
        if any(part.stat().st_size > 8_000 for part in parts.glob(f"{WEIGHTS}.*.part")):
            return process
        time.sleep(0.01)
    raise AssertionError("no weights came")


def test_a_killed_pull_goes_on_where_it_was(shelf: Path, hub: LoopbackHub, large: int) -> None:
    process = _pulling(shelf, hub)
    process.kill()
    process.communicate()
    assert (
        list(shelf.iterdir()) == [shelf / ".locks", shelf / ".partial"]
        or not (shelf / NAME.replace("/", "--")).exists()
    )
    hub.faults, hub.asked = [], []
    pull(NAME, shelf_dir=shelf)  # and its lock is free
    (begin,) = hub.ranges(f"{NAME}/{WEIGHTS}")
    assert begin > 8_000 and verify(NAME, shelf).ok
    assert not hub.ranges(f"{NAME}/vocab.json") and not (shelf / ".partial").exists()


def test_ctrl_c_ends_a_pull_at_once_and_keeps_what_came(
    shelf: Path, hub: LoopbackHub, large: int
) -> None:
    process = _pulling(shelf, hub)
    hub.faults = [Fault(CONTENT, hang=True)]
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130 and "what has come is kept" in said.splitlines()[-1]
    hub.faults, hub.asked = [], []
    pull(NAME, shelf_dir=shelf)
    assert hub.ranges(f"{NAME}/{WEIGHTS}")[0] > 8_000


@pytest.mark.parametrize("name", ["vocab.json", "source.spm", WEIGHTS])
def test_a_flipped_byte_is_refused_and_nothing_is_left(
    shelf: Path, hub: LoopbackHub, name: str
) -> None:
    hub.faults = [Fault(f"(raw|blob)/{NAME}/{name}", flip=True)]
    with pytest.raises(ModelError, match=f"{name} is not the file that the Hub lists"):
        pull(NAME, shelf_dir=shelf)
    assert tree(shelf) == {}


def _gated(hub: LoopbackHub, _: pytest.MonkeyPatch) -> None:
    hub.gated = True


def _private(hub: LoopbackHub, _: pytest.MonkeyPatch) -> None:
    hub.private = True


def _stale(_: LoopbackHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_stale")


def _offline(_: LoopbackHub, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)


def _gone(hub: LoopbackHub, _: pytest.MonkeyPatch) -> None:
    hub.close()


def _fault(fault: Fault) -> Callable[[LoopbackHub, pytest.MonkeyPatch], None]:
    return lambda hub, _: hub.faults.append(fault)


FAULTS = {
    "gated": (_gated, "is gated: accept its terms at http"),
    "private or unknown": (_private, "the Hub has no test/nl-en, or it is private: mend"),
    "stale token": (_stale, "refuses the token .401.*: mend or unset HF_TOKEN"),
    "offline": (_offline, "HF_HUB_OFFLINE.*: unset it"),
    "no server": (_gone, "the Hub does not give test/nl-en.*: check the network"),
    "busy": (_fault(Fault("/api/", status=503)), "does not give test/nl-en .503.: try again"),
    "storage busy": (_fault(Fault("/blob/", status=503)), r"model.safetensors.*\(503\)"),
    "too many": (_fault(Fault("/api/", status=429)), "too many requests .429.*: try again"),
    "a file gone": (_fault(Fault("resolve.*/vocab", status=404)), r"vocab.json of .* \(404\)"),
    "log-in page": (_fault(Fault("/", page=True)), "is no Hub, perhaps a network's log-in page"),
    "page for a file": (_fault(Fault("resolve", page=True)), "is no Hub"),
    "listing hangs": (_fault(Fault("/api/", hang=True)), "does not answer.*: check the network"),
    "file hangs": (_fault(Fault("resolve", hang=True)), "does not answer .generation_config"),
    "storage hangs": (_fault(Fault("/blob/", hang=True)), "does not answer .model.safetensors"),
    "cut at once": (_fault(Fault("/blob/", cut=0)), "model.safetensors of test/nl-en: .*: check"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_hub_that_does_not_give_is_exit_4_and_one_line_with_the_next_step(
    fault: str,
    shelf: Path,
    hub: LoopbackHub,
    impatient: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    harm, line = FAULTS[fault]
    harm(hub, monkeypatch)
    words = ("models", "pull", NAME, "--quiet", "--models-dir", shelf)
    assert command(*words, monkeypatch=monkeypatch) == 4
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.splitlines()) == 1, said.err
    assert re.search(line, said.err), said.err
    assert all(part.stat().st_size for part in shelf.rglob("*.part"))
    assert not (shelf / NAME.replace("/", "--")).exists()


def test_a_hub_that_asks_to_wait_is_asked_again(
    shelf: Path, hub: LoopbackHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(source.time, "sleep", waited.append)
    later = {"Retry-After": "2"}
    hub.faults = [
        Fault("/api/", times=1, status=429, headers=later),
        Fault("/blob/", times=2, status=503),
    ]
    said: list[str] = []
    pull(NAME, shelf_dir=shelf, progress=said.append)
    assert [seconds for seconds in waited if seconds] == [2, source.PAUSE, 2 * source.PAUSE]
    assert any("too many requests (429)" in line and "in 2 s" in line for line in said)


def test_a_good_token_opens_a_gated_model_and_stays_with_the_hub(
    shelf: Path, hub: LoopbackHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.gated = hub.private = True
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    assert pull(NAME, shelf_dir=shelf).name == NAME  # the storage refuses it if it is sent on


def test_space_is_asked_for_before_the_download(
    shelf: Path, hub: LoopbackHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(shelf)._replace(free=1_000_000)
    monkeypatch.setattr("translate.shelf.sources.base.shutil.disk_usage", lambda _: usage)
    with pytest.raises(ModelError, match=r"MB are needed in .* and 1 MB are free: free some space"):
        pull(NAME, shelf_dir=shelf)
    assert tree(shelf) == {} and not hub.ranges(f"{NAME}/config.json")


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may become larger than 50 KB, as on a disk that fills up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_fills_during_the_download_leaves_nothing(
    shelf: Path, hub: LoopbackHub, large: int, full_disk: None
) -> None:
    with pytest.raises(ModelError, match=r"cannot put the model into .*: free some space"):
        pull(NAME, shelf_dir=shelf)
    assert tree(shelf) == {}


def test_another_commit_than_the_pinned_one_is_not_taken(shelf: Path, hub: LoopbackHub) -> None:
    pinned = pull("opus-mt-nl-en", shelf_dir=shelf)
    assert pinned.name == "opus-mt-nl-en"
    folder, _ = hub.repositories[NAME]
    hub.repositories["Helsinki-NLP/opus-mt-nl-en"] = (folder, OTHER_COMMIT)
    hub.older = [COMMIT]  # the branch has moved on: the pinned commit is found in its history
    assert pull("opus-mt-nl-en", shelf_dir=shelf, update=True) == pinned
    hub.older = []
    with pytest.raises(ModelError, match=r"no longer has the commit .*: --revision main"):
        pull("opus-mt-nl-en", shelf_dir=shelf, update=True)


def test_other_weights_than_the_pinned_ones_are_taken_only_by_revision(
    shelf: Path, hub: LoopbackHub, tmp_path: Path
) -> None:
    other = checkpoint(tmp_path / "other", fill=5)
    hub.repositories["Helsinki-NLP/opus-mt-nl-en"] = (other, COMMIT)
    for ways in ({}, {"from_path": other}):
        with pytest.raises(ModelError, match=r"model.safetensors of .* is not that of opus-mt-nl"):
            pull("opus-mt-nl-en", shelf_dir=shelf, **ways)
        assert tree(shelf) == {}
    model = pull("opus-mt-nl-en", shelf_dir=shelf, revision="refs/pr/1")
    assert model.name == f"opus-mt-nl-en@{COMMIT[:12]}"
    assert resolve("auto", "translate", shelf) == model  # and so in every signature
    model = pull("opus-mt-nl-en", shelf_dir=shelf, revision="mine", from_path=other)
    assert model.name == "opus-mt-nl-en@mine"


def test_an_update_compares_commits_before_it_downloads(
    shelf: Path, hub: LoopbackHub, tmp_path: Path
) -> None:
    old = pull(NAME, shelf_dir=shelf)
    hub.asked = []
    assert pull(NAME, shelf_dir=shelf, update=True) == old and len(hub.asked) == 1
    hub.repositories[NAME] = (checkpoint(tmp_path / "newer", fill=9), OTHER_COMMIT)
    new = pull(NAME, shelf_dir=shelf, update=True)
    assert new.digest != old.digest and resolve(NAME, "translate", shelf) == new
    assert (old.path / WEIGHTS).is_file()  # a run that has it open goes on


def test_old_snapshots_are_listed_and_removed(
    shelf: Path,
    hub: LoopbackHub,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    old = pull(NAME, shelf_dir=shelf)
    hub.repositories[NAME] = (checkpoint(tmp_path / "newer", fill=9), OTHER_COMMIT)
    new = pull(NAME, shelf_dir=shelf, update=True)
    places = ("--models-dir", shelf)
    assert command("models", "list", *places, monkeypatch=monkeypatch) == 0
    listed = capsys.readouterr().out
    line = next(line for line in listed.splitlines() if line.startswith("old: "))
    assert f"{NAME}@{old.path.name}, 0 MB, pulled 20" in line and NAME in listed
    for revision in (OTHER_COMMIT, "nothing"):
        words = ("models", "remove", f"{NAME}@{revision}", *places)
        assert command(*words, monkeypatch=monkeypatch) == 4
    assert old.path.is_dir() and new.path.is_dir()
    words = ("models", "remove", f"{NAME}@{COMMIT[:8]}", *places)
    assert command(*words, monkeypatch=monkeypatch) == 0
    assert not old.path.exists() and resolve(NAME, "translate", shelf) == new
    assert command("models", "remove", NAME, *places, monkeypatch=monkeypatch) == 0
    assert not new.path.parent.exists()


def test_two_pulls_at_once_download_once(shelf: Path, hub: LoopbackHub, large: int) -> None:
    first = _pulling(shelf, hub)
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        if "waiting" in line:
            hub.go.set()

    model = pull(NAME, shelf_dir=shelf, progress=say)
    first.communicate()
    assert first.returncode == 0 and any("waiting" in line for line in said)
    assert len(hub.ranges(f"{NAME}/{WEIGHTS}")) == 1
    assert sha256((model.path / WEIGHTS).read_bytes()) in (model.path / "manifest.json").read_text()


def test_a_name_that_nobody_answers_for_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as silent:  # it listens and never answers, like a name server that hangs
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(TimeoutError, match=r"no answer in 0\.05 seconds"):
            source._within(0.05, silent.accept)
