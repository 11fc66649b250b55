"""Values as rows: JSON arrays with the fields of their class in order, and not their names.

The items of a tuple of fixed length (a span) stand in the row itself. Fields that most values leave
empty are left out where all of them are; a row may end before fields that have a default, as rows
of earlier versions do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from translate.codec import Codec, Reader
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
        length = sum(column.width or 1 for column in columns)
        parts = [
            (one.name, slice(one.place, one.place + one.width) if one.width else one.place,
             one.place, self.reader(one.hint))
            for one in columns
        ]  # fmt: skip

        def read_row(row: list[Any]) -> Any:
            if len(row) > length:
                raise ValueError(f"{len(row)} items for a {kind.__name__}")
            known = len(row)
            return kind(**{name: read(row[at]) for name, at, start, read in parts if start < known})

        return read_row


@cache
def _layout(kind: Any) -> tuple[tuple[_Column, ...], int]:
    """How values of a class lie in a row, and its length without what may be left out."""
    always, more = _FIELDS.get(kind, (" ".join(field.name for field in fields(kind)), ""))
    hints = get_type_hints(kind)
    columns, place, short = [], 0, 0
    for name in (*always.split(), *more.split()):
        inner = get_args(hints[name]) if get_origin(hints[name]) is tuple else ()
        width = 0 if Ellipsis in inner else len(inner)
        columns.append(_Column(name, place, width, hints[name]))
        place += width or 1
        if name in always.split():
            short = place
    return tuple(columns), short


ROWS = _Rows()
