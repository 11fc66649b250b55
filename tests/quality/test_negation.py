"""Negations that were lost or made up, and those that are said in another way."""

from __future__ import annotations

import pytest

from translate.quality.negation import negations

#: Faults of the bundled model, shortened.
LOST = [
    (
        "Hij zei dat hij het plan om de school te sluiten niet zal steunen.",
        "He said he will support the plan to close the school.",
        ["niet"],
    ),
    ("Er is geen bewijs en hij is niet schuldig.", "There is no evidence and he is guilty.",
     ["geen", "niet"]),
    ("Er is geen bewijs of getuige en hij is niet schuldig.",
     "There is no evidence or witness and he is guilty.", ["geen", "niet"]),
    ("Nergens is de huur zo hoog.", "Nervously the rent is so high.", ["nergens"]),
    ("Dat is niet voor niets.", "That is not for anything.", ["niet", "niets"]),
]  # fmt: skip
ADDED = [
    (
        "Geen abortus, maar wel herinvoering van de doodstraf.",
        "No abortion, but did not reinstate the death penalty.",
        ["no", "not"],
    ),
    ("Ongetwijfeld komt hij.", "No doubt he will not come.", ["no", "not"]),
    ("Vannacht kwamen er berichten.", "There were nothing messages.", ["nothing"]),
    ("Hij sprak het woord hardop uit.", "He spoke the word hardly.", ["hardly"]),
]
FINE = [
    ("De chauffeur raakte niet gewond.", "The driver was unhurt."),
    ("Ze zijn het niet eens.", "They disagree."),
    ("De kaartjes zijn niet overdraagbaar.", "Tickets are non-transferable."),
    ("De vlakte is zonder bomen.", "The plain is treeless."),
    ("Het lukte niet om contact te krijgen.", "They failed to make contact."),
    ("Niet alleen de brug is dicht.", "As well as the tunnel, the bridge is closed."),
    ("Hij sliep nooit, zelfs niet 's nachts.", "He never slept, even at night."),
    ("De wet geldt pas in mei.", "The law does not apply until May."),
    ("Nee, dat klopt niet.", "No, that is not right."),
    ("Er was nauwelijks verkeer.", "There was hardly any traffic."),
    ("Het Lagerhuis stemde tegen een No Deal.", "The House voted against a No Deal."),
    ("Kosmonaut nr. 11 kwam terug.", "Cosmonaut No. 11 came back."),
    ("Het rapport komt uiterlijk vrijdag.", "The report comes no later than Friday."),
    ("Hoogstens tien mensen mogen erin.", "No more than ten people are let in."),
    ("Ongetwijfeld komt hij.", "No doubt he will come."),
    ("Of hij komt, is de vraag.", "Whether or not he comes is the question."),
    ("Er was geen stroom en geen water.", "There was no power or water."),
    ("Hij heeft tijd noch geld, en geen huis.", "He has no time, money or house."),
    ("Vele niet-Amerikaanse volken wonen er.", "Many foreign peoples live there."),
]


@pytest.mark.parametrize(("source", "target", "words"), LOST)
def test_a_lost_negation_is_named_in_dutch(source: str, target: str, words: list[str]) -> None:
    assert negations(source, target) == (words, [])


@pytest.mark.parametrize(("source", "target", "words"), ADDED)
def test_an_added_negation_is_named_in_english(source: str, target: str, words: list[str]) -> None:
    assert negations(source, target) == ([], words)


@pytest.mark.parametrize(("source", "target"), FINE)
def test_a_negation_may_be_said_in_another_way(source: str, target: str) -> None:
    assert negations(source, target) == ([], [])
