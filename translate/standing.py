"""Results that an earlier run wrote and that stand as it left them: such an article is done.

A row of the memory keeps what the files of an article looked like just after they were written.
Its key is made of everything that decides their bytes, so that a run with any other setting
finds no row, and a file that is missing, changed or replaced has another state than the row
says; either way the article takes the long way and its files are compared byte by byte.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from translate.memory import WRITTEN, MemoryLike, WrittenArticle
from translate.outputs import file_state, formats_version
from translate.signature import KEY_SCHEMA, canonical_json

if TYPE_CHECKING:
    from translate.articles import Format, RawArticle
    from translate.assembly import Parts

#: Results by format, relative to the output folder.
Names = Mapping[str, str]


class Standing:
    """What stands in one output folder, for one set of parts and formats.

    ``summary`` says whether results have one; ``read`` False remembers without looking up.
    """

    def __init__(
        self, parts: Parts, out: Path, formats: Sequence[str], *, summary: bool, read: bool
    ) -> None:
        self._memory: MemoryLike = parts.memory
        self._parts = parts
        self._out = os.path.realpath(out)
        self._formats = sorted(formats)
        self._summary = summary
        self._read = read
        self._beginnings: dict[Format, hashlib._Hash] = {}

    def key(self, raw: RawArticle) -> str:
        """The memory's key for the results of this article in this folder."""
        whole = self._beginning(raw.format).copy()
        whole.update(f"{raw.sha256}{raw.path}".encode("utf-8", "surrogatepass"))
        return whole.hexdigest()

    def find(self, articles: Sequence[tuple[RawArticle, Names]]) -> list[WrittenArticle | None]:
        """For each article what was written, where all its files are as they were."""
        if not self._read:
            return [None] * len(articles)
        keys = [None if raw.error else self.key(raw) for raw, _ in articles]
        rows = self._memory.get(WRITTEN, [key for key in keys if key is not None])
        return [
            row if key and (row := rows.get(key)) and self._is_in_place(row, names) else None
            for key, (_, names) in zip(keys, articles, strict=True)
        ]

    def states(self, names: Names) -> dict[str, tuple[int, ...]]:
        """The files' states just after they were written; a file that is gone has none."""
        found = {name: file_state(f"{self._out}/{path}") for name, path in names.items()}
        return {name: state for name, state in found.items() if state is not None}

    def remember(self, rows: Mapping[str, WrittenArticle]) -> None:
        """Keep what was written, by :meth:`key`."""
        self._memory.put(WRITTEN, rows)

    def _is_in_place(self, row: WrittenArticle, names: Names) -> bool:
        return row.files.keys() == names.keys() and all(
            file_state(f"{self._out}/{path}") == row.files[name] for name, path in names.items()
        )

    def _beginning(self, format: Format) -> hashlib._Hash:
        """The part of the key that all articles of a format share, hashed once."""
        if format not in self._beginnings:
            parts = self._parts
            shared = {
                "schema": KEY_SCHEMA,
                "out": self._out,
                "formats": self._formats,
                "formats_version": formats_version(),
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
