"""Results that an earlier run wrote and that stand as it left them: such an article is done.

A row keeps what the files of an article looked like just after they were written. Its key is made
of everything that decides their bytes, so that a run with any other setting finds no row, and a
file that is missing, changed or replaced has another state than the row says; either way the
article takes the long way and its files are compared byte by byte. One machine keeps the rows in
its memory; machines that share no more than the results' folder keep them there, each with the
name of the file that its article came from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from translate.folders import OWN, Folder
from translate.memory import WrittenArticle
from translate.memory.codec import ROWS
from translate.signature import KEY_SCHEMA, canonical_json, digest_of
from translate.versions import FORMATS_VERSION

if TYPE_CHECKING:
    from translate.articles import Format, RawArticle
    from translate.assembly import Parts

_LEDGER = f"{OWN}/done"


class DoneKeys:
    """Keys for the results of articles in ``out``, for one set of parts and formats.

    ``summary`` says whether results have one.
    """

    def __init__(self, parts: Parts, out: str, formats: Sequence[str], *, summary: bool) -> None:
        self._parts = parts
        self._out = out
        self._formats = sorted(formats)
        self._summary = summary
        self._beginnings: dict[Format, hashlib._Hash] = {}

    def of(self, raw: RawArticle) -> str:
        """The key for the results of this article."""
        whole = self._beginning(raw.format).copy()
        whole.update(f"{raw.sha256}{raw.path}".encode("utf-8", "surrogatepass"))
        return whole.hexdigest()

    @property
    def report(self) -> str:
        """The key for the list of the HTML report."""
        return digest_of(
            {"schema": KEY_SCHEMA, "formats_version": FORMATS_VERSION, "list": self._out}
        )

    def _beginning(self, format: Format) -> hashlib._Hash:
        """The part of the key that all articles of a format share, hashed once."""
        if format not in self._beginnings:
            parts = self._parts
            shared = {
                "schema": KEY_SCHEMA,
                "out": self._out,
                "formats": self._formats,
                "formats_version": FORMATS_VERSION,
                "reader": dict(parts.reading.key(format)),
                "segmenter": parts.segmenter.id,
                "translation": asdict(parts.translation),
                "summary": asdict(parts.summary) if self._summary else None,
                "corrections": parts.corrections.digest,
                "version": parts.version,
            }
            text = canonical_json(shared) + "\n"
            self._beginnings[format] = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
        return self._beginnings[format]


def files_state(states: Mapping[str, object]) -> str | None:
    """What the files of an article look like, by format: another string when one has changed.

    None where one of them is None, that is missing.
    """
    return None if None in states.values() else str(sorted(states.items()))


@dataclass(frozen=True, slots=True)
class Done:
    """A row in the output folder: an article by its path and its file's, its key, and what of it
    stands there."""

    file: str
    path: str
    key: str
    written: WrittenArticle


def write_done(out: Folder, run: str, unit: str, rows: Sequence[Done]) -> None:
    """Note a window's articles, after their results were written."""
    if rows:
        text = "".join(f"{ROWS.line(row)}\n" for row in rows)
        out.write(f"{_LEDGER}/{run}/{unit}.jsonl", text.encode())


def read_done(out: Folder, run: str = "", unit: str = "") -> Iterator[Done]:
    """All rows, or those of one run or unit, those of later runs last.

    What cannot be understood is as if it were not there.
    """
    below = f"{_LEDGER}/{run}".rstrip("/")
    for name in [f"{below}/{unit}.jsonl"] if unit else out.names(below):
        try:
            lines = out.read(name).decode().splitlines()
            rows = [ROWS.parse(Done, line) for line in lines]
        except (FileNotFoundError, ValueError, TypeError):
            continue  # a note that is lost costs a second look-up, no result
        yield from rows
