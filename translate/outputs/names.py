"""File names for results: the article's own path, made safe for every file system."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, MutableSet, Sequence

from translate.outputs.clean import is_unsafe_in_name

#: Names in OUT that belong to the run itself.
RESERVED = (
    *("run.json", "index.html", "report.html", "articles.csv", "sentences.csv"),
    *("articles.sqlite", "articles.parquet", "sentences.parquet"),
)

_MAX_BYTES = 240  # of a component, so that the suffix still fits into 255
_HASH_DIGITS = 16
_UNPORTABLE = frozenset('<>:"|?*\\')  # of Windows; such names are legal elsewhere
#: What Windows takes for a device, whatever follows the first full stop.
_DEVICE = re.compile(r"(?i:(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]) *(?:\.|\Z))")
_LOOKS_ENCODED = re.compile(r"%(?=[0-9A-F]{2})")
#: Names that stay as they are, which nearly all do: nothing in them needs a second look.
_PLAIN = re.compile(
    rf"(?!{_DEVICE.pattern})[A-Za-z0-9_-](?:[A-Za-z0-9_. -]{{0,200}}[A-Za-z0-9_-])?"
)


def suffix(format: str) -> str:
    """What is added to an article's file name: ``.json``; variants of a format share theirs."""
    return f".{format.partition('-')[0]}"


def output_names(article_path: str, formats: Iterable[str] = ("json", "md")) -> dict[str, str]:
    """Where the results of an article go, relative to OUT: ``a/b.txt`` to ``a/b.txt.json``.

    Never leaves OUT, whatever the path: ``..`` and characters that some file system refuses are
    percent-encoded, so that different paths have different names; a component of more than 240
    bytes is cut and ends in a hash of all of it.
    """
    stem = "/".join(_safe_parts(article_path))
    return {name: stem + suffix(name) for name in formats}


def _safe_parts(article_path: str) -> list[str]:
    parts = [_component(part) for part in article_path.split("/") if part not in ("", ".")]
    return parts or ["%"]


def _component(name: str) -> str:
    if _PLAIN.fullmatch(name):
        return name
    if name == "..":
        return "%2E%2E"
    text = "".join(
        _encoded(character)
        if character in _UNPORTABLE or is_unsafe_in_name(character)
        else character
        for character in _LOOKS_ENCODED.sub("%25", name)
    )
    if _DEVICE.match(text):
        text = _encoded(text[0]) + text[1:]
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

    ``taken`` is the set to keep names in, for runs whose names do not fit into memory.
    """

    def __init__(
        self, formats: Sequence[str] = ("json", "md"), *, taken: MutableSet[str] | None = None
    ) -> None:
        self._files: MutableSet[str] = set() if taken is None else taken
        self._files |= {_folded(name) for name in RESERVED}
        self._folders: set[str] = set()
        self._found: dict[tuple[str, ...], str] = {}
        #: The same by what stands before a plain name, as nearly all are.
        self._places: dict[str, str] = {}
        self._suffixes = {name: suffix(name) for name in formats}

    def take(self, article_path: str, *, marked: bool = False) -> dict[str, str]:
        """The names for one more article, by format; ``marked`` puts the hash in unasked."""
        place, _, name = article_path.rpartition("/")
        is_plain = _PLAIN.fullmatch(name) is not None
        if not is_plain or place not in self._places:
            *folders, name = _safe_parts(article_path)
            above = self._folder(tuple(folders))
            if is_plain:
                self._places[place] = above
        else:
            above = self._places[place]
        stem = above + name
        folded = self._all_folded(stem)
        if marked or not (self._files.isdisjoint(folded) and self._folders.isdisjoint(folded)):
            stem = f"{stem}~{_digest(article_path)}"
            folded = self._all_folded(stem)
        self._files |= folded
        return {name: stem + suffix for name, suffix in self._suffixes.items()}

    def _all_folded(self, stem: str) -> set[str]:
        folded = _folded(stem)
        return {folded + suffix for suffix in self._suffixes.values()}

    def _folder(self, parts: tuple[str, ...]) -> str:
        """The folder for results and a slash, or ""; renamed where a file has the name already.

        Worked out once: a file never takes the name of a folder that was used.
        """
        if parts not in self._found:
            above = ""
            for part in parts:
                folder = above + part
                if _folded(folder) in self._files:
                    folder = f"{folder}~{_digest(folder)}"
                self._folders.add(_folded(folder))
                above = f"{folder}/"
            self._found[parts] = above
        return self._found[parts]


def _folded(name: str) -> str:
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
