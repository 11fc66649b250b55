"""Every case of ``data/dutch_sentences.tsv``: a category, and sentences divided by ``¦``.

The convention is in ``translate/text/dutch_sentences.py``. Cases that two careful readers would
divide in two ways are not in the file.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from translate.articles import default_segmenter

DATA = Path(__file__).parent / "data" / "dutch_sentences.tsv"
CASES = [line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines()]


def split(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in default_segmenter().spans(text)]


@pytest.mark.parametrize(("category", "case"), CASES)
def test_case(category: str, case: str) -> None:
    sentences = case.split(" ¦ ")
    assert split(" ".join(sentences)) == sentences


def test_a_line_break_in_a_paragraph_changes_nothing() -> None:
    for _, case in CASES:
        text = case.replace(" ¦ ", " ")
        wrapped = text.replace(" ", "\r\n")
        assert [part.replace("\r\n", " ") for part in split(wrapped)] == split(text)


def test_the_file_covers_what_it_claims_to() -> None:
    categories = Counter(category for category, _ in CASES)
    assert len(CASES) >= 200
    assert len({case for _, case in CASES}) == len(CASES)
    assert set(categories) >= {"abbreviation", "clitic", "initials", "date", "number", "quote"}
