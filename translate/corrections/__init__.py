"""What people corrected: a translation memory that they own, served before any model."""

from translate.corrections.book import MARK, Correction, Corrections
from translate.corrections.changes import TermChange, repeated_changes
from translate.corrections.reading import Edited, read_edited
from translate.corrections.store import changing, default_path, load, render

__all__ = [
    "MARK",
    "Correction",
    "Corrections",
    "Edited",
    "TermChange",
    "changing",
    "default_path",
    "load",
    "read_edited",
    "render",
    "repeated_changes",
]
