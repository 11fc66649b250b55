"""A summary piece beside its evidence, prepared once for every rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translate.quality.passage import Passage, prepare
from translate.text.english_sentences import sentences

#: (Dutch source, English target) of each sentence that a piece was made from.
Evidence = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a piece that its evidence does not bear out; ``rule`` names who found it."""

    rule: str
    detail: str


@dataclass(frozen=True, slots=True)
class Case:
    """A piece and its evidence, prepared. ``dutch`` is empty where any source is not known."""

    piece: str
    english: str
    dutch: str
    parts: tuple[Passage, ...]
    evidence: tuple[Passage, ...]


def prepared(piece: str, evidence: Evidence) -> Case:
    """What the rules are asked about."""
    targets = [target for _, target in evidence]
    known = all(source.strip() for source, _ in evidence)
    return Case(
        piece,
        " ".join(targets),
        " ".join(source for source, _ in evidence) if known else "",
        tuple(prepare(sentence) for sentence in sentences(piece)),
        tuple(prepare(sentence) for target in targets for sentence in sentences(target)),
    )
