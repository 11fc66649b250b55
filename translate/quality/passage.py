"""Summary pieces and their evidence, prepared for tracing once for every rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from translate.text.english import base, related
from translate.text.english_sentences import sentences
from translate.text.words import ENGLISH_FUNCTION, NEGATORS, WORD, fold

_TOKEN = re.compile(rf"[^\W\d_](?:\.[^\W\d_])+\.?|{WORD.pattern}|\d[\d.,]*")
_CONTRACTED = re.compile(r"(?:n['’]t|\bcannot)\b")
#: Negators that negate nothing: "never-before-seen", "No. 1".
_COMPOUND = re.compile(r"\b(?:never|no|non|not)-(?!one\b)|\bno\.\s?(?=\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Passage:
    """One English sentence: its tokens, their base forms, which of them carry content."""

    text: str
    words: tuple[str, ...]
    bases: tuple[str, ...]
    carries: tuple[bool, ...]

    @cached_property
    def content(self) -> frozenset[str]:
        """The base forms that carry content."""
        return frozenset(b for b, carries in zip(self.bases, self.carries, strict=True) if carries)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All base forms."""
        return frozenset(self.bases)

    def shown(self, stem: str) -> str:
        """The word whose base form is ``stem``, as it stands in the text."""
        return self.words[self.bases.index(stem)] if stem in self.bases else stem

    def places(self, word: str) -> list[int]:
        """Positions of the words related to the base form ``word``."""
        return [index for index, other in enumerate(self.bases) if related(word, other)]


@lru_cache(maxsize=1024)  # of 4 kB each; the sentences of the articles in work are enough
def prepare(sentence: str) -> Passage:
    """The passage of one sentence; contracted negations are written out."""
    expanded = _CONTRACTED.sub(" not", _COMPOUND.sub("", sentence))
    words: list[str] = []
    bases: list[str] = []
    carries: list[bool] = []
    for word in _TOKEN.findall(expanded):
        plain = fold(word).replace("’", "'").removesuffix("'s").removesuffix("'")
        if "." in plain and plain[0].isalpha():
            plain = plain.replace(".", "")
        if not plain:
            continue
        function = plain in ENGLISH_FUNCTION or plain in NEGATORS
        words.append(word)
        stem = plain if function else base(plain)
        bases.append(plain if stem in NEGATORS else stem)  # "noted" is no "not"
        carries.append(not function and len(plain) > 1 and plain[0].isalpha())
    return Passage(sentence, tuple(words), tuple(bases), tuple(carries))


def supported(word: str, passages: Iterable[Passage]) -> bool:
    """Whether a base form or a related one is in any of the passages."""
    return any(
        word in passage.vocabulary or any(related(word, other) for other in passage.content)
        for passage in passages
    )


def closest(passage: Passage, evidence: Sequence[Passage], count: int) -> list[Passage]:
    """The ``count`` evidence passages that share most content with ``passage``, best first."""

    def shared(other: Passage) -> float:
        common = passage.content & other.content
        return len(common) + 0.01 * len(common) / (1 + len(other.content))

    return sorted(evidence, key=shared, reverse=True)[:count]


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
