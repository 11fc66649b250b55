"""Names that a reverse model invents or loses are seen, and those it leaves English respelled."""

from __future__ import annotations

from models.training.names import DutchNames, NameCheck

# Greece is always Griekenland, Ohio is copied, and VVD stands for whatever the model did not know.
PAIRS = [
    ("Hij woont in Griekenland.", "He lives in Greece."),
    ("Zij reist naar Griekenland.", "She travels to Greece."),
    ("Het weer in Griekenland is mooi.", "The weather in Greece is fine."),
    ("Hij woont in Ohio.", "He lives in Ohio."),
    ("Zij reist naar Ohio.", "She travels to Ohio."),
    ("Het weer in Ohio is mooi.", "The weather in Ohio is fine."),
    ("Volgens de VVD is het zo.", "According to the GOP it is so."),
    ("Hij gaf het aan VVD.", "He gave it to Lieberman."),
    ("Zij belde met VVD.", "She called Pelosi."),
    ("Hij sprak met VVD.", "He spoke with Mifsud."),
]


def test_a_name_that_stands_for_many_is_invented() -> None:
    check = NameCheck(PAIRS)
    assert check.fault("Hij sprak met VVD.", "He spoke with the chairman.") == "invented name"
    assert check.fault("Ik woon in Griekenland.", "I live in Greece.") is None


def test_a_name_that_is_usually_copied_must_be_there() -> None:
    check = NameCheck(PAIRS)
    assert check.fault("Ik woon in de stad.", "I live in Ohio.") == "lost name"
    assert check.fault("Ik woon in Ohio.", "I live in Ohio.") is None


def test_english_names_are_written_as_dutch_does() -> None:
    respell = DutchNames([("Poetin", "Putin", "person"), ("Kiev", "Kyiv|Kiev", "city")])
    assert respell("Hij zag Putin.", "He saw Putin.") == "Hij zag Poetin."
    assert respell("Hij zag Kyiv.", "He saw Kyiv.") == "Hij zag Kiev."
    assert respell("Putins vriend", "Putin's friend") == "Putins vriend"  # another word
    assert respell("Hij zag Putin.", "He saw him.") == "Hij zag Putin."  # not what English has
