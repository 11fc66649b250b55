"""Lines that are nothing but names have an English of their own; no model is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.glossary import Glossary


@pytest.mark.parametrize(
    ("line", "english"),
    [
        ("Jan Jansen", "Jan Jansen"),
        ("Door Lies van der Meer", "By Lies van der Meer"),
        ("Door: Jan Jansen en Piet de Boer", "By: Jan Jansen and Piet de Boer"),
        ("FOTO: P.J. de Vries/Els Smit", "Photo: P.J. de Vries/Els Smit"),
        ("Den Haag", "The Hague"),
        ("Nederland en België", "The Netherlands and Belgium"),
        ("Bosnië en Herzegovina, Servië", "Bosnia and Herzegovina, Serbia"),
        ("De Telegraaf", "De Telegraaf"),
        ("Feyenoord", "Feyenoord"),
        ("Poetin", "Putin"),
    ],
)
def test_a_line_of_names(line: str, english: str) -> None:
    assert Glossary.builtin().alone(line) == english


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Jan",  # January, or the name of a column
        "Jan is ziek",
        "Door onze redactie",
        "Poetins",
        "Duitse",
        "Rusland-kenner",
        "Winterswijk, 12 januari",
        "Hij woont in Rotterdam.",
        "Houten",  # wooden, or a town
        "Naam, Plaats",
    ],
)
def test_any_other_line_is_for_a_model(line: str) -> None:
    assert Glossary.builtin().alone(line) is None


def test_without_the_names_no_line_is_known() -> None:
    assert Glossary.empty().alone("Den Haag") is None


@given(st.text(alphabet="JaneDorPit. ,/\n\0", max_size=30))
def test_what_is_no_term_stays_to_the_letter(line: str) -> None:
    english = Glossary.builtin().alone(line)
    assert english is None or sorted(english.replace(" and ", " en ")) == sorted(line)
