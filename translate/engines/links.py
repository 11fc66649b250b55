"""Word links from cross-attention: which source word a target word was written from.

A target word's attention to a source word is the attention of its subwords, averaged, to the
source word's subwords, summed; its link is to the source word with the most. Texts that differ
only in marks, capitals and white space are matched word by word, so that links survive
normalisation, raised capitals and the joining of parts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from translate.types import Link, Span

_WORD = re.compile(r"[^\W_]+(?:[-'’‘`´‐‑][^\W_]+)*")
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")

#: One row for each target token, one number for each source token; a row sums to 1.
Attention = Sequence[Sequence[float]]


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
    pairs: list[tuple[int, int, float]] = []  # places of target and source words, weight
    sources_before = targets_before = 0
    for part in parts:
        source_words, source_count = _word_of_each(part.source)
        target_words, target_count = _word_of_each(part.target)
        rows: dict[int, list[Sequence[float]]] = {}
        for word, row in zip(target_words, part.attention, strict=True):
            if word is not None:
                rows.setdefault(word, []).append(row)
        for word, attention in sorted(rows.items()) if source_count else ():
            mass = [0.0] * source_count
            for row in attention:
                for place, share in zip(source_words, row, strict=True):
                    if place is not None:
                        mass[place] += share / len(attention)
            # Rounded first, so that two engines agree on which of two equals is taken.
            weights = [round(value, 3) for value in mass]
            best = weights.index(max(weights))
            pairs.append((targets_before + word, sources_before + best, min(1.0, weights[best])))
        sources_before += source_count
        targets_before += target_count
    if (sources_before, targets_before) != (len(from_words), len(to_words)):
        return ()
    return tuple(Link(to_words[place], from_words[best], weight) for place, best, weight in pairs)


def _word_of_each(tokens: Sequence[str]) -> tuple[list[int | None], int]:
    """For each token the word it is (mostly) in, None for marks and spaces; and their number."""
    shown = _surfaces(tokens)
    spans = words("".join(shown))
    owners: list[int | None] = [None] * sum(map(len, shown))  # of each character
    for word, (start, end) in enumerate(spans):
        owners[start:end] = [word] * (end - start)
    places: list[int | None] = []
    start = 0
    for surface in shown:
        own = Counter(filter(lambda word: word is not None, owners[start : start + len(surface)]))
        places.append(max(own, key=own.__getitem__) if own else None)
        start += len(surface)
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
