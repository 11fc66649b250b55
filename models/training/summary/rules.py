"""Which pairs of a passage and a shorter version may teach: ours, judged as at run time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from translate.quality.trace import trace
from translate.summary.guards import doubts
from translate.summary.skeleton import loose_pairs
from translate.summary.words import content_stems, word_count, words_of

from .config import RuleConfig

#: Doubts that a person's rewrite raises without being wrong; they are limited by number instead.
_WIDER = ("words of its own", "puts words together", "connects on its own")


def fault(passage: Sequence[str], target: str, rules: RuleConfig) -> str | None:
    """The first rule that the pair breaks, or None; ``passage`` is a list of sentences."""
    text = " ".join(passage)
    before, after = word_count(text), word_count(target)
    if not rules.min_words <= after <= rules.max_words or before > rules.max_passage_words:
        return "length"
    if not rules.min_ratio * before <= after <= rules.max_ratio * before:
        return "ratio"
    if new_bigrams(text, target) < rules.min_new_bigrams:
        return "copy"
    if new_words(text, target) > rules.max_new_words:
        return "new words"
    if trace(target, [("", sentence) for sentence in passage]):
        return "not traced"
    for doubt in doubts(target, passage):
        if not doubt.startswith(_WIDER):
            return "doubted"
    if len(loose_pairs(target, passage)) > rules.max_loose_pairs:
        return "reordered"
    return None


def new_bigrams(passage: str, target: str) -> float:
    """Share of the target's word pairs that the passage does not have in sequence."""
    said = set(pairwise(words_of(target)))
    return len(said - set(pairwise(words_of(passage)))) / len(said) if said else 0.0


def new_words(passage: str, target: str) -> float:
    """Share of the target's content words whose stem the passage does not have."""
    stems = content_stems(target)
    known = set(content_stems(passage))
    return sum(stem not in known for stem in stems) / len(stems) if stems else 1.0
