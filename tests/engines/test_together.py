"""What several callers want rewritten is decoded in as few calls as any one of them needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.engines import together
from translate.protocols import TextGenerator


@dataclass
class Counting:
    max_source: int = 100
    calls: list[list[str]] = field(default_factory=list)

    def count_tokens(self, text: str) -> int:
        return len(text)

    def rewrite(self, passages: Sequence[str], max_words: Sequence[int]) -> list[str]:
        self.calls.append(list(passages))
        return [
            f"{passage}<{words}"[::-1] for passage, words in zip(passages, max_words, strict=True)
        ]


def caller(rounds: Sequence[Sequence[str]]) -> Callable[[Callable[[], TextGenerator]], list[str]]:
    """Asks for each round, with what the last one gave."""

    def call(load: Callable[[], TextGenerator]) -> list[str]:
        found: list[str] = []
        for passages in rounds:
            asked = [passage + "".join(found[-1:]) for passage in passages]
            found += load().rewrite(asked, list(range(len(asked))))
        return found

    return call


ROUNDS = st.lists(st.lists(st.text("ab", max_size=2), min_size=1, max_size=3), max_size=4)


@given(st.lists(ROUNDS, max_size=5))
def test_everybody_gets_the_answers_of_being_alone(everybody: list[list[list[str]]]) -> None:
    shared = Counting()
    callers = [caller(rounds) for rounds in everybody]
    assert together(callers, lambda: shared) == [call(Counting) for call in callers]
    assert len(shared.calls) <= max((len(rounds) for rounds in everybody), default=0)


def test_a_generator_that_nobody_needs_is_not_loaded() -> None:
    def refuse() -> TextGenerator:
        raise AssertionError("the model was loaded")

    assert together([lambda load: 1, lambda load: 2], refuse) == [1, 2]


def test_a_fault_is_the_callers() -> None:
    def broken(load: Callable[[], TextGenerator]) -> int:
        return len(load().rewrite(["a"], [1])) // 0

    with pytest.raises(ZeroDivisionError):
        together([broken], Counting)
