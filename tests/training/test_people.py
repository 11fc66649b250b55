"""People of back-translations are exchanged for Dutch ones, on both sides alike or not at all."""

from __future__ import annotations

import random

import pytest

from models.training.people import People, first_names_of, frequent_people, people_of

FIRST = frozenset(["Hugo", "Karin", "John"])
NEWS = ["Hugo de Jonge zei dat.", "Toen kwam Karin van den Berg binnen.", "Het was Hugo Karin."]


def exchanged(dutch: str, english: str, kept: frozenset[str] = frozenset()) -> tuple[str, str]:
    people = people_of(NEWS, FIRST)
    return People(people, FIRST, kept, 1.0, random.Random(1))(dutch, english)


def test_people_are_first_names_of_the_list_and_a_surname() -> None:
    lists = ["[titles]", "heer", "[first names]", "# people", "hugo Karin", "John", "[other]", "Ed"]
    assert first_names_of(lists) == FIRST
    assert people_of(NEWS, FIRST) == [("Hugo", "de Jonge"), ("Karin", "van den Berg")]


def test_a_full_name_and_a_speaker_become_dutch_ones() -> None:
    dutch, english = exchanged("Het was John Smith.", "It was John Smith.")
    name = dutch.removeprefix("Het was ").removesuffix(".")
    assert name in ("Hugo de Jonge", "Karin van den Berg")
    assert english == f"It was {name}."
    dutch, english = exchanged("De heer Smith lachte.", "Mr. Smith laughed.")
    assert (dutch, english) in [
        (f"De heer {name} lachte.", f"Mr. {name} laughed.") for name in ("De Jonge", "Van den Berg")
    ]


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("Morgan Stanley zei het.", "Morgan Stanley said it."),  # no first name
        ("Kidder, Peabody en Smith zei het.", "Kidder, Peabody and Smith said it."),
        ("De Smith-zaak, zei hij.", "Mr. Smith said it."),  # not alone in the Dutch
        ("Smith en Smith, zei hij.", "Mr. Smith said it."),
        ("Zij kent John Smith Jones.", "She knows John Smith."),
    ],
)
def test_what_is_no_person_or_not_the_same_stays(dutch: str, english: str) -> None:
    assert exchanged(dutch, english) == (dutch, english)


def test_people_that_news_is_full_of_stay() -> None:
    pair = ("Het was John Smith.", "It was John Smith.")
    kept = frequent_people([pair[1]] * 3, 3)
    assert "John Smith" in kept
    assert exchanged(*pair, kept) == pair
