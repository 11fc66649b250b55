"""The content plan: which sentences carry the article, in groups that can be understood alone.

Sentences are taken by maximal marginal relevance (Carbonell and Goldstein, 1998): salience, less
what is known already, more for a section that has no sentence yet. A sentence that points back,
or a quotation without its speaker, brings the sentence it leans on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translate.summary.candidates import Candidate
from translate.summary.salience import Vector, cosine, salience, shortlist, vectors

MAX_SENTENCES = 3
MAX_WORDS = 80
#: More is planned than fits, because pieces shrink when rewritten and some are refused.
SURPLUS = 1.5
_REDUNDANCY = 0.9
_SECTION_BONUS = 0.25
_TOO_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Group:
    """One to three adjacent sentences that become a piece of the summary; ``rank`` 0 is first."""

    rank: int
    members: tuple[Candidate, ...]

    @property
    def text(self) -> str:
        """The sentences as running text."""
        return " ".join(one.text for one in self.members)

    @property
    def words(self) -> int:
        """Length in words."""
        return _words(self.members)


def plan(
    candidates: Sequence[Candidate], headlines: Mapping[int, frozenset[str]], target_words: int
) -> list[Group]:
    """Groups by rank that together have about ``SURPLUS`` times ``target_words`` words."""
    by_order = {one.order: one for one in candidates}
    pool = shortlist(usable(candidates))
    found = vectors(pool)
    worth = salience(pool, found, headlines)
    groups: list[tuple[Candidate, ...]] = []
    taken: set[int] = set()
    covered: set[int] = set()
    chosen: list[Vector] = []
    left = set(range(len(pool)))
    closest = [0.0] * len(pool)
    while left and sum(map(_words, groups)) < SURPLUS * target_words:
        best = max(
            left,
            key=lambda at: (
                worth[at]
                - _REDUNDANCY * closest[at]
                + (_SECTION_BONUS if pool[at].section not in covered else 0.0),
                -at,
            ),
        )
        left.remove(best)
        members = with_context(pool[best], by_order)
        if members is None or pool[best].order in taken or closest[best] > _TOO_ALIKE:
            continue
        touched = [at for at, group in enumerate(groups) if set(group) & set(members)]
        if not touched:
            groups.append(members)
        else:  # it leans on a sentence of the plan: both stand in it, or neither
            union = sorted({*groups[touched[0]], *members}, key=lambda one: one.order)
            if len(touched) > 1 or len(union) > MAX_SENTENCES or _words(union) > MAX_WORDS:
                continue
            groups[touched[0]] = tuple(union)
        taken.update(one.order for one in members)
        covered.add(pool[best].section)
        chosen.append(found[best])
        for at in left:
            closest[at] = max(closest[at], cosine(found[best], found[at]))
    return [Group(rank, members) for rank, members in enumerate(groups)]


def _words(members: Sequence[Candidate]) -> int:
    return sum(one.words for one in members)


def usable(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Sound statements where there are any, then fragments and questions, then doubtful ones."""
    sound = [one for one in candidates if not one.doubtful and not one.fragment]
    return sound or [one for one in candidates if not one.doubtful] or list(candidates)


def with_context(one: Candidate, by_order: Mapping[int, Candidate]) -> tuple[Candidate, ...] | None:
    """The sentence with those before it that it leans on; None when they do not help.

    A quotation may also find its speaker in the sentence that follows.
    """
    members = [one]
    while members[0].points_back or (members[0].speechless and not _speaker_follows(members)):
        before = by_order.get(members[0].order - 1)
        if before is None or before.section != one.section or before.doubtful:
            break
        members.insert(0, before)
        if len(members) > MAX_SENTENCES:
            break
    if members[0].speechless and len(members) == 1:
        after = by_order.get(one.order + 1)
        if after is not None and after.block == one.block and not after.doubtful:
            members.append(after)
    if len(members) > MAX_SENTENCES or _words(members) > MAX_WORDS:
        return None if len(members) > 1 else tuple(members)
    alone = members[0].points_back or (members[0].speechless and not _speaker_follows(members))
    helpless = alone and len(by_order) > MAX_SENTENCES and members[0].order > 0
    return None if helpless else tuple(members)


def _speaker_follows(members: Sequence[Candidate]) -> bool:
    return len(members) > 1 and not members[1].speechless and members[1].block == members[0].block
