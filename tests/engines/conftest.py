"""Random checkpoints, built once per test session."""

from __future__ import annotations

import pytest
from mt_checkpoints import build

from translate.types import Model


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """A small checkpoint like the bundled one: byte fallback, one SentencePiece model."""
    return build(
        tmp_path_factory.mktemp("models") / "tiny", width=32, layers=2, heads=4, inner=64,
        vocabulary=330, positions=128, byte_fallback=True, shared_spm=True,
    )  # fmt: skip


@pytest.fixture(scope="session")
def opus_model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """A checkpoint of opus-mt's shape but for its vocabulary; two SentencePiece models."""
    return build(
        tmp_path_factory.mktemp("models") / "opus", width=512, layers=6, heads=8, inner=2048,
        vocabulary=150, positions=512, byte_fallback=False, shared_spm=False,
    )  # fmt: skip
