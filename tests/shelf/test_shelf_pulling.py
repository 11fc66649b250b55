from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from loopback_hub import COMMIT, OTHER_COMMIT, LoopbackHub
from shelf_makers import checkpoint, tree

from translate.errors import ExitCode, ModelError
from translate.shelf import pull, resolve, verify

NAME = "test/nl-en"


def _truncate(hub: LoopbackHub) -> None:
    weights = hub.repositories[NAME][0] / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-4])


def _other_kind(hub: LoopbackHub) -> None:
    config = hub.repositories[NAME][0] / "config.json"
    config.write_text(config.read_text().replace("marian", "bart"))


def _no_weights(hub: LoopbackHub) -> None:
    (hub.repositories[NAME][0] / "model.safetensors").unlink()


@pytest.mark.parametrize("fault", [_truncate, _other_kind, _no_weights])
def test_what_is_not_right_leaves_the_shelf_as_it_was(
    fault: Callable[[LoopbackHub], None], shelf: Path, hub: LoopbackHub
) -> None:
    model = pull(NAME, shelf_dir=shelf)
    before = tree(shelf)
    hub.repositories[NAME] = (hub.repositories[NAME][0], OTHER_COMMIT)
    fault(hub)
    with pytest.raises(ModelError) as caught:
        pull(NAME, shelf_dir=shelf, update=True)
    assert caught.value.exit_code is ExitCode.MODEL and "\n" not in str(caught.value)
    assert tree(shelf) == before and resolve(NAME, "translate", shelf) == model


def test_a_disk_that_fills_at_the_last_step_leaves_the_old_model(
    shelf: Path, hub: LoopbackHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = pull(NAME, shelf_dir=shelf)
    hub.repositories[NAME] = (checkpoint(tmp_path / "newer", fill=9), OTHER_COMMIT)

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("translate.shelf.store.write_atomic", full)
        with pytest.raises(ModelError, match="No space left"):
            pull(NAME, shelf_dir=shelf, update=True)
    assert resolve(NAME, "translate", shelf) == old
    new = pull(NAME, shelf_dir=shelf, update=True)
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


def test_a_shelf_that_cannot_be_written_is_said_in_one_line(
    tmp_path: Path, hub: LoopbackHub
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match="TRANSLATE_MODELS_DIR"):
        pull(NAME, shelf_dir=tmp_path / "file" / "shelf")
