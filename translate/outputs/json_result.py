"""A result as JSON: the format that other programs read, described in ``docs/reference``.

Objects have the fields of our classes, by their names, except where a table here says otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, get_type_hints

from translate.codec import Codec, Reader
from translate.errors import BadFormat
from translate.flags import Flag
from translate.types import ArticleResult, Grid, TranslatedBlock, Translation

#: Raised when a field disappears or changes its meaning; added fields do not raise it.
SCHEMA_VERSION = 2

#: What is written of a class, and in which order, where that is not simply its fields.
_WRITTEN: Mapping[Any, str] = {
    ArticleResult: "article blocks left_out summary flags signature",
    TranslatedBlock: "kind level sentences grid links",
    Translation: "source target score flags span terms near",
    Grid: "header_rows rows",
    Flag: "code severity detail",
}
_RENAMED = {"grid": "table"}
_SURROGATE = re.compile("[\ud800-\udfff]")
#: Line ends for some readers, although not for JSON; they stay inside a line as escapes.
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


class _Objects(Codec):
    """Objects with the names of fields."""

    def _write(self, value: Any) -> dict[str, Any]:
        kind: Any = type(value)  # mypy takes no class for hashable
        return {shown: self.plain(getattr(value, name)) for name, shown in _written(kind)}

    def _object_reader(self, kind: Any) -> Reader:
        hints = get_type_hints(kind)
        parts = [
            (field.name, _RENAMED.get(field.name, field.name), self.reader(hints[field.name]),
             field.default is MISSING and field.default_factory is MISSING)
            for field in fields(kind)
        ]  # fmt: skip
        return lambda value: kind(
            **{name: read(value[key]) for name, key, read, must in parts if must or key in value}
        )


_OBJECTS = _Objects()


def plain(value: Any) -> Any:
    """``value``, such as a sentence pair or a summary, as it stands in a result."""
    return _OBJECTS.plain(value)


def to_json(result: ArticleResult) -> dict[str, Any]:
    """``result`` as plain JSON values, in the order in which the schema describes them."""
    return {"schema_version": SCHEMA_VERSION, **plain(result)}


def from_json(data: Mapping[str, Any]) -> ArticleResult:
    """The result that ``data`` describes; raises :class:`BadFormat`.

    Fields that this version does not know are passed over, so that results with additions can
    be read; so are those that earlier versions did not write.
    """
    try:
        if (version := data["schema_version"]) != SCHEMA_VERSION:
            raise BadFormat(
                f"a result of schema version {version!r}, this version reads {SCHEMA_VERSION}",
                "make it again with translate run, or use the version that wrote it",
            )
        result: ArticleResult = _OBJECTS.reader(ArticleResult)(data)
    except (KeyError, TypeError, ValueError) as error:
        raise BadFormat(
            f"not a result of this tool ({type(error).__name__}: {error})",
            "docs/reference/results.md describes the format",
        ) from error
    return result


def json_text(data: Mapping[str, Any]) -> str:
    """JSON for a file: UTF-8 without escapes, two spaces of indent, a newline at the end.

    A lone surrogate, which UTF-8 cannot hold, is written as its JSON escape.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return escape_surrogates(text)


def escape_surrogates(text: str) -> str:
    r"""JSON text with each lone surrogate as ``\udXXX``, which reads back as the same string."""
    if text.isascii():
        return text
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def render_json(result: ArticleResult) -> str:
    """The file that ``--to json`` writes: equal results give equal bytes."""
    return json_text(to_json(result))


def render_jsonl(result: ArticleResult) -> str:
    """The file that ``--to jsonl`` writes: the result on one line, and a newline at its end.

    The files of a run, one after the other, are a JSONL data set.
    """
    text = json.dumps(to_json(result), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escape in _LINE_ENDS.items():
        text = text.replace(character, escape)
    return escape_surrogates(text) + "\n"


@cache
def _written(kind: Any) -> tuple[tuple[str, str], ...]:
    """What is written of a dataclass, and under which names."""
    names = _WRITTEN.get(kind) or " ".join(field.name for field in fields(kind))
    return tuple((name, _RENAMED.get(name, name)) for name in names.split())
