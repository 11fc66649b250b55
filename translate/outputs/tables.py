"""Tables of a whole run, for analysts: CSV, SQLite with full-text search, Parquet.

Rows wait in a database on disk, which is the SQLite output itself; the others are read from it.
A run of any size so takes little memory, and all tables say the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from translate.errors import UsageError
from translate.outputs.clean import without_controls
from translate.outputs.csv_pairs import EDITED, csv_lines
from translate.outputs.files import write_atomic
from translate.outputs.formats import TABLES
from translate.outputs.rows import Cell, Row, article_row, flag_rows, piece_rows, sentence_rows
from translate.settings import Dialect
from translate.types import ArticleResult

# content is written as Datasette looks for it, which then shows a search box
_SCHEMA = """
CREATE TABLE articles (
    path TEXT PRIMARY KEY, date TEXT, title TEXT, title_english TEXT, summary TEXT,
    sentences INTEGER, doubts INTEGER, score REAL, sha256 TEXT, signature TEXT);
CREATE TABLE sentences (
    path TEXT REFERENCES articles (path), sentence INTEGER, block INTEGER, kind TEXT,
    "row" INTEGER, "column" INTEGER, source TEXT, target TEXT, score REAL, flags TEXT,
    doubts INTEGER, made_by TEXT, PRIMARY KEY (path, sentence));
CREATE TABLE summaries (
    path TEXT REFERENCES articles (path), piece INTEGER, text TEXT, evidence TEXT, flags TEXT,
    PRIMARY KEY (path, piece));
CREATE TABLE flags (
    path TEXT REFERENCES articles (path), sentence INTEGER, piece INTEGER,
    code TEXT, severity TEXT, detail TEXT);
CREATE INDEX flags_by_code ON flags (code);
CREATE VIRTUAL TABLE sentences_fts USING fts5 (
    source, target, content="sentences", tokenize='unicode61 remove_diacritics 2');
"""
_BATCH = 20_000
_CHUNK = 1 << 20
_EDITED = f"SELECT *, '' AS {EDITED[0]}, target AS {EDITED[1]} FROM sentences ORDER BY rowid"


class Tables:
    """The tables of one run, written into ``out`` when the ``with`` block ends, however it ends.

    ``formats`` are keys of :data:`~translate.outputs.TABLES`.
    """

    def __init__(self, out: Path, formats: Sequence[str], dialect: Dialect) -> None:
        self._out = out
        self._formats = formats
        self._dialect = dialect
        if "parquet" in formats:
            try:
                import pyarrow  # noqa: F401
            except ImportError as error:
                raise UsageError(
                    "--to parquet needs pyarrow", "pip install 'nieuws-translate[parquet]'"
                ) from error

    def __enter__(self) -> Self:
        self._folder = TemporaryDirectory(prefix="translate-")
        self._file = Path(self._folder.name, "articles.sqlite")
        self._rows = sqlite3.connect(self._file)
        self._rows.executescript(f"PRAGMA journal_mode = OFF; {_SCHEMA}")
        self._columns = {row[1] for row in self._rows.execute("PRAGMA table_info (articles)")}
        return self

    def __exit__(self, *_: object) -> None:
        with self._folder, closing(self._rows):
            self._write()

    def add(self, result: ArticleResult) -> None:
        """One more article."""
        row = article_row(result)
        for name in (one for one in row if one not in self._columns):
            self._rows.execute(f"ALTER TABLE articles ADD COLUMN {_quoted(name)} TEXT")
            self._columns.add(name)
        self._insert("articles", row)
        for table, rows in (
            ("sentences", sentence_rows(result)),
            ("summaries", piece_rows(result)),
            ("flags", flag_rows(result)),
        ):
            for one in rows:
                self._insert(table, one)

    def _insert(self, table: str, row: Row) -> None:
        names = ", ".join(map(_quoted, row))
        marks = ", ".join("?" * len(row))
        values = [_stored(name, value) for name, value in row.items()]
        self._rows.execute(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", values)

    def _write(self) -> None:
        self._rows.execute("INSERT INTO sentences_fts (sentences_fts) VALUES ('rebuild')")
        self._rows.commit()
        for format in self._formats:
            for name in TABLES[format]:
                write_atomic(self._out / name, self._made(format, Path(name).stem))

    def _made(self, format: str, table: str) -> Iterator[bytes]:
        if format == "sqlite":
            return _chunks(self._file)
        if format == "parquet":
            return _chunks(self._parquet(table))
        query = _EDITED if table == "sentences" else f"SELECT * FROM {table} ORDER BY rowid"
        found = self._rows.execute(query)
        columns = [name for name, *_ in found.description]
        return (line.encode("utf-8") for line in csv_lines(columns, found, self._dialect))

    def _parquet(self, table: str) -> Path:
        import pyarrow
        from pyarrow import parquet

        kinds = {"INTEGER": pyarrow.int64(), "REAL": pyarrow.float64()}
        info = self._rows.execute(f"PRAGMA table_info ({table})").fetchall()
        schema = pyarrow.schema(
            [(name, kinds.get(kind, pyarrow.string())) for _, name, kind, *_ in info]
        )
        file = Path(self._folder.name, f"{table}.parquet")
        found = self._rows.execute(f"SELECT * FROM {table} ORDER BY rowid")
        with parquet.ParquetWriter(file, schema) as writer:
            while rows := found.fetchmany(_BATCH):
                columns: list[Sequence[Cell]] = list(zip(*rows, strict=True))
                arrays = [
                    pyarrow.array(column, field.type)
                    for column, field in zip(columns, schema, strict=True)
                ]
                writer.write_batch(pyarrow.record_batch(arrays, schema=schema))
        return file


def _stored(name: str, value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    if name == "path":  # what tells articles apart stays as it is
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    return without_controls(value)


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
