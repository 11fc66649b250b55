"""From files to raw articles: bytes, digest and format; nothing is parsed that need not be.

A run that is served from memory only loads, so this module imports no parser: containers
(JSONL, CSV, TSV) are read here because their rows are the articles.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import stat
import sys
import zlib
from collections.abc import Callable
from functools import partial

from translate.articles.options import DOCUMENTS, STDIN_FORMATS, SUFFIXES, Format, ReadOptions
from translate.articles.raw import RawArticle
from translate.articles.source import STDIN, SourceFile, shown
from translate.errors import BadFormat, EmptyArticle, TooLarge, UnreadableFile

_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
#: How .doc and .rtf files begin.
_OLD_WORD = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")

#: Files whose text would be read with all the names and marks around it.
_DATA = (".json", ".xml")


def load(source: SourceFile, options: ReadOptions) -> list[RawArticle]:
    """The articles in a file: one, or one for each row of a JSONL or CSV file.

    Raises UnreadableFile, TooLarge, BadFormat for a broken archive or container, or EmptyArticle
    for a container without rows, so that every file has an outcome.
    """
    if source.place == str(STDIN):
        return _load_stdin(source.name, options)
    format = _format(source.name)
    try:
        facts = os.stat(source.place)  # noqa: PTH116  asked for every file of every run
        if not stat.S_ISREG(facts.st_mode) and not stat.S_ISDIR(facts.st_mode):
            raise UnreadableFile(
                f"{shown(source.name)} is a pipe or a device, not a file",
                "pipe its content in, with - as the path",
            )
        limit = check_size(source.name, facts.st_size, options, format)
        handle = os.open(source.place, _FLAGS)
        try:
            data = _read(partial(os.read, handle), facts.st_size, limit)
        finally:
            os.close(handle)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(
            f"cannot read {shown(source.name)}", f"{reason[:1].lower()}{reason[1:]}"
        ) from error
    return _articles(source.name, data, options, source.name, format)


def _load_stdin(name: str, options: ReadOptions) -> list[RawArticle]:
    like = STDIN_FORMATS[options.stdin_format]
    try:
        data = _read(sys.stdin.buffer.read, 0, options.limit(_format(like)))
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
    return _articles(name, data, options, like or name, _format(like or name))


def _articles(
    name: str, data: bytes, options: ReadOptions, like: str, format: Format
) -> list[RawArticle]:
    limit = check_size(name, len(data), options, format)
    sha256 = hashlib.sha256(data).hexdigest()
    inner = like.lower()
    if inner.endswith(".gz"):
        inner = inner.removesuffix(".gz")
        data = _unpack(name, data, limit)
        check_size(name, len(data), options, format)
    if data.startswith(_OLD_WORD) and format not in DOCUMENTS:
        raise BadFormat(f"{shown(name)} is a document of an older Word", "save it as .docx")
    if inner.endswith(_DATA):
        raise BadFormat(
            f"{shown(name)} is no text but data",
            "write its articles into a .jsonl file, one a line, or their text into a .txt",
        )
    if format is not Format.ROW:
        return [RawArticle(name, sha256, data, format)]
    from translate.articles.rows import csv_rows, jsonl_rows

    if inner.endswith(".jsonl"):
        rows = jsonl_rows(name, data, options)
    else:
        tabs = inner.endswith(".tsv")
        rows = csv_rows(name, data, options, "\t,;|" if tabs else ",;\t|")
    if not rows:
        raise EmptyArticle(f"{shown(name)} holds no articles", "remove it")
    return rows


def check_size(name: str, size: int, options: ReadOptions, format: Format | None = None) -> int:
    """The most bytes that a file of this name or ``format`` may have; TooLarge if it has more."""
    format = format or _format(name)
    limit = options.limit(format)
    if size > limit:
        whole = format is Format.ROW or format in DOCUMENTS
        mend = (
            "split it, or leave pictures out" if whole else "raise --max-bytes if it is an article"
        )
        raise TooLarge(f"{shown(name)} is larger than {limit:,} bytes", mend)
    return limit


def _format(name: str) -> Format:
    inner = name.lower().removesuffix(".gz")
    return SUFFIXES.get(inner[inner.rfind(".") :], Format.TEXT)


def _read(read: Callable[[int], bytes], size: int, limit: int) -> bytes:
    """All of what should hold ``size`` bytes, or one byte more than ``limit``."""
    # asked for at once, the limit's worth of memory would be fetched for every file
    data = read(size + 1) or b""
    if len(data) != size:  # a file may grow, and a pipe has no size
        grown = bytearray(data)
        while len(grown) <= limit and (more := read(limit + 1 - len(grown))):
            grown += more
        data = bytes(grown)
    return data


def _unpack(name: str, data: bytes, limit: int) -> bytes:
    """What is packed in ``data``, and no more than one byte of it beyond ``limit``."""
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            return stream.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadFormat(f"{shown(name)} is damaged or no gzip file", "compress it again") from error
