"""An article before it is parsed: what reading files gives, and what parsing takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from translate.articles.options import Format
from translate.errors import ArticleError


class RawArticle(NamedTuple):
    """One article before it is parsed.

    ``sha256`` is of the file's bytes, or of the fields read of a row. ``meta`` holds what a row
    says beside its text: ``title``, ``date``, ``encoding``; ``columns`` holds the rest. ``error``
    is set where this row cannot be an article; :func:`translate.articles.parse` raises it.
    """

    path: str
    sha256: str
    data: bytes
    format: Format
    meta: Mapping[str, str] = {}
    error: ArticleError | None = None
    columns: Mapping[str, str] = {}

    @classmethod
    def failed(cls, path: str, error: ArticleError) -> RawArticle:
        """Stands for a file that could not be loaded at all."""
        return cls(path, "", b"", Format.TEXT, {}, error)
