"""The registry's own examples, false alarms on good pairs, and detection of injected errors."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quality_injections import injections
from quality_pairs import PAIRS

from translate.flags import Flag, FlagCode
from translate.quality import (
    CHECKS,
    REGISTRY,
    Check,
    Pair,
    better,
    check_sentence,
    wants_retry,
)
from translate.quality.finders import find_number
from translate.types import Hypothesis, Rendering

#: Shares of injected errors that must be found, measured when the checks were written.
FLOORS = {
    FlagCode.EMPTY: 1.0,
    FlagCode.LOOP: 1.0,
    FlagCode.TRUNC: 1.0,
    FlagCode.COPY: 1.0,
    FlagCode.LANG: 0.85,
    FlagCode.LEN: 0.95,
    FlagCode.NUM: 0.95,
    FlagCode.NAME: 0.95,
    FlagCode.NEGATION: 0.9,
    FlagCode.NONWORD: 0.65,  # two halves of good words can make one
    FlagCode.QUOTE: 1.0,
    FlagCode.ADDRESS: 1.0,
}
#: Share of good pairs that may be doubted.
MAX_FALSE_ALARMS = 0.0


def codes(pair: Pair) -> set[FlagCode]:
    hypothesis = Hypothesis(pair.target, 0.5, pair.truncated)
    return {flag.code for flag in check_sentence(pair.source, hypothesis, pair.names)}


@pytest.mark.parametrize("check", REGISTRY, ids=lambda check: check.code)
def test_examples_of_the_registry(check: Check) -> None:
    assert check.code in codes(check.triggers)
    assert codes(check.passes) == set()


def test_registry_explains_each_code_once_in_one_sentence() -> None:
    assert len(CHECKS) == len(REGISTRY) == 13
    for check in REGISTRY:
        assert check.explanation.endswith(".")
        assert check.explanation.count(". ") == 0
        assert check.code.name not in check.explanation


def test_good_translations_are_left_alone() -> None:
    assert len(PAIRS) >= 60
    doubted = {source: flags for source, target in PAIRS if (flags := codes(Pair(source, target)))}
    assert len(doubted) <= MAX_FALSE_ALARMS * len(PAIRS), doubted


def test_injected_errors_are_found() -> None:
    made: Counter[FlagCode] = Counter()
    found: Counter[FlagCode] = Counter()
    for spoiled in injections(PAIRS):
        flags = check_sentence(spoiled.source, spoiled.hypothesis)
        made[spoiled.code] += 1
        # a copy is Dutch as well, and what is cut short may show as either
        found[spoiled.code] += spoiled.code in {flag.code for flag in flags} or (
            spoiled.code is FlagCode.LANG and FlagCode.COPY in {flag.code for flag in flags}
        )
    assert made.total() >= 500
    rates = {code: found[code] / made[code] for code in FLOORS}
    assert {code: rate for code, rate in rates.items() if rate < FLOORS[code]} == {}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Prima.", "That is absolutely fine with me."),
        ("Oké!", "Okay!"),
        ("2-1", "2-1"),
        ("© ANP", "© ANP"),
        ("De buurt is het beu, heel erg beu.", "The neighbourhood is fed up, really fed up."),
        ("Was hij er wel of was hij er niet?", "Was he there or was he not there?"),
    ],
)
def test_short_and_odd_sentences_pass(source: str, target: str) -> None:
    assert codes(Pair(source, target)) == set()


def test_a_name_left_in_dutch_is_named_with_its_english_form() -> None:
    (flag,) = check_sentence(
        "Hij woont nu in Oekraïne.",
        Hypothesis("He now lives in Oekraïne.", 0.5),
        {"Oekraïne": "Ukraine"},
    )
    assert flag == Flag(FlagCode.NAME, "Oekraïne is Ukraine in English")


def test_retry_is_for_what_decoding_can_mend() -> None:
    mendable = {code for code in FlagCode if wants_retry((Flag(code),))}
    assert mendable == set(FlagCode) & {"EMPTY", "LOOP", "TRUNC", "COPY", "LANG", "LEN", "NEGATION"}
    assert not wants_retry(())


def test_better_keeps_the_less_broken_and_the_first_on_a_draw() -> None:
    loop = Rendering("a a a a", 0.9, (Flag(FlagCode.LOOP),))
    name = Rendering("A man.", 0.2, (Flag(FlagCode.NAME), Flag(FlagCode.NUM)))
    clean = Rendering("Mr Vos.", 0.1)
    assert better(loop, name) is name
    assert better(name, clean) is clean
    again = Rendering("b b b b", 0.9, (Flag(FlagCode.LOOP),))
    assert better(loop, again) is loop


@given(st.text(max_size=80), st.text(max_size=80), st.booleans())
def test_any_text_is_answered_and_twice_the_same(source: str, target: str, cut: bool) -> None:
    hypothesis = Hypothesis(target, 0.5, cut)
    flags = check_sentence(source, hypothesis)
    assert flags == check_sentence(source, hypothesis)
    assert all(flag.detail for flag in flags)
    assert len({flag.code for flag in flags}) == len(flags)


@pytest.mark.parametrize(
    ("source", "target", "bound"),
    [
        ("Ruim twintig mensen kwamen.", "Twenty people came.", "Ruim"),
        ("Het duurde ruim dertien uur.", "It took thirteen hours.", "ruim"),
        ("Ruim tachtig mensen kwamen.", "Eighty people came.", "Ruim"),
        ("Ruim de helft stemde voor.", "Half voted in favour.", "Ruim"),
        ("Het kost ruim €20.", "It costs €20.", "ruim"),
        ("Er lag ruim een dozijn eieren.", "There were a dozen eggs.", "ruim"),
        ("Ruim 200 mensen kwamen.", "Nearly 200 people came.", "Ruim"),
        ("Ruim 200 mensen kwamen.", "Less than 200 people came.", "Ruim"),
        ("Hooguit 30 mensen kwamen.", "More than 30 people came.", "Hooguit"),
        ("Ruim 200 mensen kwamen over de brug.", "200 people came over the bridge.", "Ruim"),
    ],
)
def test_a_lost_or_opposite_bound_is_doubted(source: str, target: str, bound: str) -> None:
    assert find_number(Pair(source, target)) == f"missing: {bound}"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Het kost hooguit tien euro.", "It costs ten euros tops."),
        ("Het duurt hoogstens een uur.", "It takes an hour at the outside."),
        ("Het duurt hoogstens een uur.", "It takes no longer than an hour."),
        ("Ruim 15 procent is ziek.", "15 percent and up are ill."),
        ("Ruim twee kasten leeg.", "Clear out two cupboards."),
        ("Ruim 200 mensen kwamen.", "Just over two hundred people came."),
        ("Ruim de helft stemde voor.", "Over half voted in favour."),
    ],
)
def test_a_bound_may_be_said_in_another_way(source: str, target: str) -> None:
    assert find_number(Pair(source, target)) is None
