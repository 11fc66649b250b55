"""Where in a sentence a flag points: the words that its detail names, found in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from translate.flags import Flag, Severity

#: What stands between the words in a detail: our own prose, arrows, brackets, commas.
_BETWEEN = re.compile(
    r"^ends in .*$|missing: (?:one of )?|not in the source: |left in Dutch: |no English word: "
    r"|Dutch words: | became | is missing$| (?:is|must be) (?=.* in English$)| in English$"
    r"| not in the Dutch| → |[;()“”]|, "
)
_PROSE = frozenset({"times", "in a row", "characters"})


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text; ``severity`` is "" where no flag points at it."""

    text: str
    severity: str = ""


def words_of(flags: Iterable[Flag]) -> dict[str, Severity]:
    """The words that doubts and repairs name; a word that both name is a doubt."""
    found: dict[str, Severity] = {}
    for flag in sorted(flags, key=lambda flag: list(Severity).index(flag.severity)):
        if flag.severity is not Severity.NOTE:
            for detail in flag.detail.split("; "):
                pieces = (piece.strip() for piece in _BETWEEN.split(detail))
                found |= {p: flag.severity for p in pieces if p not in found and _is_word(p)}
    return found


def _is_word(piece: str) -> bool:
    return any(map(str.isalnum, piece)) and piece not in _PROSE


def parts(text: str, words: Mapping[str, Severity]) -> list[Part]:
    """``text`` cut where the words stand in it, whole and as they are written."""
    if not words:
        return [Part(text)]
    longest_first = sorted(words, key=len, reverse=True)
    pattern = rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)"
    cut = re.split(pattern, text)
    return [
        Part(piece, words[piece] if number % 2 else "") for number, piece in enumerate(cut) if piece
    ]
