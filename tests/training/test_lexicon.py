"""The lexicon finds word translations; pseudo-Dutch uses them and copies what it does not know."""

from __future__ import annotations

from collections import Counter

import pytest

from models.training.lexicon import build_lexicon, count_bigrams, words
from models.training.pseudo import PseudoTranslator, expand
from tests.training.conftest import made_up_pairs


@pytest.fixture(scope="module")
def translator() -> PseudoTranslator:
    pairs = made_up_pairs(300)
    bigrams = count_bigrams(dutch for dutch, _ in pairs)
    unigrams: Counter[str] = Counter()
    for (first, _), count in bigrams.items():
        unigrams[first] += count
    return PseudoTranslator(build_lexicon(pairs), bigrams, unigrams)


def test_words_keep_numbers_and_apostrophes_whole() -> None:
    assert words("Jan's 1.500 euro's, 3,5% (ja).") == [
        "Jan's", "1.500", "euro's", ",", "3,5%", "(", "ja", ")", ".",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("english", "dutch"),
    [("mayor", "burgemeester"), ("buys", "koopt"), ("house", "huis"), ("bike", "fiets"),
     ("today", "vandaag")],
)  # fmt: skip
def test_the_best_candidate_is_the_translation(
    translator: PseudoTranslator, english: str, dutch: str
) -> None:
    assert translator.lexicon[english][0][0] == dutch


def test_names_numbers_and_unknown_words_are_copied(translator: PseudoTranslator) -> None:
    found = translator.translate("The mayor sees Zwartjes and a zeppelin for 47 euros.")
    assert found.startswith("De burgemeester ziet Zwartjes")
    assert "zeppelin" in found and "47 euro" in found and found.endswith(".")


def test_quotes_and_brackets_keep_their_spacing(translator: PseudoTranslator) -> None:
    found = translator.translate('"The man sees the child (today)," he wrote.')
    assert found.startswith('"De man ziet') and "(vandaag)," in found and '," he wrote' in found


def test_an_empty_sentence_stays_empty(translator: PseudoTranslator) -> None:
    assert translator.translate("") == ""


def test_days_are_lower_case_in_dutch(translator: PseudoTranslator) -> None:
    assert "maandag" in translator.translate("The man sees the child on Monday.")
    assert "Maandag" not in translator.translate("The man sees the child on Monday.")


@pytest.mark.parametrize(
    ("english", "full"),
    [
        ("They don't say it's hers.", "They do not say it is hers."),
        ("We can't see the mayor's house.", "We can not see the mayor house."),
        ("Children's books we've sold", "Children books we have sold"),
    ],
)
def test_contractions_are_expanded(english: str, full: str) -> None:
    assert expand(english) == full
