"""From planned groups to pieces: rewritten where that can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translate.flags import Flag, FlagCode
from translate.protocols import TextGenerator
from translate.quality.trace import trace
from translate.summary.candidates import Candidate, looks_english
from translate.summary.guards import doubts
from translate.summary.plan import Group
from translate.summary.words import word_count
from translate.text.english_sentences import split_sentences
from translate.types import SummaryPiece

#: The share of a passage's words that a model is asked for, and the fewest words.
_SHORTER = 0.75
_FEWEST_WORDS = 8


@dataclass(frozen=True, slots=True)
class RankedPiece:
    """A piece with the rank of its group; a lower one is worth more."""

    rank: int
    piece: SummaryPiece

    @property
    def words(self) -> int:
        """Length in words."""
        return word_count(self.piece.text)


def rewritten(groups: Sequence[Group], generator: TextGenerator) -> list[RankedPiece]:
    """A piece for each group: the model's, or the article's own sentences where it fails."""
    fitting = [
        group
        for group in groups
        if generator.count_tokens(group.text) <= generator.max_source
        and looks_english(group.members)
    ]
    answers = generator.rewrite(
        [group.text for group in fitting],
        [max(_FEWEST_WORDS, round(_SHORTER * group.words)) for group in fitting],
    )
    made = {
        group.rank: trusted(" ".join(answer.split()), group.members)
        for group, answer in zip(fitting, answers, strict=True)
    }
    return [
        RankedPiece(group.rank, made.get(group.rank) or own_sentences(group.members))
        for group in groups
    ]


def trusted(text: str, members: Sequence[Candidate]) -> SummaryPiece | None:
    """What a model made of ``members`` as a piece, or None where it is doubted.

    A copy rests on the sentences that it copies.
    """
    if doubts(text, [one.text for one in members]) or trace(text, _evidence(members)):
        return None
    parts = split_sentences(text)
    copied = [one for one in members if any(part in one.text for part in parts)]
    own = all(any(part in one.text for one in copied) for part in parts)
    return SummaryPiece(
        text,
        tuple(one.index for one in (copied if own else members)),
        (Flag(FlagCode.SOURCE_SENTENCE),) if own else (),
    )


def own_piece(group: Group) -> RankedPiece:
    """The article's own sentences as the piece of their group."""
    return RankedPiece(group.rank, own_sentences(group.members))


def own_sentences(members: Sequence[Candidate]) -> SummaryPiece:
    """The article's own sentences as a piece, with what the Dutch does not bear out flagged."""
    text = " ".join(one.text for one in members)
    return SummaryPiece(
        text,
        tuple(one.index for one in members),
        (Flag(FlagCode.SOURCE_SENTENCE), *trace(text, _evidence(members))),
    )


def _evidence(members: Sequence[Candidate]) -> list[tuple[str, str]]:
    return [(one.source, one.text) for one in members]
