"""What goes into a summary: sentences with what is known of them, and the wishes of the user."""

from __future__ import annotations

from dataclasses import dataclass

from translate.types import BlockKind


@dataclass(frozen=True, slots=True)
class PlanSentence:
    """A sentence of the article.

    ``index`` is its number in the article, ``block`` the number of its block; ``source`` is the
    Dutch, empty when the article was English to begin with; ``target`` is the English.
    ``doubtful`` says that its translation failed a check: the plan does without it where it can.
    """

    index: int
    kind: BlockKind
    block: int
    source: str
    target: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class SummaryOptions:
    """How long a summary may be, in words.

    It aims at ``ratio`` of the article, at least ``floor`` and at most ``ceiling``;
    ``max_words`` is a hard limit that nothing exceeds.
    """

    max_words: int = 120
    ratio: float = 0.12
    floor: int = 60
    ceiling: int = 90

    def __post_init__(self) -> None:
        if self.max_words < 1 or self.floor < 1 or not 0 < self.ratio <= 1:
            raise ValueError("a summary has at least one word and is no longer than its article")

    def target(self, article_words: int) -> int:
        """The length to aim at for an article of so many words."""
        wish = max(self.floor, min(self.ceiling, round(self.ratio * article_words)))
        return min(wish, self.max_words)
