"""Small helpers that every test of this room uses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from translate.articles import ReadOptions, default_segmenter, from_bytes, parse
from translate.types import Article

Read = Callable[..., Article]


@pytest.fixture
def read() -> Read:
    """``read(bytes or text, name, **options)``: the one article in it, whatever its language."""

    def read(data: bytes | str, name: str = "a.txt", **options: object) -> Article:
        chosen = ReadOptions(**options)  # type: ignore[arg-type]
        raw = data.encode("utf-8") if isinstance(data, str) else data
        (article,) = from_bytes(name, raw, chosen)
        return parse(article, chosen, default_segmenter(), is_dutch=lambda _: True)

    return read
