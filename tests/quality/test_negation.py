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
    ("De huren zijn nauwelijks gestegen.", "Rents have risen.", ["nauwelijks"]),
    ("Zij kon amper lopen.", "She could walk.", ["amper"]),
    ("Evenmin is bekend wie het deed.", "It is known who did it.", ["evenmin"]),
    # what has an affix in both languages stands for no "niet"
    ("De onafhankelijke rechter vond de straf niet te hoog.",
     "The independent judge found the sentence too high.", ["niet"]),
    ("Het verbod hielp de regering niet.", "The ban helped the government.", ["niet"]),
    # words without which it says the contrary
    ("Bij het ongeluk kwamen twee mannen om het leven.",
     "In the accident two men came to life.", ["omgekomen"]),
    ("Zij weigerde de prijs.", "She took the prize.", ["weigerde"]),
    ("De minister wil de vuurwerkshow verbieden.",
     "The minister wants to hold the fireworks.", ["verbieden"]),
    # to survive is not to die
    ("Het slachtoffer overleed niet.", "The victim did not survive.", ["niet"]),
    # nor what only begins as if it had one
    ("De informatie over de unieke brug was niet goed.",
     "The information about the unique bridge was good.", ["niet"]),
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
    ("De oorzaak is onbekend.", "The cause is not unknown.", ["not"]),
    ("Het slachtoffer overleed.", "The victim did not die.", ["not"]),
    ("Het slachtoffer overleed.", "The victim survived.", ["survive"]),
    ("De politie verbood het feest.", "The police did not ban the party.", ["not"]),
    ("Het ongeluk was ernstig.", "The accident was not serious.", ["not"]),
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
    ("Je mag hier niet parkeren.", "Parking is prohibited here."),
    ("Roken is er verboden.", "You must not smoke there."),
    ("Het concert gaat niet door.", "The concert has been cancelled."),
    ("De wedstrijd gaat niet door.", "The match is called off."),
    ("De verdachte zweeg.", "The suspect said nothing."),
    ("De verdachte zegt niets.", "The suspect remains silent."),
    ("De ploeg is ongeslagen.", "The team has not been beaten."),
    ("De ploeg verloor nog niet.", "The team is undefeated."),
    ("Er zijn niet genoeg leraren.", "There is a shortage of teachers."),
    ("Hij is werkloos.", "He has no job."),
    ("Amper een week later was hij terug.", "Just a week later he was back."),
    ("Er was nauwelijks verkeer.", "There was little traffic."),
    ("Drie inwoners zijn overleden.", "Three residents lost their lives."),
    ("Het slachtoffer overleed.", "The victim did not survive."),
    ("Het slachtoffer overleed niet.", "The victim survived."),
    ("De brand kostte drie mensen die er om het leven kwamen.", "The fire claimed three lives."),
    ("De planten zijn gestorven.", "The plants have withered."),
    ("Het boek werd verboden.", "The book was censored."),
    ("Het was nauwelijks te geloven.", "It was hard to believe."),
    ("Er was amper geld.", "Money was tight."),
    ("Hoogstens tien mensen mogen erin.", "Not more than ten people are let in."),
    ("Hij weigerde te tekenen.", "He would not sign."),
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
