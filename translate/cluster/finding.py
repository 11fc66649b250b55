"""From paths or URLs to files, one at a time: millions of them are never all in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.articles import (
    STDIN,
    RawArticle,
    SourceFile,
    check_size,
    discover,
    from_bytes,
    known,
    load,
    walk,
)
from translate.articles.ignore import FILE_NAME, ignored_in
from translate.articles.options import ReadOptions
from translate.articles.source import shown
from translate.batch import outside
from translate.errors import UnreadableFile, UsageError
from translate.folders import filesystem, is_url


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: a local path or a URL, the name that results go by, and its bytes."""

    location: str
    name: str
    size: int


def find(paths: Sequence[str], out: str) -> Iterator[Found]:
    """What :func:`translate.articles.discover` finds, in no order; what is below ``out`` is not.

    One folder is streamed; where several paths are named their files are listed in memory first,
    because names that meet get a prefix. Raises UsageError for a path that does not exist.
    """
    if str(STDIN) in paths:
        raise UsageError("a cluster cannot read standard input", "leave out --cluster")
    if any(map(is_url, paths)):
        yield from _find_urls(paths, out)
        return
    roots = [Path(path) for path in paths]
    sources: Iterator[SourceFile] = walk(roots[0]) if len(roots) == 1 else iter(discover(roots))
    for source in sources if is_url(out) else outside(sources, roots, Path(out)):
        yield Found(str(source.file), source.name, _size(source.file))


def load_found(found: Found, reading: ReadOptions) -> list[RawArticle]:
    """The articles in a file, as :func:`translate.articles.load` has them; raises the same."""
    if not is_url(found.location):
        return load(SourceFile(found.location, found.name), reading)
    check_size(found.name, found.size, reading)
    fs, path = filesystem(found.location)
    try:
        data = fs.cat_file(path)
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        raise UnreadableFile(
            f"cannot read {shown(found.name)}", f"{reason[:1].lower()}{reason[1:]}"
        ) from error
    return from_bytes(found.name, data, reading)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except (OSError, ValueError):
        return 0  # reading it will say what is wrong


def _find_urls(paths: Sequence[str], out: str) -> Iterator[Found]:
    if len(paths) != 1:
        raise UsageError("a URL cannot be named beside other paths", "give each a run of its own")
    fs, root = filesystem(paths[0])
    below = f"{filesystem(out)[1]}/" if is_url(out) and filesystem(out)[0] == fs else None
    try:
        if fs.isfile(root):
            yield Found(paths[0], root.rpartition("/")[2], fs.size(root) or 0)
            return
        if not fs.exists(root):
            raise UsageError(f"no such file or folder: {paths[0]}", "check the URL")
        for path, name, size in _walk(fs, root, _ignored(fs, root, paths[0])):
            if below is None or not path.startswith(below):
                yield Found(str(fs.unstrip_protocol(path)), name, size)
    except OSError as error:
        raise UsageError(f"cannot list {paths[0]} ({error})", "check the access") from error


def _walk(fs: Any, root: str, ignored: Callable[[str], bool]) -> Iterator[tuple[str, str, int]]:
    """Path, name relative to ``root`` and size of each file that is to be read."""
    for folder, folders, files in fs.walk(root, detail=True, on_error="raise"):
        prefix = f"{folder.removeprefix(root).strip('/')}/".removeprefix("/")
        for name in list(folders):
            if name.startswith(".") or ignored(f"{prefix}{name}/"):
                del folders[name]
        for name, info in files.items():
            hidden = not name or name.startswith(".")
            if not hidden and known(name) and not ignored(prefix + name):
                yield info["name"], prefix + name, info.get("size") or 0


def _ignored(fs: Any, root: str, url: str) -> Callable[[str], bool]:
    try:
        data = fs.cat_file(f"{root}/{FILE_NAME}")
    except FileNotFoundError:
        return lambda name: False
    return ignored_in(data, f"{url}/{FILE_NAME}")
