"""Dutch news in English: a translation and a faithful summary of each article."""

from __future__ import annotations

__version__ = "0.1.0"
