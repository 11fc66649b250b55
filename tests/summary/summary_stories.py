"""English articles and generators that the tests of summaries share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from translate.flags import Flag, FlagCode

POOLS = """Two swimming pools in Zoutmeer will close

The town council of Zoutmeer will close two of its four swimming pools on 1 March. Heating them \
has become three times as expensive in a year, alderwoman Linda Terhorst said on Tuesday. She \
called the decision painful but unavoidable.

Petition

More than 3,400 residents signed a petition against the closure. “We had hoped for help from the \
government, but it never came,” said Bram Oldekamp, who collected the signatures. He will speak \
to the council on Thursday.

By Jan Jansen

The pools in the east and the north of the town are the oldest. They were built in 1968 and need \
a new roof, which would cost 2.6 million euros. Twenty-six employees will be offered another job \
within the municipality.

Read also: Why energy is so expensive

What happens next

Swimming clubs may use the remaining pools until 11 p.m. from April. School swimming is to move \
to a pool in nearby Leeuwarden, which is twelve kilometres away. The council did not rule out \
that a third pool will have to close if prices go on rising.
"""


def nothing_doubted(piece: str, evidence: Sequence[tuple[str, str]]) -> tuple[Flag, ...]:
    """A trace that finds everything supported."""
    return ()


def everything_doubted(piece: str, evidence: Sequence[tuple[str, str]]) -> tuple[Flag, ...]:
    """A trace that finds nothing supported."""
    return (Flag(FlagCode.UNSUPPORTED, "all of it"),)


@dataclass
class Scripted:
    """A generator that answers as it is told, and remembers what it was asked."""

    answer: Callable[[str, int], str]
    limit: int = 1000
    takes_articles: bool = False
    asked: list[tuple[str, int]] = field(default_factory=list)

    @property
    def max_source(self) -> int:
        return self.limit

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def rewrite(self, passages: Sequence[str], max_words: Sequence[int]) -> list[str]:
        self.asked.extend(zip(passages, max_words, strict=True))
        return [self.answer(*pair) for pair in zip(passages, max_words, strict=True)]
