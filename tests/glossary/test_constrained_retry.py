"""The retry with a missed term in its place: when it is made, when it is kept, what is recorded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import Engine, english, fake_parts
from translate import Pipeline
from translate.engines.links import words
from translate.flags import FlagCode
from translate.glossary import Glossary
from translate.glossary.constrain import constraint
from translate.glossary.terms import Entry, Term
from translate.outputs import from_json, render_json
from translate.protocols import Translator
from translate.types import Decoding, Hypothesis, Link, TermUse, Translation

SOURCE = "Gisteren sprak de wethouder lang met de bewoners van de wijk."
FIRST = "Yesterday the counsel spoke at length with the residents of the district."
GOOD = "Yesterday the alderman spoke at length with the residents of the district."
GLOSSARY = Glossary(user=[Entry("wethouder", "alderman"), Entry("wijk", "neighbourhood")])
ONE = Glossary(user=[Entry("wethouder", "alderman")])


@dataclass
class Continues(Engine):
    """Says ``first``, with a ``link`` from a source word to one of its own, then ``second``."""

    first: str = FIRST
    second: str = GOOD
    link: tuple[str, str] | None = ("alderman", "counsel")
    parts: int = 1
    begun: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        return [Hypothesis(self.first, 0.6, parts=self.parts) for _ in sources]

    def links(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[Link, ...]]:
        self.linked.extend(sources)
        return list(map(self._links, sources))

    def continue_from(
        self, sources: Sequence[str], beginnings: Sequence[str], decoding: Decoding
    ) -> list[Hypothesis]:
        self.begun.extend(beginnings)
        return [Hypothesis(self.second, 0.3) for _ in sources]

    def _links(self, source: str) -> tuple[Link, ...]:
        if self.link is None:
            return ()
        there, here = self.link
        at, to = source.index(there), self.first.index(here)
        return (Link((to, to + len(here)), (at, at + len(there)), 0.2),)


def sentence(engine: Continues, glossary: Glossary = ONE, source: str = SOURCE) -> Translation:
    parts = replace(fake_parts(engine), glossary=glossary)  # type: ignore[arg-type]
    (result,) = Pipeline(parts=parts).text(source)
    return result


def details(pair: Translation, code: FlagCode) -> list[str]:
    return [flag.detail for flag in pair.flags if flag.code is code]


def test_a_missed_term_is_put_in_its_place_and_recorded() -> None:
    engine = Continues()
    assert isinstance(engine, Translator)
    pair = sentence(engine)
    assert engine.begun == ["Yesterday the alderman"]
    assert (pair.target, pair.score) == (GOOD, 0.6)  # the term is known to be right
    assert pair.terms == (TermUse("wethouder", "alderman", True),)
    assert details(pair, FlagCode.RETRY) == ["decoded again with the term “alderman” in its place"]
    assert details(pair, FlagCode.TERM) == []


def test_the_json_has_it(tmp_path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(SOURCE, encoding="utf-8")
    parts = replace(fake_parts(Continues()), glossary=GLOSSARY)  # type: ignore[arg-type]
    written = json.loads(render_json(Pipeline(parts=parts).file(article)))
    (pair,) = from_json(written).sentences()
    assert [(use.dutch, use.applied) for use in pair.terms] == [
        ("wethouder", True),
        ("wijk", False),
    ]
    assert details(pair, FlagCode.RETRY) == ["decoded again with the term “alderman” in its place"]
    assert details(pair, FlagCode.TERM) == ["wijk → neighbourhood is missing"]


def test_only_the_first_missed_term_and_only_once() -> None:
    engine = Continues()
    sentence(engine, GLOSSARY)
    assert engine.begun == ["Yesterday the alderman"]


@pytest.mark.parametrize(
    "second",
    [
        "Yesterday the counsel spoke at length with the residents of the area.",  # not there
        GOOD.replace("Yesterday", "Yesterday 12 times"),  # a number from nowhere
        GOOD.replace(".", ", and the alderman and the residents and the rest of them."),  # longer
        "Yesterday the alderman spoke.",  # shorter
        "Yesterday the alderman of the alderman of the alderman of the alderman of the",  # a loop
    ],
)
def test_what_is_not_better_is_refused(second: str) -> None:
    engine = Continues(second=second)
    pair = sentence(engine)
    assert len(engine.begun) == 1
    assert (pair.target, pair.score) == (FIRST, 0.6)
    assert pair.terms == (TermUse("wethouder", "alderman", False),)
    assert details(pair, FlagCode.TERM) == ["wethouder → alderman is missing"]
    assert details(pair, FlagCode.RETRY) == []


@dataclass
class RefusesOne(Continues):
    """Links both terms; goes on well from the second only."""

    asked: int = 0

    def continue_from(
        self, sources: Sequence[str], beginnings: Sequence[str], decoding: Decoding
    ) -> list[Hypothesis]:
        self.begun.extend(beginnings)
        good = FIRST.replace("district", "neighbourhood")
        return [
            Hypothesis(good if begun.endswith("neighbourhood") else "Yesterday the alderman.", 0.3)
            for begun in beginnings
        ]

    def _links(self, source: str) -> tuple[Link, ...]:
        self.asked += 1
        found: tuple[Link, ...] = ()
        for self.link in (("alderman", "counsel"), ("neighbourhood", "district")):
            found += super()._links(source)
        return found


def test_where_one_term_is_refused_the_next_is_tried() -> None:
    engine = RefusesOne()
    pair = sentence(engine, GLOSSARY)
    assert len(engine.begun) == 2
    assert engine.begun[1].endswith("of the neighbourhood")
    assert pair.target == FIRST.replace("district", "neighbourhood")
    assert engine.asked == 2  # once for each target: what was refused keeps its links
    assert details(pair, FlagCode.TERM) == ["wethouder → alderman is missing"]
    assert details(pair, FlagCode.RETRY) == [
        "decoded again with the term “neighbourhood” in its place"
    ]


def test_a_retry_that_loses_another_term_is_refused() -> None:
    engine = Continues(
        first=FIRST.replace("district", "neighbourhood"),
        second="Yesterday the alderman spoke at length with the residents of the area.",
    )
    pair = sentence(engine, GLOSSARY)
    assert len(engine.begun) == 1
    assert pair.target == engine.first


@pytest.mark.parametrize(
    "engine",
    [
        Continues(link=None),
        Continues(link=("alderman", "the")),  # a function word says nothing of the place
        Continues(link=("bewoners", "counsel")),
        Continues(parts=2),
        Continues(first=FIRST.upper(), link=("alderman", "COUNSEL")),
        Continues(first=GOOD, link=("alderman", "alderman")),
    ],
    ids=["no link", "function word", "other word", "parts", "capitals", "nothing missed"],
)
def test_no_place_or_nothing_missed_means_no_retry(engine: Continues) -> None:
    pair = sentence(engine)
    assert engine.begun == []
    assert pair.target == engine.first


def test_a_sentence_that_is_doubtful_anyway_has_its_one_retry_already() -> None:
    engine = Continues(first="the counsel of the counsel of the counsel of the counsel of the")
    pair = sentence(engine)
    assert engine.begun == []
    assert details(pair, FlagCode.TERM) == ["wethouder → alderman is missing"]


def test_a_built_in_name_gets_one_too() -> None:
    engine = Continues(
        first="Yesterday Smith spoke at length with the residents.",
        second="Yesterday Lukashenko spoke at length with the residents.",
        link=("Lukashenko", "Smith"),
    )
    source = "Gisteren sprak Loekasjenko lang met de bewoners."
    pair = sentence(engine, Glossary.builtin(), source)
    assert engine.begun == ["Yesterday Lukashenko"]
    assert pair.target == engine.second
    assert pair.terms == (TermUse("Loekasjenko", "Lukashenko", True),)
    assert details(pair, FlagCode.NAME) == []


def test_the_users_terms_go_before_names() -> None:
    source = "Gisteren sprak Loekasjenko lang met de wethouder."
    engine = Continues(
        first="Yesterday Smith spoke at length with the counsel.", link=("alderman", "counsel")
    )
    sentence(engine, Glossary.builtin().merged(ONE), source)
    assert engine.begun == ["Yesterday Smith spoke at length with the alderman"]


@given(st.lists(st.sampled_from(SOURCE[:-1].split()), min_size=1, max_size=12).map(" ".join))
def test_without_a_glossary_nothing_is_decoded_again(source: str) -> None:
    engine = Continues(first=english(source), link=None)
    plain = sentence(engine, Glossary.empty(), source)
    assert engine.begun == []
    assert plain.terms == ()
    assert details(plain, FlagCode.TERM) == []


def term(dutch: str, wanted: str, case: bool = False) -> Term:
    return Term(Entry(dutch, wanted, case=case), 0, len(dutch), dutch, wanted)


def links(target: str, *weights: float) -> list[Link]:
    """Each word of ``target`` linked to the term so strongly; 0 is a link elsewhere."""
    return [
        Link(span, (0, 5) if weight else (9, 12), weight)
        for span, weight in zip(words(target), weights, strict=True)
    ]


@pytest.mark.parametrize(
    ("target", "weights", "wanted", "beginning"),
    [
        ("He is a counsel now", (0, 0, 0, 0.3, 0), "alderman", "He is an alderman"),
        ("He is an officer now", (0, 0, 0, 0.3, 0), "councillor", "He is a councillor"),
        ("Counsel spoke", (0.3, 0), "alderman", "Alderman"),
        ("“Counsel spoke”", (0.3, 0), "alderman", "“Alderman"),
        ("By the Advice Board", (0, 0, 0.2, 0.5), "the Council", "By the Council"),
        (
            "One short lawsuit won",
            (0, 0.3, 0.6, 0),
            "summary proceedings",
            "One summary proceedings",
        ),
        ("Short of a lawsuit", (0.3, 0, 0, 0.6), "proceedings", "Short of a proceedings"),
        ("In Hills on Zoom", (0, 0.3, 0, 0.6), "Bergen op Zoom", "In Bergen op Zoom"),
        ("So Peter R. the Fries won", (0, 0.3, 0.3, 0, 0.6, 0), "Peter R. de Vries",
         "So Peter R. de Vries"),
        ("So says The Morning", (0, 0, 0, 0.3), "De Morgen", "So says De Morgen"),
    ],
)  # fmt: skip
def test_the_beginning_ends_with_the_term_as_it_must_be_written_there(
    target: str, weights: tuple[float, ...], wanted: str, beginning: str
) -> None:
    found = constraint(target, term("x", wanted), (0, 5), links(target, *weights))
    assert found is not None and found.beginning == beginning


def test_a_term_whose_capitals_are_fixed_keeps_them_at_the_start() -> None:
    found = constraint("Counsel spoke", term("x", "iVote", True), (0, 5), links("a b", 0.3, 0))
    assert found is not None and found.beginning == "iVote"


@given(
    st.lists(st.sampled_from(["counsel", "the", "spoke", "lawsuit", "a"]), min_size=1, max_size=8),
    st.data(),
)
def test_the_beginning_is_the_targets_own_but_for_the_article(
    chosen: list[str], data: st.DataObject
) -> None:
    target = "Well, " + " ".join(chosen)
    shares = st.sampled_from([0.0, 0.2, 0.4, 0.9])
    weights = [0.0] + [data.draw(shares) for _ in chosen]
    found = constraint(target, term("x", "alderman"), (0, 5), links(target, *weights))
    content = [word not in ("the", "a") for word in ["well", *chosen]]
    assert (found is None) == (not any(w and c for w, c in zip(weights, content, strict=True)))
    if found is not None:
        before = found.beginning.removesuffix("alderman").removesuffix("an ")
        assert found.beginning.endswith(" alderman")
        assert target.startswith(before.rstrip())
