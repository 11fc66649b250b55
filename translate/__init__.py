"""Dutch news in English: a translation and a faithful summary of each article."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["Pipeline", "Settings", "__version__"]

if TYPE_CHECKING:
    from translate.pipeline import Pipeline
    from translate.settings import Settings


def __getattr__(name: str) -> object:
    """Import the API when it is asked for: ``translate --help`` needs none of it."""
    if name == "Pipeline":
        from translate.pipeline import Pipeline

        return Pipeline
    if name == "Settings":
        from translate.settings import Settings

        return Settings
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
