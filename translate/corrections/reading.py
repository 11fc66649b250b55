"""Files that people edited: CSV, TMX and bilingual Word documents, ours and those of other tools.

What we export says beside each sentence what the machine wrote, so that an edited file shows
what was changed. A file without that is taken for a person's own, all of it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from translate.articles.archive import Archive, local, parse_xml
from translate.articles.decode import decode
from translate.articles.docx import text_of
from translate.articles.source import shown
from translate.corrections.book import Correction
from translate.errors import BadFormat
from translate.files import not_read
from translate.outputs.bilingual import CONFIRMED
from translate.outputs.clean import one_line
from translate.outputs.csv_pairs import plain_cell
from translate.outputs.tmx import TOOL

if TYPE_CHECKING:
    from lxml.etree import _Element

_SOURCES = ("source", "dutch", "nederlands", "nl")
_TARGETS = ("target", "english", "engels", "en")
_NOT_CONFIRMED = frozenset({"", "0", "no", "nee", "n", "false", "onwaar"})
_CONFIRMED = re.compile(rf"\s*{re.escape(CONFIRMED)}\s*$", re.IGNORECASE)
#: Codes of the tool that a text was written in; what is inside ``hi`` is text.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
_MAX_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Edited:
    """A sentence pair of a file; ``machine`` is None where no machine is known to have made it."""

    source: str
    target: str
    machine: str | None = None
    confirmed: bool = False
    by: str = ""
    changed: str = ""

    @property
    def is_correction(self) -> bool:
        """Whether a person changed the English, confirmed it or wrote all of it."""
        if not one_line(self.source) or not one_line(self.target):
            return False
        if self.confirmed or self.machine is None:
            return True
        return one_line(self.target) != one_line(self.machine)

    def correction(self) -> Correction:
        """The pair as it is kept."""
        source, target, machine = map(one_line, (self.source, self.target, self.machine or ""))
        return Correction(source, target, machine, self.by, self.changed)


def read_edited(path: Path) -> list[Edited]:
    """The sentence pairs of a file, in order.

    Raises what :func:`~translate.files.not_read` gives, and BadFormat.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise not_read(path, error) from error
    name, suffix = str(path), path.suffix.lower()
    if suffix == ".tmx":
        return list(_tmx(data, name))
    if suffix == ".docx":
        return list(_docx(data, name))
    if suffix in (".csv", ".tsv"):
        return list(_csv(data, name))
    raise BadFormat(f"{shown(name)} is not a CSV, TMX or DOCX file", "save it as one of them")


def _csv(data: bytes, name: str) -> Iterator[Edited]:
    text, _ = decode(data, name)
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise BadFormat(f"{shown(name)} is not valid CSV ({error})", "save it anew") from error
    header = [column.strip().lower() for column in rows[0]] if rows else []
    source = next((column for column in _SOURCES if column in header), None)
    target = next((column for column in _TARGETS if column in header), None)
    if source is None or target is None:
        raise BadFormat(
            f"{shown(name)} has no columns of Dutch and English", "name them source and target"
        )
    if "machine" not in header and {"score", "flags"} <= set(header):
        raise BadFormat(
            f"{shown(name)} does not say what the machine wrote, so no change can be seen in it",
            "keep the column machine; an earlier version did not write it: run with --to csv again",
        )
    for values in rows[1:]:
        row = {column: plain_cell(value) for column, value in zip(header, values, strict=False)}
        confirmed = row.get("confirmed", "").strip().lower() not in _NOT_CONFIRMED
        machine = row.get("machine", "") if "machine" in header else None
        yield Edited(row.get(source, ""), row.get(target, ""), machine, confirmed)


def _tmx(data: bytes, name: str) -> Iterator[Edited]:
    root = parse_xml(data)
    if root is None or local(root) != "tmx":
        raise BadFormat(f"{shown(name)} is not a TMX file", "export it anew")
    header = next((one for one in root if local(one) == "header"), None)
    ours = header is not None and header.get("creationtool") == TOOL
    for unit in root.iter("{*}tu"):
        notes = {one.get("type"): one.text or "" for one in unit if local(one) == "prop"}
        sides = {_language(one): one for one in reversed(unit) if local(one) == "tuv"}
        if "nl" not in sides or "en" not in sides:
            continue
        confirmed = bool(notes.get("x-confirmed"))
        machine = notes.get("x-machine")
        if machine is None and ours and not confirmed:
            continue  # an earlier version did not say what the machine wrote
        stamps = [
            next((one.get(key) for one in (sides["en"], unit) if one.get(key)), "") or ""
            for key in ("changeid", "changedate")
        ]
        yield Edited(_segment(sides["nl"]), _segment(sides["en"]), machine, confirmed, *stamps)


def _language(side: _Element) -> str:
    """``nl`` for ``nl-BE``; TMX 1.1 has the attribute without its namespace."""
    named = side.get("{http://www.w3.org/XML/1998/namespace}lang") or side.get("lang") or ""
    return re.split("[-_]", named.lower())[0]


def _segment(side: _Element) -> str:
    def text(element: _Element) -> str:
        inner = "" if local(element) in _CODES else (element.text or "")
        if local(element) not in _CODES:
            inner += "".join(text(one) + (one.tail or "") for one in element)
        return inner

    return next((text(one) for one in side if local(one) == "seg"), "")


def _docx(data: bytes, name: str) -> Iterator[Edited]:
    """Rows of two cells; what the machine wrote stands in the first, hidden, above the Dutch."""
    archive = Archive(data, name, "a Word document", _MAX_BYTES)
    found = False
    for row in archive.xml("word/document.xml").iter("{*}tr"):
        cells = [
            [" ".join(text_of(one).split()) for one in cell.iter("{*}p")]
            for cell in row.iter("{*}tc")
        ]
        if len(cells) != 2 or len(cells[0]) < 2:
            continue
        found = True
        machine, *source = cells[0]
        target = " ".join(filter(None, cells[1]))
        plain = _CONFIRMED.sub("", target)
        yield Edited(" ".join(filter(None, source)), plain, machine, plain != target)
    if not found:
        raise BadFormat(
            f"{shown(name)} is not a document with both languages that this tool wrote",
            "'translate run --to docx' writes one",
        )
