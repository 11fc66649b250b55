"""Summaries by checkpoints that were trained on whole articles, such as DistilBART.

The article goes in as it stands when it fits; otherwise in stretches of whole sentences, each
summarised on its own (map), from whose sentences the best are kept (reduce). Nothing is ever
cut off. Each sentence that comes out is traced to the sentences it was made from, and where one
cannot be traced the article's own sentences fill what is left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from translate.protocols import TextGenerator
from translate.summary.candidates import Candidate
from translate.summary.pieces import RankedPiece, own_piece, rewritten, trusted
from translate.summary.plan import Group, usable
from translate.summary.words import content_stems
from translate.text.english_sentences import split_sentences

_MAX_EVIDENCE = 3
#: Longer articles send only the sentences of their plan.
MAX_STRETCHES = 4


def stretches(candidates: Sequence[Candidate], generator: TextGenerator) -> list[list[Candidate]]:
    """Runs of sentences that each fit into one call; a sentence that never fits is left out."""
    found: list[list[Candidate]] = [[]]
    for one in candidates:
        if generator.count_tokens(one.text) > generator.max_source:
            continue
        text = " ".join(member.text for member in [*found[-1], one])
        if found[-1] and generator.count_tokens(text) > generator.max_source:
            found.append([])
        found[-1].append(one)
    return [run for run in found if run]


def from_articles(
    candidates: Sequence[Candidate],
    groups: Sequence[Group],
    generator: TextGenerator,
    target_words: int,
) -> list[RankedPiece]:
    """Pieces from whole stretches of the article, and the plan's own where some were lost."""
    by_order = {one.order: one for one in candidates}
    runs = stretches(usable(candidates)[: MAX_STRETCHES * generator.max_source // 8], generator)
    if len(runs) > MAX_STRETCHES:
        planned = sorted({one.order for group in groups for one in group.members})
        runs = stretches([by_order[order] for order in planned], generator)
    if not runs:
        return rewritten(groups, generator)
    room = max(1, target_words // len(runs))
    answers = generator.rewrite(
        [" ".join(one.text for one in run) for run in runs], [room] * len(runs)
    )
    worth = _worth(groups)
    pieces: list[RankedPiece] = []
    lost = False
    for run, answer in zip(runs, answers, strict=True):
        for sentence in split_sentences(answer):
            evidence = _evidence(sentence, run)
            members = sorted(evidence, key=lambda one: one.order)
            piece = trusted(sentence, members) if members else None
            if piece is None:
                lost = True
            else:
                rank = min(worth.get(one.order, len(worth)) for one in evidence)
                pieces.append(RankedPiece(rank, piece))
    if pieces and not lost:
        return pieces
    # what cannot be traced gives way to the plan's own sentences, flagged as such
    after = [Group(len(worth) + 1 + group.rank, group.members) for group in groups]
    return [*pieces, *(own_piece(group) for group in after)]


def _worth(groups: Sequence[Group]) -> Mapping[int, int]:
    """The rank of each planned sentence."""
    return {one.order: group.rank for group in groups for one in group.members}


def _evidence(sentence: str, run: Sequence[Candidate]) -> list[Candidate]:
    """The sentences that a summary's sentence was made from, the nearest first."""
    missing = set(content_stems(sentence))
    found: list[Candidate] = []
    while missing and len(found) < _MAX_EVIDENCE:
        best = max(run, key=lambda one: (len(missing & set(one.stems)), -one.order))
        if not missing & set(best.stems) or (found and len(missing & set(best.stems)) < 2):
            break
        found.append(best)
        missing -= set(best.stems)
    return found
