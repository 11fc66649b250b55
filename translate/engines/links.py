"""Word links from cross-attention: which source word a target word was written from.

A target word's attention to a source word is the attention of its subwords, averaged, to the
source word's subwords, summed; its link is to the source word with the most. Texts that differ
only in marks, capitals and white space are matched word by word, so that links survive
normalisation, raised capitals and the joining of parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translate.types import Link, Span

_WORD = re.compile(r"[^\W_]+(?:[-'’‘`´‐‑][^\W_]+)*")
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")

#: One row for each target token, one number for each source token; a row sums to 1.
Attention = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Pairing:
    """A link by the words' places in their texts."""

    target: int
    source: int
    weight: float


@dataclass(frozen=True, slots=True)
class Part:
    """One source that the model saw and what it wrote: tokens as SentencePiece writes them.

    ``source`` has an entry for each column of ``attention``, ``target`` one for each row; marks
    that are no text (end, tags) are empty strings.
    """

    source: Sequence[str]
    target: Sequence[str]
    attention: Attention


def words(text: str) -> list[Span]:
    """The spans of the words of ``text``; hyphens and apostrophes inside belong to a word."""
    return [match.span() for match in _WORD.finditer(text)]


def link(source: str, target: str, parts: Sequence[Part]) -> tuple[Link, ...]:
    """The links between two texts, one at most for each target word, in order.

    ``parts`` are the pieces that they were made in. Empty where the words of the texts are not
    those of the parts: a link that may be at the wrong word is worse than none.
    """
    from_words, to_words = words(source), words(target)
    pairings: list[Pairing] = []
    before_source = before_target = 0
    for part in parts:
        found, source_count, target_count = _pairings(part)
        pairings += [
            Pairing(pair.target + before_target, pair.source + before_source, pair.weight)
            for pair in found
        ]
        before_source += source_count
        before_target += target_count
    if before_source != len(from_words) or before_target != len(to_words):
        return ()
    return tuple(
        Link(to_words[pair.target], from_words[pair.source], pair.weight) for pair in pairings
    )


def _pairings(part: Part) -> tuple[list[Pairing], int, int]:
    """The links of one part, and how many words either side has."""
    source_words, source_count = _word_of_each(part.source)
    target_words, target_count = _word_of_each(part.target)
    rows: dict[int, list[Sequence[float]]] = {}
    for word, row in zip(target_words, part.attention, strict=True):
        if word is not None:
            rows.setdefault(word, []).append(row)
    found = []
    for word, attention in sorted(rows.items()):
        mass = [0.0] * source_count
        for row in attention:
            for place, share in zip(source_words, row, strict=True):
                if place is not None:
                    mass[place] += share / len(attention)
        if mass:
            # Rounded first, so that two engines agree on which of two equals is taken.
            weights = [round(value, 3) for value in mass]
            best = max(range(source_count), key=lambda place: (weights[place], -place))
            found.append(Pairing(word, best, min(1.0, weights[best])))
    return found, source_count, target_count


def _word_of_each(tokens: Sequence[str]) -> tuple[list[int | None], int]:
    """For each token the word it is (mostly) in, None for marks and spaces; and their number."""
    shown = _surfaces(tokens)
    spans = words("".join(shown))
    places: list[int | None] = []
    start = first = 0
    for surface in shown:
        end = start + len(surface)
        while first < len(spans) and spans[first][1] <= start:
            first += 1
        near = [
            (min(end, stop) - max(start, begin), -place)
            for place, (begin, stop) in enumerate(spans[first : first + len(surface)], first)
            if begin < end
        ]
        places.append(-max(near)[1] if near else None)
        start = end
    return places, len(spans)


def _surfaces(tokens: Sequence[str]) -> list[str]:
    """Tokens as text; a character written in byte tokens is all in the first of them."""
    shown: list[str] = []
    run = bytearray()
    first = 0
    for token in tokens:
        byte = _BYTE.fullmatch(token)
        if byte:
            if not run:
                first = len(shown)
            run.append(int(byte[1], 16))
            shown.append("")
            shown[first] = run.decode("utf-8", errors="replace")
        else:
            run.clear()
            shown.append(token.replace("▁", " "))
    return shown
