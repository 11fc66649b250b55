"""JSONL and CSV: one article a row; a bad row is the fault of that row only."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from translate.articles.decode import decode
from translate.articles.load import RawArticle
from translate.articles.options import Format, ReadOptions
from translate.articles.source import shown
from translate.errors import ArticleError, BadFormat, TooLarge
from translate.signature import digest_of

#: Looked for, in this order and in any case, where an option names no field.
USUAL_FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "tekst", "inhoud", "artikel"),
    "title": ("title", "headline", "titel", "kop"),
    "date": ("date", "published", "published_at", "publication_date", "datum"),
}


def jsonl_rows(name: str, data: bytes, options: ReadOptions) -> list[RawArticle]:
    """One article for each line that is not blank; the row's number is the line's, from 1."""
    text, encoding = decode(data, name)
    reader = _RowReader(name, encoding, options)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            reader.refuse(number, line, f"is no valid JSON ({_reason(error)})")
            continue
        if isinstance(value, dict):
            reader.add(number, value)
        else:
            reader.refuse(number, line, "is no JSON object")
    return reader.articles


def csv_rows(name: str, data: bytes, options: ReadOptions) -> list[RawArticle]:
    """One article for each record after the header; records are numbered from 1.

    The delimiter is whichever of comma, semicolon, tab and bar the header has most of.
    Raises BadFormat where there is no header with a text column.
    """
    text, encoding = decode(data, name)
    header_line = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t|", key=header_line.count)
    previous = csv.field_size_limit(max(len(text), 1))
    try:
        return _csv_articles(name, text, encoding, delimiter, options)
    finally:
        csv.field_size_limit(previous)


def _csv_articles(
    name: str, text: str, encoding: str, delimiter: str, options: ReadOptions
) -> list[RawArticle]:
    reader = _RowReader(name, encoding, options)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] | None = None
    number = 0
    while True:
        try:
            record = next(records)
        except StopIteration:
            return reader.articles
        except csv.Error as error:
            number += 1
            reader.refuse(number, str(error), f"is no valid CSV ({error})")
            continue
        if not any(record):
            continue
        if header is None:
            header = record
            if _find(header, options.text_field, "text") is None:
                raise BadFormat(
                    f"{shown(name)} has no text column among {_listed(header)}",
                    "name it with --text-field",
                )
            continue
        number += 1
        if len(record) == len(header):
            reader.add(number, dict(zip(header, record, strict=True)))
        else:
            reader.refuse(
                number,
                repr(record),
                f"has {len(record)} columns where the header has {len(header)}",
            )


class _RowReader:
    """Collects the rows of one container as raw articles."""

    def __init__(self, name: str, encoding: str, options: ReadOptions) -> None:
        self.name = name
        self.encoding = encoding
        self.options = options
        self.articles: list[RawArticle] = []
        self._ids: set[str] = set()

    def add(self, number: int, row: Mapping[str, object]) -> None:
        """One row; what is wrong with it becomes the error of its article."""
        try:
            fields = self._fields(row)
            identity = self._identity(number, row)
            data = fields["text"].encode("utf-8")
            sha256 = digest_of(fields)
        except UnicodeEncodeError:
            self.refuse(number, repr(row), "holds half a surrogate pair, which is no text")
            return
        except _RowError as error:
            self.refuse(number, repr(row), str(error))
            return
        path = f"{self.name}#{identity}"
        too_large: ArticleError | None = None
        if len(data) > self.options.max_bytes:
            limit = f"{self.options.max_bytes:,}"
            too_large = TooLarge(
                f"{shown(path)} is larger than {limit} bytes",
                "raise --max-bytes if it is an article",
            )
            data = b""
        meta = {"encoding": self.encoding, "title": fields["title"], "date": fields["date"]}
        self.articles.append(RawArticle(path, sha256, data, Format.ROW, meta, too_large))

    def refuse(self, number: int, content: str, problem: str) -> None:
        """A row that cannot be an article, with the reason."""
        path = f"{self.name}#{number}"
        sha256 = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        error = BadFormat(f"row {number} of {shown(self.name)} {problem}", "mend or remove it")
        self.articles.append(RawArticle(path, sha256, b"", Format.ROW, {}, error))

    def _fields(self, row: Mapping[str, object]) -> dict[str, str]:
        options = self.options
        text_field = _find(row, options.text_field, "text")
        if text_field is None:
            raise _RowError(f"has no text among {_listed(row)}")
        text = row[text_field]
        if not isinstance(text, str):
            raise _RowError(f"has no string in {shown(text_field)}")
        title = row.get(_find(row, options.title_field, "title") or "")
        date = row.get(_find(row, options.date_field, "date") or "")
        return {
            "text": text,
            "title": " ".join(title.split()) if isinstance(title, str) else "",
            "date": str(date) if isinstance(date, str | int) else "",
        }

    def _identity(self, number: int, row: Mapping[str, object]) -> str:
        if self.options.id_field is None:
            return str(number)
        value = row.get(self.options.id_field)
        if not isinstance(value, str | int) or value == "":
            raise _RowError(f"has no id in {shown(self.options.id_field)}")
        identity = quote(str(value), safe=" ")
        if identity in self._ids:
            raise _RowError(f"repeats the id {shown(str(value))}")
        self._ids.add(identity)
        return identity


class _RowError(Exception):
    """Why a row is no article; never leaves this module."""


def _find(fields: Iterable[str], named: str | None, role: str) -> str | None:
    names = list(fields)
    if named is not None:
        return named if named in names else None
    lowered = {name.strip().lower(): name for name in reversed(names)}
    return next((lowered[usual] for usual in USUAL_FIELDS[role] if usual in lowered), None)


def _listed(fields: Iterable[str]) -> str:
    names = [shown(name)[:40] for name in fields]
    return ", ".join(names[:8]) + (" …" if len(names) > 8 else "") if names else "no columns"


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else "a number too long"
