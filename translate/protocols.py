"""What the rooms ask of each other: a splitter, a translator, a rewriter.

Engines implement these; translation, glossary and summaries know nothing else of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from translate.types import Decoding, Hypothesis, Link, Span


@runtime_checkable
class Segmenter(Protocol):
    """Splits a block into sentences."""

    @property
    def id(self) -> str:
        """Name and version, as it stands in signatures: ``dutch-r2``."""
        ...

    def spans(self, text: str) -> list[Span]:
        """Spans that tile ``text``: the first starts at 0, each starts where the last ended."""
        ...


@runtime_checkable
class Translator(Protocol):
    """Translates sentences; an engine with a model loaded."""

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        """One hypothesis for each source, in order, whatever the batches were."""
        ...

    def batches(
        self, sources: Sequence[str], decoding: Decoding
    ) -> Iterator[list[tuple[int, Hypothesis]]]:
        """What ``translate`` answers, each batch as soon as it is decoded, with positions in
        ``sources``.

        Every position comes once, in no order.
        """
        ...

    def links(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[Link, ...]]:
        """For each source and the text of its hypothesis, which word was written from which.

        One link at most for each target word, in order; a source must fit into one part.
        """
        ...

    def continue_from(
        self, sources: Sequence[str], beginnings: Sequence[str], decoding: Decoding
    ) -> list[Hypothesis]:
        """For each source its best target of those that start with its beginning.

        The beginning ends with a whole word or inside one. ``score`` is that of the whole target,
        beginning included. A source must fit into one part, and has letters or digits.
        """
        ...


@runtime_checkable
class TextGenerator(Protocol):
    """Rewrites English; a summarisation model loaded."""

    @property
    def max_source(self) -> int:
        """How many tokens of source fit into one call."""
        ...

    def count_tokens(self, text: str) -> int:
        """Tokens that ``text`` takes of ``max_source``."""
        ...

    def rewrite(self, passages: Sequence[str], max_words: Sequence[int]) -> list[str]:
        """A shorter English version of each passage, in order, of about ``max_words`` words."""
        ...
