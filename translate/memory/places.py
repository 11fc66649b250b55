"""Where the memory is."""

from __future__ import annotations

from pathlib import Path

from translate.places import user_folder

FILE_NAME = "memory.sqlite3"
ENVIRONMENT = "TRANSLATE_CACHE_DIR"


def default_path(cache_dir: Path | None = None) -> Path:
    """The memory's file: in ``cache_dir``, else $TRANSLATE_CACHE_DIR, else the user's cache folder.

    Creates nothing.
    """
    return (cache_dir or user_folder(ENVIRONMENT, "cache")) / FILE_NAME
