"""A memory in a temporary folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from translate.memory import Memory


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "memory.sqlite3"


@pytest.fixture
def notices() -> list[str]:
    return []


@pytest.fixture
def memory(path: Path, notices: list[str]) -> Iterator[Memory]:
    with Memory.open(path, notice=notices.append) as opened:
        yield opened
