"""English words: forms of one word meet, and words that look alike stay apart."""

from __future__ import annotations

import pytest

from translate.text.english import base, related

FORMS = (
    "close closes closed closing",
    "case cases",
    "vote votes voted voting",
    "note notes noted",
    "use uses used using",
    "study studies studied",
    "stop stops stopped stopping",
    "class classes",
    "buy bought",
    "speak spoke spoken speech",
    "city cities",
    "minister minister's",
)
APART = (
    "police policy",
    "protest protect",
    "interest internet",
    "minute minister",
    "note not",
    "even evening",
    "new news",
    "east easter",
)
KIN = ("Iran Iranian", "buy acquire", "allow permit", "kill murder")


@pytest.mark.parametrize("forms", FORMS)
def test_forms_of_a_word_have_one_base(forms: str) -> None:
    assert len({base(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("words", APART)
def test_words_that_look_alike_have_bases_of_their_own(words: str) -> None:
    assert len({base(word) for word in words.split()}) == 2


@pytest.mark.parametrize("words", [*APART[:4], "not note"])
def test_and_are_not_kin(words: str) -> None:
    one, other = words.split()
    assert not related(base(one), base(other))


@pytest.mark.parametrize("words", KIN)
def test_kin_may_stand_for_one_another(words: str) -> None:
    one, other = words.lower().split()
    assert related(base(one), base(other))


def test_a_number_is_no_word() -> None:
    assert base("3,400") == "3,400"
