"""Where models are kept."""

from __future__ import annotations

import os
from pathlib import Path

ENVIRONMENT = "TRANSLATE_MODELS_DIR"


def default_dir(chosen: Path | None = None) -> Path:
    """The folder of models: ``chosen``, else ``TRANSLATE_MODELS_DIR``, else the user's own.

    Nothing is created here.
    """
    if chosen is not None:
        return chosen
    from_environment = os.environ.get(ENVIRONMENT)
    if from_environment:
        return Path(from_environment).expanduser()
    from platformdirs import user_data_path

    return user_data_path("nieuws-translate", appauthor=False) / "models"


def bundled_folder(name: str) -> Path | None:
    """The folder of a model that comes with this package, or None when it is not there.

    A wheel holds it as package data under ``translate/_models``; a source checkout or an
    editable install has it in ``models`` beside the package.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_models" / name, package.parent / "models" / name):
        if folder.is_dir():
            return folder
    return None
