"""What the two MarianMT engines have in common: ids in, ids out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from translate.engines.batching import Batch
from translate.engines.links import Attention
from translate.engines.tokens import MarianTokens
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
    """A MarianMT checkpoint, loaded. A row is the ids of a source, with its end mark."""

    @property
    def tokens(self) -> MarianTokens:
        """Its tokenizer."""
        ...

    def search(
        self,
        rows: Sequence[Sequence[int]],
        batches: Sequence[Batch],
        decoding: Decoding,
        beginnings: Sequence[Sequence[int]] = (),
    ) -> Iterator[list[Found]]:
        """For each batch in turn, what was found for each of its rows, in their order.

        Beam search, greedy with a beam of 1. Where there are ``beginnings``, one for each row, a
        batch is one row, whose target starts with its beginning: that is forced at no cost, and
        counts in the length that scores are divided by (prefix-constrained search, Wuebker et
        al. 2016). Only a greedy search may end a target right after its beginning: a beam would
        do so far too easily.
        """
        ...

    def attend(
        self, rows: Sequence[Sequence[int]], targets: Sequence[Sequence[int]]
    ) -> list[Attention]:
        """The attention with which the model writes a target, without end mark, from each row.

        The last decoder layer's cross-attention, averaged over its heads. Of all layers and
        heads of the bundled model that average finds copied names best (96 in 100; the first
        layer's 51, all layers' 92).
        """
        ...
