"""A model that is another one of the shelf with an adapter of this package."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shelf_makers import checkpoint

from translate.errors import ModelError, ModelMissing
from translate.shelf import bundled_folder, catalogue, pull, remove, resolve, verify
from translate.shelf.catalog import SourceKind
from translate.shelf.verifying import seal_adapter
from translate.types import Model

CATALOGUE = """
[[model]]
name = "tuned"
task = "summarise"
family = "seq2seq"
licence = "Apache-2.0"
size = 1
description = "for a test"
source = {{ kind = "adapter", base = "plain", path = "tuned" }}
[[model]]
name = "plain"
task = "summarise"
family = "seq2seq"
licence = "Apache-2.0"
size = 1
description = "for a test"
source = {{ kind = "folder", path = "{}" }}
"""


@pytest.fixture
def adapter(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An adapter in the package and a base that can be pulled."""
    base = checkpoint(tmp_path / "base", "bart")
    shelf.mkdir(parents=True, exist_ok=True)
    (shelf / "catalog.toml").write_text(CATALOGUE.format(base.as_posix()))
    folder = tmp_path / "package" / "tuned"
    folder.mkdir(parents=True)
    (folder / "adapter_model.safetensors").write_bytes(b"one")
    (folder / "adapter_config.json").write_text("{}")
    seal_adapter(folder, "tuned", "Apache-2.0")
    for module in ("finding", "verifying"):
        monkeypatch.setattr(f"translate.shelf.{module}.bundled_folder", lambda name: folder)
    return folder


def _pulled(shelf: Path) -> Model:
    return pull("tuned", shelf_dir=shelf)


def test_pulling_it_pulls_its_base(shelf: Path, adapter: Path) -> None:
    with pytest.raises(ModelMissing, match="tuned is not on this machine"):
        resolve("tuned", "summarise", shelf)
    model = _pulled(shelf)
    base = resolve("plain", "summarise", shelf)
    assert (model.name, model.adapter, model.path) == ("tuned", adapter, base.path)
    assert resolve("auto", "summarise", shelf) != base
    assert base.adapter is None


def test_the_adapter_is_part_of_the_digest(shelf: Path, adapter: Path) -> None:
    model = _pulled(shelf)
    assert model.digest != resolve("plain", "summarise", shelf).digest
    (adapter / "adapter_model.safetensors").write_bytes(b"other")
    assert resolve("tuned", "summarise", shelf).digest != model.digest


def test_a_changed_adapter_is_found(shelf: Path, adapter: Path) -> None:
    _pulled(shelf)
    report = verify("tuned", shelf)
    assert report.ok and report.digest == resolve("tuned", "summarise", shelf).digest
    (adapter / "adapter_model.safetensors").write_bytes(b"two")
    changed = [file.name for file in verify("tuned", shelf).files if file.problem]
    assert changed == ["adapter_model.safetensors"]
    (adapter / "adapter_config.json").unlink()
    with pytest.raises(ModelError, match="cannot read the adapter"):
        resolve("tuned", "summarise", shelf)


def test_it_goes_with_its_base(shelf: Path, adapter: Path) -> None:
    _pulled(shelf)
    with pytest.raises(ModelError, match="part of this package"):
        remove("tuned", shelf)
    assert remove("plain", shelf)
    with pytest.raises(ModelMissing):
        resolve("tuned", "summarise", shelf)


def test_the_shipped_adapter_is_small_sealed_and_for_its_base() -> None:
    (entry,) = [one for one in catalogue() if one.source.kind is SourceKind.ADAPTER]
    folder = bundled_folder(entry.source.path)
    assert folder is not None
    assert (folder / "adapter_model.safetensors").stat().st_size <= 10_000_000
    settings = json.loads((folder / "adapter_config.json").read_text("utf-8"))
    assert settings["base_model_name_or_path"] == entry.source.base
    recorded = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    from translate.shelf.digests import sha256_file

    for name, record in recorded.items():
        assert sha256_file(folder / name) == record["sha256"], name
