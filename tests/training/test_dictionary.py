"""Dictionaries in dictd's format become training pairs."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import pytest

from models.training.backtranslate import with_rare_words
from models.training.config import RecipeError
from models.training.dictionary import forms_of, known_entries, main, read_dictd
from models.training.verbs import Verbs

DUTCH_FIRST = """
00-database-info
A small dictionary

binnenvallen /b\u026an/
1. invade, oftheyear
2. raid
mu\u0133terij /m/ <noun>
mutiny

huis /h/
house
"""


def write(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode("utf-8")))
    return path


def test_each_translation_of_an_entry_is_a_pair(tmp_path: Path) -> None:
    assert list(read_dictd(write(tmp_path / "d.dict.dz", DUTCH_FIRST))) == [
        ("binnenvallen", "invade"), ("binnenvallen", "oftheyear"), ("binnenvallen", "raid"),
        ("muijterij", "mutiny"), ("huis", "house"),
    ]  # fmt: skip


def test_a_file_that_is_no_dictionary_is_one_clear_fault(tmp_path: Path) -> None:
    path = tmp_path / "d.dict.dz"
    path.write_bytes(b"not gzip")
    with pytest.raises(RecipeError, match="cannot read the dictionary"):
        list(read_dictd(path))


def test_entries_of_words_that_english_lacks_are_dropped() -> None:
    entries = [("inval", "oftheyear"), ("inval", "invasion"), ("inval", "raid (air)")]
    assert known_entries(entries, Counter({"invasion": 1, "raid": 1})) == [("inval", "invasion")]


def test_forms_stand_on_both_sides() -> None:
    entries = [("binnenvallen", "invade"), ("huis", "house"), ("loyaal", "loyal")]
    dutch = Counter({"binnengevallen": 2, "binnenviel": 3, "huizen": 5, "loyale": 4, "huise": 9})
    english = Counter({"invaded": 4, "houses": 3, "loyal": 2})
    assert forms_of(entries, dutch, english, Verbs.of(["invade"])) == [
        ("binnenviel", "invaded"), ("binnengevallen", "invaded"), ("huizen", "houses"),
        ("loyale", "loyal"),
    ]  # fmt: skip


@pytest.mark.parametrize("english_first", [False, True])
def test_the_command_finds_which_side_is_dutch(tmp_path: Path, english_first: bool) -> None:
    (tmp_path / "pairs.tsv").write_text(
        "a\tThe house was raided.\tHet huis werd overvallen.\n"
        "a\tThey may invade houses.\tZe kunnen huizen binnenvallen.\n"
        "a\tThey must invade it.\tZe moeten het binnenvallen.\n"
        "a\tThey will invade us, invading again.\tZe zullen ons binnenvallen.\n", "utf-8"
    )  # fmt: skip
    (tmp_path / "recipe.toml").write_text(
        'run = "run"\nexport = "model"\n[data]\nparallel = ["pairs.tsv"]\n'
        'dev_source = "pairs.tsv"\ndev_target = "pairs.tsv"\n', "utf-8"
    )  # fmt: skip
    text = DUTCH_FIRST
    if english_first:
        text = "\ninvade /i/\nbinnenvallen\nhouse /h/\nhuis\n"
    book = write(tmp_path / "d.dict.dz", text)
    out = tmp_path / "out.tsv"
    assert main([str(out), str(book), "--config", str(tmp_path / "recipe.toml")]) == 0
    rows = out.read_text("utf-8").split("\n")
    assert "dict_freedict\tinvade\tbinnenvallen" in rows
    assert "dict_forms\thouses\thuizen" not in rows  # once is too seldom to be sure of a form
    assert "dict_freedict\thouse\thuis" in rows


def test_sentences_with_rare_words_are_chosen_until_those_are_not_rare() -> None:
    texts = ["a mutiny broke out", "the mutiny ended", "the mutiny spread", "the xylem grew"]
    pairs = ["the mutiny", "ended out"]
    assert with_rare_words(texts, ["the ended out the"], pairs, 2) == texts[:2]
