"""From files to raw articles: bytes, digest and format; nothing is parsed that need not be.

A run that is served from memory only loads, so this module imports no parser: containers
(JSONL, CSV) are read here because their rows are the articles.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import stat
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO

from translate.articles.options import STDIN_FORMATS, Format, ReadOptions
from translate.articles.source import STDIN, SourceFile, shown
from translate.errors import ArticleError, BadFormat, EmptyArticle, TooLarge, UnreadableFile

_FORMATS = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".docx": Format.DOCX,
    ".epub": Format.EPUB,
    ".pdf": Format.PDF,
}
_DOCUMENTS = (".docx", ".epub", ".pdf")
#: How .doc and .rtf files begin.
_OLD_WORD = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_CONTAINERS = (".jsonl", ".csv")


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article before it is parsed.

    ``sha256`` is of the file's bytes, or of the fields read of a row. ``meta`` holds what a row
    says beside its text: ``title``, ``date``, ``encoding``; ``columns`` holds the rest. ``error``
    is set where this row cannot be an article; :func:`translate.articles.parse` raises it.
    """

    path: str
    sha256: str
    data: bytes
    format: Format
    meta: Mapping[str, str] = field(default_factory=dict)
    error: ArticleError | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def failed(cls, path: str, error: ArticleError) -> RawArticle:
        """Stands for a file that could not be loaded at all."""
        return cls(path, "", b"", Format.TEXT, {}, error)


def load(source: SourceFile, options: ReadOptions) -> list[RawArticle]:
    """The articles in a file: one, or one for each row of a JSONL or CSV file.

    Raises UnreadableFile, TooLarge, BadFormat for a broken archive or container, or EmptyArticle
    for a container without rows, so that every file has an outcome.
    """
    if source.file == STDIN:
        return _load_stdin(source.name, options)
    limit = _limit(source.name, options)
    try:
        facts = source.file.stat()
        if not stat.S_ISREG(facts.st_mode) and not stat.S_ISDIR(facts.st_mode):
            raise UnreadableFile(
                f"{shown(source.name)} is a pipe or a device, not a file",
                "pipe its content in, with - as the path",
            )
        size = facts.st_size
        check_size(source.name, size, options)
        with source.file.open("rb", buffering=0) as stream:
            data = _read(stream, size, limit, source.name)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(
            f"cannot read {shown(source.name)}", f"{reason[:1].lower()}{reason[1:]}"
        ) from error
    return from_bytes(source.name, data, options)


def _load_stdin(name: str, options: ReadOptions) -> list[RawArticle]:
    like = STDIN_FORMATS[options.stdin_format]
    try:
        data = _read(sys.stdin.buffer, 0, _limit(like, options), name)
    except (OSError, ValueError) as error:  # ValueError: closed
        raise UnreadableFile("cannot read standard input", "pipe an article into it") from error
    if not data:
        raise EmptyArticle("standard input is empty", "pipe an article into it")
    return from_bytes(name, data, options, like=like)


def from_bytes(
    name: str, data: bytes, options: ReadOptions, *, like: str | None = None
) -> list[RawArticle]:
    """The articles in ``data``, understood by the suffix of ``like`` or else of ``name``.

    Raises TooLarge, BadFormat for a broken archive or container, or EmptyArticle for a
    container without rows.
    """
    inner = (like or name).lower()
    limit = _limit(inner, options)
    if len(data) > limit:
        raise _too_large(name, limit)
    sha256 = hashlib.sha256(data).hexdigest()
    if inner.endswith(".gz"):
        inner = inner.removesuffix(".gz")
        data = _unpack(name, data, limit)
    if data.startswith(_OLD_WORD) and not inner.endswith(_DOCUMENTS):
        raise BadFormat(f"{shown(name)} is a document of an older Word", "save it as .docx")
    if inner.endswith(_CONTAINERS):
        from translate.articles.rows import csv_rows, jsonl_rows

        rows = (jsonl_rows if inner.endswith(".jsonl") else csv_rows)(name, data, options)
        if not rows:
            raise EmptyArticle(f"{shown(name)} holds no articles", "remove it")
        return rows
    format = _FORMATS.get(PurePosixPath(f"a{inner}").suffix, Format.TEXT)
    return [RawArticle(path=name, sha256=sha256, data=data, format=format)]


def check_size(name: str, size: int, options: ReadOptions) -> None:
    """Raise TooLarge for a file of ``size`` bytes that is not to be read at all."""
    limit = _limit(name, options)
    if size > limit:
        raise _too_large(name, limit)


def _limit(name: str, options: ReadOptions) -> int:
    inner = name.lower().removesuffix(".gz")
    if inner.endswith(_CONTAINERS):
        return options.max_container_bytes
    return options.max_document_bytes if inner.endswith(_DOCUMENTS) else options.max_bytes


def _read(stream: BinaryIO, size: int, limit: int, name: str) -> bytes:
    # asked for at once, the limit's worth of memory would be fetched for every file
    data = stream.read(size + 1) or b""
    if len(data) != size:  # a file may grow, and a pipe has no size
        grown = bytearray(data)
        while len(grown) <= limit and (more := stream.read(limit + 1 - len(grown))):
            grown += more
        data = bytes(grown)
    if len(data) > limit:
        raise _too_large(name, limit)
    return data


def _unpack(name: str, data: bytes, limit: int) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            unpacked = stream.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadFormat(f"{shown(name)} is no intact gzip file", "compress it again") from error
    if len(unpacked) > limit:
        raise _too_large(name, limit)
    return unpacked


def _too_large(name: str, limit: int) -> TooLarge:
    whole = name.lower().removesuffix(".gz").endswith((*_CONTAINERS, *_DOCUMENTS))
    mend = "split it, or leave pictures out" if whole else "raise --max-bytes if it is an article"
    return TooLarge(f"{shown(name)} is larger than {limit:,} bytes", mend)
