"""Numbers are respelled where the model copied them, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.respelling import in_english


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Er rijden 8.400 auto's.", "There are 8.400 cars.", "There are 8,400 cars."),
        ("Dat kost 3,2 mln. euro.", "That costs 3,2 million.", "That costs 3.2 million."),
        ("Zo'n 1.500.000 gulden.", "Some 1.500,000 guilders.", "Some 1,500,000 guilders."),
        ("Dat is €1.000.000.", "That is €1.000.000.", "That is €1,000,000."),
        ("1.234.567,89 euro", "1.234.567,89 euros", "1,234,567.89 euros"),
        ("Tussen 6.00 en 11.00 uur.", "Between 6.00 and 11.00.", "Between 6:00 and 11:00."),
        ("Om 17.00 uur.", "At 17,00 hours.", "At 17:00 hours."),
        ("Om 17.00 uur.", "At 5:00 PM.", "At 5:00 PM."),
        ("Om 7.30 uur voor 7,30 euro.", "At 7.30 for 7.30.", "At 7.30 for 7.30."),
        ("Om 8.00 uur voor € 9.50.", "At 8.00 for € 9.50.", "At 8:00 for € 9.50."),
        ("In 9.58 op de 100 meter", "In 9.58 in the 100 metres", "In 9.58 in the 100 metres"),
        ("Op 1.2.2024 begint het.", "It starts on 1.2.2024.", "It starts on 1.2.2024."),
        # what is English already, or was written anew, is not touched
        ("Er rijden 8.400 auto's.", "There are 8,400 cars.", "There are 8,400 cars."),
        ("De 12 leden kwamen.", "The 12.000 members came.", "The 12.000 members came."),
        ("1.234 of 1,23 keer", "1.234 or 1,23 times", "1,234 or 1.23 times"),
        ("Versie 2,5 en 2.5", "Version 2,5 and 2.5", "Version 2.5 and 2.5"),
    ],
)
def test_examples(source: str, target: str, expected: str) -> None:
    assert in_english(source, target) == expected


NUMBERS = st.from_regex(r"[1-9][0-9]{0,3}([.,][0-9]{1,3}){0,2}", fullmatch=True)


@given(st.lists(NUMBERS, max_size=4), st.lists(NUMBERS, max_size=4))
def test_doing_it_twice_changes_nothing(source: list[str], target: list[str]) -> None:
    once = in_english(" ".join(source), " ".join(target))
    assert in_english(" ".join(source), once) == once


@given(NUMBERS, st.text("abc ", max_size=10))
def test_only_signs_inside_numbers_change(number: str, words: str) -> None:
    changed = in_english(number, f"{words}{number} {words}")
    assert changed.translate(str.maketrans("", "", ".,")) == (
        f"{words}{number} {words}".translate(str.maketrans("", "", ".,"))
    )
