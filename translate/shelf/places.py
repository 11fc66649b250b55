"""Where models are kept."""

from __future__ import annotations

from pathlib import Path

from translate.places import user_folder

ENVIRONMENT = "TRANSLATE_MODELS_DIR"


def default_dir(chosen: Path | None = None) -> Path:
    """The folder of models: ``chosen``, else ``TRANSLATE_MODELS_DIR``, else the user's own.

    Nothing is created here.
    """
    return chosen or user_folder(ENVIRONMENT, "data", "models")


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
