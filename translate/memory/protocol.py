"""What the pipeline needs of a memory, and the memory that forgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar, runtime_checkable

from translate.memory.tables import Table

T = TypeVar("T")


@runtime_checkable
class MemoryLike(Protocol):
    """Looks up and keeps results by table and key (64 hexadecimal digits, see
    ``translate.signature``)."""

    def get(self, table: Table[T], keys: Iterable[str]) -> dict[str, T]:
        """The known ones of ``keys``; flags, also of failures, come back as they were given."""
        ...

    def put(self, table: Table[T], rows: Mapping[str, T]) -> None:
        """Keep all rows, or none where that fails; a key that is there gets the new value."""
        ...

    def close(self) -> None:
        """Let go of the file; what was put is safe before this."""
        ...


class NoMemory:
    """Knows nothing and keeps nothing: ``--no-cache``."""

    def get(self, table: Table[T], keys: Iterable[str]) -> dict[str, T]:
        """Nothing."""
        return {}

    def put(self, table: Table[T], rows: Mapping[str, T]) -> None:
        """Forget."""

    def close(self) -> None:
        """Nothing to let go of."""
