"""File names for results: the article's own path, made safe for every file system."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from translate.outputs.clean import is_unsafe_in_name

SUFFIXES = {
    "json": ".json",
    "md": ".md",
    "html": ".html",
    "csv": ".csv",
    "tmx": ".tmx",
    "txt": ".txt",
    "jsonl": ".jsonl",
}
#: Names in OUT that belong to the run itself.
RESERVED = ("run.json", "index.html")

_MAX_BYTES = 240  # of a component, so that the suffix still fits into 255
_HASH_DIGITS = 16
_UNPORTABLE = frozenset('<>:"|?*\\')  # of Windows; such names are legal elsewhere
_LOOKS_ENCODED = re.compile(r"%(?=[0-9A-F]{2})")


def output_names(
    article_path: str, formats: Iterable[str] = ("json", "md")
) -> dict[str, PurePosixPath]:
    """Where the results of an article go, relative to OUT: ``a/b.txt`` to ``a/b.txt.json``.

    Never leaves OUT, whatever the path: ``..`` and characters that some file system refuses are
    percent-encoded, so that different paths have different names; a component of more than 240
    bytes is cut and ends in a hash of all of it.
    """
    stem = _safe_path(article_path)
    return {name: stem.with_name(stem.name + SUFFIXES[name]) for name in formats}


def _safe_path(article_path: str) -> PurePosixPath:
    parts = [_component(part) for part in article_path.split("/") if part not in ("", ".")]
    return PurePosixPath(*(parts or ["%"]))


def _component(name: str) -> str:
    if name == "..":
        return "%2E%2E"
    text = "".join(
        _encoded(character)
        if character in _UNPORTABLE or is_unsafe_in_name(character)
        else character
        for character in _LOOKS_ENCODED.sub("%25", name)
    )
    if text[-1] in ". ":  # which Windows drops from a folder's name
        text = text[:-1] + _encoded(text[-1])
    return _shortened(text)


def _encoded(character: str) -> str:
    # a name that is no UTF-8 reaches Python with its bytes as lone surrogates
    low = "\udc80" <= character <= "\udcff"
    data = character.encode("utf-8", "surrogateescape" if low else "surrogatepass")
    return "".join(f"%{byte:02X}" for byte in data)


def _shortened(name: str) -> str:
    data = name.encode("utf-8")
    if len(data) <= _MAX_BYTES:
        return name
    kept = data[: _MAX_BYTES - _HASH_DIGITS - 1].decode("utf-8", "ignore")
    return f"{kept}~{_digest(name)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]


class OutputNames:
    """Names for all articles of one run, no two of which meet on any file system.

    Two names meet when they differ only in case or in Unicode's normal form, when one is a file
    and the other a folder, or when one is the run's own (``run.json``). The article that comes
    later gets a hash in its name; the order of articles is the order of discovery, so that the
    names are the same in every run over the same input.
    """

    def __init__(self, formats: Sequence[str] = ("json", "md")) -> None:
        self._formats = tuple(formats)
        self._files = {_folded(name) for name in RESERVED}
        self._folders: set[str] = set()

    def take(self, article_path: str) -> dict[str, PurePosixPath]:
        """The names for one more article, by format."""
        stem = _safe_path(article_path)
        folder = PurePosixPath()
        for part in stem.parts[:-1]:
            folder /= part
            if _folded(str(folder)) in self._files:
                folder = folder.with_name(f"{part}~{_digest(str(folder))}")
        plain = folder / stem.name
        marked = folder / f"{stem.name}~{_digest(article_path)}"
        names = self._with_suffixes(plain)
        if any(self._is_taken(name) for name in names.values()):
            names = self._with_suffixes(marked)
        self._files.update(_folded(str(name)) for name in names.values())
        self._folders.update(_folded(str(parent)) for parent in plain.parents)
        return names

    def _with_suffixes(self, stem: PurePosixPath) -> dict[str, PurePosixPath]:
        return {name: stem.with_name(stem.name + SUFFIXES[name]) for name in self._formats}

    def _is_taken(self, name: PurePosixPath) -> bool:
        folded = _folded(str(name))
        return folded in self._files or folded in self._folders


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
