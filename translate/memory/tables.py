"""The tables of the memory, and what their rows hold: compact canonical JSON.

A payload is a JSON array; one of ``COMPRESS_FROM`` bytes or more is a zlib stream of it when
that is smaller (an article shrinks to about 40 %, a sentence hardly at all). The first byte tells
them apart: ``[`` opens JSON, ``x`` opens zlib. Each row has a CRC-32 over key and payload, because
SQLite does not notice a flipped bit inside a row, and a damaged sentence must not be served.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from translate.flags import Flag, FlagCode
from translate.memory.codec import ROWS
from translate.signature import canonical_json
from translate.types import LeftOut, Rendering, Summary, TranslatedBlock

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


class WrittenArticle(NamedTuple):
    """An article whose results were written: what a run tells of it, and the files as they were.

    ``sentences`` counts those that need a model, ``flags`` sentences and summary pieces by code,
    ``characters`` those of the document (see :func:`translate.outputs.count_characters`).
    ``files`` is what :func:`translate.done.files_state` said of its files.
    ``article`` and ``summary_key`` name the rows that the results were made of: they count as
    used when this one is.
    """

    article: str
    summary_key: str | None
    date: str | None
    sentences: int
    flags: Mapping[str, int]
    files: str
    characters: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """The list of an HTML report as a run left it: its file's state, and the pages in it."""

    state: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """One table of the memory, with values of one type.

    ``flags`` are those of a value by which a merge prefers the row with fewer failures; ``uses``
    names rows of other tables, by table and key, that count as used when the value is.
    """

    name: str
    type: type[T]
    flags: Callable[[T], Iterable[Flag]] = lambda value: ()
    uses: Callable[[T], Iterable[tuple[str, str]]] = lambda value: ()

    def failures(self, value: T) -> int:
        """How much is wrong with a value."""
        return sum(flag.code in FAILURES for flag in self.flags(value))

    def encode(self, value: T) -> bytes:
        """The payload of ``value``; equal values give equal payloads."""
        raw = canonical_json(ROWS.plain(value)).encode("utf-8", "surrogatepass")
        if len(raw) < COMPRESS_FROM:
            return raw
        packed = zlib.compress(raw, 6)
        return packed if len(packed) < len(raw) else raw

    def decode(self, key: bytes, payload: bytes, crc: int) -> T:
        """The value of a row; raises :class:`DamagedRowError`."""
        if not intact(key, payload, crc):
            raise DamagedRowError(f"{self.name}: checksum")
        try:
            raw = payload if payload[:1] == b"[" else zlib.decompress(payload)
            value: T = ROWS.reader(self.type)(json.loads(raw.decode("utf-8", "surrogatepass")))
        except (ValueError, TypeError, LookupError, zlib.error) as error:
            raise DamagedRowError(f"{self.name}: {error}") from error
        return value


def checksum(key: bytes, payload: bytes) -> int:
    """CRC-32 of a row."""
    return zlib.crc32(payload, zlib.crc32(key))


def intact(key: object, payload: object, crc: object) -> bool:
    """Whether a row is as it was written: of a damaged one, SQLite may make another type."""
    if not (isinstance(key, bytes) and isinstance(payload, bytes)):
        return False
    return checksum(key, payload) == crc


def _used_by(written: WrittenArticle) -> Iterable[tuple[str, str]]:
    yield ARTICLES.name, written.article
    if written.summary_key is not None:
        yield SUMMARIES.name, written.summary_key


SENTENCES = Table("sentences", Rendering, lambda value: value.flags)
ARTICLES = Table(
    "articles",
    StoredArticle,
    lambda value: (flag for block in value.blocks for one in block.sentences for flag in one.flags),
)
SUMMARIES = Table("summaries", Summary, lambda value: value.flags)
WRITTEN = Table("written", WrittenArticle, uses=_used_by)
REPORTS = Table("reports", WrittenReport)
#: Every table, in the order in which maintenance walks them.
TABLES: tuple[Table[Any], ...] = (SENTENCES, ARTICLES, SUMMARIES, WRITTEN, REPORTS)
