"""From paths to files: what is to be read, and under which name its result is kept."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from translate.articles.ignore import ignored_by
from translate.articles.options import SUFFIXES
from translate.errors import UsageError

#: Standard input among paths, and the name that its results go by.
STDIN = Path("-")
STDIN_NAME = "stdin"
_SUFFIXES = tuple(SUFFIXES)


class SourceFile(NamedTuple):
    """A file to read, and the POSIX path, relative to what was named, that results go by.

    The file :data:`STDIN` is standard input, which can be loaded once.

    ``name`` is always valid Unicode, never absolute and free of ``..``; bytes of a file name
    that are no UTF-8 stand in it as ``\\xNN``. ``place`` is the file as a string: a batch holds
    all of its files at once, and a Path takes three times as much memory.
    """

    place: str
    name: str

    @property
    def file(self) -> Path:
        """The file."""
        return Path(self.place)


def shown(name: str | Path) -> str:
    """A path for a one-line message: control characters and lone surrogates escaped."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in str(name)
    )


def known(name: str) -> bool:
    """Whether a file of this name is read when it is found in a folder."""
    return name.lower().removesuffix(".gz").endswith(_SUFFIXES)


class Places:
    """Where files really are; each folder is resolved once, however many files it has."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def of(self, path: str, *, follow: bool = False) -> str:
        """The folder resolved, the last part not: a link is another name; unless to ``follow``."""
        folder, slash, name = path.rpartition(os.sep)
        # os.path, which takes a folder that may not be entered for one without the file
        if follow and (name in ("", "..") or os.path.islink(path)):  # noqa: PTH114
            return os.path.realpath(path)
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder + slash).rstrip(os.sep) + os.sep
        return self._folders[folder] + name


def discover(paths: Sequence[Path], passed: list[SourceFile] | None = None) -> list[SourceFile]:
    """Files under ``paths``, each once, sorted by name.

    A folder is searched recursively for known suffixes; hidden entries are skipped, links to
    folders are not followed, and a link to a file counts only if it ends inside the folder.
    What a ``.translateignore`` at the top of a folder names is left out.
    A file that is named is taken whatever its suffix; ``-`` is standard input.
    A subfolder that cannot be listed stands in the list as itself, so that reading it fails with
    a line of its own and the rest goes on. Files of other suffixes are added to ``passed``.

    Raises UsageError for a path that does not exist.
    """
    if len(paths) == 1:
        return sorted(walk(paths[0], passed), key=_in_order)
    roots: list[tuple[str, list[SourceFile]]] = []
    seen: set[str] = set()
    places = Places()
    for path in paths:
        found = []
        for source in walk(path, passed):
            place = places.of(source.place)
            if place not in seen:
                seen.add(place)
                found.append(source)
        alone = len(found) == 1 and found[0].place == str(path)
        roots.append((_label(path.absolute().parent if alone else path), found))
    counts = Counter(name for _, found in roots for name in {one.name for one in found})
    taken: set[str] = set()
    sources = []
    for label, found in roots:
        prefix = ""
        if any(counts[one.name] > 1 for one in found):
            prefix = _free_prefix(label, [one.name for one in found], taken)
        for place, name in found:
            taken.add(prefix + name)
            sources.append(SourceFile(place, prefix + name))
    return sorted(sources, key=_in_order)


def _in_order(source: SourceFile) -> list[str]:
    return source.name.split("/")


def walk(path: Path, passed: list[SourceFile] | None = None) -> Iterator[SourceFile]:
    """What :func:`discover` finds under this one path, in no order and nothing held in memory.

    Raises UsageError for a path that does not exist.
    """
    if path == STDIN:
        yield SourceFile(str(path), STDIN_NAME)
        return
    try:
        is_folder = path.is_dir()
        if not is_folder:
            path.lstat()
    except PermissionError:
        is_folder = False  # reading it will say so, in this file's own line
    except (OSError, ValueError) as error:
        raise UsageError(f"no such file or folder: {shown(path)}", "check the path") from error
    if is_folder:
        yield from _walk(path, passed)
    else:
        yield SourceFile(str(path), _label(path))


def _walk(root: Path, passed: list[SourceFile] | None) -> Iterator[SourceFile]:
    inside = os.path.realpath(root)
    ignored = ignored_by(root)
    folders = [(str(root), "")]
    while folders:
        folder, prefix = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            yield SourceFile(folder, prefix.rstrip("/") or _label(root))
            continue
        for entry in entries:
            own = entry.name
            name = prefix + (own if own.isascii() else _valid(own))
            is_folder = entry.is_dir(follow_symlinks=False)
            if own.startswith(".") or ignored(f"{name}/" if is_folder else name):
                continue
            if is_folder:
                folders.append((entry.path, f"{name}/"))
            elif known(own):
                if _is_ours(entry, inside):
                    yield SourceFile(entry.path, name)
            elif passed is not None:
                passed.append(SourceFile(entry.path, name))


def _is_ours(entry: os.DirEntry[str], inside: str) -> bool:
    if not entry.is_symlink():
        return entry.is_file(follow_symlinks=False)
    target = os.path.realpath(entry.path)
    return os.path.commonpath([target, inside]) == inside and os.path.isfile(target)  # noqa: PTH113


def _label(path: Path) -> str:
    if path == STDIN:
        return STDIN_NAME
    name = path.name if path.name != ".." else ""
    return _valid(name or path.resolve().name) or "root"


def _valid(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _free_prefix(label: str, names: list[str], taken: set[str]) -> str:
    """The root's name as a folder, numbered where two roots are called the same."""
    number = 1
    while True:
        prefix = f"{label}/" if number == 1 else f"{label}-{number}/"
        if not any(prefix + name in taken for name in names):
            return prefix
        number += 1
