"""JSONL, CSV and TSV: one article a row; a bad row is the fault of that row only."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import dropwhile
from typing import NamedTuple
from urllib.parse import quote

from translate.articles.decode import decode
from translate.articles.options import Format, ReadOptions
from translate.articles.raw import RawArticle
from translate.articles.source import shown
from translate.errors import BadFormat, TooLarge
from translate.signature import digest_of

#: How Excel names the delimiter that follows.
_SEPARATOR = re.compile(r"sep=(.)\s*", re.IGNORECASE)
#: Looked for, in this order and in any case, where an option names no field.
USUAL_FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "tekst", "inhoud", "artikel"),
    "title": ("title", "headline", "titel", "kop"),
    "date": ("date", "published", "published_at", "publication_date", "datum"),
}


class _Row(NamedTuple):
    """A row as it was found; a bad one has its problem, and a digest of its ``content``."""

    number: int
    content: str
    fields: Mapping[str, object]
    problem: str = ""


class _RowError(ValueError):
    """Why a row is no article; never leaves this module."""


def jsonl_rows(name: str, data: bytes, options: ReadOptions) -> list[RawArticle]:
    """One article for each line that is not blank; the row's number is the line's, from 1."""
    container = _Container(name, data, options)
    rows = list(_json_rows(container.text))
    articles = list(map(container.article, rows))
    if seen := dict.fromkeys(field for row in rows for field in row.fields):
        container.check_fields(list(seen))
    return articles


def csv_rows(
    name: str, data: bytes, options: ReadOptions, delimiters: str = ",;\t|"
) -> list[RawArticle]:
    """One article for each record after the header; records are numbered from 1.

    The delimiter is the one of a first line ``sep=;``, else whichever of ``delimiters`` the header
    has most of, or the first. Raises BadFormat where there is no header with a text column or
    with two of one name, or a column that an option names is not in it.
    """
    container = _Container(name, data, options)
    lines = list(dropwhile(str.isspace, io.StringIO(container.text, newline="")))
    named = _SEPARATOR.fullmatch(lines[0]) if lines else None
    if named:
        lines.pop(0)
    delimiter = named[1] if named else max(delimiters, key=(lines or [""])[0].count)
    previous = csv.field_size_limit(max(len(container.text), 1))
    try:
        records = [one for one in _records(lines, delimiter) if one.problem or any(one.fields)]
    finally:
        csv.field_size_limit(previous)
    if not records:
        return []
    header = _numbered(records[0].fields)
    container.check_fields(header)
    texts = _text_fields(header, options.text_field)
    if not texts:
        raise BadFormat(
            f"{shown(name)} has no text column among {_listed(header)}", "name it with --text-field"
        )
    if twice := next((text for text in texts if records[0].fields.count(text) > 1), None):
        raise BadFormat(f"{shown(name)} has two columns {shown(twice)}", "rename one of them")
    articles = []
    for number, (fields, problem) in enumerate(records[1:], 1):
        while len(fields) > len(header) and not fields[-1].strip():
            fields.pop()  # a delimiter too many
        if not problem and len(fields) != len(header):
            problem = f"has {len(fields)} columns where the header has {len(header)}"
        row = {} if problem else dict(zip(header, fields, strict=True))
        articles.append(container.article(_Row(number, repr(fields), row, problem)))
    return articles


def _json_rows(text: str) -> Iterator[_Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        fields: object = {}
        try:
            fields = json.loads(line, object_pairs_hook=_unique)
            problem = "" if isinstance(fields, dict) else "is not a JSON object"
        except _RowError as error:
            problem = str(error)
        except json.JSONDecodeError as error:
            problem = f"is no valid JSON ({error.msg} at column {error.colno})"
        except (RecursionError, ValueError):
            problem = "is no valid JSON (nested too deeply, or a number too long)"
        yield _Row(number, line, fields if isinstance(fields, dict) else {}, problem)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; raises _RowError where two of its fields have one name."""
    row = dict(pairs)
    if len(row) < len(pairs):
        (twice, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        raise _RowError(f"has two fields {shown(twice)}")
    return row


class _Record(NamedTuple):
    fields: list[str]
    problem: str = ""


def _records(lines: list[str], delimiter: str) -> Iterator[_Record]:
    """The records of a CSV file, also behind one that opens a quotation mark and never closes it.

    A line with text behind a closing mark is no CSV, see :func:`_divided`.
    """
    start = 0
    while start < len(lines):
        first = start
        rest = (lines[at] for at in range(first, len(lines)))
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        try:
            for fields in reader:
                yield _Record(fields)
                start = first + reader.line_num
        except csv.Error:
            start += 1
            line = lines[start - 1]
            if first + reader.line_num == start and not _opens(line, delimiter):
                yield _Record(_divided(line.rstrip("\r\n"), delimiter))
            else:
                found = f"opens a quotation mark that nothing closes (line {start})"
                yield _Record([line], found)


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
    for column in header:
        name, number = column, 1
        while name in names:
            number += 1
            name = f"{column} ({number})"
        names.append(name)
    return names


class _Container:
    """A file of rows, which become articles one by one."""

    def __init__(self, name: str, data: bytes, options: ReadOptions) -> None:
        self.text, self._encoding = decode(data, name)
        self._name = name
        self._options = options
        self._ids: set[str] = set()

    def check_fields(self, fields: Sequence[str]) -> None:
        """Raise BadFormat for a field that an option names and that is not among ``fields``."""
        options = self._options
        wanted_of = [("text_field", one) for one in _named_texts(fields, options.text_field)]
        for option in ("title_field", "date_field", "id_field"):
            wanted_of.append((option, getattr(options, option) or ""))
        for option, wanted in wanted_of:
            if wanted and wanted not in fields:
                raise BadFormat(
                    f"{shown(self._name)} has no column {shown(wanted)}; it has {_listed(fields)}",
                    f"check --{option.replace('_', '-')}",
                )

    def article(self, row: _Row) -> RawArticle:
        """The article of a row; what is wrong with it becomes the article's error."""
        try:
            if row.problem:
                raise _RowError(row.problem)
            return self._article(row)
        except UnicodeEncodeError:
            problem, content = "holds half a surrogate pair, which is no text", repr(row.fields)
        except _RowError as error:
            problem, content = str(error), row.content if row.problem else repr(row.fields)
        sha256 = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        bad = BadFormat(f"row {row.number} of {shown(self._name)} {problem}", "mend or remove it")
        return RawArticle(f"{self._name}#{row.number}", sha256, b"", Format.ROW, {}, bad)

    def _article(self, row: _Row) -> RawArticle:
        fields, columns = self._fields(row.fields)
        path = f"{self._name}#{self._identity(row)}"
        data = fields["text"].encode("utf-8")
        sha256 = digest_of({**fields, "columns": columns} if columns else fields)
        meta = {"encoding": self._encoding, "title": fields["title"], "date": fields["date"]}
        limit = self._options.max_bytes
        if len(data) <= limit:
            return RawArticle(path, sha256, data, Format.ROW, meta, None, columns)
        problem = f"{shown(path)} is larger than {limit:,} bytes"
        error = TooLarge(problem, "raise --max-bytes if it is an article")
        return RawArticle(path, sha256, b"", Format.ROW, meta, error, columns)

    def _fields(self, row: Mapping[str, object]) -> tuple[dict[str, str], dict[str, str]]:
        """What the article is made of, and the other columns, as text."""
        options = self._options
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

    def _identity(self, row: _Row) -> str:
        if self._options.id_field is None:
            return str(row.number)
        value = row.fields.get(self._options.id_field)
        if not isinstance(value, str | int) or value == "":
            raise _RowError(f"has no id in {shown(self._options.id_field)}")
        identity = quote(str(value), safe=" ")
        if identity in self._ids:
            raise _RowError(f"repeats the id {shown(str(value))}")
        self._ids.add(identity)
        return identity


def _named_texts(fields: Iterable[str], named: str | None) -> list[str]:
    """The fields that an option names, which may be one with a comma in its name."""
    if named is None:
        return []
    return [named] if named in fields else [part.strip() for part in named.split(",")]


def _text_fields(fields: Iterable[str], named: str | None) -> list[str]:
    """The fields whose texts make the article, one after the other; empty where one is missing."""
    if named is None:
        found = _find(fields, None, "text")
        return [] if found is None else [found]
    wanted = _named_texts(fields, named)
    return wanted if set(wanted) <= set(fields) else []


def _find(fields: Iterable[str], named: str | None, role: str) -> str | None:
    if named is not None:
        return named if named in fields else None
    lowered = {name.strip().lower(): name for name in reversed(list(fields))}
    return next((lowered[usual] for usual in USUAL_FIELDS[role] if usual in lowered), None)


def _listed(fields: Iterable[str]) -> str:
    names = [shown(name)[:40] for name in fields]
    return ", ".join(names[:8]) + (" …" if len(names) > 8 else "") if names else "no columns"
