"""Folders of the user's own: where cache, models and corrections are unless told otherwise."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

_PROGRAM = "nieuws-translate"


def user_folder(variable: str, kind: Literal["cache", "data"], below: str = "") -> Path:
    """What the environment's ``variable`` names, else this program's folder of that kind.

    ``below`` is a folder in the latter. Creates nothing.
    """
    if named := os.environ.get(variable):
        return Path(named).expanduser()
    import platformdirs

    find = platformdirs.user_cache_path if kind == "cache" else platformdirs.user_data_path
    return find(_PROGRAM, appauthor=False) / below
