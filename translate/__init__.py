"""Dutch news in English: a translation and a faithful summary of each article."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["ArticleResult", "ArticleWarning", "Pipeline", "Settings", "__version__"]

if TYPE_CHECKING:
    from translate.api import ArticleWarning, Pipeline
    from translate.settings import Settings
    from translate.types import ArticleResult

#: Where each name of the API is: it is imported when it is asked for, and ``--help`` needs none.
_PLACES = {
    "ArticleResult": "translate.types",
    "ArticleWarning": "translate.api",
    "Pipeline": "translate.api",
    "Settings": "translate.settings",
}


def __getattr__(name: str) -> object:
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
