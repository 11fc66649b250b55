"""A summary of one article: plan, rewrite, doubt, order, fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from translate.flags import Flag, FlagCode
from translate.protocols import TextGenerator
from translate.summary.candidates import Candidate, candidates_of, headline_stems, looks_english
from translate.summary.length import fit
from translate.summary.model import PlanSentence, SummaryOptions
from translate.summary.pieces import RankedPiece, own_piece, rewritten
from translate.summary.plan import plan
from translate.summary.whole import from_articles
from translate.summary.words import content_stems
from translate.text.english_sentences import split_sentences
from translate.types import Summary, SummaryPiece

_FEW_SENTENCES = 3
_FEW_WORDS = 60
#: A piece with more than this share of its words in a better one says nothing new.
_SAID = 0.8


def summarise(
    sentences: Sequence[PlanSentence],
    generate: Callable[[], TextGenerator] | None,
    options: SummaryOptions,
) -> Summary:
    """Summarise an article.

    ``generate`` loads the model and is called only when there is something to rewrite; without
    it the summary is made of the article's own sentences. A model with ``takes_articles`` is
    given as much as it can read, another a group of sentences at a time. The same arguments always
    give the same summary, which is never longer than the article nor than ``options.max_words``.
    """
    candidates = candidates_of(sentences)
    if not candidates:
        return Summary("", (), (Flag(FlagCode.EMPTY, "no running text to summarise"),))
    words = sum(one.words for one in candidates)
    if len(candidates) <= _FEW_SENTENCES or words <= _FEW_WORDS:
        return _passed_through(candidates, options.max_words)
    target = options.target(words)
    groups = plan(candidates, headline_stems(sentences), target)
    flags: tuple[Flag, ...] = ()
    if not looks_english(candidates):
        flags = (Flag(FlagCode.LANG, "does not look English: its own sentences were chosen"),)
        generate = None
    if generate is None:
        pieces = [own_piece(group) for group in groups]
    elif getattr(generator := generate(), "takes_articles", False):
        pieces = from_articles(candidates, groups, generator, target)
    else:
        pieces = rewritten(groups, generator)
    return _summary(fit(_trusted(pieces), target, options.max_words), flags)


def _passed_through(candidates: Sequence[Candidate], max_words: int) -> Summary:
    """A short article as it stands, less what is not running text."""
    pieces = [
        RankedPiece(
            one.order, SummaryPiece(one.text, (one.index,), (Flag(FlagCode.SOURCE_SENTENCE),))
        )
        for one in candidates
    ]
    return _summary(fit(pieces, max_words, max_words), (Flag(FlagCode.SHORT),))


def _trusted(pieces: Sequence[RankedPiece]) -> list[RankedPiece]:
    """Pieces without unsupported facts; all of them when there is no other.

    Pieces that say what a better one has said are left out.
    """
    sound = [
        one
        for one in pieces
        if not any(flag.code is FlagCode.UNSUPPORTED for flag in one.piece.flags)
    ]
    kept: list[RankedPiece] = []
    for one in sorted(sound or pieces, key=lambda piece: piece.rank):
        if not any(_says(other.piece.text, one.piece.text) for other in kept):
            kept.append(one)
    return kept


def _says(text: str, other: str) -> bool:
    """Whether ``text`` has a sentence of ``other``, or nearly all of its words."""
    if set(split_sentences(text)) & set(split_sentences(other)):
        return True
    stems = set(content_stems(other))
    return len(stems & set(content_stems(text))) > _SAID * len(stems)


def _summary(pieces: Sequence[RankedPiece], flags: tuple[Flag, ...]) -> Summary:
    ordered = sorted((one.piece for one in pieces), key=lambda piece: piece.evidence)
    return Summary(" ".join(piece.text for piece in ordered), tuple(ordered), flags)
