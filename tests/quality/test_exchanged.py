"""Names that a model exchanged for others, put back where its attention says they stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from tests.fakes import Engine, fake_parts
from translate import Pipeline
from translate.quality import with_lost_names
from translate.types import Decoding, Hypothesis, Link


def links(source: str, target: str, *linked: tuple[str, str, float]) -> list[Link]:
    def span(text: str, word: str) -> tuple[int, int]:
        return text.index(word), text.index(word) + len(word)

    return [Link(span(target, here), span(source, there), share) for there, here, share in linked]


@pytest.mark.parametrize(
    ("source", "target", "linked", "mended"),
    [
        (
            "Premier Dijkhof ging naar huis.",
            "Premier VVD went home.",
            [("Dijkhof", "VVD", 0.9)],
            "Premier Dijkhof went home.",
        ),
        (  # a name of two words for one, and the other way round
            "De partij van Pieter Dijkhof won, zei Steenwijk.",
            "The party of Shanghai won, Nancy Pelosi said.",
            [
                ("Pieter", "Shanghai", 0.8),
                ("Steenwijk", "Nancy", 0.8),
                ("Steenwijk", "Pelosi", 0.3),
            ],
            "The party of Pieter Dijkhof won, Steenwijk said.",
        ),
        (  # one that sounds alike is a garbling
            "Dat zei raadslid Steenbakkers.",
            "So said councillor Steenbakers.",
            [("Steenbakkers", "Steenbakers", 0.7)],
            "So said councillor Steenbakkers.",
        ),
        (  # the ending of the place stays, and function words link to anything
            "Dat is de auto van Dijkhof.",
            "That is Obama's car.",
            [("van", "Obama's", 0.2), ("Dijkhof", "Obama's", 0.7), ("Dijkhof", "is", 0.6)],
            "That is Dijkhof's car.",
        ),
    ],
)
def test_a_lost_name_goes_where_another_stands_for_it(
    source: str, target: str, linked: list[tuple[str, str, float]], mended: str
) -> None:
    assert with_lost_names(source, target, links(source, target, *linked))[0] == mended


@pytest.mark.parametrize(
    ("source", "target", "linked"),
    [
        ("Premier Dijkhof ging.", "Premier VVD went.", [("Dijkhof", "VVD", 0.4)]),  # hardly linked
        ("Premier Dijkhof ging.", "The minister went.", [("Dijkhof", "minister", 0.9)]),
        ("Wij zagen Dijkhof van de VVD.", "We saw VVD of it.", [("Dijkhof", "VVD", 0.9)]),
        ("Zij deed het Slotdebat.", "She did the Election.", [("Slotdebat", "Election", 0.9)]),
        (
            "Wij zagen RTL Slotdebat.",
            "We saw RTL Election debate.",
            [("Slotdebat", "Election", 0.9), ("Slotdebat", "debate", 0.9)],
        ),
        ("Premier Dijkhof ging.", "Premier Dijkhof went, VVD.", [("Dijkhof", "VVD", 0.9)]),
    ],
)
def test_what_is_not_certain_stays(
    source: str, target: str, linked: list[tuple[str, str, float]]
) -> None:
    assert with_lost_names(source, target, links(source, target, *linked)) == (target, [])


@dataclass
class Exchanges(Engine):
    """Makes a party of a man, and says from which word it was written."""

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        return [Hypothesis("Yesterday Mr VVD spoke.", 0.6) for _ in sources]

    def links(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[Link, ...]]:
        pairs = zip(sources, targets, strict=True)
        return [tuple(links(*pair, ("Dijkhof", "VVD", 0.8))) for pair in pairs]


class ExchangesTwo(Exchanges):
    """Makes another man of the first as well."""

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        return [Hypothesis("Mueller, Visser and VVD spoke.", 0.6) for _ in sources]


def test_the_repair_is_told_and_the_doubt_goes() -> None:
    engine: Engine = Exchanges()
    parts = fake_parts(engine)  # type: ignore[arg-type]
    (pair,) = Pipeline(parts=parts).text("Gisteren sprak de heer Dijkhof.")
    assert pair.target == "Yesterday Mr Dijkhof spoke."
    assert pair.score == 0.6
    assert [(flag.code, flag.detail) for flag in pair.flags] == [("REPAIRED", "VVD → Dijkhof")]


def test_a_doubt_stays_for_another_name_that_is_still_wrong() -> None:
    engine: Engine = ExchangesTwo()
    parts = fake_parts(engine)  # type: ignore[arg-type]
    (pair,) = Pipeline(parts=parts).text("Steenwijk, Visser en Dijkhof spraken.")
    assert pair.target == "Mueller, Visser and Dijkhof spoke."
    assert [(flag.code, flag.detail) for flag in pair.flags] == [
        ("NAME", "Steenwijk is missing"),
        ("REPAIRED", "VVD → Dijkhof"),
    ]
