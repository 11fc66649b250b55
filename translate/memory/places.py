"""Where the memory is."""

from __future__ import annotations

import os
from pathlib import Path

FILE_NAME = "memory.sqlite3"
ENVIRONMENT = "TRANSLATE_CACHE_DIR"


def default_path(cache_dir: Path | None = None) -> Path:
    """The memory's file: in ``cache_dir``, else $TRANSLATE_CACHE_DIR, else the user's cache folder.

    Creates nothing.
    """
    if cache_dir is not None:
        return cache_dir / FILE_NAME
    if named := os.environ.get(ENVIRONMENT):
        return Path(named).expanduser() / FILE_NAME
    from platformdirs import user_cache_path

    return user_cache_path("nieuws-translate", appauthor=False) / FILE_NAME
