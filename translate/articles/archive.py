"""ZIP archives that documents come in: read in memory, never unpacked to disk, within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from translate.articles.source import shown
from translate.errors import BadFormat, TooLarge

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Bit of an entry's flags that says that it is encrypted.
_ENCRYPTED = 0x1
MAX_ENTRIES = 20_000


class Archive:
    """The parts of a document, by name; all that is read together is limited.

    Raises BadFormat where it is no intact archive or what it promises is not in it, TooLarge
    where more than ``limit`` bytes of text come out of it.
    """

    def __init__(self, data: bytes, name: str, what: str, limit: int) -> None:
        self._name = name
        self._what = what
        self._left = limit
        self._limit = limit
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = {entry.filename: entry for entry in self._zip.infolist()}
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise self.broken("damaged, or of another format") from error
        if len(self.names) > MAX_ENTRIES:
            raise self.broken("too many parts")

    def broken(self, reason: str) -> BadFormat:
        """The error of a document that cannot be read, for ``reason``."""
        return BadFormat(
            f"{shown(self._name)} cannot be read as {self._what} ({reason})",
            "save it anew, or as plain text",
        )

    def read(self, part: str) -> bytes:
        """The bytes of a part, as many as are left of the limit."""
        entry = self.names.get(part)
        if entry is None:
            raise self.broken(f"it has no {shown(part)[:80]}")
        if entry.flag_bits & _ENCRYPTED:
            raise BadFormat(f"{shown(self._name)} is locked with a password", "save it without one")
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(self._left + 1)
        except (
            zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError,
            RuntimeError,
        ) as error:  # fmt: skip
            raise self.broken("damaged, or of another format") from error
        self._left -= len(data)
        if self._left < 0:
            raise TooLarge(
                f"{shown(self._name)} holds more than {self._limit:,} bytes of text",
                "raise --max-bytes if it is an article",
            )
        return data

    def xml(self, part: str) -> _Element:
        """A part as XML."""
        root = parse_xml(self.read(part))
        if root is None:
            raise self.broken(f"{shown(part)[:80]} is not XML")
        return root


def parse_xml(data: bytes) -> _Element | None:
    """XML in which no entity is followed, inside the document or out of it; None for no XML."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local(element: _Element) -> str:
    """An element's name without its namespace; "" for what is none, as entities are."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
