"""The client of the Hub, with its library's two calls replaced."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import huggingface_hub
import pytest
from huggingface_hub import errors
from shelf_makers import COMMIT

from translate.shelf import SourceUnreachable
from translate.shelf.sources.hub import HuggingFaceHub, Listing, RemoteFile

FAULTS = [
    errors.HTTPError("name not known"),
    errors.OfflineModeIsEnabled("offline mode is enabled\nand a second line"),
    errors.HFValidationError("no such name"),
    TimeoutError(),
]


def test_a_listing_has_the_commit_sizes_and_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {}

    def model_info(self: object, repository: str, **options: object) -> SimpleNamespace:
        asked.update(options, repository=repository)
        small = SimpleNamespace(rfilename="config.json", size=5, lfs=None)
        lfs = SimpleNamespace(sha256="ab" * 32)
        large = SimpleNamespace(rfilename="model.safetensors", size=7, lfs=lfs)
        return SimpleNamespace(sha=COMMIT, siblings=[small, large])

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", model_info)
    listing = HuggingFaceHub().listing("x/y", "main")
    assert asked["repository"] == "x/y" and asked["revision"] == "main"
    files = (RemoteFile("config.json", 5), RemoteFile("model.safetensors", 7, "ab" * 32))
    assert listing == Listing(COMMIT, files)


def test_a_download_is_of_the_commit_and_the_named_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {}
    monkeypatch.setattr(huggingface_hub, "snapshot_download", lambda r, **o: asked.update(o))
    HuggingFaceHub().download("x/y", COMMIT, ["a", "b"], tmp_path)
    assert asked == {"revision": COMMIT, "allow_patterns": ["a", "b"], "local_dir": tmp_path}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_a_fault_of_the_network_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", fail)
    monkeypatch.setattr(huggingface_hub, "snapshot_download", fail)
    for call in (
        lambda: HuggingFaceHub().listing("x/y", "main"),
        lambda: HuggingFaceHub().download("x/y", COMMIT, ["a"], tmp_path),
    ):
        with pytest.raises(SourceUnreachable, match="--from FOLDER") as caught:
            call()
        assert "\n" not in str(caught.value)
