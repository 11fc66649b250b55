"""From planned groups to pieces: rewritten where that can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from translate.summary.candidates import Candidate, looks_english
from translate.summary.guards import doubts
from translate.summary.plan import Group
from translate.summary.words import split_sentences, word_count
from translate.types import Flag, FlagCode, SummaryPiece, TextGenerator

#: ``quality.trace``: what in a piece has no evidence in the (source, target) pairs.
Trace = Callable[[str, Sequence[tuple[str, str]]], tuple[Flag, ...]]

_SHORTER = 0.75
_MUCH_SHORTER = 0.5
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


@dataclass(frozen=True, slots=True)
class _Task:
    group: Group
    members: tuple[Candidate, ...]
    share: float

    @property
    def passage(self) -> str:
        return " ".join(one.text for one in self.members)

    @property
    def max_words(self) -> int:
        return max(_FEWEST_WORDS, round(self.share * word_count(self.passage)))


def rewritten(groups: Sequence[Group], generator: TextGenerator, trace: Trace) -> list[RankedPiece]:
    """A piece for each group: two attempts of the model, then the article's own sentences.

    The second attempt looks at fewer sentences, or asks for a shorter answer where there was
    one sentence only.
    """
    tasks = [_Task(group, group.members, _SHORTER) for group in groups]
    first = _attempt(tasks, generator, trace)
    again = [_narrower(task) for task in tasks if task.group.rank not in first]
    second = _attempt(again, generator, trace)
    made = first | second
    return [made.get(group.rank) or own_sentences(group, trace) for group in groups]


def own_sentences(group: Group, trace: Trace) -> RankedPiece:
    """The article's own sentences as a piece, with what the Dutch does not bear out flagged."""
    doubted = trace(group.text, _evidence(group.members))
    return RankedPiece(
        group.rank,
        SummaryPiece(
            group.text,
            tuple(one.index for one in group.members),
            (Flag(FlagCode.SOURCE_SENTENCE), *doubted),
        ),
    )


def _attempt(
    tasks: Sequence[_Task], generator: TextGenerator, trace: Trace
) -> dict[int, RankedPiece]:
    fitting = [
        task
        for task in tasks
        if generator.count_tokens(task.passage) <= generator.max_source
        and looks_english(task.members)
    ]
    if not fitting:
        return {}
    answers = generator.rewrite(
        [task.passage for task in fitting], [task.max_words for task in fitting]
    )
    made: dict[int, RankedPiece] = {}
    for task, answer in zip(fitting, answers, strict=True):
        piece = " ".join(answer.split())
        if doubts(piece, [one.text for one in task.members]) or trace(
            piece, _evidence(task.members)
        ):
            continue
        parts = split_sentences(piece)
        copied = [one for one in task.members if any(part in one.text for part in parts)]
        own = all(any(part in one.text for one in copied) for part in parts)
        made[task.group.rank] = RankedPiece(
            task.group.rank,
            SummaryPiece(
                piece,
                tuple(one.index for one in (copied if own else task.members)),
                (Flag(FlagCode.SOURCE_SENTENCE),) if own else (),
            ),
        )
    return made


def _narrower(task: _Task) -> _Task:
    members = task.members[:-1] if len(task.members) > 1 else task.members
    return _Task(task.group, members, _MUCH_SHORTER if members == task.members else _SHORTER)


def _evidence(members: Sequence[Candidate]) -> list[tuple[str, str]]:
    return [(one.source, one.text) for one in members]
