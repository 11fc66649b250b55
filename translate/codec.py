"""Frozen dataclasses as plain JSON values and back, by their annotations.

The cache and the results keep the same classes in two forms: as rows without names, and as objects.
What both have in common is here: enumerations are their values, tuples are arrays.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

T = TypeVar("T")
Reader = Callable[[Any], Any]
_PLAIN = (str, int, float, type(None))


class Codec(ABC):
    """One form; subclasses say what becomes of a dataclass."""

    def __init__(self) -> None:
        self._readers: dict[Any, Reader] = {}

    @abstractmethod
    def _write(self, value: Any) -> Any:
        """A dataclass as plain JSON values."""

    @abstractmethod
    def _object_reader(self, kind: Any) -> Reader:
        """What makes a dataclass of its JSON."""

    def plain(self, value: Any) -> Any:
        """``value`` in arrays, objects, strings, numbers and nulls."""
        if isinstance(value, _PLAIN):
            return value
        if isinstance(value, tuple | list):
            return [self.plain(item) for item in value]
        return dict(value) if isinstance(value, Mapping) else self._write(value)

    def line(self, value: Any) -> str:
        """``value`` as one line of JSON."""
        return json.dumps(self.plain(value))

    def parse(self, kind: type[T], line: str) -> T:
        """The inverse of :meth:`line`; raises KeyError, TypeError or ValueError."""
        value: T = self.reader(kind)(json.loads(line))
        return value

    def reader(self, kind: Any) -> Reader:
        """What makes a value of the annotation ``kind`` of its JSON.

        It raises KeyError, TypeError or ValueError for JSON of another shape.
        """
        if kind not in self._readers:
            self._readers[kind] = self._reader(kind)
        return self._readers[kind]

    def _reader(self, kind: Any) -> Reader:
        origin, inner = get_origin(kind), get_args(kind)
        reads = [self.reader(one) for one in inner if one not in (Ellipsis, type(None))]
        if origin is UnionType:  # with None
            return lambda value: None if value is None else reads[0](value)
        if origin is tuple and Ellipsis in inner:
            return lambda items: tuple(map(reads[0], items))
        if origin is tuple:
            return lambda items: tuple(read(item) for read, item in zip(reads, items, strict=True))
        if origin is Mapping:
            return lambda items: dict(zip(items, map(reads[1], items.values()), strict=True))
        if is_dataclass(kind) or hasattr(kind, "_fields"):
            return self._object_reader(kind)
        return _text if kind is str else kind


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text expected, not {value!r:.40}")
    return value
