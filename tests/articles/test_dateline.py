"""Dates at the head of a text and in fields."""

from __future__ import annotations

import pytest

from translate.articles.dateline import date_line, iso_date


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
