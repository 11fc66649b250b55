"""Punctuation and white space as the models were trained on; for the model only.

What is stored and shown is always the source as it was written. The rules are part of every
sentence key through :data:`NORMALISER_VERSION`: raise it with any change here, in
``case.py``, in ``chunk.py`` or in ``engines.translator.target_limit``.
"""

from __future__ import annotations

import re
import unicodedata

#: Part of every sentence key.
NORMALISER_VERSION = 2

_DOUBLE_QUOTES = "“”„‟«»″〃＂"
_SINGLE_QUOTES = "‘’‚‛′`´‹›＇"
_DASHES = "‐‑‒–—―−"

_TABLE: dict[int, str] = {
    **{ord(mark): '"' for mark in _DOUBLE_QUOTES},
    **{ord(mark): "'" for mark in _SINGLE_QUOTES},
    **{ord(mark): "-" for mark in _DASHES},
    ord("…"): "...",
}
_DOUBLED = re.compile(r"''+")
#: A word broken at a line's end. A second part of a compound keeps the hyphen: "in- en uitritten".
_BROKEN = re.compile(r"(?<=[^\W\d_])[-‐]\s*[\r\n]\s*(?!(?:en|of|tot|noch)\b)(?=[^\W\d_])")
_SOFT = re.compile(r"\u00ad\s*")
_SPACES = re.compile(r"\s+")
#: Of printable ASCII, what is not normal.
_UNUSUAL = re.compile(r"^ |  | $|''|`")
_VARIANTS = re.compile("[\ufe00-\ufe0f]")


def normalise(source: str) -> str:
    """NFC text with ASCII quotes and dashes, single spaces and no invisible characters.

    Words that a line's end broke are whole again.

    Idempotent: ``normalise(normalise(s)) == normalise(s)``.
    """
    if source.isascii() and source.isprintable() and not _UNUSUAL.search(source):
        return source  # as most sentences are, and as all come to a model once more
    text = _SOFT.sub("", unicodedata.normalize("NFC", source))
    text = _BROKEN.sub(_joint, text).translate(_TABLE)
    text = _SPACES.sub(" ", text)
    if not text.isprintable() or _VARIANTS.search(text):  # whatever is invisible is one of these
        text = "".join(char for char in text if not _invisible(char))
    # Removing a joiner can bring a letter and its accent together, or two apostrophes.
    text = _DOUBLED.sub('"', unicodedata.normalize("NFC", text))
    return _SPACES.sub(" ", text).strip()


def _joint(end: re.Match[str]) -> str:
    """What joins the halves of a word: a hyphen before a capital (Noord-Holland)."""
    return "-" if end.string[end.end()].isupper() else ""


def one_line(target: str) -> str:
    """A target with single spaces and no control characters, otherwise as the model wrote it.

    A model with byte pieces can write any byte, a line break too.
    """
    text = _SPACES.sub(" ", target)
    if not text.isprintable():
        text = "".join(char for char in text if not _control(char))
    return _SPACES.sub(" ", text).strip()


def _control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs")


def _invisible(char: str) -> bool:
    """Controls, soft hyphen, zero-width and bidirectional marks, lone surrogates, variants."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs") or _VARIANTS.match(char) is not None
