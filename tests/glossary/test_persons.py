"""People with a Dutch first name are terms that keep their name, so that it can be asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes import Engine
from translate.glossary import Glossary
from translate.glossary.constrain import Constraint, obeys
from translate.glossary.persons import persons
from translate.memory import NoMemory
from translate.signature import TranslationSpec
from translate.translation import SentenceTranslator
from translate.types import Decoding, Rendering, TermUse

BUILTIN = Glossary.builtin()


@pytest.mark.parametrize(
    ("dutch", "expected"),
    [
        ("Dat zei Els Salemon gisteren.", ["Els Salemon"]),
        ("Zij sprak met Anna van der Molen.", ["Anna van der Molen"]),
        ("Jan Peter Balkenende en Wim Kok zwegen.", ["Jan Peter Balkenende", "Wim Kok"]),
        ("Ook Peter R. de Vries en Jan J.P. Smit.", ["Peter R. de Vries", "Jan J.P. Smit"]),
        ("Dat weet Anna Hoes-de Wit.", ["Anna Hoes-de Wit"]),
        ("Dat weet Anna Hoes-van den Berg.", ["Anna Hoes-van den Berg"]),
        # behind a particle even a word that is else translated is a name
        ("Dat weet Jan van den Berg.", ["Jan van den Berg"]),
        # who is from somewhere: behind a surname "van" is a word
        ("Laurens Dassen van Volt belt.", ["Laurens Dassen"]),
        ("Ook Thijs van de EO en Karin van ARAG bellen.", []),
        # whose epithet is translated
        ("Alexander de Grote en Johannes de Doper.", []),
        # who has an English form of her own, and offices
        ("Prinses Anna van Oranje zwaait.", []),
        ("Dat zei Anna Premier.", []),
        ("Karel VIII viel Anna VVD lastig.", []),
        # no first name that is Dutch, or none at all
        ("Dat wist minister Kroonstra al.", []),
        ("De Tweede Wereldoorlog begon.", []),
        ("EEN KREET VAN ELS SALEMON", []),
    ],
)
def test_full_names_are_found(dutch: str, expected: list[str]) -> None:
    assert [term.dutch for term in persons(dutch, ())] == expected


def test_a_name_in_a_term_is_left_to_it() -> None:
    dutch = "Dat zei Anna Jansen."
    assert list(persons(dutch, [(dutch.index("Jansen"), len(dutch) - 1)])) == []


@pytest.mark.parametrize(
    ("dutch", "target", "missed"),
    [
        ("Dat zei Els Salemon.", "Els Salemon said that.", False),
        ("Dat zei Els Salemon.", "Elgwa Samemon said that.", True),
        ("Dat is Els Salemons fiets.", "That is Els Salemon's bike.", False),
        ("Dat zei Anna Daniël.", "Anna Daniel said that.", False),
        ("Dat zei Anna van der Molen.", "Anna of the Mill said that.", True),
        ("Kees de Vries won.", "Kees the Vries won.", True),
        ("Peter R. de Vries won.", "Peter R. the Vries won.", True),
        ("Peter R. de Vries won.", "Peter R. de Vries won.", False),
        ("Trainer Erik ten Hag zweeg.", "Coach Erik at Hag kept silent.", True),
        ("Gert van ’t Hof is er.", "Gert of ’t Hof is here.", True),
        ("Frans Timmermans won.", "French Timmermans won.", True),
        ("Onno Hoes-de Wit won.", "Onno Hoes-the White won.", True),
        ("Het is van Erik van Muiswinkel.", "It is Erik van Muis store.", True),
    ],
)
def test_a_name_that_is_not_kept_is_missed(dutch: str, target: str, missed: bool) -> None:
    applied = BUILTIN.prepared(dutch).apply(target)
    assert applied.target == target
    assert bool(applied.missed) is missed
    assert BUILTIN.prepared(dutch).wants_links(target) is missed


def test_a_name_in_no_list_is_in_the_key() -> None:
    spec = TranslationSpec("fake", "f" * 64, "fake", Decoding(beam=1))
    with_names, without = (
        SentenceTranslator(spec, Engine, NoMemory(), glossary)
        for glossary in (BUILTIN, Glossary.empty())
    )
    person, plain = "Dat zei Els Salemon.", "Dat zei de buurman."
    assert with_names._job(person).key != without._job(person).key
    assert with_names._job(plain).key == without._job(plain).key


def test_a_word_of_the_name_is_not_said_twice() -> None:
    term = next(persons("Gisteren sprak Peter R. de Vries lang met hen.", ()))
    first = Rendering("Yesterday, Peter R. spoke the Vries at length with them.", 0.5)
    second = Rendering(
        "Yesterday, Peter R. spoke the Peter R. de Vries at length with them.", 0.5,
        terms=(TermUse(term.dutch, term.english, True),),
    )  # fmt: skip
    assert not obeys(
        Constraint(term, "Yesterday, Peter R. spoke the Peter R. de Vries"), first, second
    )
    better = replace(second, target="Yesterday, Peter R. de Vries spoke at length with them.")
    assert obeys(Constraint(term, "Yesterday, Peter R. de Vries"), first, better)


def test_another_person_may_have_the_same_particle() -> None:
    term = next(persons("Jan van Dijk belde.", ()))
    use = TermUse(term.dutch, term.english, True)
    first = Rendering("Ans van Vliet called Jan of Dike.", 0.5)
    second = Rendering("Ans van Vliet called Jan van Dijk.", 0.5, terms=(use,))
    assert obeys(Constraint(term, "Ans van Vliet called Jan van Dijk"), first, second)
