"""What the pipeline needs of a memory, and the memory that forgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, runtime_checkable

from translate.memory.payloads import StoredArticle, WrittenArticle
from translate.types import Rendering, Summary


@runtime_checkable
class MemoryLike(Protocol):
    """Looks up and keeps results by key (64 hexadecimal digits, from ``translate.signature``).

    A lookup returns what is known and leaves out the rest. Each ``remember_*`` call keeps all it
    is given, or nothing; a key that is there already gets the new value.
    """

    def sentences(self, keys: Iterable[str]) -> dict[str, Rendering]:
        """Translated sentences."""
        ...

    def remember_sentences(self, rows: Mapping[str, Rendering]) -> None:
        """Keep translated sentences."""
        ...

    def articles(self, keys: Iterable[str]) -> dict[str, StoredArticle]:
        """Translated articles."""
        ...

    def remember_articles(self, rows: Mapping[str, StoredArticle]) -> None:
        """Keep translated articles."""
        ...

    def summaries(self, keys: Iterable[str]) -> dict[str, Summary]:
        """Summaries."""
        ...

    def remember_summaries(self, rows: Mapping[str, Summary]) -> None:
        """Keep summaries."""
        ...

    def written(self, keys: Iterable[str]) -> dict[str, WrittenArticle]:
        """Results that lie in an output folder."""
        ...

    def remember_written(self, rows: Mapping[str, WrittenArticle]) -> None:
        """Keep which results were written."""
        ...

    def close(self) -> None:
        """Let go of the file; what was remembered is safe before this."""
        ...


class NoMemory:
    """Knows nothing and keeps nothing: ``--no-cache``."""

    def sentences(self, keys: Iterable[str]) -> dict[str, Rendering]:
        """Nothing."""
        return {}

    def remember_sentences(self, rows: Mapping[str, Rendering]) -> None:
        """Forget."""

    def articles(self, keys: Iterable[str]) -> dict[str, StoredArticle]:
        """Nothing."""
        return {}

    def remember_articles(self, rows: Mapping[str, StoredArticle]) -> None:
        """Forget."""

    def summaries(self, keys: Iterable[str]) -> dict[str, Summary]:
        """Nothing."""
        return {}

    def remember_summaries(self, rows: Mapping[str, Summary]) -> None:
        """Forget."""

    def written(self, keys: Iterable[str]) -> dict[str, WrittenArticle]:
        """Nothing."""
        return {}

    def remember_written(self, rows: Mapping[str, WrittenArticle]) -> None:
        """Forget."""

    def close(self) -> None:
        """Nothing to let go of."""
