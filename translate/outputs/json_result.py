"""A result as JSON: the format that other programs read, described in ``docs/reference``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from translate.errors import BadFormat
from translate.flags import Flag, FlagCode
from translate.types import (
    ArticleRecord,
    ArticleResult,
    BlockKind,
    Grid,
    Hyperlink,
    LeftOut,
    NearMatch,
    Reason,
    Summary,
    SummaryPiece,
    TermUse,
    TranslatedBlock,
    Translation,
)

#: Raised when a field disappears or changes its meaning; added fields do not raise it.
SCHEMA_VERSION = 2

_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(result: ArticleResult) -> dict[str, Any]:
    """``result`` as plain JSON values, in the order in which the schema describes them."""
    article = result.article
    return {
        "schema_version": SCHEMA_VERSION,
        "article": {
            "path": article.path,
            "sha256": article.sha256,
            "date": article.date,
            "title": article.title,
            "encoding": article.encoding,
            "columns": dict(article.columns),
        },
        "blocks": [
            {
                "kind": block.kind.value,
                "level": block.level,
                "sentences": [sentence_json(pair) for pair in block.sentences],
                "table": _table(block.grid),
                "links": [{"text": one.text, "address": one.address} for one in block.links],
            }
            for block in result.blocks
        ],
        "left_out": [
            {"reason": one.reason.value, "text": one.text, "characters": one.characters}
            for one in result.left_out
        ],
        "summary": None if result.summary is None else summary_json(result.summary),
        "flags": _flags(result.flags),
        "signature": result.signature,
    }


def from_json(data: Mapping[str, Any]) -> ArticleResult:
    """The result that ``data`` describes; raises :class:`BadFormat`.

    Fields that this version does not know are passed over, so that results with additions can
    be read.
    """
    try:
        if (version := data["schema_version"]) != SCHEMA_VERSION:
            raise BadFormat(
                f"a result of schema version {version!r}, this version reads {SCHEMA_VERSION}",
                "make it again with translate run, or use the version that wrote it",
            )
        article = data["article"]
        summary = data["summary"]
        return ArticleResult(
            article=ArticleRecord(
                path=_text(article["path"]),
                sha256=_text(article["sha256"]),
                date=_text_or_none(article["date"]),
                title=_text_or_none(article["title"]),
                encoding=_text(article["encoding"]),
                columns={name: _text(value) for name, value in article["columns"].items()},
            ),
            blocks=tuple(
                TranslatedBlock(
                    BlockKind(block["kind"]),
                    tuple(_read_sentence(pair) for pair in block["sentences"]),
                    int(block["level"]),
                    _read_table(block["table"]),
                    tuple(
                        Hyperlink(_text(one["text"]), _text(one["address"]))
                        for one in block["links"]
                    ),
                )
                for block in data["blocks"]
            ),
            summary=None if summary is None else _read_summary(summary),
            flags=_read_flags(data["flags"]),
            signature=_text(data["signature"]),
            left_out=tuple(
                LeftOut(Reason(one["reason"]), _text(one["text"]), int(one["characters"]))
                for one in data["left_out"]
            ),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadFormat(
            f"not a result of this tool ({type(error).__name__}: {error})",
            "docs/reference/results.md describes the format",
        ) from error


def json_text(data: Mapping[str, Any]) -> str:
    """JSON for a file: UTF-8 without escapes, two spaces of indent, a newline at the end.

    A lone surrogate, which UTF-8 cannot hold, is written as its JSON escape.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return escape_surrogates(text)


def escape_surrogates(text: str) -> str:
    r"""JSON text with each lone surrogate as ``\udXXX``, which reads back as the same string."""
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def render_json(result: ArticleResult) -> str:
    """The file that ``--to json`` writes: equal results give equal bytes."""
    return json_text(to_json(result))


def _table(grid: Grid | None) -> dict[str, Any] | None:
    if grid is None:
        return None
    return {"header_rows": grid.header_rows, "rows": [list(row) for row in grid.rows]}


def _read_table(table: Mapping[str, Any] | None) -> Grid | None:
    if table is None:
        return None
    rows = tuple(tuple(int(count) for count in row) for row in table["rows"])
    return Grid(rows, int(table["header_rows"]))


def sentence_json(pair: Translation) -> dict[str, Any]:
    """A sentence pair as it stands in a result."""
    return {
        "source": pair.source,
        "target": pair.target,
        "score": pair.score,
        "flags": _flags(pair.flags),
        "span": list(pair.span),
        "terms": [
            {"dutch": term.dutch, "english": term.english, "applied": term.applied}
            for term in pair.terms
        ],
        "near": [asdict(match) for match in pair.near],
    }


def _read_sentence(pair: Mapping[str, Any]) -> Translation:
    start, end = pair["span"]
    score = pair["score"]
    return Translation(
        source=_text(pair["source"]),
        span=(int(start), int(end)),
        target=_text(pair["target"]),
        score=None if score is None else float(score),
        flags=_read_flags(pair["flags"]),
        terms=tuple(  # which results of earlier versions have not
            TermUse(_text(term["dutch"]), _text(term["english"]), bool(term["applied"]))
            for term in pair.get("terms", ())
        ),
        near=tuple(
            NearMatch(_text(one["source"]), _text(one["target"]), int(one["similarity"]))
            for one in pair.get("near", ())
        ),
    )


def summary_json(summary: Summary) -> dict[str, Any]:
    """A summary as it stands in a result."""
    return {
        "text": summary.text,
        "pieces": [
            {
                "text": piece.text,
                "evidence": list(piece.evidence),
                "flags": _flags(piece.flags),
            }
            for piece in summary.pieces
        ],
        "flags": _flags(summary.flags),
    }


def _read_summary(summary: Mapping[str, Any]) -> Summary:
    return Summary(
        text=_text(summary["text"]),
        pieces=tuple(
            SummaryPiece(
                _text(piece["text"]),
                tuple(int(index) for index in piece["evidence"]),
                _read_flags(piece["flags"]),
            )
            for piece in summary["pieces"]
        ),
        flags=_read_flags(summary["flags"]),
    )


def _flags(flags: Iterable[Flag]) -> list[dict[str, str]]:
    return [
        {"code": flag.code.value, "severity": flag.severity.value, "detail": flag.detail}
        for flag in flags
    ]


def _read_flags(flags: Sequence[Mapping[str, Any]]) -> tuple[Flag, ...]:
    return tuple(Flag(FlagCode(flag["code"]), _text(flag["detail"])) for flag in flags)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text expected, not {value!r:.40}")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)
