"""Fitting pieces into a number of words: whole pieces go first, a sentence is cut last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translate.flags import Flag, FlagCode
from translate.summary.pieces import RankedPiece
from translate.summary.words import word_count
from translate.text.english_sentences import split_sentences
from translate.types import SummaryPiece

_CLAUSE = re.compile(r"[,;:–—]\s")
_FEWEST_WORDS = 3
#: How far over the wished length a second piece, and any later one, may take a summary: one long
#: sentence should not be all there is.
_SECOND_SLACK, _SLACK = 1.6, 1.15


def fit(pieces: Sequence[RankedPiece], target_words: int, max_words: int) -> list[RankedPiece]:
    """The pieces that fit, the best ones first asked; at least one, and never over the limit.

    ``target_words`` is a wish, ``max_words`` is not: where no piece fits, the best one gives its
    first sentences, and where its first sentence does not fit, that is cut at a clause mark.
    """
    kept: list[RankedPiece] = []
    total = 0
    for one in sorted(pieces, key=lambda piece: piece.rank):
        slack = _SLACK if len(kept) > 1 else _SECOND_SLACK
        room = min(max_words, round(slack * target_words)) if kept else max_words
        if total + one.words <= room:
            kept.append(one)
            total += one.words
    if not kept and pieces:
        best = min(pieces, key=lambda piece: piece.rank)
        kept.append(RankedPiece(best.rank, shortened(best.piece, max_words)))
    return kept


def shortened(piece: SummaryPiece, max_words: int) -> SummaryPiece:
    """The piece's first sentences that fit, or the beginning of its first one, flagged CUT."""
    whole: list[str] = []
    for sentence in split_sentences(piece.text):
        if word_count(" ".join([*whole, sentence])) > max_words:
            break
        whole.append(sentence)
    text = " ".join(whole) or _cut(piece.text, max_words)
    flags = piece.flags if whole else (*piece.flags, Flag(FlagCode.CUT))
    return SummaryPiece(text, piece.evidence, flags)


def _cut(text: str, max_words: int) -> str:
    head = " ".join(text.split()[:max_words])
    marks = [mark.start() for mark in _CLAUSE.finditer(head + " ")]
    clauses = [head[:at] for at in marks if word_count(head[:at]) >= _FEWEST_WORDS]
    return (clauses[-1] if clauses else head).rstrip(" ,;:–—.") + "…"
