"""What a model's rare words mean, for where the model does not know them."""

from __future__ import annotations

from translate.lexicon.lexicon import FILE, Entry, Lexicon
from translate.lexicon.mend import LEXICON_VERSION, asks_for_links, mended, repairs
from translate.lexicon.senses import chosen

__all__ = [
    "FILE",
    "LEXICON_VERSION",
    "Entry",
    "Lexicon",
    "asks_for_links",
    "chosen",
    "mended",
    "repairs",
]
