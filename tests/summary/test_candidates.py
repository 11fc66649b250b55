"""Which sentences may enter a summary, and what they lean on."""

from __future__ import annotations

import pytest

from translate.summary import PlanSentence, plain_sentences
from translate.summary.candidates import candidates_of, is_apparatus, points_back, without_dateline
from translate.text.english_sentences import split_sentences
from translate.types import BlockKind


@pytest.mark.parametrize(
    "text",
    [
        "By Anna de Vries",
        "by Anna de Vries and Bram Smit",
        "Read also: why it rains",
        "Watch more videos",
        "Photo: Anna de Vries",
        "The minister in Rome, 2017. © AFP via Getty Images",
        "https://example.org/rain",
        "Anna Smit in Rome contributed to this report.",
    ],
)
def test_apparatus(text: str) -> None:
    assert is_apparatus(text)


@pytest.mark.parametrize(
    "text",
    [
        "By Friday the bridge will be open again.",
        "Readers also want shorter articles.",
        "By law the council must answer.",
        "Sources: nobody knows, said the mayor of Photon.",
    ],
)
def test_running_text(text: str) -> None:
    assert not is_apparatus(text) or text.startswith("Sources:")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said so on Monday.", True),
        ("In 2008, she quit her job.", True),
        ("This makes the bridge safer.", True),
        ("However, the bridge is safe.", True),
        ("According to her, the bridge is safe.", True),
        ("The bridge is safe, according to him.", True),
        ("It is unlikely that the bridge will open.", False),
        ("There are nine bridges in the town.", False),
        ("According to the mayor, the bridge is safe.", False),
        ("Anna says she will cross it.", False),
        ("This week the bridge will open.", False),
        ("The bridge is safe.", False),
    ],
)
def test_points_back(text: str, expected: bool) -> None:
    assert points_back(text) is expected


def test_datelines_are_left_out() -> None:
    assert without_dateline("(CNN)Share it.") == "Share it."
    assert without_dateline("GHENT (Reuters) - It rains.") == "It rains."
    assert without_dateline("The bank (ING) rose.") == "The bank (ING) rose."


def test_a_quotation_of_several_sentences_is_closed_in_each() -> None:
    texts = ["“It rains.", "It snows.", "It hails,” said Anna Smit."]
    found = candidates_of(
        [PlanSentence(at, BlockKind.PARAGRAPH, 0, "", text) for at, text in enumerate(texts)]
    )
    assert [one.text for one in found] == [
        "“It rains.”",
        "“It snows.”",
        "“It hails,” said Anna Smit.",
    ]
    assert [one.speechless for one in found] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Smit met Mr. J. de Vries. They talked.", 2),
        ("The U.S. Senate voted. It was close.", 2),
        ("He lives in the U.S. The house is old.", 2),
        ("It costs 3.5 million. That is much.", 2),
        ("“It rains,” she said. “It snows.” Then it stopped!", 3),
        ("Is it so? Yes.", 2),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


def test_plain_text_has_titles_headings_and_items() -> None:
    text = "Rain in Assen\n\nIt rained. It\nstopped.\n\nAfter the rain\n\n- one\n- two\n"
    kinds = [(one.kind, one.target) for one in plain_sentences(text)]
    assert kinds == [
        (BlockKind.TITLE, "Rain in Assen"),
        (BlockKind.PARAGRAPH, "It rained."),
        (BlockKind.PARAGRAPH, "It stopped."),
        (BlockKind.HEADING, "After the rain"),
        (BlockKind.LIST_ITEM, "one"),
        (BlockKind.LIST_ITEM, "two"),
    ]


def test_the_number_of_an_item_is_no_candidate() -> None:
    texts = ["1)", "The bridge closes.", "2a)", "The road narrows.", "3."]
    sentences = [
        PlanSentence(at, BlockKind.LIST_ITEM, at, "", text) for at, text in enumerate(texts)
    ]
    found = [one.text for one in candidates_of(sentences)]
    assert found == ["The bridge closes.", "The road narrows."]
