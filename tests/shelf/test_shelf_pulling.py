from __future__ import annotations

import errno
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from shelf_makers import COMMIT, OTHER_COMMIT, FakeHub, checkpoint, tree

from translate.errors import ExitCode, ModelError
from translate.shelf import SourceUnreachable, pull, resolve, verify
from translate.shelf.sources.hub import HubSource

NAME = "opus-mt-nl-en"


def _pickled(hub: FakeHub) -> bytes:
    weights = hub.repository / "model.safetensors"
    data = weights.read_bytes()
    weights.rename(hub.repository / "pytorch_model.bin")
    return data


def test_a_pull_pins_the_commit_and_takes_what_is_needed(shelf: Path, hub: FakeHub) -> None:
    said: list[str] = []
    model = pull(NAME, shelf_dir=shelf, fetcher=HubSource(hub), progress=said.append)
    assert resolve(NAME, "translate", shelf) == model
    names = {path.name for path in model.path.iterdir()}
    assert {"model.safetensors", "config.json", "source.spm", "README.md"} <= names
    assert not names & {"tf_model.h5", "onnx", ".cache"}
    assert verify(NAME, shelf).ok
    assert COMMIT in (model.path / "manifest.json").read_text()
    assert model.path.parent == shelf / NAME and model.digest.startswith(model.path.name)
    assert any(COMMIT[:12] in line for line in said)
    assert not (shelf / ".partial").exists()


def test_what_is_here_is_not_asked_for_again(shelf: Path, hub: FakeHub) -> None:
    source = HubSource(hub)
    model = pull(NAME, shelf_dir=shelf, fetcher=source)
    hub.offline = True
    assert pull(NAME, shelf_dir=shelf, fetcher=source) == model
    assert hub.asked == 1


def test_an_update_moves_to_the_new_commit(shelf: Path, hub: FakeHub, tmp_path: Path) -> None:
    old = pull(NAME, shelf_dir=shelf, fetcher=HubSource(hub))
    newer = FakeHub(checkpoint(tmp_path / "newer", fill=9), OTHER_COMMIT)
    new = pull(NAME, shelf_dir=shelf, fetcher=HubSource(newer), update=True)
    assert new.digest != old.digest and resolve(NAME, "translate", shelf) == new
    assert (old.path / "model.safetensors").is_file()  # a run that has it open goes on


def test_a_cut_off_pull_leaves_the_shelf_as_it_was_and_goes_on(shelf: Path, hub: FakeHub) -> None:
    hub.cut_after = 3
    source = HubSource(hub)
    with pytest.raises(SourceUnreachable) as caught:
        pull(NAME, shelf_dir=shelf, fetcher=source)
    assert caught.value.exit_code is ExitCode.MODEL
    assert not (shelf / NAME).exists()
    hub.cut_after = None
    pull(NAME, shelf_dir=shelf, fetcher=source)
    assert len(hub.downloaded) == len(set(hub.downloaded))  # nothing a second time


def test_a_hub_that_does_not_answer_leaves_nothing(shelf: Path, hub: FakeHub) -> None:
    hub.offline = True
    with pytest.raises(SourceUnreachable):
        pull(NAME, shelf_dir=shelf, fetcher=HubSource(hub))
    assert tree(shelf) == {}


def _tamper(hub: FakeHub) -> None:
    hub.wrong_digest = "model.safetensors"


def _truncate(hub: FakeHub) -> None:
    weights = hub.repository / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-4])


def _other_kind(hub: FakeHub) -> None:
    config = hub.repository / "config.json"
    config.write_text(config.read_text().replace("marian", "bart"))


def _no_weights(hub: FakeHub) -> None:
    (hub.repository / "model.safetensors").unlink()


@pytest.mark.parametrize("fault", [_tamper, _truncate, _other_kind, _no_weights])
def test_files_that_are_not_right_change_nothing(shelf: Path, hub: FakeHub, fault: object) -> None:
    model = pull(NAME, shelf_dir=shelf, fetcher=HubSource(hub))
    before = tree(shelf)
    assert callable(fault)
    fault(hub)
    with pytest.raises(ModelError) as caught:
        pull(NAME, shelf_dir=shelf, fetcher=HubSource(hub), update=True)
    assert caught.value.exit_code is ExitCode.MODEL and "\n" not in str(caught.value)
    assert tree(shelf) == before and resolve(NAME, "translate", shelf) == model


def test_pickled_weights_are_converted_and_do_not_stay(shelf: Path, hub: FakeHub) -> None:
    data = _pickled(hub)

    def convert(folder: Path) -> None:
        assert (folder / "pytorch_model.bin").read_bytes() == data
        (folder / "model.safetensors").write_bytes(data)

    model = pull(NAME, shelf_dir=shelf, fetcher=HubSource(hub), convert=convert)
    assert not (model.path / "pytorch_model.bin").exists()
    assert "converted_from" in (model.path / "manifest.json").read_text()


def test_a_pickle_that_is_not_converted_is_refused(shelf: Path, hub: FakeHub) -> None:
    _pickled(hub)

    def refuse(folder: Path) -> None:
        raise ModelError("pytorch_model.bin cannot be converted", "take another model")

    for convert in (refuse, lambda _: None):
        with pytest.raises(ModelError):
            pull(NAME, shelf_dir=shelf, fetcher=HubSource(hub), convert=convert)
    assert tree(shelf) == {}


def test_two_pulls_at_once_download_once(shelf: Path, hub: FakeHub) -> None:
    inside, waiting = threading.Event(), threading.Event()
    whole = hub.download

    def slow(repository: str, commit: str, names: Sequence[str], into: Path) -> None:
        inside.set()
        assert waiting.wait(600)
        whole(repository, commit, names, into)

    hub.download = slow  # type: ignore[method-assign]
    models = []

    def run(progress: threading.Event | None) -> None:
        def say(line: str) -> None:
            if progress is not None and "waiting" in line:
                progress.set()

        models.append(pull(NAME, shelf_dir=shelf, fetcher=HubSource(hub), progress=say))

    first = threading.Thread(target=run, args=(None,))
    first.start()
    assert inside.wait(600)
    second = threading.Thread(target=run, args=(waiting,))
    second.start()
    first.join(600)
    second.join(600)
    assert len(models) == 2 and models[0] == models[1]
    assert hub.asked == 1


def test_a_killed_pull_leaves_the_shelf_as_it_was(shelf: Path, tmp_path: Path) -> None:
    repository = checkpoint(tmp_path / "repository")
    code = f"""
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from shelf_makers import FakeHub
from translate.shelf import pull
from translate.shelf.sources.hub import HubSource

class Killed(FakeHub):
    def download(self, repository, commit, names, into):
        super().download(repository, commit, names[:4], into)
        os.kill(os.getpid(), signal.SIGKILL)

hub = Killed(Path({str(repository)!r}))
pull({NAME!r}, shelf_dir=Path({str(shelf)!r}), fetcher=HubSource(hub))
"""
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == -signal.SIGKILL
    assert not (shelf / NAME).exists()
    hub = FakeHub(repository)
    model = pull(NAME, shelf_dir=shelf, fetcher=HubSource(hub))  # and its lock is free
    assert verify(NAME, shelf).ok and resolve(NAME, "translate", shelf) == model
    assert len(hub.downloaded) < len(list(model.path.iterdir())) - 1
    assert not (shelf / ".partial").exists()


def test_a_disk_that_fills_at_the_last_step_leaves_the_old_model(
    shelf: Path, hub: FakeHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = pull(NAME, shelf_dir=shelf, fetcher=HubSource(hub))
    newer = FakeHub(checkpoint(tmp_path / "newer", fill=9), OTHER_COMMIT)

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("translate.shelf.store.write_atomic", full)
        with pytest.raises(ModelError, match="No space left"):
            pull(NAME, shelf_dir=shelf, fetcher=HubSource(newer), update=True)
    assert resolve(NAME, "translate", shelf) == old
    new = pull(NAME, shelf_dir=shelf, fetcher=HubSource(newer), update=True)
    assert resolve(NAME, "translate", shelf) == new != old and verify(NAME, shelf).ok


def test_a_folder_brought_by_hand_is_checked_in_the_same_way(shelf: Path, tmp_path: Path) -> None:
    snapshot = checkpoint(tmp_path / "cache" / "snapshots" / COMMIT)
    (snapshot / "evil.pkl").write_bytes(b"")
    model = pull(NAME, shelf_dir=shelf, from_path=snapshot)
    assert not (model.path / "evil.pkl").exists()
    assert COMMIT in (model.path / "manifest.json").read_text()
    before = tree(shelf)
    (snapshot / "model.safetensors").write_bytes(b"short")
    with pytest.raises(ModelError):
        pull(NAME, shelf_dir=shelf, from_path=snapshot)
    with pytest.raises(ModelError, match="there is no"):
        pull(NAME, shelf_dir=shelf, from_path=tmp_path / "absent")
    assert tree(shelf) == before


def test_a_link_out_of_a_folder_brought_by_hand_is_refused(shelf: Path, tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "brought")
    (tmp_path / "secret").write_text("{}")
    (folder / "added_tokens.json").symlink_to(tmp_path / "secret")
    with pytest.raises(ModelError, match="link"):
        pull(NAME, shelf_dir=shelf, from_path=folder)
    assert tree(shelf) == {}


def test_a_model_registered_by_its_folder_is_pulled_from_there(shelf: Path, tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "mine")
    (shelf / "catalog.toml").write_text(
        f"""
        [[model]]
        name = "mine"
        task = "translate"
        family = "marian"
        licence = "MIT"
        size = 1
        description = "ours"
        source = {{ kind = "folder", path = "{folder}" }}
        """
    )
    assert pull("mine", shelf_dir=shelf) == resolve("auto", "translate", shelf)


def test_a_bundled_model_needs_no_pull(shelf: Path, bundled: Path) -> None:
    assert pull("bundled", shelf_dir=shelf).path == bundled


def test_a_shelf_that_cannot_be_written_is_said_in_one_line(tmp_path: Path, hub: FakeHub) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match="TRANSLATE_MODELS_DIR"):
        pull(NAME, shelf_dir=tmp_path / "file" / "shelf", fetcher=HubSource(hub))
