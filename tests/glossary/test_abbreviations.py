"""Abbreviations in no list stand in the English as in the Dutch, or their absence is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import Engine, fake_parts
from translate import Pipeline
from translate.engines.links import words
from translate.flags import FlagCode
from translate.glossary import Glossary, Kind
from translate.glossary.terms import Entry
from translate.types import Decoding, Hypothesis, Link, Translation

BUILTIN = Glossary.builtin()


def kept(source: str, glossary: Glossary = BUILTIN) -> list[str]:
    return [t.english for t in glossary.terms_in(source) if t.entry.kind is Kind.ABBREVIATION]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("De PVV van Wilders en het CDA praten met BBB.", ["PVV", "CDA", "BBB"]),
        ("D66-fractie en de VVD-leider", ["D66", "VVD"]),
        ("PVV's plan, CDA'ers, een CDA'er en VVDers", ["PVV", "CDA", "CDA", "VVD"]),
        ("een oud-PvdA'er over DigiD bij de NZa", ["PvdA", "DigiD", "NZa"]),
        ("GroenLinks-PvdA en de GroenLinks-PvdA-leider", ["GroenLinks-PvdA"] * 2),
        ("Vlucht MH17, de A12 en BIJ1.", ["MH17", "A12", "BIJ1"]),
        ("De AIVD (zie RIVM): ‘GGD’", ["AIVD", "RIVM", "GGD"]),
    ],
)
def test_what_is_one(source: str, expected: list[str]) -> None:
    assert kept(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "PVV WIL MEER GELD VOOR AIVD",  # capitals say nothing there
        "Karel VIII en het XIV Corps.",
        "Dat is NIET waar, zei hij, echt HEEL slecht.",
        "J.P. de Vries kwam met A. de Boer.",
        "De NAVO en de VS, het WK en de BTW in het anti-NAVO-kamp.",  # they have their own English
        "Het IJmeer bij IJmuiden.",
        "Zie X1 en X12 voor meer.",  # marks that stand for addresses
        "Een gewone zin over de Tweede Kamer.",
    ],
)
def test_what_is_none(source: str) -> None:
    assert kept(source) == []


def test_the_users_glossary_says_what_it_becomes() -> None:
    mine = BUILTIN.merged(Glossary(user=[Entry("PVV", "Freedom Party"), Entry("PvdA", "Labour")]))
    assert kept("De PVV, de PvdA en de PVV-leider", mine) == []
    assert kept("De PVV", Glossary.empty()) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("De AOW stijgt.", "The state pension rises."),
        ("CDA-VVD-kabinet", "A CDA and VVD cabinet"),
        ("De UNESCO komt.", "Unesco is coming."),
        ("Een IC-bed", "An ICU bed"),
    ],
)
def test_other_words_that_are_right_as_well(source: str, target: str) -> None:
    applied = BUILTIN.prepared(source).apply(target)
    assert applied.missed == () and applied.target == target and applied.applied


@dataclass
class Invents(Engine):
    """Says ``first``; knows which of its words came from which abbreviation, by ``made``.

    From a beginning it goes on with the words that ``first`` had behind it: one invention is
    gone, the others stand.
    """

    first: str
    made: dict[str, str]
    begun: list[str] = field(default_factory=list)

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        return [Hypothesis(self.first, 0.6) for _ in sources]

    def links(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[Link, ...]]:
        return [
            tuple(
                Link(span, (at := source.index(dutch), at + len(dutch)), 0.5)
                for dutch, english in self.made.items()
                for span in words(target)
                if target[slice(*span)] == english
            )
            for source, target in zip(sources, targets, strict=True)
        ]

    def continue_from(
        self, sources: Sequence[str], beginnings: Sequence[str], decoding: Decoding
    ) -> list[Hypothesis]:
        self.begun.extend(beginnings)
        rests = [self.first.split(" ")[len(one.split(" ")) :] for one in beginnings]
        return [
            Hypothesis(" ".join([one, *rest]), 0.4)
            for one, rest in zip(beginnings, rests, strict=True)
        ]


def sentence(engine: Engine, source: str) -> Translation:
    parts = replace(fake_parts(engine), glossary=BUILTIN)  # type: ignore[arg-type]
    pair: Translation
    (pair,) = Pipeline(parts=parts).text(source)
    return pair


def details(pair: Translation, code: FlagCode) -> list[str]:
    return [flag.detail for flag in pair.flags if flag.code is code]


@pytest.mark.parametrize(
    ("source", "first", "made", "right"),
    [
        (
            "De PVV van Wilders en het CDA willen praten met BBB.",
            "The Rotterdam of Wilders and the GOP want to talk with indeed .",
            {"PVV": "Rotterdam", "CDA": "GOP", "BBB": "indeed"},
            "The PVV of Wilders and the CDA want to talk with BBB .",
        ),
        (
            "Volgens de VVD is het plan van GroenLinks-PvdA te duur.",
            "According to the GOP the plan of Obamacare is too expensive.",
            {"VVD": "GOP", "GroenLinks-PvdA": "Obamacare"},
            "According to the VVD the plan of GroenLinks-PvdA is too expensive.",
        ),
        (
            "NSC-leider Omtzigt stapt op.",
            "Sentiment leader Omtzigt is stepping down.",
            {"NSC": "Sentiment"},
            "NSC leader Omtzigt is stepping down.",
        ),
        (
            "Het RIVM en de GGD adviseren een vaccinatie.",
            "The institute and the service advise a vaccination.",
            {"RIVM": "institute", "GGD": "service"},
            "The RIVM and the GGD advise a vaccination.",
        ),
        (
            "De FNV en het CNV staken bij de NS.",
            "The union and the others are on strike at the railways .",
            {"FNV": "union", "CNV": "others", "NS": "railways"},
            "The FNV and the CNV are on strike at the NS .",
        ),
    ],
)
def test_inventions_give_way_one_after_another(
    source: str, first: str, made: dict[str, str], right: str
) -> None:
    engine = Invents(first, made)
    pair = sentence(engine, source)
    assert pair.target == right
    assert len(engine.begun) == len(made)
    notes = [f"decoded again with the term “{one}” in its place" for one in made]
    assert details(pair, FlagCode.RETRY) == notes
    assert details(pair, FlagCode.NAME) == []
    assert all(use.applied for use in pair.terms)


@pytest.mark.parametrize("dutch", ["PVV", "D66", "NZa", "JA21"])
def test_what_cannot_be_put_in_is_told_once(dutch: str) -> None:
    pair = sentence(Invents("The party wants more money.", {}), f"{dutch} wil meer geld.")
    assert pair.target == "The party wants more money."
    (detail,) = details(pair, FlagCode.NAME)
    assert detail.count(dutch) == 1


WORDS = st.sampled_from(["PVV", "D66", "PvdA", "AOW", "NAVO", "the", "party", "CDA'ers", "plan"])


@given(st.lists(WORDS, max_size=8).map(" ".join), st.lists(WORDS, max_size=8).map(" ".join))
def test_an_abbreviation_that_is_applied_stands_in_the_target(source: str, target: str) -> None:
    applied = BUILTIN.prepared(source).apply(target)
    for term in applied.applied:
        assert any(form in applied.target for form in term.accepted)
    for term in applied.missed:
        assert term.dutch not in applied.target
    assert BUILTIN.prepared(source).apply(applied.target).target == applied.target
