"""What a row of the memory holds: values as compact canonical JSON, compressed where it pays.

A payload is a JSON array; one of ``COMPRESS_FROM`` bytes or more is a zlib stream of it when
that is smaller (an article shrinks to about 40 %, a sentence hardly at all). The first byte tells
them apart: ``[`` opens JSON, ``x`` opens zlib. Each row has a CRC-32 over key and payload, because
SQLite does not notice a flipped bit inside a row, and a damaged sentence must not be served.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from translate.flags import Flag, FlagCode
from translate.signature import canonical_json
from translate.types import (
    BlockKind,
    Grid,
    Hyperlink,
    LeftOut,
    Reason,
    Rendering,
    Summary,
    SummaryPiece,
    TermUse,
    TranslatedBlock,
    Translation,
)

COMPRESS_FROM = 512
#: Doubts that make one stored sentence worse than another for the same key.
FAILURES = frozenset({FlagCode.EMPTY, FlagCode.LOOP})

T = TypeVar("T")


class DamagedRowError(Exception):
    """A payload that does not match its CRC or does not parse; never leaves this package."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """A translated article without its place: any file with the same bytes is served by it."""

    date: str | None
    title: str | None
    encoding: str
    blocks: tuple[TranslatedBlock, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenArticle:
    """An article whose results were written: what a run tells of it, and the files as they were.

    ``summary`` is how the summary begins; ``sentences`` counts those that need a model, ``flags``
    sentences and summary pieces by code, ``characters`` those of the document (see
    :func:`translate.outputs.count_characters`).
    ``files`` maps each format to what :func:`translate.outputs.file_state` said of its file.
    ``article`` and ``summary_key`` name the rows that the results were made of: they count as
    used when this one is.
    """

    article: str
    summary_key: str | None
    date: str | None
    summary: str
    sentences: int
    flags: Mapping[str, int]
    files: Mapping[str, tuple[int, ...]]
    characters: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """One table of the memory: its name, and how its values become payloads and back.

    ``failures`` counts what is wrong with a value; a merge prefers the row with fewer.
    """

    name: str
    to_json: Callable[[T], list[Any]]
    from_json: Callable[[list[Any]], T]
    failures: Callable[[T], int]

    def encode(self, value: T) -> bytes:
        """The payload of ``value``; equal values give equal payloads."""
        raw = canonical_json(self.to_json(value)).encode("utf-8", "surrogatepass")
        if len(raw) < COMPRESS_FROM:
            return raw
        packed = zlib.compress(raw, 6)
        return packed if len(packed) < len(raw) else raw

    def decode(self, key: bytes, payload: bytes, crc: int) -> T:
        """The value of a row; raises :class:`DamagedRowError`."""
        if checksum(key, payload) != crc:
            raise DamagedRowError(f"{self.name}: checksum")
        try:
            raw = payload if payload[:1] == b"[" else zlib.decompress(payload)
            return self.from_json(json.loads(raw.decode("utf-8", "surrogatepass")))
        except (ValueError, TypeError, IndexError, zlib.error) as error:
            raise DamagedRowError(f"{self.name}: {error}") from error


def checksum(key: bytes, payload: bytes) -> int:
    """CRC-32 of a row."""
    return zlib.crc32(payload, zlib.crc32(key))


def _flags(flags: Iterable[Flag]) -> list[list[str]]:
    return [[flag.code.value, flag.detail] for flag in flags]


def _read_flags(rows: Iterable[tuple[str, str]]) -> tuple[Flag, ...]:
    return tuple(Flag(FlagCode(code), detail) for code, detail in rows)


def _terms(terms: Iterable[TermUse]) -> list[Any]:
    """What is added to a row for its terms: nothing where there are none, as in most."""
    rows = [[term.dutch, term.english, term.applied] for term in terms]
    return [rows] if rows else []


def _read_terms(more: list[list[Any]]) -> tuple[TermUse, ...]:
    return tuple(TermUse(*term) for rows in more for term in rows)


def _read_sentence(row: list[Any]) -> Rendering:
    target, score, flags, *more = row
    return Rendering(target, score, _read_flags(flags), _read_terms(more))


def _article(value: StoredArticle) -> list[Any]:
    blocks = [
        [
            block.kind.value,
            block.level,
            [
                [s.source, *s.span, s.target, s.score, _flags(s.flags), *_terms(s.terms)]
                for s in block.sentences
            ],
            *_structure(block),
        ]
        for block in value.blocks
    ]
    left_out = [[one.reason.value, one.text, one.characters] for one in value.left_out]
    return [value.date, value.title, value.encoding, blocks, left_out]


def _structure(block: TranslatedBlock) -> list[Any]:
    """What is added to a block for its table and its links: nothing where there are none."""
    if block.grid is None and not block.links:
        return []
    grid = None if block.grid is None else [block.grid.rows, block.grid.header_rows]
    return [grid, [[link.text, link.address] for link in block.links]]


def _read_structure(
    grid: list[Any] | None = None, links: Iterable[list[str]] = ()
) -> tuple[Grid | None, tuple[Hyperlink, ...]]:
    read = None if grid is None else Grid(tuple(tuple(row) for row in grid[0]), grid[1])
    return read, tuple(Hyperlink(text, address) for text, address in links)


def _read_article(row: list[Any]) -> StoredArticle:
    date, title, encoding, blocks, *more = row
    return StoredArticle(
        date=date,
        title=title,
        encoding=encoding,
        blocks=tuple(
            TranslatedBlock(
                BlockKind(kind),
                tuple(
                    Translation(
                        source, (start, end), target, score, _read_flags(doubts), _read_terms(more)
                    )
                    for source, start, end, target, score, doubts, *more in sentences
                ),
                level,
                *_read_structure(*structure),
            )
            for kind, level, sentences, *structure in blocks
        ),
        left_out=tuple(
            LeftOut(Reason(reason), text, characters)
            for left_out in more  # which rows of earlier versions have not
            for reason, text, characters in left_out
        ),
    )


def _summary(value: Summary) -> list[Any]:
    pieces = [[piece.text, list(piece.evidence), _flags(piece.flags)] for piece in value.pieces]
    return [value.text, pieces, _flags(value.flags)]


def _read_summary(row: list[Any]) -> Summary:
    text, pieces, flags = row
    return Summary(
        text,
        tuple(
            SummaryPiece(piece, tuple(evidence), _read_flags(doubts))
            for piece, evidence, doubts in pieces
        ),
        _read_flags(flags),
    )


def _written(value: WrittenArticle) -> list[Any]:
    files = {name: list(state) for name, state in value.files.items()}
    keys = [value.article, value.summary_key]
    return [*keys, value.date, value.summary, value.sentences, dict(value.flags), files,
            dict(value.characters)]  # fmt: skip


def _read_written(row: list[Any]) -> WrittenArticle:
    article, summary_key, date, summary, sentences, flags, files, *more = row
    states = {name: tuple(state) for name, state in files.items()}
    return WrittenArticle(article, summary_key, date, summary, sentences, flags, states, *more)


def _failed(flags: Iterable[Flag]) -> int:
    return sum(flag.code in FAILURES for flag in flags)


SENTENCES: Table[Rendering] = Table(
    "sentences",
    lambda value: [value.target, value.score, _flags(value.flags), *_terms(value.terms)],
    _read_sentence,
    lambda value: _failed(value.flags),
)
ARTICLES: Table[StoredArticle] = Table(
    "articles",
    _article,
    _read_article,
    lambda value: sum(_failed(s.flags) for block in value.blocks for s in block.sentences),
)
SUMMARIES: Table[Summary] = Table(
    "summaries", _summary, _read_summary, lambda value: _failed(value.flags)
)
WRITTEN: Table[WrittenArticle] = Table("written", _written, _read_written, lambda value: 0)
#: Every table, in the order in which maintenance walks them.
TABLES: tuple[Table[Any], ...] = (SENTENCES, ARTICLES, SUMMARIES, WRITTEN)
