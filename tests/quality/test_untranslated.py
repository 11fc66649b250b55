"""Dutch words that a model copied, and words that it made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.quality.untranslated import left_in_dutch, nonwords

SOURCE = "Toch klaagt de buurman steevast over het museum, aldus Jan van der Strand."


@pytest.mark.parametrize(
    ("target", "left"),
    [
        ("Toch the neighbour complains steevast about the museum.", ["Toch", "steevast"]),
        ("Still the neighbour always complains about the museum, said Jan van der Strand.", []),
        ("Still he complains, aldus Jan, aldus all.", ["aldus"]),
        ("He reads “Toch steevast” in bed every night.", []),  # a title
        ("“He klaagt”", ["klaagt"]),  # all of it quoted: speech
        ("Still he complains echter about the museum.", []),  # Dutch, but not the source's
        ("Still the buurman complains.", ["buurman"]),
    ],
)
def test_copied_words_are_found(target: str, left: list[str]) -> None:
    assert left_in_dutch(SOURCE, target) == left


def test_a_capital_inside_a_sentence_may_be_a_name() -> None:
    assert left_in_dutch("Hij leest Trouw en Toch.", "He reads Trouw and Toch.") == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_only_words_of_both_texts_are_found(source: str, target: str) -> None:
    for word in left_in_dutch(source, target):
        assert word in target and word.lower() in source.lower()


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("The army's nervish would ensure problems.", ["nervish"]),
        ("The nervish army and the coloy, nervish.", ["nervish", "coloy"]),
        ("A well-nervish and nervish-like army.", ["well-nervish", "nervish-like"]),
        ("They realised the colour of the organisation's programme, didn't they?", []),
        ("You'll see a pre-dawn raid by Tsikhanovskaya's drugmaker.", []),
        ("He said “the nervish mouse” in bed every night.", []),  # a title
        ("The steevast neighbour.", []),  # Dutch: the other check's
        ("The km and the kWh of NERVISH and Nervish.", []),
    ],
)
def test_made_up_words_are_found(target: str, found: list[str]) -> None:
    assert nonwords("Hij klaagt steevast.", target) == found


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_word_is_dutch_or_made_up_but_not_both(source: str, target: str) -> None:
    made_up = nonwords(source, target)
    assert not {word.lower() for word in left_in_dutch(source, target)} & set(made_up)
    assert all(word in target for word in made_up)


def test_words_that_english_has_as_well_are_not_dutch() -> None:
    source = "Het peloton reed langs de polder, gratis en met een rollator."
    target = "The peloton rode past the polder, gratis and with a rollator."
    assert left_in_dutch(source, target) == [] == nonwords(source, target)
