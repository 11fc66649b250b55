"""Names and numbers of pseudo-pairs are exchanged, on both sides alike or not at all."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.training.pseudo import dutch_number
from models.training.vary import (
    Abbreviations,
    Variation,
    abbreviations,
    copied_names,
    frequent_names,
)


def varied(dutch: str, english: str, seed: int = 1) -> tuple[str, str]:
    return Variation(["Zwolle", "Joosten"], [3, 1], 1.0, random.Random(seed))(dutch, english)


def test_a_name_in_both_sentences_is_exchanged() -> None:
    dutch, english = varied("De man uit Ohio won.", "The man from Ohio won.")
    name = english.removeprefix("The man from ").removesuffix(" won.")
    assert name in ("Zwolle", "Joosten") and dutch == f"De man uit {name} won."


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("Hij woont in Duitsland.", "He lives in Germany."),  # translated
        ("Ohio ziet Ohio.", "It is Ohio."),  # not once on each side
        ("Ohio-wet in Ohio.", "The law in Ohio."),
        ("Brand in de stad.", "Brand in the city."),  # a capital of the sentence start
    ],
)
def test_other_names_stay(dutch: str, english: str) -> None:
    assert varied(dutch, english) == (dutch, english)


def test_a_quotation_gets_single_marks_on_both_sides() -> None:
    assert varied('"Nee," zei ze.', '"No," she said.') == ("'Nee,' zei ze.", "'No,' she said.")
    kept = ('"Nee," zei ze.', '"No, it isn\'t," she said.')
    assert varied(*kept) == kept


@given(st.integers(1, 9_999_999), st.sampled_from(["{:d}", "{:,}", "{:,}.5"]), st.integers(0, 99))
def test_numbers_stay_translations_of_each_other(number: int, shape: str, seed: int) -> None:
    written = shape.format(number)
    dutch, english = varied(
        f"Het zijn er {dutch_number(written)} nu.", f"It is {written} now.", seed
    )
    found = re.findall(r"\d[\d.,]*\d|\d", english)
    assert len(found) == 1 and dutch == f"Het zijn er {dutch_number(found[0])} nu."
    assert re.sub(r"\d", "0", found[0]) == re.sub(r"\d", "0", written)


def test_without_names_or_share_nothing_changes() -> None:
    pair = ("De man uit Ohio won 5.", "The man from Ohio won 5.")
    assert Variation([], [], 1.0, random.Random(1))(*pair) == pair
    assert Variation(["Zwolle"], [1], 0.0, random.Random(1))(*pair) == pair


def test_names_come_from_inside_sentences() -> None:
    texts = ["Hij ziet Zwolle in Duitsland.", "In Zwolle ligt de Haagse brug in Duitsland.",
             "De Haagse brug van Brand.", "Een brand en een brand van Brand."]  # fmt: skip
    assert copied_names(texts, frozenset({"duitsland"})) == (["Zwolle"], [2])


def test_a_name_that_news_is_full_of_stays() -> None:
    texts = ["Then Putin met Ohlsson .", "And Putin left", "Yet Putin stayed"]
    kept = frequent_names(texts, 3)
    assert kept == {"Putin"}
    vary = Variation(["Zwolle"], [1], 1.0, random.Random(1), kept)
    assert vary("Toen ging Poetin naar Ohio.", "Then Putin went to Ohio.") == (
        "Toen ging Poetin naar Zwolle.", "Then Putin went to Zwolle.",
    )  # fmt: skip
    assert vary("Toen ging Putin weg.", "Then Putin left.")[1] == "Then Putin left."


def test_abbreviations_of_dutch_news_without_those_that_english_says_otherwise() -> None:
    texts = ["De PVV en de VS praten.", "DE MAN LACHT", "PVV, D66 en PvdA.", "D66-leider, de man"]
    names, counts = abbreviations(texts, frozenset({"VS"}), least=1)
    assert dict(zip(names, counts, strict=True)) == {"PVV": 2, "D66": 1, "PvdA": 1, "LACHT": 1}


def test_an_abbreviation_of_both_sides_is_exchanged_on_both() -> None:
    exchange = Abbreviations(["PVV"], [1], 1.0, random.Random(3))
    seen = {exchange("De FBI wil dat.", "The FBI wants that.") for _ in range(60)}
    assert ("De PVV wil dat.", "The PVV wants that.") in seen
    assert len(seen) > 3  # and others, of any letters
    for dutch, english in seen:
        assert dutch[3:-9] == english[4:-12] and dutch[3:-9].isupper()
    for pair in (("De VVD wil dat.", "The GOP wants that."), ("De FBI-man.", "The FBI man.")):
        assert exchange(*pair) == pair
