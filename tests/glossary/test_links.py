"""Names that the model garbled are put back by word links, and nothing else is touched."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
from translate.types import Decoding, Hypothesis, Link

BUILTIN = Glossary.builtin()
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def links(source: str, target: str, pairs: str, weight: float = 0.8) -> tuple[Link, ...]:
    """``target=source target=source``: each to the first such word that is not used yet."""
    found = []
    used: set[tuple[int, int]] = set()
    for pair in pairs.split():
        word, name = pair.split("=")
        spans = [m.span() for m in WORD.finditer(target) if m.group() == word]
        span = next(span for span in spans if span not in used)
        used.add(span)
        names = [m.span() for m in WORD.finditer(source) if m.group() == name.rstrip("*")]
        found.append(Link(span, names[1 if name.endswith("*") else 0], weight))
    return tuple(found)


def mended(dutch: str, target: str, pairs: str, weight: float = 0.8) -> Applied:
    prepared = BUILTIN.prepared(dutch)
    found = links(prepared.text, target, pairs, weight)
    applied = prepared.apply(target, found)
    assert prepared.apply(applied.target).target == applied.target
    return applied


@pytest.mark.parametrize(
    ("dutch", "target", "pairs", "expected"),
    [
        (
            "Volgens Loekasjenko is het stil.",
            "According to Lashes it is quiet.",
            "Lashes=Lukashenko",
            "According to Lukashenko it is quiet.",
        ),
        (
            "Daar sprak Chroesjtsjov de zaal toe.",
            "There Khrush cheets spoke to the hall.",
            "Khrush=Khrushchev cheets=Khrushchev",
            "There Khrushchev spoke to the hall.",
        ),
        (
            "De generaals van Loekasjenko zwijgen.",
            "The Lukos's generals are silent.",
            "Lukos's=Lukashenko",
            "The Lukashenko's generals are silent.",
        ),
        (
            "Gisteren belde Poetins woordvoerder.",
            "Yesterday Potive spokesman called.",
            "Potive=Putins",
            "Yesterday Putin's spokesman called.",
        ),
        (
            "Daar staat Poetins woordvoerder.",
            "There is the spokesman of Potive today.",
            "Potive=Putins",
            "There is the spokesman of Putin today.",
        ),
        (
            "Het Oekraïense leger trekt op.",
            "The Okrase army advances.",
            "Okrase=Oekraïense",
            "The Ukrainian army advances.",
        ),
        (
            "Vandaag helpt het Rode Kruis.",
            "Today the Red Cros helps.",
            "Red=Red Cros=Cross",
            "Today the Red Cross helps.",
        ),
        (
            "Dat zei Helga Salemon gisteren.",
            "That said Helwal Samon yesterday.",
            "Helwal=Helga Samon=Salemon",
            "That said Helga Salemon yesterday.",
        ),
        (
            "Dat is waar, zegt Salemon.",
            "That is true, says Samon.",
            "Samon=Salemon",
            "That is true, says Salemon.",
        ),
        (
            "Schaatsster Irina Sjevtsova won.",
            "Skater Irina Sisters won.",
            "Irina=Irina Sisters=Sjevtsova",
            "Skater Irina Shevtsova won.",
        ),
        (
            "Toen zag Poetin dat ook Poetin viel.",
            "Then Potin saw that Posit fell too.",
            "Potin=Putin Posit=Putin*",
            "Then Putin saw that Putin fell too.",
        ),
    ],
)
def test_a_garbled_name_is_put_back(dutch: str, target: str, pairs: str, expected: str) -> None:
    applied = mended(dutch, target, pairs)
    assert applied.target == expected
    assert applied.repaired


@pytest.mark.parametrize(
    ("dutch", "target", "pairs"),
    [
        # a function word, whatever its capital and its link
        ("Loekasjenko sprak gisteren.", "Later they spoke yesterday.", "they=Lukashenko"),
        ("Zelenski sprak gisteren.", "They spoke yesterday.", "They=Zelensky"),
        # a common word of another initial
        ("Dat weet Loekasjenko.", "The president knows that.", "president=Lukashenko"),
        ("Dat weet president Poetin.", "President knows that.", "President=Putin"),
        # a word that stands for something else: a name of the source, or one that we know
        ("In Minsk wacht Loekasjenko.", "In Minsk is waiting.", "Minsk=Lukashenko"),
        ("Dat is van de Nederlanders.", "It is of the Netherlands.", "Netherlands=Nederlanders"),
        # the name is there already
        ("Dat weet Poetin.", "Putin knows Potter.", "Potter=Putin"),
        # Dutch words with English of their own
        ("Het ministerie van Financiën belt.", "The Finance Ministry calls.", "Finance=Financiën"),
        ("Zo sprak het Concilie.", "So spoke the Council.", "Council=Concilie"),
        # another romanisation of a name that we do not list
        ("Dat zei Sergej Bogatov.", "Sergey Bogatov said that.", "Sergey=Sergej"),
        # capitals are no evidence in a line of capitals
        ("DAT WEET LOEKASJENKO", "LASHES KNOWS THAT", "LASHES=LUKASHENKO"),
    ],
)
def test_what_may_be_right_is_left(dutch: str, target: str, pairs: str) -> None:
    applied = mended(dutch, target, pairs)
    assert applied.target == target
    assert applied.repaired == ()


def test_a_diffuse_link_repairs_nothing_and_is_a_miss() -> None:
    applied = mended("Dat weet Loekasjenko.", "That knows Lashes.", "Lashes=Lukashenko", 0.49)
    assert applied.target == "That knows Lashes."
    assert [term.english for term in applied.missed] == ["Lukashenko"]


def test_without_links_or_without_names_nothing_happens() -> None:
    dutch, target = "Dat weet Loekasjenko.", "That knows Lashes."
    assert BUILTIN.prepared(dutch).apply(target).target == target
    empty = Glossary.empty()
    found = (Link((11, 17), (9, 20), 0.9),)
    assert empty.prepared(dutch).apply(target, found).target == target
    assert not empty.prepared("Dat zei Helga Salemon.").named


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
GARBLED = ["Potin", "Lashes", "Samon", "Kyger", "Okrase", "The", "the", "Putin's", "Kyiv", "UN"]


@given(
    st.lists(st.sampled_from([*NAMES, "zegt", "en", "van"]), min_size=1, max_size=6),
    st.lists(st.sampled_from(GARBLED), min_size=1, max_size=6),
    st.data(),
)
def test_repair_is_idempotent_and_touches_only_linked_words(
    dutch: list[str], english: list[str], data: st.DataObject
) -> None:
    source, target = "Hier " + " ".join(dutch) + ".", "Here " + " ".join(english) + "."
    prepared = BUILTIN.prepared(source)
    words = [m.span() for m in WORD.finditer(prepared.text)]
    found = tuple(
        Link(m.span(), data.draw(st.sampled_from(words)), data.draw(st.sampled_from([0.3, 0.9])))
        for m in WORD.finditer(target)
    )
    once = prepared.apply(target, found)
    assert once == prepared.apply(target, found)
    assert prepared.apply(once.target).target == once.target
    if all(link.weight < 0.5 for link in found):
        assert once == prepared.apply(target)
    if not prepared.wants_links(target):
        assert once == prepared.apply(target)


class Garbling(Engine):
    """A translator that says the same about everything, with one link."""

    def __init__(self) -> None:
        self.linked: list[str] = []

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        return [Hypothesis("According to Lashes it is very quiet.", 0.5) for _ in sources]

    def translate_linked(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        self.linked += sources
        answers = []
        for source, plain in zip(sources, self.translate(sources, decoding), strict=True):
            start = source.index("Lukashenko")
            link = Link((13, 19), (start, start + 10), 0.9)
            answers.append(Hypothesis(plain.text, plain.score, links=(link,)))
        return answers


def test_links_are_asked_for_where_there_is_a_name_and_the_repair_is_told() -> None:
    engine = Garbling()
    spec = TranslationSpec("fake", "f" * 64, "fake", Decoding(beam=1))
    translator = SentenceTranslator(spec, lambda: engine, NoMemory(), BUILTIN)
    named, plain = "Volgens Loekasjenko is het erg stil.", "Volgens de buurman is het erg stil."
    renderings, _ = translator.render([plain, named])
    assert engine.linked == ["Volgens Lukashenko is het erg stil."]
    assert renderings[named].target == "According to Lukashenko it is very quiet."
    assert [(f.code, f.detail) for f in renderings[named].flags] == [
        (FlagCode.REPAIRED, "Lashes → Lukashenko")
    ]
    assert renderings[plain].target == "According to Lashes it is very quiet."
    assert not any(flag.code is FlagCode.REPAIRED for flag in renderings[plain].flags)


def test_a_name_in_no_list_is_in_the_key() -> None:
    spec = TranslationSpec("fake", "f" * 64, "fake", Decoding(beam=1))
    with_names, without = (
        SentenceTranslator(spec, Garbling, NoMemory(), glossary)
        for glossary in (BUILTIN, Glossary.empty())
    )
    person, plain = "Dat zei Helga Salemon.", "Dat zei de buurman."
    assert with_names._job(person).key != without._job(person).key
    assert with_names._job(plain).key == without._job(plain).key
