"""Frozen dataclasses as JSON arrays and back, by their annotations.

A row has the fields of its class in order and not their names. The items of a tuple of fixed length
(a span) stand in the row itself. Fields that most values leave empty are left out where all of
them are; a row may end before fields that have a default, as rows of earlier versions do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache, partial
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from translate.types import Rendering, TranslatedBlock, Translation

#: Where a row is not simply all fields: those that it has, and those left out where all are empty.
_FIELDS: Mapping[Any, tuple[str, str]] = {
    Rendering: ("target score flags", "terms"),
    Translation: ("source span target score flags", "terms"),
    TranslatedBlock: ("kind level sentences", "grid links"),
}


@dataclass(frozen=True, slots=True)
class _Column:
    """A field at ``place`` in the row: one item, or ``width`` items that make a tuple."""

    name: str
    place: int
    width: int | None
    read: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of a class; a row is ``length`` long, or ``short`` with the rest left out."""

    columns: tuple[_Column, ...]
    short: int
    length: int


def to_json(value: Any) -> Any:
    """``value`` in arrays, objects, strings, numbers and nulls."""
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {name: to_json(item) for name, item in value.items()}
    kind: Any = type(value)  # mypy takes no class for hashable
    layout = _layout(kind)
    if layout is None:
        return value
    row: list[Any] = []
    for column in layout.columns:
        item = to_json(getattr(value, column.name))
        row += [item] if column.width is None else item
    return row if any(row[layout.short :]) else row[: layout.short]


def reader(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of the annotation ``kind`` of its JSON.

    It raises ValueError or TypeError for JSON of another shape.
    """
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return partial(_read_tuple, reader(inner[0]))
    if origin is UnionType:  # with None
        return partial(_read_optional, reader(inner[0]))
    if origin is Mapping:
        return partial(_read_mapping, reader(inner[1]))
    if is_dataclass(kind):
        return partial(_read_row, kind)
    return kind if isinstance(kind, type) and issubclass(kind, Enum) else _same


def _same(item: Any) -> Any:
    return item


def _read_tuple(read: Callable[[Any], Any], items: list[Any]) -> tuple[Any, ...]:
    return tuple(items if read is _same else map(read, items))


def _read_optional(read: Callable[[Any], Any], item: Any) -> Any:
    return None if item is None else read(item)


def _read_mapping(read: Callable[[Any], Any], items: dict[str, Any]) -> dict[str, Any]:
    return items if read is _same else {name: read(item) for name, item in items.items()}


def _read_row(kind: Any, row: list[Any]) -> Any:
    layout = _layout(kind)
    assert layout is not None
    if len(row) > layout.length:
        raise ValueError(f"{len(row)} items for a {kind.__name__}")
    values: dict[str, Any] = {}
    for column in layout.columns:
        if column.place < len(row):
            end = column.place + (column.width or 0)
            item = row[column.place : end] if column.width else row[column.place]
            values[column.name] = column.read(item)
    return kind(**values)


@cache
def _layout(kind: Any) -> _Layout | None:
    """How values of this class lie in a row; None for a class that is no dataclass."""
    if not is_dataclass(kind):
        return None
    always, more = _FIELDS.get(kind, (" ".join(field.name for field in fields(kind)), ""))
    hints = get_type_hints(kind)
    columns, place, short = [], 0, 0
    for name in (*always.split(), *more.split()):
        inner = get_args(hints[name]) if get_origin(hints[name]) is tuple else ()
        width = len(inner) if inner and inner[-1] is not Ellipsis else None
        columns.append(_Column(name, place, width, reader(hints[name])))
        place += width or 1
        if name in always.split():
            short = place
    return _Layout(tuple(columns), short, place)
