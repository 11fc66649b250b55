"""What is put into a pair to be copied stands in both of its sides."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from models.training.marks import Marks

DUTCH, ENGLISH = "Op 5 mei zag Jan de haven van Ohio.", "On 5 May Jan saw the port of Ohio."


def marked(seed: int, share: float = 1.0) -> tuple[str, str]:
    return Marks(["Zwolle", "Joosten"], share, random.Random(seed))(DUTCH, ENGLISH)


@given(st.integers(0, 10**6))
def test_both_sides_get_the_same(seed: int) -> None:
    dutch, english = marked(seed)
    assert (dutch, english) != (DUTCH, ENGLISH)
    # Take away the words that the pair had, in any case: the same is left on both sides.
    left = Counter(dutch.lower()) - Counter(DUTCH.lower())
    assert left == Counter(english.lower()) - Counter(ENGLISH.lower())


def test_only_the_wanted_share_is_marked() -> None:
    chance = random.Random(1)
    marks = Marks(["Zwolle"], 0.1, chance)
    changed = sum(marks(DUTCH, ENGLISH) != (DUTCH, ENGLISH) for _ in range(2000))
    assert 140 < changed < 260
    assert Marks([], 1.0, chance)(DUTCH, ENGLISH) == (DUTCH, ENGLISH)


def test_every_kind_of_thing_comes_up() -> None:
    found = " ".join(english for english in (marked(seed)[1] for seed in range(3000)))
    for kind in ("https://", "@", "#", "[", "{", "*", "JAN", "\N{BICYCLE}"):
        assert kind in found
