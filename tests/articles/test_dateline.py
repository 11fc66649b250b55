"""Dates at the head of a text and in fields."""

from __future__ import annotations

import pytest

from translate.articles import ReadOptions, parse
from translate.articles.dateline import date_line, iso_date
from translate.articles.load import from_bytes
from translate.articles.segment import default_segmenter
from translate.types import Article, LeftOut, Reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" date 2022-10 De dijk", ("2022-10", 14)),
        ("date 2022 De dijk", ("2022", 10)),
        ("\n date 2022-10-05\n\nDe dijk", ("2022-10-05", 19)),
        (" date 2022-10", ("2022-10", 13)),
        (" date 2022-13 De dijk", (None, 1)),
        (" date 2022-02-30 De dijk", (None, 1)),
        (" date 2022-1 De dijk", (None, 1)),
        (" date 20221 De dijk", (None, 1)),
        ("  De dijk date 2022-10", (None, 2)),
        ("De dijk", (None, 0)),
        ("", (None, 0)),
        (" \n ", (None, 3)),
    ],
)
def test_date_line(text: str, expected: tuple[str | None, int]) -> None:
    assert date_line(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T10:00:00+01:00", "2024-03-05"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        ("5-3-2024", "2024-03-05"),
        ("05/03/2024", "2024-03-05"),
        ("2024-13-05", None),
        ("31-02-2024", None),
        ("gisteren", None),
        ("20240305", "2024-03-05"),
        ("2024/05/01", "2024-05-01"),
        ("01.05.2024", "2024-05-01"),
        ("1 mei 2024", "2024-05-01"),
        ("wo 1 mrt. 2024, 10:30", "2024-03-01"),
        ("May 1, 2024", "2024-05-01"),
        ("mei 2024", "2024-05"),
        ("1 mei", None),
        ("2 dagen geleden", None),
        ("v2.0.1", None),
        ("10:30", None),
        ("", None),
    ],
)
def test_iso_date(value: str, expected: str | None) -> None:
    assert iso_date(value) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "---\ntitle: De dijk\ndate: {}\n---\nDe dijk is hoog.\n"),
        ("a.csv", "datum,titel,tekst\n{},De dijk,De dijk is hoog.\n"),
        ("a.csv", "datum,tekst\n{},De dijk is hoog.\n"),
    ],
)
def test_a_date_that_is_not_understood_is_told(name: str, text: str) -> None:
    def read(date: str) -> Article:
        (raw,) = from_bytes(name, text.format(date).encode(), ReadOptions())
        return parse(raw, ReadOptions(assume_dutch=True), default_segmenter())

    assert read("de 32e van volgende maand").left_out == (
        LeftOut(Reason.DATE, "de 32e van volgende maand", 25),
    )
    known = read("3 mei 2024")
    assert (known.date, known.left_out) == ("2024-05-03", ())
