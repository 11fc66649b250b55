"""The built-in list keeps its promises, and a set of sentences comes out with English names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from translate.glossary import Glossary, Kind
from translate.glossary.tsv import read_builtin

HERE = Path(__file__).parent
ENTRIES = read_builtin()
BY_DUTCH = {entry.dutch: entry for entry in ENTRIES}


def names_set() -> list[tuple[str, list[str]]]:
    rows = []
    for line in (HERE / "names_set.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            sentence, _, expected = line.partition("\t")
            rows.append((sentence, [name for name in expected.split(";") if name]))
    return rows


NAMES_SET = names_set()


def test_there_are_enough_names_and_sentences() -> None:
    spelt_otherwise = [e for e in ENTRIES if e.dutch != e.english]
    assert len(spelt_otherwise) >= 450
    assert {kind for kind in Kind if kind not in (Kind.TERM, Kind.SLAVIC)} == {
        entry.kind for entry in ENTRIES
    }
    assert len(NAMES_SET) >= 120


def test_a_dutch_spelling_stands_once() -> None:
    assert len(BY_DUTCH) == len(ENTRIES)


def test_entries_are_well_formed() -> None:
    for entry in ENTRIES:
        forms = (entry.dutch, entry.english, *entry.accepted)
        for form in forms:
            assert form == form.strip(), entry
            assert form, entry
            assert "  " not in form, entry
        # One of the two has a capital: btw is VAT, OV public transport.
        assert any(letter.isupper() for letter in entry.dutch + entry.english), entry
        assert len(set(forms[1:])) == len(forms[1:]), entry
        # A copied Dutch form would pass for right, or be replaced again and again.
        assert entry.dutch not in entry.accepted, entry
        if entry.dutch != entry.english:
            assert not re.search(rf"\b{re.escape(entry.dutch)}\b", entry.english), entry


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("Loekasjenko", "Lukashenko"),
        ("Poetin", "Putin"),
        ("Oekraïne", "Ukraine"),
        ("Tsjernobyl", "Chernobyl"),
        ("Wit-Rusland", "Belarus"),
        ("Peking", "Beijing"),
        ("Kiev", "Kyiv"),
        ("Charkov", "Kharkiv"),
        ("Zelenski", "Zelensky"),
        ("NAVO", "NATO"),
        ("Wit-Russen", "Belarusians"),
        ("Oekraïense", "Ukrainian"),
        ("Luik", "Liège"),
    ],
)
def test_the_customary_english_form(dutch: str, english: str) -> None:
    assert BY_DUTCH[dutch].english == english


@pytest.mark.parametrize("word", ["Bergen", "Maas", "Jordaan", "Frans", "Engels", "Noor", "Europa"])
def test_ambiguous_words_are_left_out(word: str) -> None:
    assert word not in BY_DUTCH


@pytest.mark.parametrize(("sentence", "expected"), NAMES_SET, ids=[row[0] for row in NAMES_SET])
def test_a_copying_model_gets_the_names_right(sentence: str, expected: list[str]) -> None:
    prepared = Glossary.builtin().prepared(sentence)
    # The least that a model does: it gives back what it was given.
    target = prepared.apply(prepared.text).target
    assert [name for name in expected if name not in target] == []
    if not expected:
        assert target == sentence


def test_the_list_is_what_makes_the_difference() -> None:
    names = [(sentence, name) for sentence, expected in NAMES_SET for name in expected]
    unaided = sum(name in sentence for sentence, name in names)
    assert unaided < len(names) / 5
