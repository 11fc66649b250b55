"""Terms are put in before the model and enforced after it, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.glossary import Applied, Entry, Glossary
from translate.glossary.tsv import read_builtin

BUILTIN = Glossary.builtin()
ENTRIES = read_builtin()


def enforced(source: str, target: str, glossary: Glossary = BUILTIN) -> Applied:
    return glossary.prepared(source).apply(target)


def prepared(source: str, glossary: Glossary = BUILTIN) -> str:
    return glossary.prepared(source).text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Poetin belt.", "Putin belt."),
        ("Poetins wens", "Putins wens"),
        ("Loekasjenko’s troepen", "Lukashenko's troepen"),
        ("Oekraïnes graan", "Ukraine's graan"),
        ("Gorbatsjovs erfenis", "Gorbachevs erfenis"),
        ("Sjevtsjenko's ’s avonds", "Shevchenko's ’s avonds"),
        ("‘Poetin’ en “Poetin”", "‘Putin’ en “Putin”"),
        ("Rusland-kenner", "Rusland-kenner"),  # any model knows Russia: only checked
        ("de NAVO-top", "de NATO-top"),
        ("Zuid-Oekraïne", "Zuid-Oekraïne"),
        ("in Den Haag zelf", "in The Hague zelf"),
        ("DREIGING UIT OEKRAÏNE", "DREIGING UIT UKRAINE"),
        ("poetin", "poetin"),
        ("Poetinisme", "Poetinisme"),
        ("VN-Veiligheidsraad", "UN Security Council"),
    ],
)
def test_names_are_put_in_before_the_model(source: str, expected: str) -> None:
    assert prepared(source) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Poetins wens", "Poetins wish", "Putin's wish"),
        ("Poetins wens", "Putins wish", "Putin's wish"),
        ("Loekasjenko’s rol", "Loekasjenko’s role", "Lukashenko’s role"),
        ("het Oekraïense leger", "the Oekraïense army", "the Ukrainian army"),
        ("in Den Haag", "in the Den Haag", "in the Hague"),
        ("Nederlands bekendste", "Nederlands best known", "Dutch best known"),
        ("Bahama's' kust", "the Bahama's coast", "the Bahamas coast"),
        ("Nederland wint", "Nederland wins", "the Netherlands wins"),
        ("Irina Sjevtsova", "Irina Sjevtsova", "Irina Shevtsova"),
        ("Sjevtsova's boot", "Sjevtsova's boat", "Shevtsova's boat"),
    ],
)
def test_what_is_certain_is_repaired(source: str, target: str, expected: str) -> None:
    applied = enforced(source, target)
    assert applied[:3] == (expected, BUILTIN.terms_in(source), ())


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("De Krim is bezet.", "Crimes were committed."),  # an ordinary word at the start
        ("Rusland", "The Russian side"),  # an inflection
        ("Oostenrijk wint", "Then Australia wins"),  # another name that the glossary knows
        ("Poetin en Petin", "Then Petin came"),  # a name of the source
        ("Loekasjenko", "Both Lukashenka and Lukashenku"),  # two candidates
        ("Brussel", "He brushes it"),  # no capital
        ("Oekraïne", "ukraine"),
    ],
)
def test_what_is_not_certain_stays(source: str, target: str) -> None:
    assert enforced(source, target).target == target


def test_a_miss_is_reported_and_an_adjective_accounts_for_a_country() -> None:
    assert [t.dutch for t in enforced("Loekasjenko ging", "He left").missed] == ["Loekasjenko"]
    result = enforced("Rusland en Tsjechië", "The Russian and Czech sides")
    assert result.missed == ()
    assert [t.english for t in result.applied] == ["Russia", "Czechia"]


def test_a_compound_and_a_rule_report_no_miss() -> None:
    assert enforced("de NAVO-top met Tkatsjoek", "the summit").missed == ()


def test_a_surname_that_was_copied_stays_beside_the_city() -> None:
    source = "Voorzitter Michael van Praag zag Praag"
    assert enforced(source, "Michael van Praag saw Praag").target == "Michael van Praag saw Prague"


def test_english_that_stands_there_wins_over_a_dutch_form_of_the_same_letters() -> None:
    both = Glossary(user=(Entry("Aap", "Beer"), Entry("Beer", "Aap")))
    assert enforced("Aap en Beer", "Aap en Beer", both).target == "Aap en Beer"


WORDS = st.sampled_from(
    [
        *(entry.dutch for entry in ENTRIES[::9]),
        *(entry.english for entry in ENTRIES[::9]),
        *("Lukashenka", "Loekasjenko", "Poetins", "Putins", "the", "The", "De", "van", "en"),
        *("Sjevtsova", "Tkatsjoek", "Shevtsova", "zegt", "3,5", "Crimes", "Krim", "Kyjiv"),
    ]
)
TEXT = st.lists(
    st.tuples(WORDS, st.sampled_from([" ", " ", ", ", "-", ". ", "'s ", "’s ", "s ", "” "])),
    max_size=8,
).map(lambda pairs: "".join(word + gap for word, gap in pairs))


@given(TEXT, TEXT)
def test_applying_twice_changes_nothing(source: str, target: str) -> None:
    once = enforced(source, target)
    assert enforced(source, once.target) == once


@given(TEXT)
def test_terms_are_where_they_say_and_do_not_overlap(source: str) -> None:
    end = 0
    for term in BUILTIN.terms_in(source):
        assert term.start >= end
        assert source[term.start : term.end] == term.dutch + term.possessive
        end = term.end


@given(TEXT)
def test_without_terms_a_translation_stays_as_it_is(target: str) -> None:
    assert enforced("geen enkele naam", target) == Applied(target, (), ())


@given(st.text(alphabet="abcdefghij ,.-'", max_size=40))
def test_words_that_are_no_names_are_never_touched(target: str) -> None:
    source = "Poetin sprak met Loekasjenko in Luik over Oekraïne"
    assert enforced(source, target).target == target


@given(TEXT)
def test_a_copying_model_loses_no_name(source: str) -> None:
    result = enforced(source, prepared(source))
    assert [t.dutch for t in result.missed if t.entry.prepared] == []
