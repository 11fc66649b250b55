"""What a folder says is no article: a ``.translateignore`` in it, in the language of .gitignore."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from translate.errors import UsageError

FILE_NAME = ".translateignore"


def ignored_by(root: Path) -> Callable[[str], bool]:
    """Whether a name relative to ``root`` (a folder's ends in ``/``) is to be left out.

    Raises :class:`UsageError` for an ignore file that cannot be read or understood.
    """
    file = root / FILE_NAME
    if file.is_fifo():  # nothing may ever be written to it
        raise UsageError(f"cannot read {file}", "it is a pipe, not a file")
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return lambda name: False
    except OSError as error:
        if not os.access(root, os.X_OK):  # reading the folder will say so
            return lambda name: False
        raise UsageError(f"cannot read {file}", str(error)) from error
    return ignored_in(data, str(file))


def ignored_in(data: bytes, file: str) -> Callable[[str], bool]:
    """The same, by the content of an ignore file."""
    from pathspec import GitIgnoreSpec

    try:
        spec = GitIgnoreSpec.from_lines(data.decode("utf-8").splitlines())
    except UnicodeDecodeError as error:
        raise UsageError(f"cannot read {file}", str(error)) from error
    except ValueError as error:
        raise UsageError(f"{file} is not in the language of .gitignore", str(error)) from error
    return spec.match_file
