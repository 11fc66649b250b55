"""Word links from cross-attention: which source word a target word was written from.

A target word's attention to a source word is the attention of its subwords, averaged, to the
source word's subwords, summed; its link is to the source word with the most. Texts that differ
only in marks, capitals and white space are matched word by word, so that links survive
normalisation and raised capitals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from translate.types import Link, Span

_WORD = re.compile(r"[^\W_]+(?:[-'’‘`´‐‑][^\W_]+)*")

#: One row for each target token, one number for each source token; a row sums to 1.
Attention = Sequence[Sequence[float]]


def words(text: str) -> list[Span]:
    """The spans of the words of ``text``; hyphens and apostrophes inside belong to a word."""
    return [match.span() for match in _WORD.finditer(text)]


def link(
    source: str,
    target: str,
    source_tokens: Sequence[str],
    target_tokens: Sequence[str],
    attention: Attention,
) -> tuple[Link, ...]:
    """The links between two texts, one at most for each target word, in order.

    The tokens are what the model saw and wrote, as text: ``source_tokens`` has one for each
    column of ``attention``, ``target_tokens`` one for each row; marks that are no text (end,
    tags) are empty. Empty where the words of the texts are not those of the tokens: a link that
    may be at the wrong word is worse than none.
    """
    from_words, to_words = words(source), words(target)
    from_places, from_count = _word_of_each(source_tokens)
    to_places, to_count = _word_of_each(target_tokens)
    if (from_count, to_count) != (len(from_words), len(to_words)) or not from_words:
        return ()
    rows: dict[int, list[Sequence[float]]] = {}
    for word, row in zip(to_places, attention, strict=True):
        if word is not None:
            rows.setdefault(word, []).append(row)
    links = []
    for word, of in sorted(rows.items()):
        mass = [0.0] * from_count
        for row in of:
            for place, share in zip(from_places, row, strict=True):
                if place is not None:
                    mass[place] += share / len(of)
        # Rounded first, so that two engines agree on which of two equals is taken.
        weights = [round(value, 3) for value in mass]
        best = weights.index(max(weights))
        links.append(Link(to_words[word], from_words[best], min(1.0, weights[best])))
    return tuple(links)


def _word_of_each(tokens: Sequence[str]) -> tuple[list[int | None], int]:
    """For each token the word it is (mostly) in, None for marks and spaces; and their number."""
    spans = words("".join(tokens))
    owners: list[int | None] = [None] * sum(map(len, tokens))  # of each character
    for word, (start, end) in enumerate(spans):
        owners[start:end] = [word] * (end - start)
    places: list[int | None] = []
    start = 0
    for token in tokens:
        own = Counter(filter(lambda word: word is not None, owners[start : start + len(token)]))
        places.append(max(own, key=own.__getitem__) if own else None)
        start += len(token)
    return places, len(spans)
