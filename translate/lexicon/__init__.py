"""What a model's rare words mean, for where the model does not know them."""

from __future__ import annotations

from translate.lexicon.lexicon import FILE, Entry, Lexicon
from translate.lexicon.mend import LEXICON_VERSION, Mended, asks_for_links, mended

__all__ = ["FILE", "LEXICON_VERSION", "Entry", "Lexicon", "Mended", "asks_for_links", "mended"]
