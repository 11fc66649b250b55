"""What no model is given: found, kept from it, and back to the letter whatever it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import Engine
from translate.flags import Flag, FlagCode
from translate.glossary import Glossary
from translate.memory import NoMemory
from translate.quality import check_sentence
from translate.signature import TranslationSpec
from translate.translation import SentenceTranslator, needs_model
from translate.types import Decoding, Hypothesis, Rendering
from translate.verbatim import masked, pieces

SET = [
    line.split("\t")
    for line in Path(__file__).with_name("verbatim_set.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
SPEC = TranslationSpec("fake", "f" * 64, "fake", Decoding(beam=1))
TRICKY = st.text("ab.,:/@#[](){}1²½|=<>_*\\ 👍中~-", max_size=60)


class Answering(Engine):
    """Answers each source by a function; ``asked`` is what it was given."""

    def __init__(self, answer: Callable[[str], str]) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        self.asked += sources
        return [Hypothesis(self.answer(source), 0.5) for source in sources]


def rendered(source: str, engine: Answering, glossary: Glossary | None = None) -> Rendering:
    translator = SentenceTranslator(SPEC, lambda: engine, NoMemory(), glossary or Glossary.empty())
    return translator.render([source])[0][source]


@given(TRICKY)
def test_what_is_masked_is_restored(source: str) -> None:
    mask = masked(source)
    assert mask.restored(mask.text) == source
    assert "".join(mask.cut(mask.text)) == mask.text


@given(TRICKY, st.sampled_from([str.upper, str.title, lambda _: "(1) (1) ((2", lambda _: ""]))
def test_whatever_the_engine_answers_every_piece_comes_back(
    source: str, answer: Callable[[str], str]
) -> None:
    target = rendered(source, Answering(answer)).target
    assert [piece for piece in pieces(source) if piece not in target] == []


@pytest.mark.parametrize(("source", "_", "kept"), SET, ids=[row[2] for row in SET])
def test_no_engine_sees_a_piece_and_no_target_lacks_it(source: str, _: str, kept: str) -> None:
    for answer in (str.lower, lambda _: "Something else."):  # copies the marks, or loses them
        engine = Answering(answer)
        rendering = rendered(source, engine)
        wanted = [kept] if kept in source else kept.split()
        hidden = {*wanted} - {"§", "°C", "©"}  # models know those
        assert [piece for piece in hidden if piece not in rendering.target] == []
        assert FlagCode.ADDRESS not in {flag.code for flag in rendering.flags}
        assert not any(piece in asked for piece in hidden for asked in engine.asked)


@pytest.mark.parametrize(
    "source",
    [
        "De minister zei o.a. dat het plan (zie bijlage 3) d.w.z. de brug, 2,5 miljoen euro kost.",
        "Ajax – PSV 2–1 (0-0): ‘mooi’, zei de coach…",
        "Het tarief is € 2,50 per uur, 5 % meer; 30 °C & §3 en/of R&D, 12:30 uur.",
        "Dit is het einde.Nieuwe zin zonder spatie.",
        "Coo\u0308rdinator Zo\u00eb at cr\u00e8me br\u00fbl\u00e9e.",
    ],
)
def test_ordinary_dutch_is_given_as_it_is(source: str) -> None:
    assert masked(source).text == source


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Zie https://a.nl/gids_(versie_2), zegt hij.", ["https://a.nl/gids_(versie_2)"]),
        ("Kijk (www.a.nl/b).", ["www.a.nl/b"]),
        ("In 2019¹ gold de regeling² voor 5 m².", ["2019¹", "²", "m²"]),
        ("Prijs per stuk*.", ["*"]),
        ("Wacht 1½ uur.", ["1½"]),
        ("Bel 06 12 34 56 78 of 020-123 45 67.", ["06 12 34 56 78", "020-123 45 67"]),
        ("Bel +31 6 12345678 of 0800-1234, nu.", ["+31 6 12345678", "0800-1234"]),
        ("Het is 192.168.0.1 of 10.0.0.255.", ["192.168.0.1", "10.0.0.255"]),
        ("Er zijn 1.000.000.000 mensen in 2019-2020, +5 of 0,5.", []),
        ("Op 05-06-24 won Ajax met 3-0 om 20.00 uur.", []),
        ("Zie noot[12] en [...] {1}.", ["[12]", "[...]", "{1}"]),
        ("Wij ❤️ het 👩‍🚒team.", ["❤️", "👩‍🚒"]),
    ],
)
def test_pieces_are_cut_where_people_would(source: str, found: list[str]) -> None:
    assert pieces(source) == found


def test_a_sentence_is_cut_where_a_mark_is_lost() -> None:
    engine = Answering(lambda source: {"Zie": "See.", "voor meer.": "For more."}.get(source, "Oh."))
    rendering = rendered("Zie www.krant.nl voor meer.", engine)
    assert rendering.target == "See www.krant.nl for more."
    assert rendering.flags == (Flag(FlagCode.SPLIT, "translated in 2 parts"),)
    assert engine.asked == ["Zie (1) voor meer.", "Zie", "voor meer."]


def test_brackets_are_round_for_the_model_and_come_back() -> None:
    engine = Answering(lambda _: "The mayor (left) opened the building (new).")
    rendering = rendered("De burgemeester [links] opende het (nieuwe) gebouw.", engine)
    assert engine.asked[0] == "De burgemeester (links) opende het (nieuwe) gebouw."
    assert rendering.target == "The mayor [left] opened the building (new)."


def test_what_stands_apart_is_translated_apart() -> None:
    engine = Answering({"Nieuws": "News", "Weer": "Weather"}.get)  # type: ignore[arg-type]
    translator = SentenceTranslator(
        SPEC, lambda: Answering(lambda s: {"Nieuws": "News", "Weer": "Weather"}.get(s, "?")),
        NoMemory(), Glossary.empty(),
    )  # fmt: skip
    assert engine.asked == []
    [rendering] = translator.render(["Nieuws | Weer"])[0].values()
    assert rendering.target == "News | Weather"


@pytest.mark.parametrize(
    "source", ["www.krant.nl", "@jan #trots", "=====", "中文", "👍🏽 a@b.nl", "a", "D", "1 x 2"]
)
def test_nothing_but_pieces_needs_no_model(source: str) -> None:
    assert not needs_model(source)
    assert rendered(source, Answering(str.upper)) == Rendering(source, None)


def test_the_glossary_leaves_addresses_alone(tmp_path: Path) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text("krant\tgazette\nNederland\tHolland\n", encoding="utf-8")
    glossary = Glossary.load(terms)
    source = "De krant staat op www.krant.nl/Nederland."
    rendering = rendered(source, Answering(lambda _: "The newspaper is on (1)."), glossary)
    assert "www.krant.nl/Nederland" in rendering.target


def test_sentences_that_differ_in_an_address_have_keys_of_their_own() -> None:
    engine = Answering(lambda source: source)
    translator = SentenceTranslator(SPEC, lambda: engine, NoMemory(), Glossary.empty())
    sources = ["Zie www.a.nl nu.", "Zie www.b.nl nu."]
    found, fresh = translator.render(sources)
    assert [found[source].target for source in sources] == sources
    assert fresh == set(sources)


@pytest.mark.parametrize(
    ("source", "target", "detail"),
    [
        ("Zie www.a.nl.", "See www.a.com.", "missing: www.a.nl; not in the source: www.a.com"),
        ("Mooi 👍🏽!", "Nice!", "missing: 👍🏽"),
        ("Mooi.", "Nice #great.", "not in the source: #great"),
        ("Zie www.a.nl.", "See www.a.nl.", None),
    ],
)
def test_the_check_compares_both_sides(source: str, target: str, detail: str | None) -> None:
    flags = check_sentence(source, Hypothesis(target, 1.0))
    found = [flag.detail for flag in flags if flag.code is FlagCode.ADDRESS]
    assert found == ([detail] if detail else [])


@pytest.mark.parametrize(
    "unit", ["a/", "_a", "a.", "a@", "1+", "[", "(", "*", "~/", "1=", "<a", "👍 "]
)
def test_hostile_text_costs_no_more_than_its_length(unit: str) -> None:
    assert masked(unit * 20_000).restored(masked(unit * 20_000).text) == unit * 20_000
