"""Values as rows: JSON arrays with the fields of their class in order, and not their names.

The items of a tuple of fixed length (a span) stand in the row itself. Fields that most values leave
empty are left out where all of them are; a row may end before fields that have a default, as rows
of earlier versions do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from translate.codec import Codec, Reader
from translate.types import Rendering, TranslatedBlock, Translation

#: Where a row is not simply all fields: those that it has, and those left out where all are empty.
_FIELDS: Mapping[Any, tuple[str, str]] = {
    Rendering: ("target score flags", "terms"),
    Translation: ("source span target score flags", "terms"),
    TranslatedBlock: ("kind level sentences", "grid links"),
}


class _Column(NamedTuple):
    """A field in the row: one item, or ``width`` items that make a tuple."""

    name: str
    width: int
    hint: Any


class _Rows(Codec):
    def _write(self, value: Any) -> list[Any]:
        kind: Any = type(value)  # mypy takes no class for hashable
        columns, short = _layout(kind)
        row: list[Any] = []
        for column in columns:
            item = self.plain(getattr(value, column.name))
            row += item if column.width else [item]
        return row if any(row[short:]) else row[:short]

    def _object_reader(self, kind: Any) -> Reader:
        columns, _ = _layout(kind)
        names = [column.name for column in columns]
        as_declared = names == _names(kind)
        readers = [self.reader(column.hint) for column in columns]
        wide = [(at, at + column.width) for at, column in enumerate(columns) if column.width]

        def read_row(row: list[Any]) -> Any:
            for start, end in wide:
                row = [*row[:start], row[start:end], *row[end:]]
            if len(row) > len(names):
                raise ValueError(f"{len(row)} items for a {kind.__name__}")
            values = [read(item) for read, item in zip(readers, row, strict=False)]
            return kind(*values) if as_declared else kind(**dict(zip(names, values, strict=False)))

        return read_row


@cache
def _layout(kind: Any) -> tuple[tuple[_Column, ...], int]:
    """How values of a class lie in a row, and its length without what may be left out."""
    always, more = _FIELDS.get(kind, (" ".join(_names(kind)), ""))
    hints = get_type_hints(kind)
    columns = []
    for name in (*always.split(), *more.split()):
        inner = get_args(hints[name]) if get_origin(hints[name]) is tuple else ()
        columns.append(_Column(name, 0 if Ellipsis in inner else len(inner), hints[name]))
    return tuple(columns), sum(column.width or 1 for column in columns[: len(always.split())])


def _names(kind: Any) -> list[str]:
    return list(getattr(kind, "_fields", None) or (field.name for field in fields(kind)))


ROWS = _Rows()
