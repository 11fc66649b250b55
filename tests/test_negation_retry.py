"""A sentence that lost or gained a negation is decoded once more: when that is kept, and told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from tests.fakes import Engine, fake_parts
from translate import Pipeline
from translate.flags import FlagCode
from translate.glossary import Glossary
from translate.glossary.terms import Entry
from translate.types import Decoding, Hypothesis, Link, Translation

SOURCE = "De wethouder zal het plan van de bewoners dit jaar toch niet meer steunen."
LOST = "The alderman will support the plan of the residents after all this year."
GOOD = "The alderman will not support the plan of the residents this year after all."


@dataclass
class Denies(Engine):
    """Says ``first``, and ``second`` where it decodes greedily; ``third`` behind a beginning."""

    second: str
    first: str = LOST
    third: str = ""
    asked: list[Decoding] = field(default_factory=list)

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        self.asked.append(decoding)
        said = self.second if decoding.beam == 1 else self.first
        return [Hypothesis(said, 0.6) for _ in sources]

    def links(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[Link, ...]]:
        return [(Link((0, 100), (4, 11), 0.5),) for _ in sources]

    def continue_from(
        self, sources: Sequence[str], beginnings: Sequence[str], decoding: Decoding
    ) -> list[Hypothesis]:
        return [Hypothesis(self.third, 0.3) for _ in sources]


def sentence(engine: Denies, glossary: Glossary | None = None) -> Translation:
    parts = fake_parts(engine)  # type: ignore[arg-type]
    spec = replace(parts.translation, decoding=Decoding(beam=4))
    parts = replace(parts, translation=spec, glossary=glossary or Glossary.empty())
    (pair,) = Pipeline(parts=parts).text(SOURCE)
    return pair


def flags(pair: Translation) -> list[tuple[str, str]]:
    return [(flag.code.value, flag.detail) for flag in pair.flags]


def test_the_answer_with_its_negation_is_kept_and_told() -> None:
    engine = Denies(GOOD)
    pair = sentence(engine)
    assert pair.target == GOOD
    assert flags(pair) == [("RETRY", "decoded again for its negations")]
    assert [decoding.beam for decoding in engine.asked] == [4, 1]


def test_a_negation_that_was_added_is_mended_too() -> None:
    pair = sentence(Denies(GOOD, first=GOOD.replace("the plan", "no plan").replace("all", "none")))
    assert pair.target == GOOD


@pytest.mark.parametrize(
    "second",
    [
        LOST,
        GOOD.replace("not support", "support"),  # another sentence, the same fault
        GOOD.replace("this year", "in 2031"),  # a number from nowhere
        "The alderman will not support the plan.",  # words lost
        "The alderman will not of the plan of the plan of the plan of the plan of the plan of.",
    ],
)
def test_what_is_no_better_is_refused(second: str) -> None:
    engine = Denies(second)
    pair = sentence(engine)
    assert pair.target == LOST
    assert flags(pair) == [("NEGATION", "missing: niet")]
    assert len(engine.asked) == 2


def test_an_answer_that_loses_a_term_is_refused() -> None:
    glossary = Glossary(user=[Entry("wethouder", "alderman")])
    pair = sentence(Denies(GOOD.replace("alderman", "counsellor")), glossary)
    assert pair.target == LOST


def test_a_term_is_put_into_the_mended_answer() -> None:
    second = GOOD.replace("alderman", "counsel")
    first = LOST.replace("alderman", "counsel")
    pair = sentence(Denies(second, first, GOOD), Glossary(user=[Entry("wethouder", "alderman")]))
    assert pair.target == GOOD
    assert [flag.detail for flag in pair.flags] == [
        "decoded again for its negations",
        "decoded again with the term “alderman” in its place",
    ]


def test_a_term_is_still_put_in_its_place_where_the_negation_stays_lost() -> None:
    first = LOST.replace("alderman", "counsel")
    pair = sentence(Denies(first, first, LOST), Glossary(user=[Entry("wethouder", "alderman")]))
    assert pair.target == LOST
    assert {flag.code for flag in pair.flags} == {FlagCode.NEGATION, FlagCode.RETRY}
