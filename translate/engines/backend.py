"""What the two MarianMT engines have in common: ids in, ids out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from translate.engines.batching import Batch
from translate.types import Decoding


@dataclass(frozen=True, slots=True)
class Found:
    """The best target found for one row.

    ``ids`` has no end mark; ``log_probability`` is the mean over the target's tokens and its end
    mark (natural logarithm, at most 0); ``finished`` says that the end mark was reached.
    """

    ids: tuple[int, ...]
    log_probability: float
    finished: bool


class Backend(Protocol):
    """A MarianMT checkpoint, loaded."""

    @property
    def token_budget(self) -> int:
        """Source tokens, padding included, that make a good batch."""
        ...

    def encode(self, text: str) -> list[int]:
        """Source ids with the end mark, as MarianTokenizer gives them."""
        ...

    def search(
        self, rows: Sequence[Sequence[int]], batches: Sequence[Batch], decoding: Decoding
    ) -> Iterator[list[Found]]:
        """For each batch in turn, what was found for each of its rows, in their order."""
        ...

    def decode(self, ids: Sequence[int]) -> str:
        """Target ids as text, special tokens left out."""
        ...
