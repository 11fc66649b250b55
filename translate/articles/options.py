"""How articles are read: what the user may choose, and what of it changes a result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

#: Raised whenever the same bytes are read into another article than before.
READER_VERSION = 16


class Format(StrEnum):
    """How the bytes of one article are understood."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    ROW = "row"  # one row of a JSONL, CSV or TSV file, plain text
    DOCX = "docx"
    EPUB = "epub"
    PDF = "pdf"


#: Formats with pictures.
DOCUMENTS = (Format.DOCX, Format.EPUB, Format.PDF)
#: How a file is read, by the end of its name; others are text, and passed over in folders.
SUFFIXES: Mapping[str, Format] = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".jsonl": Format.ROW,
    ".csv": Format.ROW,
    ".tsv": Format.ROW,
    ".docx": Format.DOCX,
    ".epub": Format.EPUB,
    ".pdf": Format.PDF,
}
#: What standard input can be said to hold, and the suffix of a file that would hold it.
STDIN_FORMATS: Mapping[str, str] = {
    "text": ".txt",
    "markdown": ".md",
    **{name: f".{name}" for name in ("html", "jsonl", "csv", "tsv", "docx", "epub", "pdf")},
}


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Choices of the user about reading.

    ``max_bytes`` limits one article, ``max_container_bytes`` a JSONL or CSV file, and
    ``max_document_bytes`` a document with its pictures, whose text ``max_bytes`` limits; all
    count bytes after decompression. The ``*_field`` options name columns of JSONL and CSV; where
    one is None, usual names (text, body, content, title, date …) are looked for. ``text_field``
    may name several with commas between, whose texts follow each other. ``id_field`` names the
    column whose value identifies a row; without it the row's number does.
    ``stdin_format`` is a key of ``STDIN_FORMATS``.
    """

    max_bytes: int = 10_000_000
    max_container_bytes: int = 512_000_000
    max_document_bytes: int = 100_000_000
    assume_dutch: bool = False
    text_field: str | None = None
    title_field: str | None = None
    date_field: str | None = None
    id_field: str | None = None
    stdin_format: str = "text"

    def limit(self, format: Format) -> int:
        """The bytes that a file of ``format`` may have."""
        if format is Format.ROW:
            return self.max_container_bytes
        return self.max_document_bytes if format in DOCUMENTS else self.max_bytes

    def key(self, format: Format) -> Mapping[str, object]:
        """What belongs into the key of an article of ``format``.

        Limits and field names are not in it: they decide whether and which text is read, and
        the text itself is already in the key through its digest. The format is, since the same
        bytes read otherwise as Markdown than as plain text.
        """
        return {
            "reader": READER_VERSION,
            "format": format.value,
            "assume_dutch": self.assume_dutch,
        }
