"""What a rewrite may do with its source, and what it may not."""

from __future__ import annotations

import pytest

from translate.summary.guards import doubts

MUSEUM = (
    "The museum in Emmen, which was founded in 1837, will remain closed until May because its "
    "roof has to be replaced."
)
FUND = "Attacks on guards rose by 9% last year, according to the Ghent-based National Guards Fund."


@pytest.mark.parametrize(
    ("piece", "sources"),
    [
        (MUSEUM, [MUSEUM]),
        ("The museum in Emmen will remain closed until May.", [MUSEUM]),
        ("Attacks on guards rose by 9% last year, according to the National Guards Fund.", [FUND]),
        (
            "Mayor Ada Smit said the bridge is safe.",
            ["The bridge is safe, Mayor Ada Smit said on Monday."],
        ),
        (
            "The pools close on 1 March, while 26 employees will be offered another job.",
            ["The pools close on 1 March.", "In all 26 employees will be offered another job."],
        ),
        ("Old trees fell in Ghent.", ["Old trees fell on Monday in Ghent."]),
    ],
)
def test_faithful_shortenings_pass(piece: str, sources: list[str]) -> None:
    assert doubts(piece, sources) == []


@pytest.mark.parametrize(
    ("piece", "source", "doubt"),
    [
        ("", MUSEUM, "empty"),
        ("The museum in Emmen will remain closed until", MUSEUM, "not a sentence"),
        ("Here is a summary of the museum in Emmen.", MUSEUM, "speaks about the text"),
        ("The museum in Emmen will open in Paris soon again.", MUSEUM, "words of its own"),
        ("It will remain closed until May.", MUSEUM, "opens with a pronoun"),
        ("The museum in Emmen will remain closed, closed.", MUSEUM, "repeats itself"),
        ("The museum in Emmen remained closed until May.", MUSEUM, "denied or possible"),
        (
            "The museum in Emmen will remain closed unless its roof has to be replaced.",
            MUSEUM,
            "on its own account",
        ),
        (
            "Attacks on guards rose by 9% last year.",
            FUND,
            "lost who said it",
        ),
        (
            "The lawyer portrayed Bram as a shy student.",
            "The lawyer tried to portray Bram as a shy student who sings.",
            "intention",
        ),
        (
            "Alexis Pin won the giant slalom ahead of Ted Lit.",
            "Alexis Pin won on Saturday to be second in the giant slalom ahead of Ted Lit.",
            "were apart",
        ),
        (
            "The mayor and two aides resigned on Friday.",
            "The mayor opened a school and two aides resigned on Friday.",
            "were apart",
        ),
        (
            "The dog bit the man in Assen.",
            "The man bit the dog in Assen.",
            "were apart",
        ),
        (
            "The driver stole a car in Assen.",
            "The driver allegedly stole a car in Assen.",
            "hedge",
        ),
        (
            "The council will not close the pools.",
            "The council will close the pools.",
            "denied or possible",
        ),
        (
            "The council did rule out a third pool.",
            "The council did not rule out a third pool.",
            "denied or possible",
        ),
        (
            "The police may be involved in the fire, but the agency reported.",
            "The police may be involved in the fire, the agency reported.",
            "strands",
        ),
        (
            "The app uses so much power, a battery is empty after an hour.",
            "The app uses so much power that a battery is empty after an hour.",
            "were apart",
        ),
        ('The museum in Emmen "will remain closed.', MUSEUM, "quotation marks"),
    ],
)
def test_unfaithful_ones_do_not(piece: str, source: str, doubt: str) -> None:
    assert any(doubt in found for found in doubts(piece, [source])), doubts(piece, [source])


def test_a_piece_is_not_longer_than_its_source() -> None:
    longer = "The bridge is safe, the bridge in Assen is safe."
    assert "longer than its source" in doubts(longer, ["The bridge in Assen is safe."])


def test_what_breaks_off_before_the_colon_that_names_its_subject_is_doubted() -> None:
    source = "For years it lay in 214 crates in an attic in Loppersum: the organ of Zuidwold."
    piece = "For years it lay in 214 crates in an attic in Loppersum."
    assert "breaks off at a colon" in doubts(piece, [source, "It will be heard on Sunday."])
