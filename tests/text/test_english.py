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


@pytest.mark.parametrize("forms", FORMS)
def test_forms_of_a_word_have_one_base(forms: str) -> None:
    assert len({base(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("words", APART)
def test_words_that_look_alike_have_bases_of_their_own(words: str) -> None:
    assert len({base(word) for word in words.split()}) == 2


@pytest.mark.parametrize("words", [*APART[:4], "not note"])
def test_and_are_not_related(words: str) -> None:
    one, other = words.split()
    assert not related(base(one), base(other))


def test_a_word_derived_from_another_is_related() -> None:
    assert related(base("iran"), base("iranian"))


def test_a_number_is_no_word() -> None:
    assert base("3,400") == "3,400"
