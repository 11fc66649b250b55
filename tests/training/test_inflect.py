"""Dutch forms made by rule and kept by count."""

from __future__ import annotations

from collections import Counter

import pytest

from models.training.inflect import (
    before_vowel,
    inflected_adjectives,
    lengthened,
    plurals,
    verb_forms,
)


@pytest.mark.parametrize(
    ("infinitive", "third", "past", "participle"),
    [
        ("maken", "maakt", "maakte", "gemaakt"),
        ("reizen", "reist", "reisde", "gereisd"),
        ("zetten", "zet", "zette", "gezet"),
        ("annexeren", "annexeert", "annexeerde", "geannexeerd"),
        ("veranderen", "verandert", "veranderde", "veranderd"),
        ("ontkennen", "ontkent", "ontkende", "ontkend"),
        ("bezetten", "bezet", "bezette", "bezet"),
        ("verliezen", "verliest", "verloor", "verloren"),
        ("binnenvallen", "binnenvalt", "binnenviel", "binnengevallen"),
        ("opblazen", "opblaast", "opblies", "opgeblazen"),
        ("aanbevelen", "aanbeveelt", "aanbeval", "aanbevolen"),
        ("verbreken", "verbreekt", "verbraken", "verbroken"),
    ],
)
def test_forms_of_verbs(infinitive: str, third: str, past: str, participle: str) -> None:
    forms = verb_forms(infinitive, Counter({third: 2, past: 2, participle: 2}))
    assert forms["third"] == {third}
    assert past in forms["past"]
    assert forms["participle"] == {participle}


def test_what_nobody_wrote_is_no_form() -> None:
    assert verb_forms("slapen", Counter({"slaapte": 1, "sliep": 9})) == {
        "third": set(), "past": {"sliep"}, "participle": set(),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("huis", "huizen"), ("brief", "brieven"), ("man", "mannen"), ("school", "scholen"),
        ("vrijheid", "vrijheden"), ("auto", "auto's"), ("sanctie", "sancties"),
        ("landmijn", "landmijnen"), ("ziekte", "ziektes"),
    ],
)  # fmt: skip
def test_plurals(noun: str, plural: str) -> None:
    assert plurals(noun, Counter({plural: 2})) == {plural}


def test_a_rare_rival_of_a_usual_plural_is_dropped() -> None:
    assert plurals("kat", Counter({"katten": 50, "kats": 3})) == {"katten"}


@pytest.mark.parametrize(
    ("word", "form"), [("loyaal", "loyale"), ("dik", "dikke"), ("boos", "boze")]
)
def test_adjectives_get_an_e(word: str, form: str) -> None:
    assert inflected_adjectives(word, Counter({form: 3})) == {form}
    assert inflected_adjectives(word, Counter({form: 2})) == set()


@pytest.mark.parametrize("word", ["maak", "huis", "kat", "brief", "werk", "loop"])
def test_what_is_shortened_before_a_vowel_is_lengthened_again(word: str) -> None:
    assert any(word in lengthened(stem) for stem in before_vowel(word))
