"""What people corrected: a translation memory that they own, served before any model."""

from translate.corrections.book import MARK, Correction, Corrections
from translate.corrections.store import changing, default_path, load, render

__all__ = ["MARK", "Correction", "Corrections", "changing", "default_path", "load", "render"]
