"""Names that the model garbled are put right, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import Engine
from translate.flags import FlagCode
from translate.glossary import Applied, Glossary
from translate.glossary.persons import persons
from translate.memory import NoMemory
from translate.signature import TranslationSpec
from translate.translation import SentenceTranslator
from translate.types import Decoding, Hypothesis

BUILTIN = Glossary.builtin()


def mended(dutch: str, target: str) -> Applied:
    prepared = BUILTIN.prepared(dutch)
    applied = prepared.apply(target)
    assert prepared.apply(applied.target).target == applied.target
    return applied


@pytest.mark.parametrize(
    ("dutch", "target", "expected"),
    [
        (
            "Volgens Loekasjenko is het stil.",
            "According to Lukashes it is quiet.",
            "According to Lukashenko it is quiet.",
        ),
        (
            "De generaals van Loekasjenko zwijgen.",
            "The Lukosko's generals are silent.",
            "The Lukashenko's generals are silent.",
        ),
        (
            "Gisteren belde Poetins woordvoerder.",
            "Yesterday Potive spokesman called.",
            "Yesterday Putin's spokesman called.",
        ),
        (
            "Daar staat Poetins woordvoerder.",
            "There is the spokesman of Potive today.",
            "There is the spokesman of Putin today.",
        ),
        (
            "Het Oekraïense leger trekt op.",
            "The Okrase army advances.",
            "The Ukrainian army advances.",
        ),
        (
            "Vandaag helpt het Rode Kruis.",
            "Today the Red Crosk helps.",
            "Today the Red Cross helps.",
        ),
        (
            "Dat zei Helga Salemon gisteren.",
            "That said Helgwa Samemon yesterday.",
            "That said Helga Salemon yesterday.",
        ),
        (
            "Toen zag Poetin dat ook Poetin viel.",
            "Then Potin saw that Putin fell too.",
            "Then Putin saw that Putin fell too.",
        ),
    ],
)
def test_a_garbled_name_is_put_right(dutch: str, target: str, expected: str) -> None:
    applied = mended(dutch, target)
    assert applied.target == expected
    assert applied.repaired


@pytest.mark.parametrize(
    ("dutch", "target"),
    [
        # English words, whatever their capital
        ("Zelenski sprak gisteren.", "They spoke yesterday."),
        ("Dat weet president Poetin.", "President knows that."),
        ("De Krim is bezet.", "Crimes were committed."),
        # a word that stands for something else: a name of the source, or one that we know
        ("In Minsk wacht Loekasjenko.", "In Minsk is waiting."),
        ("Dat is van de Nederlanders.", "It is of the Netherlands."),
        # the name is there already
        ("Dat weet Poetin.", "Putin knows Potin."),
        # too little like it, or two as like
        ("Dat weet Loekasjenko.", "That knows Lamkit."),
        ("Dat weet Loekasjenko.", "Both Lukashenka and Lukashenku know."),
        # Dutch words with English of their own
        ("Het ministerie van Financiën belt.", "The Finance Ministry calls."),
        ("Zo sprak het Concilie.", "So spoke the Council."),
        # another romanisation of a name that we do not list
        ("Dat zei Sergej Bogatov.", "Sergey Bogatov said that."),
        # capitals are no evidence in a line of capitals
        ("DAT WEET LOEKASJENKO", "LUKASHES KNOWS THAT"),
        ("Gisteren sprak Loekasjenko.", "The LUKASHEN spoke yesterday."),
    ],
)
def test_what_may_be_right_is_left(dutch: str, target: str) -> None:
    applied = mended(dutch, target)
    assert applied.target == target
    assert applied.repaired == ()


def test_without_names_nothing_happens() -> None:
    empty = Glossary.empty()
    assert empty.prepared("Dat weet Loekasjenko.").apply("That knows Lukashes.").repaired == ()
    assert not empty.prepared("Dat zei Helga Salemon.").named


def test_links_are_wanted_where_a_term_is_missed() -> None:
    prepared = BUILTIN.prepared("Dat weet Loekasjenko.")
    assert prepared.wants_links("That is known.")
    assert not prepared.wants_links("That knows Lukashes.")
    assert not BUILTIN.prepared("Dat zei Helga Salemon.").wants_links("That was said.")


@pytest.mark.parametrize(
    ("dutch", "expected"),
    [
        ("Dat zei Helga Salemon gisteren.", ["Helga", "Salemon"]),
        ("Zij sprak met Anna van der Molen.", ["Anna", "Molen"]),
        ("Dat wist minister Kroonstra al.", ["Kroonstra"]),
        ("Het was in Kroondorp.", []),
        ("De Tweede Wereldoorlog begon.", []),
        ("Het ministerie van Financiën belt.", []),
        ("EEN KREET VAN HELGA SALEMON", []),
    ],
)
def test_people_in_no_list_are_found(dutch: str, expected: list[str]) -> None:
    assert [dutch[slice(*span)] for span in persons(dutch, ())] == expected


NAMES = ["Poetin", "Loekasjenko", "Helga Salemon", "Kiev", "Oekraïense", "Tweede Kamer", "fiets"]
GARBLED = ["Potin", "Lukashes", "Samemon", "Kyger", "Okrase", "The", "the", "Putin's", "Kyiv", "UN"]


@given(
    st.lists(st.sampled_from([*NAMES, "zegt", "en", "van"]), min_size=1, max_size=6),
    st.lists(st.sampled_from(GARBLED), min_size=1, max_size=6),
)
def test_repair_is_idempotent(dutch: list[str], english: list[str]) -> None:
    source, target = "Hier " + " ".join(dutch) + ".", "Here " + " ".join(english) + "."
    once = BUILTIN.prepared(source).apply(target)
    again = BUILTIN.prepared(source).apply(once.target)
    assert again == once._replace(repaired=())


@dataclass
class Garbling(Engine):
    """A translator that says the same about everything."""

    said: str = "According to Lukashes it is very quiet."

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        return [Hypothesis(self.said, 0.5) for _ in sources]


def test_a_repair_is_told() -> None:
    engine = Garbling()
    spec = TranslationSpec("fake", "f" * 64, "fake", Decoding(beam=1))
    translator = SentenceTranslator(spec, lambda: engine, NoMemory(), BUILTIN)
    named, plain = "Volgens Loekasjenko is het erg stil.", "Volgens de buurman is het erg stil."
    renderings, _ = translator.render([plain, named])
    assert renderings[named].target == "According to Lukashenko it is very quiet."
    assert [(f.code, f.detail) for f in renderings[named].flags] == [
        (FlagCode.REPAIRED, "Lukashes → Lukashenko")
    ]
    assert renderings[plain].target == "According to Lukashes it is very quiet."
    assert not any(flag.code is FlagCode.REPAIRED for flag in renderings[plain].flags)


def test_a_surname_put_together_again_is_told() -> None:
    engine = Garbling("Today Lukashes calls Ton of Rhee.")
    spec = TranslationSpec("fake", "f" * 64, "fake", Decoding(beam=1))
    translator = SentenceTranslator(spec, lambda: engine, NoMemory(), BUILTIN)
    source = "Vandaag belt Loekasjenko Ton van Rhee."
    rendering = translator.render([source])[0][source]
    assert rendering.target == "Today Lukashenko calls Ton van Rhee."
    assert [(flag.code, flag.detail) for flag in rendering.flags] == [
        (FlagCode.REPAIRED, "Lukashes → Lukashenko; Ton of Rhee → Ton van Rhee")
    ]


def test_a_name_in_no_list_is_in_the_key() -> None:
    spec = TranslationSpec("fake", "f" * 64, "fake", Decoding(beam=1))
    with_names, without = (
        SentenceTranslator(spec, Garbling, NoMemory(), glossary)
        for glossary in (BUILTIN, Glossary.empty())
    )
    person, plain = "Dat zei Helga Salemon.", "Dat zei de buurman."
    assert with_names._job(person).key != without._job(person).key
    assert with_names._job(plain).key == without._job(plain).key
