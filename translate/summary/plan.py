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
_LEAD_WITHIN, _LEAD_WORDS = 3, 8
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
        return sum(one.words for one in self.members)


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
    lead = _lead(pool)
    while left and sum(one.words for group in groups for one in group) < SURPLUS * target_words:
        best = max(
            left,
            key=lambda at: (
                at == lead,
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
        groups = _joined(groups, members, taken)
        taken.update(one.order for one in members)
        covered.add(pool[best].section)
        chosen.append(found[best])
        for at in left:
            closest[at] = max(closest[at], cosine(found[best], found[at]))
    return [Group(rank, members) for rank, members in enumerate(groups)]


def _lead(pool: Sequence[Candidate]) -> int | None:
    """The first sentence that says something itself: in news, what the article is about."""
    return next(
        (
            at
            for at, one in enumerate(pool[:_LEAD_WITHIN])
            if not (one.points_back or one.speechless or one.fragment)
            and one.words >= _LEAD_WORDS
            and not one.text.endswith("?")
        ),
        None,
    )


def usable(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Sound sentences where there are any, then fragments, then doubtful ones."""
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
    if len(members) > MAX_SENTENCES or sum(member.words for member in members) > MAX_WORDS:
        return None if len(members) > 1 else tuple(members)
    alone = members[0].points_back or (members[0].speechless and not _speaker_follows(members))
    helpless = alone and len(by_order) > MAX_SENTENCES and members[0].order > 0
    return None if helpless else tuple(members)


def _speaker_follows(members: Sequence[Candidate]) -> bool:
    return len(members) > 1 and not members[1].speechless and members[1].block == members[0].block


def _joined(
    groups: Sequence[tuple[Candidate, ...]], members: tuple[Candidate, ...], taken: set[int]
) -> list[tuple[Candidate, ...]]:
    """The groups with one more, fused with those it touches where the result stays small."""
    kept: list[tuple[Candidate, ...]] = []
    place: int | None = None
    merged = {one.order: one for one in members}
    for group in groups:
        union = merged | {one.order: one for one in group}
        orders = sorted(union)
        touches = orders[-1] - orders[0] + 1 == len(orders) and (
            members[0].block == group[0].block or len(union) < len(merged) + len(group)
        )
        small = len(union) <= MAX_SENTENCES and sum(o.words for o in union.values()) <= MAX_WORDS
        if touches and small:
            merged = union
            place = len(kept) if place is None else place
            continue
        overlap = set(merged) & {one.order for one in group}
        for order in overlap:
            del merged[order]
        kept.append(group)
    fused = tuple(merged[order] for order in sorted(merged))
    if fused:
        kept.insert(len(kept) if place is None else place, fused)
    return kept
