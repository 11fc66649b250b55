"""Refusals, the language check, and files that are larger or stranger than news."""

from __future__ import annotations

import pytest

from translate.articles import ReadOptions, default_segmenter, from_bytes, parse
from translate.errors import BinaryFile, EmptyArticle, NotDutch
from translate.types import Span

from .conftest import Read

LONG = "Dit is een heel gewone zin over de dijk bij Tiel. " * 3


class Words:
    """A segmenter that counts what it is asked, one span for everything."""

    id = "words"

    def __init__(self) -> None:
        self.characters = 0

    def spans(self, text: str) -> list[Span]:
        self.characters += len(text)
        return [(0, len(text))]


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b" date 2022-10 \n", "\u2028\u00a0".encode()])
def test_nothing_is_empty(read: Read, data: bytes) -> None:
    with pytest.raises(EmptyArticle):
        read(data)


def test_binary(read: Read) -> None:
    with pytest.raises(BinaryFile):
        read(b"De dijk\0 is hoog")


def test_the_language_is_asked_of_the_body_and_can_be_assumed() -> None:
    options = ReadOptions()
    (raw,) = from_bytes("a.txt", f" date 2022-10 {LONG}".encode(), options)
    asked: list[str] = []

    def never(text: str) -> bool:
        asked.append(text)
        return False

    with pytest.raises(NotDutch, match="--assume-dutch"):
        parse(raw, options, default_segmenter(), is_dutch=never)
    assert asked == [LONG]
    parse(raw, ReadOptions(assume_dutch=True), default_segmenter(), is_dutch=never)
    assert asked == [LONG]


def test_a_few_words_are_given_the_benefit_of_the_doubt() -> None:
    (raw,) = from_bytes("a.txt", b"Breaking news.", ReadOptions())
    parse(raw, ReadOptions(), default_segmenter(), is_dutch=lambda _: False)


def test_only_a_sample_is_asked() -> None:
    (raw,) = from_bytes("a.txt", (LONG * 1000).encode(), ReadOptions())
    asked: list[int] = []
    parse(raw, ReadOptions(), Words(), is_dutch=lambda text: not asked.append(len(text)))
    assert asked == [20_000]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("x" * 1_000_000, 1),
        ("De dijk is hoog. " * 50_000, 1),
        ("a" + "\n" * 200_000 + "b", 2),
        ("a" + "\n \t" * 100_000 + "\n\nb", 2),
        ("# Kop\n\n" * 10_000, 10_000),
        ("- punt\n" * 10_000, 10_000),
    ],
)
def test_every_character_is_split_once(read: Read, name: str, text: str, blocks: int) -> None:
    (raw,) = from_bytes(name, text.encode(), ReadOptions())
    words = Words()
    article = parse(raw, ReadOptions(), words, is_dutch=lambda _: True)
    assert len(article.blocks) == blocks
    assert words.characters <= len(text)


@pytest.mark.parametrize("mark", ["[", "![", "](", "*", "_", "`", "<", "<a ", ">", "- ", "\\", "("])
def test_piles_of_markup_end(read: Read, mark: str) -> None:
    for name in ("a.md", "a.txt"):
        article = read("De dijk " + mark * 20_000 + " is hoog.", name)
        assert article.text.endswith("is hoog.")


def test_deeply_nested_html_ends(read: Read) -> None:
    try:
        read(
            "<div>" * 20_000 + "<p>De dijk is hoog, zegt de minister van Waterstaat.</p>", "a.html"
        )
    except EmptyArticle as error:
        assert "a.html" in str(error)
