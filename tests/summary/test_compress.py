"""Cuts that leave a sentence true, and what is never cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.quality import trace
from translate.summary.compress import compressed
from translate.summary.words import is_negation, word_count, words_of

SHORTER = [
    (
        "However, the ferry between the two villages will also sail on Sundays from next spring.",
        "The ferry between the two villages will sail on Sundays from next spring.",
    ),
    (
        "The ferry, which has sailed since the war, will be replaced by a bridge in a few years.",
        "The ferry will be replaced by a bridge in a few years.",
    ),
    (
        "The shipyard (founded by two brothers) builds three ships a year for customers in Norway.",
        "The shipyard builds three ships a year for customers in Norway.",
    ),
    (
        "The cyclist, 34, won the third stage of the tour in the mountains on Saturday afternoon.",
        "The cyclist won the third stage of the tour in the mountains on Saturday afternoon.",
    ),
    (
        "The province pays a total of 12 million euros in order to repair the dikes near Zwolle.",
        "The province pays 12 million euros to repair the dikes near Zwolle.",
    ),
    (
        "The alderman said that the museum in the centre would remain closed until next summer.",
        "The alderman said the museum in the centre would remain closed until next summer.",
    ),
    (
        "The storm tore the roof off a school in Harlingen, leaving the pupils in cold classrooms.",
        "The storm tore the roof off a school in Harlingen.",
    ),
]

UNTOUCHED = [
    "The ferry sails on Sundays.",
    "The director, who denied that he had taken the money, was dismissed by the board on Friday.",
    "The pool, which does not meet the rules, is closed until the council has found the money.",
    "“The bridge, which is old, is very dangerous,” said the mayor of the town on Monday evening.",
    "Not only the bridge but also the road to the village will remain closed until next summer.",
    "The bus, the train, which is late, and the tram will all be more expensive in the new year.",
    "The men were arrested on Monday, police said, after a long search in the woods near Ede.",
]


@pytest.mark.parametrize(("sentence", "expected"), SHORTER)
def test_what_only_hangs_on_a_sentence_goes(sentence: str, expected: str) -> None:
    assert compressed(sentence) == expected
    assert not trace(expected, [("", sentence)])


@pytest.mark.parametrize("sentence", UNTOUCHED)
def test_what_denies_quotes_lists_or_attributes_stays(sentence: str) -> None:
    assert compressed(sentence) == sentence


_WORDS = """However, Anna Vos , who is 34, which never closed ( not open ) – she said – the bridge
in Gouda of 12 million has also been very old . , 9 “no” and leaving him not without reports
that the ferry"""
_PARTS = st.lists(st.sampled_from(tuple(_WORDS.split())), min_size=5, max_size=40)


@given(_PARTS)
def test_no_negation_name_or_attribution_is_lost_whatever_the_sentence(parts: list[str]) -> None:
    sentence = " ".join(parts)
    shorter = compressed(sentence)
    before = [word.lower() for word in words_of(sentence)]
    after = [word.lower() for word in words_of(shorter)]
    assert len(after) <= len(before)
    assert word_count(shorter) >= min(4, word_count(sentence))
    for word in before:
        if is_negation(word) or word in ("said", "reports"):
            assert after.count(word) == before.count(word)
