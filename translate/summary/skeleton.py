"""Whether a rewrite keeps the order of its source: the same words can say another thing.

A faithful shortening is made of stretches of the source in their order, joined where a clause
ends. Content words that stand together in the rewrite without a clause mark between them must
stand in that order in one source sentence, with nothing skipped between them that begins
another clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from translate.quality.words import stem
from translate.summary.words import FUNCTION_WORDS, REPORTING, TOKEN, is_negation, listed

#: Words that claim a relation between clauses: cause, contrast, time, condition.
STRONG_JOINTS = listed(
    """but because so although though despite since until unless if after before when whether
    however therefore thus instead yet nor or either"""
)
#: Words that say how certain or how binding something is.
MODALS = listed("would could may might must should will shall can cannot")
_HEDGES = listed(
    """alleged allegedly suspected reportedly possibly probably perhaps likely apparently
    presumably nearly almost about around least most only"""
)
_SUBORDINATORS = STRONG_JOINTS | {"that"}
_ARTICLES = listed("the a an")
_PHRASE_STARTS = listed("in on at during near within throughout since")
_PHRASE_WORDS = (
    _PHRASE_STARTS | _ARTICLES | listed("of its their his her this last next for from with by ,")
)
#: Verbs that say somebody meant to do a thing, not that it was done.
_ATTEMPTS = frozenset(
    stem(word)
    for word in listed(
        """try attempt seek plan want intend threaten refuse fail hope promise expect vow offer
        decline aim wish consider agree propose ask urge order allow"""
    )
)
_REPORTING_STEMS = frozenset(stem(word) for word in REPORTING)
_MARKS = frozenset(",;:()–—")
#: What may stand between two clauses that a rewrite puts side by side.
_JOINTS = frozenset(";:.!?()–—") | {"while"}
_REACH = 14


@dataclass(frozen=True, slots=True)
class Item:
    """A content word with the little words and marks that stand before it."""

    stem: str
    before: tuple[str, ...]
    at: int


def items_of(sentence: str) -> list[Item]:
    """The content words of a sentence; ``at`` counts all its tokens."""
    found: list[Item] = []
    before: list[str] = []
    for at, token in enumerate(TOKEN.findall(sentence)):
        low = token.lower()
        month = token == "May" and at > 0
        if not month and (low in FUNCTION_WORDS or is_negation(low) or not token[0].isalnum()):
            before.append(low)
        else:
            found.append(Item(stem(token), tuple(before), at))
            before = []
    return found


def loose_pairs(piece: str, sources: Sequence[str]) -> list[str]:
    """Pairs of words that the piece puts together and the source does not."""
    rows = [items_of(source) for source in sources]
    known = {item.stem for row in rows for item in row}
    found = []
    items = [item for item in items_of(piece) if item.stem in known]
    for left, right in pairwise(items):
        if _joint(right.before) or left.stem in _REPORTING_STEMS:
            continue
        if not any(_together(left, right, row) for row in rows):
            found.append(f"{left.stem} {right.stem}")
    return found


def _joint(before: Sequence[str]) -> bool:
    return any(token in _JOINTS for token in before) or ("," in before and "and" in before)


def _together(left: Item, right: Item, row: Sequence[Item]) -> bool:
    for start, item in enumerate(row):
        if item.stem != left.stem:
            continue
        for end in range(start + 1, len(row)):
            if row[end].at - item.at > _REACH:
                break
            if row[end].stem == right.stem and _may_skip(row[start + 1 : end + 1], right.before):
                return True
    return False


def _may_skip(span: Sequence[Item], kept: Sequence[str]) -> bool:
    """Whether the words between the first and the last can go without changing who did what.

    They can when marks enclose them, when they only describe the word that follows ("the
    [Washington-based] fund"), and when they are a phrase of place or time before another ("fell
    [on Monday] in Ghent"). ``kept`` are the little words before the last word in the rewrite.
    """
    skipped, last = span[:-1], span[-1]
    if not skipped:
        return _SUBORDINATORS & set(last.before) <= set(kept)
    if _MARKS & set(skipped[0].before) and _MARKS & set(last.before):
        return True
    inner = [token for item in span[1:] for token in item.before]
    if not inner:
        return True
    between = {token for item in span for token in item.before}
    same_start = [t for t in last.before if t not in _ARTICLES] == [
        t for t in kept if t not in _ARTICLES
    ]
    return same_start and bool(between & _PHRASE_STARTS) and between <= _PHRASE_WORDS


def changed_force(piece: str, sources: Sequence[str]) -> list[str]:
    """Negations, modals and hedges that came, went, or moved to another word."""
    given = _force(piece)
    held: dict[str, set[str]] = {}
    for source in sources:
        for key, forces in _force(source).items():
            held.setdefault(key, set()).update(forces)
    found = []
    for key, forces in given.items():
        if key not in held:
            continue
        if forces - held[key]:
            found.append(f"{'/'.join(sorted(forces - held[key]))} {key}")
        if held[key] - forces and not _also_plain(key, sources):
            found.append(f"{key} without {'/'.join(sorted(held[key] - forces))}")
    return found


def _force(text: str) -> dict[str, set[str]]:
    """For each content word, the negation and modals just before it."""
    found: dict[str, set[str]] = {}
    for item in items_of(text):
        forces = {"not" for token in item.before if is_negation(token)}
        forces |= {token for token in item.before if token in MODALS}
        found.setdefault(item.stem, set()).update(forces)
    return found


def _also_plain(key: str, sources: Sequence[str]) -> bool:
    """Whether the word also occurs in the source without anything of that kind."""
    return any(
        item.stem == key and not any(is_negation(token) or token in MODALS for token in item.before)
        for source in sources
        for item in items_of(source)
    )


def lost_hedges(piece: str, sources: Sequence[str]) -> list[str]:
    """Hedges whose word the piece kept: "allegedly stole" must not become "stole"."""
    found = []
    stems = {item.stem for item in items_of(piece)}
    said = {token.lower() for token in TOKEN.findall(piece)}
    for source in sources:
        tokens = TOKEN.findall(source)
        for hedge, following in pairwise(tokens):
            low = hedge.lower()
            if low in _HEDGES and low not in said and stem(following) in stems:
                found.append(low)
    return found


def lost_attempts(piece: str, sources: Sequence[str]) -> list[str]:
    """Intentions that became deeds: "tried to portray" must not become "portrayed"."""
    said = {item.stem for item in items_of(piece)}
    return [
        f"{verb.stem} to {deed.stem}"
        for source in sources
        for verb, deed in pairwise(items_of(source))
        if verb.stem in _ATTEMPTS - said and "to" in deed.before and deed.stem in said
    ]


def new_joints(piece: str, sources: Sequence[str]) -> list[str]:
    """Connectives and modals that the source does not have."""
    known = {token.lower() for source in sources for token in TOKEN.findall(source)}
    return [
        token
        for token in dict.fromkeys(token.lower() for token in TOKEN.findall(piece))
        if token in STRONG_JOINTS | MODALS and token not in known
    ]
