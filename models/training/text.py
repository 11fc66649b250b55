"""Text normalisation shared by every stage: what the model sees is plain ASCII punctuation."""

from __future__ import annotations

import re
import unicodedata

_PUNCTUATION = {
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'",
    "–": "-", "—": "-", "‒": "-", "‑": "-", "−": "-", "…": "...",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ",
    "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "",
}  # fmt: skip
_TABLE = str.maketrans(_PUNCTUATION)
_DOUBLED = re.compile(r"''+")
_SPACE = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+")


def normalise(text: str) -> str:
    """NFC text with ASCII quotes, dashes and dots, and single spaces."""
    text = unicodedata.normalize("NFC", text).translate(_TABLE)
    return _SPACE.sub(" ", _DOUBLED.sub('"', text)).strip()


def match_key(text: str) -> str:
    """Letters and digits of `text` in lower case: equal for texts that differ in layout only."""
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def rough_sentences(text: str) -> list[str]:
    """Sentences by end punctuation alone: good enough to find held-out text, nothing else."""
    return [part for line in text.split("\n") for part in _SENTENCE_END.split(line) if part.strip()]
