"""What a summary may say with the evidence it has; every sentence here was written for this."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quality_pairs import PAIRS

from translate.flags import FlagCode
from translate.quality import trace
from translate.text.english_sentences import sentences

EVIDENCE = [
    (
        "De Belarussische president Loekasjenko sprak dinsdag in Minsk met twaalf ministers.",
        "Belarusian President Lukashenko spoke with twelve ministers in Minsk on Tuesday.",
    ),
    (
        "‘Wij willen geen oorlog’, zei hij na afloop.",
        "“We do not want war,” he said afterwards.",
    ),
    (
        "De export daalde vorig jaar met 4,5 procent, meldt minister Anna Petrova.",
        "Exports fell by 4.5 percent last year, Minister Anna Petrova reports.",
    ),
]

SUPPORTED = [
    "Lukashenko spoke with 12 ministers in Minsk.",
    "The president of Belarus met twelve ministers on Tuesday.",
    "Lukashenko said: “We do not want war.”",
    "Lukashenko does not want war.",
    "According to Petrova, exports fell by 4.5 percent.",
    "Exports fell last year, Minister Petrova said.",
    "Belarusian exports fell by 4.5 percent last year.",
]
UNSUPPORTED = [
    ("Lukashenko, the leader of the Russian Federation, spoke in Minsk.", "Russian"),
    ("Putin spoke with twelve ministers in Minsk.", "Putin"),
    ("Lukashenko spoke with thirteen ministers in Minsk.", "thirteen"),
    ("Lukashenko spoke with twelve ministers on Thursday.", "Thursday"),
    ("Lukashenko spoke with twelve ministers in Kyiv.", "Kyiv"),
    ("Exports rose by 4.5 percent last year.", "rose"),
    ("Exports fell by 4,5 percent last year.", "4,5"),
    ("Lukashenko said: “We want peace.”", "We want peace"),
    ("Lukashenko wants war, he said afterwards.", "want"),
    ("Lukashenko did not speak with twelve ministers.", "speak"),
    ("Exports fell by 4.5 percent last month.", "month"),
    ("The policy of Belarus was announced on the internet.", "internet"),
    (
        "Fishermen along the coast celebrated a record harvest of herring yesterday.",
        "herring",
    ),
]


@pytest.mark.parametrize("piece", SUPPORTED)
def test_what_the_evidence_says_passes(piece: str) -> None:
    assert trace(piece, EVIDENCE) == ()


@pytest.mark.parametrize(("piece", "named"), UNSUPPORTED)
def test_what_it_does_not_say_is_named(piece: str, named: str) -> None:
    flags = trace(piece, EVIDENCE)
    assert {flag.code for flag in flags} == {FlagCode.UNSUPPORTED}
    assert any(named in flag.detail for flag in flags), flags


def test_a_number_mistranslated_does_not_pass_twice() -> None:
    evidence = [("Er kwamen 12.000 mensen.", "There were 12 people.")]
    (flag,) = trace("There were 12 people.", evidence)
    assert flag.detail == "number not in the Dutch: 12"
    assert trace("There were 12 people.", [("", evidence[0][1])]) == ()


def test_a_name_mistranslated_does_not_pass_twice() -> None:
    evidence = [("Dat zei Kortenaer dinsdag.", "So said Kroteren on Tuesday.")]
    (flag,) = trace("That is what Kroteren said.", evidence)
    assert flag.detail == "Kroteren is Kortenaer in the Dutch"


def test_acronyms_and_full_names_are_one() -> None:
    english = "The World Health Organization warned the United States."
    assert trace("The WHO warned the US.", [("", english)]) == ()


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_a_sentence_is_its_own_evidence(source: str, target: str) -> None:
    assert trace(target, [("", target)]) == ()
    assert trace(target, [(source, target)]) == ()


def test_nothing_supports_nothing() -> None:
    assert trace("", EVIDENCE) == ()
    assert trace("Lukashenko spoke in Minsk.", []) != ()


@given(st.text(max_size=60), st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40))))
def test_any_text_is_answered(piece: str, evidence: list[tuple[str, str]]) -> None:
    flags = trace(piece, evidence)
    assert all(flag.code is FlagCode.UNSUPPORTED and flag.detail for flag in flags)


def test_a_sentence_with_another_word_in_every_place_is_not_borne_out() -> None:
    evidence = [("", "The police protect his interest.")]
    assert trace("The policy arrested him on the internet.", evidence)


def test_a_closing_mark_stays_with_its_sentence() -> None:
    text = "“The bridge is safe.” Lorries may cross it, says Dr. Vroom. “At last!” he added."
    assert sentences(text) == [
        "“The bridge is safe.”",
        "Lorries may cross it, says Dr. Vroom.",
        "“At last!” he added.",
    ]
