"""JSONL and CSV: one article a row; a bad row is the fault of that row only."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple
from urllib.parse import quote

from translate.articles.decode import decode
from translate.articles.options import Format, ReadOptions
from translate.articles.raw import RawArticle
from translate.articles.source import shown
from translate.errors import ArticleError, BadFormat, TooLarge
from translate.signature import digest_of

#: How Excel names the delimiter that follows.
_SEPARATOR = re.compile(r"sep=(.)\s*", re.IGNORECASE)
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
            value = json.loads(line, object_pairs_hook=_unique)
        except _RowError as error:
            reader.refuse(number, line, str(error))
            continue
        except (ValueError, RecursionError) as error:
            reader.refuse(number, line, f"is no valid JSON ({_reason(error)})")
            continue
        if isinstance(value, dict):
            reader.add(number, value)
        else:
            reader.refuse(number, line, "is not a JSON object")
    if reader.seen:
        reader.check_fields(reader.seen)
    return reader.articles


def csv_rows(name: str, data: bytes, options: ReadOptions) -> list[RawArticle]:
    """One article for each record after the header; records are numbered from 1.

    The delimiter is the one of a first line ``sep=;``, else whichever of comma, semicolon, tab and
    bar the header has most of. Raises BadFormat where there is no header with a text column or
    with two of one name, or a column that an option names is not in it.
    """
    text, encoding = decode(data, name)
    lines = list(io.StringIO(text, newline=""))
    while lines and not lines[0].strip():
        lines.pop(0)
    named = _SEPARATOR.fullmatch(lines[0]) if lines else None
    if named:
        lines.pop(0)
    delimiter = named[1] if named else max(",;\t|", key=(lines or [""])[0].count)
    previous = csv.field_size_limit(max(len(text), 1))
    try:
        records = [one for one in _records(lines, delimiter) if one.problem or any(one.fields)]
    finally:
        csv.field_size_limit(previous)
    reader = _RowReader(name, encoding, options)
    if not records:
        return []
    header = _numbered(records[0].fields)
    reader.check_fields(header)
    texts = _text_fields(header, options.text_field)
    if not texts:
        raise BadFormat(
            f"{shown(name)} has no text column among {_listed(header)}", "name it with --text-field"
        )
    if twice := next((text for text in texts if records[0].fields.count(text) > 1), None):
        raise BadFormat(f"{shown(name)} has two columns {shown(twice)}", "rename one of them")
    for number, (fields, problem) in enumerate(records[1:], 1):
        if problem:
            reader.refuse(number, repr(fields), problem)
        elif len(fields) == len(header):
            reader.add(number, dict(zip(header, fields, strict=True)))
        else:
            problem = f"has {len(fields)} columns where the header has {len(header)}"
            reader.refuse(number, repr(fields), problem)
    return reader.articles


class _Record(NamedTuple):
    fields: list[str]
    problem: str = ""


def _records(lines: list[str], delimiter: str) -> Iterator[_Record]:
    """The records of a CSV file, also behind one that opens a quotation mark and never closes it.

    A line with text behind a closing mark is no CSV, see :func:`_divided`.
    """
    start = 0
    while start < len(lines):
        place = start

        def feed() -> Iterator[str]:
            nonlocal place
            while place < len(lines):
                place += 1
                yield lines[place - 1]

        try:
            yield _Record(next(csv.reader(feed(), delimiter=delimiter, strict=True), []))
        except csv.Error:
            alone, place = place == start + 1 and not _opens(lines[start], delimiter), start + 1
            if alone:
                yield _Record(_divided(lines[start].rstrip("\r\n"), delimiter))
            else:
                found = f"opens a quotation mark that nothing closes (line {start + 1})"
                yield _Record([lines[start]], found)
        start = place


def _opens(line: str, delimiter: str) -> bool:
    """Whether a line ends inside a quotation mark."""
    try:
        next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _divided(line: str, delimiter: str) -> list[str]:
    """The fields of a line of which one begins with a quotation and goes on: its marks are text.

    Tabs alone divide where they are the delimiter, as programs write that never quote.
    """
    if delimiter == "\t":
        return line.split(delimiter)
    mark, quoted = re.escape(delimiter), '"((?:[^"]|"")*)"'
    field = re.compile(f"{quoted}{mark}|((?:{quoted})?[^{mark}]*){mark}")
    found = field.finditer(line + delimiter)
    return [one[2] if one[1] is None else one[1].replace('""', '"') for one in found]


def _numbered(header: Sequence[str]) -> list[str]:
    """Names of columns, those that come again with a number: ``foto``, ``foto (2)``."""
    names: list[str] = []
    for name in header:
        number = next(n for n in count(1) if _nth(name, n) not in names)
        names.append(_nth(name, number))
    return names


def _nth(name: str, number: int) -> str:
    return name if number == 1 else f"{name} ({number})"


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; raises _RowError where two of its fields have one name."""
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _RowError(f"has two fields {shown(twice)}")
    return row


class _RowReader:
    """Collects the rows of one container as raw articles."""

    def __init__(self, name: str, encoding: str, options: ReadOptions) -> None:
        self.name = name
        self.encoding = encoding
        self.options = options
        self.articles: list[RawArticle] = []
        self.seen: dict[str, None] = {}
        self._ids: set[str] = set()

    def check_fields(self, fields: Iterable[str]) -> None:
        """Raise BadFormat for a field that an option names and that is not among ``fields``."""
        there = list(fields)
        options = self.options
        named = options.text_field or ""
        texts = [named] if named in there else [part.strip() for part in named.split(",")]
        wanted_of = [("text_field", one) for one in texts if one]
        for option in ("title_field", "date_field", "id_field"):
            wanted_of.append((option, getattr(options, option)))
        for option, wanted in wanted_of:
            if wanted is not None and wanted not in there:
                raise BadFormat(
                    f"{shown(self.name)} has no column {shown(wanted)}; it has {_listed(there)}",
                    f"check --{option.replace('_', '-')}",
                )

    def add(self, number: int, row: Mapping[str, object]) -> None:
        """One row; what is wrong with it becomes the error of its article."""
        self.seen.update(dict.fromkeys(row))
        try:
            fields, columns = self._fields(row)
            identity = self._identity(number, row)
            data = fields["text"].encode("utf-8")
            sha256 = digest_of({**fields, "columns": columns} if columns else fields)
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
        self.articles.append(RawArticle(path, sha256, data, Format.ROW, meta, too_large, columns))

    def refuse(self, number: int, content: str, problem: str) -> None:
        """A row that cannot be an article, with the reason."""
        path = f"{self.name}#{number}"
        sha256 = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        error = BadFormat(f"row {number} of {shown(self.name)} {problem}", "mend or remove it")
        self.articles.append(RawArticle(path, sha256, b"", Format.ROW, {}, error))

    def _fields(self, row: Mapping[str, object]) -> tuple[dict[str, str], dict[str, str]]:
        """What the article is made of, and the other columns, as text."""
        options = self.options
        text_fields = _text_fields(row, options.text_field)
        if not text_fields:
            raise _RowError(f"has no text among {_listed(row)}")
        texts = []
        for field in text_fields:
            text = row[field]
            if not isinstance(text, str):
                raise _RowError(f"has no string in {shown(field)}")
            texts.append(text)
        title_field = _find(row, options.title_field, "title")
        title = None if title_field is None else row.get(title_field)
        date = row.get(_find(row, options.date_field, "date") or "")
        fields = {
            "text": texts[0] if len(texts) == 1 else "\n\n".join(filter(str.strip, texts)),
            "title": " ".join(title.split()) if isinstance(title, str) else "",
            "date": str(date) if isinstance(date, str | int) else "",
        }
        others = {
            name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for name, value in row.items()
            if name not in text_fields and name != title_field and value not in (None, "")
        }
        return fields, others

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


def _text_fields(fields: Iterable[str], named: str | None) -> list[str]:
    """The fields whose texts make the article, one after the other; empty where one is missing."""
    names = list(fields)
    if named is None or named in names:
        found = _find(names, named, "text")
        return [found] if found is not None else []
    wanted = [part.strip() for part in named.split(",")]
    return wanted if set(wanted) <= set(names) else []


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
