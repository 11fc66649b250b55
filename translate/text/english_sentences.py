"""English text cut into sentences; no library, no data files."""

from __future__ import annotations

import re

from translate.text import lists
from translate.text.words import ANY_WORD

_BOUNDARY = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[^\W_a-z])|[.!?…]+[\"'”’)\]]*\s*$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|rev|hon|gen|sen|rep|gov|lt|col|capt|sgt|maj|cmdr|jr|sr|st|mt|vs|no"
    r"|nos|inc|ltd|co|corp|jan|feb|mar|apr|aug|sept|sep|oct|nov|dec|approx|fig|ca|e\.g|i\.e|etc)"
    r"|\b(?:[a-z]\.)*[a-z])\.$",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}$|\b(?:inc|ltd|co|corp|jr|sr|etc)\.$", re.IGNORECASE)
#: Words that begin a sentence far more often than they follow "U.S." or "Inc." in one.
_STARTERS = lists.words("en", "starters")


def split_sentences(text: str) -> list[str]:
    """English sentences by full stops; abbreviations and initials do not end one.

    Quotations that hold several sentences are split at their inner stops as well.
    """
    sentences: list[str] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        head, tail = text[start : match.end()], text[match.end() :]
        if tail.strip() and match.group().startswith(".") and _is_abbreviation(head, tail):
            continue
        sentences.append(head.strip())
        start = match.end()
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if sentence]


def sentences(text: str) -> list[str]:
    """English ``text`` cut at line ends and into sentences."""
    return [sentence for line in text.splitlines() for sentence in split_sentences(line)]


def _is_abbreviation(head: str, tail: str) -> bool:
    if not _ABBREVIATION.search(head):
        return False
    following = ANY_WORD.match(tail.lstrip(" \t\n\"'“‘(["))
    starts = following is not None and following.group().lower() in _STARTERS
    return not (starts and _DOTTED.search(head))
