"""What the data filter keeps and rejects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.training.backtranslate import usable
from models.training.clean import PairFilter, PairRules, english_fault, pair_fault, wrong_language
from models.training.prepare import weight_of
from models.training.text import match_key, normalise

RULES = PairRules()
GOOD = ("De burgemeester opent de nieuwe brug.", "The mayor opens the new bridge.")


@pytest.mark.parametrize(
    ("dutch", "english", "reason"),
    [
        (*GOOD, None),
        ("Hij werkt er al 25 jaar.", "He has worked there for 26 years.", "numbers"),
        ("Zij telt tot 3 voor het slapen.", "She counts to three before sleeping.", None),
        ("Er waren 1.500 bezoekers in de zaal.", "There were 1,500 visitors in the hall.", None),
        (
            "De brug.",
            "The bridge that was opened by the mayor last week was closed.",
            "length ratio",
        ),
        ("The mayor opens the new bridge today", "The mayor opens the new bridge today", "copy"),
        (
            "The mayor says that it was not for you",
            "De burgemeester zegt dat het niet is",
            "language",
        ),
        (
            "Ga naar https://voorbeeld.test voor meer.",
            "Visit https://example.test for more.",
            "code",
        ),
        ("--- 12 345 --- 66 %", "--- 12 345 --- 66 %", "letters"),
        ("woord " * 61, "word " * 61, "long"),
    ],
)
def test_pair_fault(dutch: str, english: str, reason: str | None) -> None:
    assert pair_fault(dutch, english, RULES, free_form=False) == reason


def test_evaluation_text_is_removed_whatever_its_layout() -> None:
    keep = PairFilter(RULES, frozenset({match_key("The mayor opens the new bridge.")}))
    assert keep.accept(GOOD[0], '"The MAYOR opens the\u00a0new bridge!"', free_form=False) is None
    assert keep.counts == {"evaluation text": 1}


def test_repeats_and_templates_are_thinned() -> None:
    keep = PairFilter(PairRules(max_same_opening=2), frozenset())
    assert keep.accept(*GOOD, free_form=False) == GOOD
    assert keep.accept(*GOOD, free_form=False) is None
    openings = ["brown", "green", "white", "black"]
    kept = [
        keep.accept(
            f"Klik in het menu op de {c} knop.",
            f"In the menu click the {c} button.",
            free_form=False,
        )
        for c in openings
    ]
    assert sum(pair is not None for pair in kept) == 2
    assert keep.counts["template"] == 2


def test_markup_is_stripped() -> None:
    keep = PairFilter(RULES, frozenset())
    pair = keep.accept(
        "Kies **Opslaan** in het “menu”.", "Choose **Save** in the “menu”.", free_form=False
    )
    assert pair == ('Kies Opslaan in het "menu".', 'Choose Save in the "menu".')


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The minister resigned on Monday.", None),
        ('He said: "We will not go there."', None),
        ("the minister resigned on Monday.", "start"),
        ("The minister resigned on Monday", "end"),
        ("THE MINISTER RESIGNED ON MONDAY.", "letters"),
        ("Too short.", "length"),
    ],
)
def test_english_fault(text: str, reason: str | None) -> None:
    assert english_fault(text, RULES) == reason


def test_language_check_needs_six_words() -> None:
    assert not wrong_language(["the", "man"], frozenset({"de"}), frozenset({"the"}))


def test_the_last_matching_weight_wins() -> None:
    weights = {"ms-*": 0.5, "ms-help": 2.0}
    assert weight_of("ms-help", weights, 1.0) == 2.0
    assert weight_of("ms-other", weights, 1.0) == 0.5
    assert weight_of("news", weights, 1.0) == 1.0


@pytest.mark.parametrize(
    ("dutch", "expected"),
    [
        ("De minister trad maandag af.", True),
        ("", False),
        ("De minister de minister de minister de minister de minister.", False),
        ("The minister resigned on Monday.", False),
        ("De minister trad op 35 maandag af.", False),
    ],
)
def test_bad_back_translations_are_dropped(dutch: str, expected: bool) -> None:
    assert usable(dutch, "The minister resigned on Monday.", RULES) is expected


@given(st.text())
def test_normalise_is_idempotent(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert not set("“”„‘’–—…\u00a0") & set(once)


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_match_key_ignores_case_and_punctuation(text: str) -> None:
    assert match_key(f' "{text}" !') == match_key(text)
