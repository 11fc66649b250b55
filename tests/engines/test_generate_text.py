"""Prompts, and what is left of an answer when the talk around it is gone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.engines.generate_text import messages_for, request, tidy


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("The bridge is safe.", "The bridge is safe."),
        ("Here is a summary: The bridge is safe.", "The bridge is safe."),
        ("Sure! Here's the shortened text:\n\nThe bridge is safe.", "The bridge is safe."),
        ("Summary: The bridge is safe.", "The bridge is safe."),
        ('"The bridge is safe."', "The bridge is safe."),
        ("“The bridge is safe.”", "The bridge is safe."),
        ("**The bridge** is `safe`.", "The bridge is safe."),
        ("- The bridge is safe.", "The bridge is safe."),
        ("The bridge is safe.\n\nThis text is shorter.", "The bridge is safe."),
        ('"Safe," she said, "at last."', '"Safe," she said, "at last."'),
        ("“Safe,” she said, “at last.”", "“Safe,” she said, “at last.”"),
        ("  \n ", ""),
    ],
)
def test_tidy(answer: str, expected: str) -> None:
    assert tidy(answer) == expected


@given(st.text())
def test_tidy_leaves_one_line(answer: str) -> None:
    assert "\n" not in tidy(answer)


def test_the_passage_is_the_last_message() -> None:
    messages = messages_for("The bridge is safe.")
    assert messages[-1] == {"role": "user", "content": "The bridge is safe."}
    assert [message["role"] for message in messages[1:]] == ["user", "assistant"] * 2 + ["user"]


def test_a_much_shorter_answer_is_asked_for_in_words() -> None:
    passage = "The bridge over the canal is safe again and lorries may cross it."
    assert request(passage, 12) == request(passage) == passage
    assert request(passage, 5).startswith("Shorten this")
    assert request(passage, 5).endswith(f"\n\n{passage}")
