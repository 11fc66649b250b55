"""Words that Dutch news uses and the reverse model does not take the place of its own."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("torch")

from models.training.backtranslate import write_synthetic
from models.training.config import load_config
from models.training.synonyms import Synonyms

PAIR = ("Huizen zijn duur in de stad.", "The city has expensive homes.")
ENTRIES = [("homes", "huizen"), ("homes", "woningen"), ("city", "stad")]
NEWS = ["Er komen woningen bij."] * 40 + ["De stad groeit."] * 40
REAL = [("Er zijn woningen te koop.", "There are homes for sale.")] * 3


def exchanged(
    pairs: list[tuple[str, str]],
    real: list[tuple[str, str]] = REAL,
    entries: list[tuple[str, str]] = ENTRIES,
    share: float = 1.0,
) -> list[tuple[str, str]]:
    synonyms = Synonyms(pairs, real, entries, NEWS, share, random.Random(1))
    return [synonyms(dutch, english) for dutch, english in pairs]


def test_a_missing_word_stands_in_most_places_with_the_capital_and_the_same_english() -> None:
    found = Counter(exchanged([PAIR] * 200))
    assert found.keys() == {PAIR, ("Woningen zijn duur in de stad.", PAIR[1])}
    assert 0.7 < 1 - found[PAIR] / 200 < 0.9


def test_the_share_says_how_much_of_what_is_missing_is_made_up_for() -> None:
    found = Counter(dutch for dutch, _ in exchanged([PAIR] * 200, share=0.2))
    assert 10 < found["Woningen zijn duur in de stad."] < 200 * 0.8 / 2


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        (("De huizen en huizen.", "The homes and homes."), "twice"),
        (("Huizen-bouw in de stad.", "Homes are built in the city."), "a part of a compound"),
        (("Gebouwen in de stad.", "Homes in the city."), "another word"),
        (("Huizen zijn duur.", "Houses are dear."), "another English word"),
    ],
)
def test_what_is_not_plainly_the_dictionarys_pair_stays(pair: tuple[str, str], why: str) -> None:
    assert exchanged([pair] * 50) == [pair] * 50, why


def test_a_meaning_that_real_pairs_do_not_show_is_not_used() -> None:
    real = [("Er zijn woningen te koop.", "There are dwellings for sale.")] * 9
    assert exchanged([PAIR] * 50, real=real) == [PAIR] * 50


def test_a_word_of_another_form_does_not_take_the_place() -> None:
    pair = ("Hij heeft het huis beroofd.", "He robbed the house.")
    entries = [("robbed", "beroofd"), ("robbed", "woningen")]
    assert exchanged([pair] * 50, entries=entries) == [pair] * 50


def test_a_word_that_is_not_missing_is_left_to_the_reverse_model() -> None:
    pairs = [PAIR] * 20 + [("Dure woningen in de stad.", PAIR[1])] * 20
    assert exchanged(pairs) == pairs


def test_the_stage_uses_the_recipes_dictionaries_real_pairs_and_news(tmp_path: Path) -> None:
    files = {
        "recipe.toml": """
run = "run"
[data]
parallel = []
dictionaries = ["dictionary.tsv"]
dutch = "news.nl"
free_form = ["dict_*"]
[back_translate]
ready = ["ready.tsv"]
synonyms = 1.0
""",
        "dictionary.tsv": "".join(
            f"dict_x\t{english}\t{dutch}\n" for english, dutch in ENTRIES[:1]
        ),
        "news.nl": "".join(line + "\n" for line in NEWS),
        "ready.tsv": f"news\t{PAIR[1]}\t{PAIR[0]}\n" * 100,
        "run/pairs.tsv": "dict_y\t1.0\twoningen\thomes\n"
        + "".join(f"site\t3.0\t{dutch}\t{english}\n" for dutch, english in REAL),
    }
    (tmp_path / "run").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    write_synthetic(load_config(tmp_path / "recipe.toml"), tmp_path / "none")
    rows = (tmp_path / "run" / "synthetic.tsv").read_text(encoding="utf-8").splitlines()
    found = Counter(row.split("\t")[2] for row in rows)
    assert found["Woningen zijn duur in de stad."] > 60 and found[PAIR[0]] > 0
