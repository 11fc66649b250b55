"""Rules for pieces that use the words of the evidence and say something else.

A negation added or dropped, a word where the evidence has its contrary.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from translate.quality.passage import Case, Finding, Passage, closest
from translate.text.english import DENIALS, RIVALS
from translate.text.words import NEGATORS

#: Evidence sentences that a sentence of a piece is compared with closely.
CLOSEST = 3


def find_negations(case: Case) -> Iterator[Finding]:
    """Negations that the evidence does not have, and those of the evidence that were dropped."""
    for part in case.parts:
        near = closest(part, case.evidence, CLOSEST)
        for head in _negated(part):
            said = [passage for passage in near if passage.places(head)]
            if not any(_negates(passage, head) for passage in said) and (
                said or not any(map(_denies, near))
            ):
                shown = part.shown(head)
                yield Finding("negation", f"negation not in the evidence: {shown}")
        for passage in near[:1]:
            # only where the piece says what the sentence says: most of its words are there
            if 2 * len(part.content & passage.content) < len(part.content):
                continue
            for head in _negated(passage):
                if part.places(head) and not _negates(part, head):
                    shown = passage.shown(head)
                    yield Finding("negation", f"negation of the evidence is lost: {shown}")


def _negators(passage: Passage) -> list[int]:
    return [index for index, word in enumerate(passage.bases) if word in NEGATORS]


def _negates(passage: Passage, word: str) -> bool:
    """Whether a sentence denies ``word``: a negator before it, or a denial anywhere."""
    return _is_negated(passage, word) or not DENIALS.isdisjoint(passage.bases)


def _denies(passage: Passage) -> bool:
    """Whether a sentence has a negator or a word that does its work."""
    return any(word in NEGATORS or word in DENIALS for word in passage.bases)


def _negated(passage: Passage) -> Iterator[str]:
    """The next content word behind each negator."""
    for index in _negators(passage):
        for place in range(index + 1, min(index + 5, len(passage.bases))):
            if passage.carries[place]:
                yield passage.bases[place]
                break


def _is_negated(passage: Passage, word: str) -> bool:
    negators = _negators(passage)
    return any(-1 <= place - index <= 6 for place in passage.places(word) for index in negators)


def find_rivals(case: Case) -> Iterator[Finding]:
    """Words that say the contrary of, or something else than, the closest evidence."""
    everything = frozenset().union(*(passage.vocabulary for passage in case.evidence))
    for part in case.parts:
        near = closest(part, case.evidence, CLOSEST)
        there = frozenset().union(*(passage.vocabulary for passage in near))
        for word in sorted(part.vocabulary):
            if _is_negated(part, word):
                continue  # "not guilty" may stand for "innocent"
            rivals = RIVALS.get(word, frozenset()) - part.vocabulary
            if word not in everything:
                rivals &= there
            else:
                rivals = _in_the_same_place(word, rivals, part, near)
            rivals = frozenset(
                rival for rival in rivals if not any(_is_negated(p, rival) for p in near)
            )
            if rivals:
                there_is = next(p.shown(r) for r in sorted(rivals) for p in near if r in p.bases)
                said = part.shown(word)
                yield Finding("rival", f"“{said}” where the evidence has “{there_is}”")


def _in_the_same_place(
    word: str, rivals: frozenset[str], part: Passage, near: Sequence[Passage]
) -> frozenset[str]:
    """Those of ``rivals`` that the evidence has before the very word that follows ``word``."""
    if not rivals:
        return rivals
    followers = {after for before, after in _followed(part) if before == word}
    pairs = {pair for passage in near for pair in _followed(passage) if pair[1] in followers}
    if any(before == word for before, _ in pairs):
        return frozenset()
    return frozenset(before for before, _ in pairs if before in rivals)


def _followed(passage: Passage) -> Iterator[tuple[str, str]]:
    """Each token with the next content word, at most three tokens on."""
    for index, word in enumerate(passage.bases):
        for place in range(index + 1, min(index + 4, len(passage.bases))):
            if passage.carries[place]:
                yield word, passage.bases[place]
                break
