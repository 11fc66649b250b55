"""From planned groups to pieces: rewritten where that can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from translate.quality.english_sentences import split_sentences
from translate.summary.candidates import Candidate, looks_english
from translate.summary.guards import doubts
from translate.summary.plan import Group
from translate.summary.words import word_count
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
    """What a model is asked to shorten: ``members``, to at most ``share`` of their words."""

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

    The second attempt takes the sentences one by one, or asks for a shorter answer where there
    was one sentence only.
    """
    tasks = [_Task(group.members, _SHORTER) for group in groups]
    made = _attempt(tasks, generator, trace)
    again = {
        group.rank: _smaller(group)
        for group, task in zip(groups, tasks, strict=True)
        if task not in made
    }
    made |= _attempt([task for parts in again.values() for task in parts], generator, trace)
    return [
        RankedPiece(group.rank, made.get(task) or _in_parts(group, again, made, trace))
        for group, task in zip(groups, tasks, strict=True)
    ]


def _in_parts(
    group: Group,
    again: Mapping[int, Sequence[_Task]],
    made: Mapping[_Task, SummaryPiece],
    trace: Trace,
) -> SummaryPiece:
    """What the second attempt gave, with own sentences where it gave nothing."""
    parts = [(task.members, made.get(task)) for task in again[group.rank]]
    if not any(part for _, part in parts):
        return own_sentences(group.members, trace)
    return _joined([part or own_sentences(members, trace) for members, part in parts])


def _smaller(group: Group) -> list[_Task]:
    if len(group.members) == 1:
        return [_Task(group.members, _MUCH_SHORTER)]
    return [_Task((one,), _SHORTER) for one in group.members]


def _joined(pieces: Sequence[SummaryPiece]) -> SummaryPiece:
    """The pieces as one, with the flags of all; whatever is an own sentence does not mark it all.

    ``SOURCE_SENTENCE`` stays only where every part has it.
    """
    flags = list(dict.fromkeys(flag for piece in pieces for flag in piece.flags))
    if any(not _is_own(piece) for piece in pieces):
        flags = [flag for flag in flags if flag.code is not FlagCode.SOURCE_SENTENCE]
    return SummaryPiece(
        " ".join(piece.text for piece in pieces),
        tuple(sorted({index for piece in pieces for index in piece.evidence})),
        tuple(flags),
    )


def _is_own(piece: SummaryPiece) -> bool:
    return any(flag.code is FlagCode.SOURCE_SENTENCE for flag in piece.flags)


def own_piece(group: Group, trace: Trace) -> RankedPiece:
    """The article's own sentences as the piece of their group."""
    return RankedPiece(group.rank, own_sentences(group.members, trace))


def own_sentences(members: Sequence[Candidate], trace: Trace) -> SummaryPiece:
    """The article's own sentences as a piece, with what the Dutch does not bear out flagged."""
    text = " ".join(one.text for one in members)
    return SummaryPiece(
        text,
        tuple(one.index for one in members),
        (Flag(FlagCode.SOURCE_SENTENCE), *trace(text, _evidence(members))),
    )


def _attempt(
    tasks: Sequence[_Task], generator: TextGenerator, trace: Trace
) -> dict[_Task, SummaryPiece]:
    """What the model made of the tasks, as far as it can be trusted."""
    fitting = [
        task
        for task in dict.fromkeys(tasks)
        if generator.count_tokens(task.passage) <= generator.max_source
        and looks_english(task.members)
    ]
    if not fitting:
        return {}
    answers = generator.rewrite(
        [task.passage for task in fitting], [task.max_words for task in fitting]
    )
    made: dict[_Task, SummaryPiece] = {}
    for task, answer in zip(fitting, answers, strict=True):
        piece = " ".join(answer.split())
        if doubts(piece, [one.text for one in task.members]) or trace(
            piece, _evidence(task.members)
        ):
            continue
        parts = split_sentences(piece)
        copied = [one for one in task.members if any(part in one.text for part in parts)]
        own = all(any(part in one.text for one in copied) for part in parts)
        made[task] = SummaryPiece(
            piece,
            tuple(one.index for one in (copied if own else task.members)),
            (Flag(FlagCode.SOURCE_SENTENCE),) if own else (),
        )
    return made


def _evidence(members: Sequence[Candidate]) -> list[tuple[str, str]]:
    return [(one.source, one.text) for one in members]
