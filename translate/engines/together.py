"""Many callers, one batch: what several articles want rewritten is decoded together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from translate.protocols import TextGenerator

T = TypeVar("T")


class _Unanswered(Exception):
    """A rewrite was asked for that is not made yet."""


class _Shared:
    """A generator that answers what is decoded already, and notes what is not."""

    def __init__(self, generator: TextGenerator) -> None:
        self._generator = generator
        self.takes_articles = getattr(generator, "takes_articles", False)
        self._answers: dict[tuple[str, int], str] = {}
        self._wanted: dict[tuple[str, int], None] = {}

    @property
    def max_source(self) -> int:
        return self._generator.max_source

    def count_tokens(self, text: str) -> int:
        return self._generator.count_tokens(text)

    def rewrite(self, passages: Sequence[str], max_words: Sequence[int]) -> list[str]:
        asked = list(zip(passages, max_words, strict=True))
        missing = dict.fromkeys(one for one in asked if one not in self._answers)
        if missing:
            self._wanted |= missing
            raise _Unanswered
        return [self._answers[one] for one in asked]

    def decode(self) -> None:
        wanted = list(self._wanted)
        self._wanted.clear()
        made = self._generator.rewrite([text for text, _ in wanted], [words for _, words in wanted])
        self._answers.update(zip(wanted, made, strict=True))


def together(
    callers: Sequence[Callable[[Callable[[], TextGenerator]], T]], load: Callable[[], TextGenerator]
) -> list[T]:
    """What each caller returns, given a function that loads the generator.

    A caller must be pure: where an answer is missing it is broken off, and called again when
    everything that all of them want is decoded, in one call. An answer depends on no other.
    """
    shared: list[_Shared] = []

    def loaded() -> TextGenerator:
        if not shared:
            shared.append(_Shared(load()))
        return shared[0]

    results: dict[int, T] = {}
    while len(results) < len(callers):
        for number, caller in enumerate(callers):
            if number not in results:
                try:
                    results[number] = caller(loaded)
                except _Unanswered:
                    continue
        if len(results) < len(callers):
            shared[0].decode()
    return [results[number] for number in range(len(callers))]
