"""What is done to a text before the model sees it: normalise, case, chunk."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.case import is_shouted, lower
from translate.text.chunk import split_long
from translate.text.normalise import normalise, one_line

_MARKS = "“”„«»‘’‚‛′″`´'\"–—‑―…\u00a0\u202f\u00ad\u200b\u200d\u202e\ufe0f\u0301e\n\t\x00\x1c a."
any_text = st.text(st.characters() | st.sampled_from(_MARKS), max_size=60)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("„Nee”, zei hij – ‘nooit’…", "\"Nee\", zei hij - 'nooit'..."),
        ("«Ja», ‚nee‛, 5′ 3″, `x´", "\"Ja\", 'nee', 5' 3\", 'x'"),
        ("De wet-\n houder en de omwo-\r\nnenden", "De wethouder en de omwonenden"),
        ("de in-\nen uitritten in Noord-\nHolland", "de in- en uitritten in Noord-Holland"),
        ("het sta\u00ad\ntion", "het station"),
        ("a‑b – c — d ― e − f", "a-b - c - d - e - f"),
        ("vijf\u00a0procent\t van \r\n alles ", "vijf procent van alles"),
        ("af\u00adbre\u200bken \u202eom\u202c \x07", "afbreken om"),
        ("e\u0301e\u0301n", "één"),
        ("''s Avonds''", '"s Avonds"'),
        ("\ud83dhalf", "half"),
        ("\u200b \u00ad", ""),
        ("'s-Hertogenbosch is 3,5 km² groot", "'s-Hertogenbosch is 3,5 km² groot"),
    ],
)
def test_normalise_gives_what_models_were_trained_on(source: str, expected: str) -> None:
    assert normalise(source) == expected


@given(st.text(st.sampled_from("ab .,-'\"`\n\t"), max_size=12))
def test_what_is_normal_already_is_told_from_what_is_not(text: str) -> None:
    assert normalise(text) == normalise(f"{text}\u200b")  # which goes the long way


@given(any_text)
def test_normalise_is_idempotent(source: str) -> None:
    assert normalise(normalise(source)) == normalise(source)


@given(any_text)
def test_normalised_text_has_only_single_spaces_and_visible_characters(source: str) -> None:
    text = normalise(source)
    assert text == " ".join(text.split())
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in text)


@given(st.text(st.sampled_from("abcé 'zijn,.;:12-\""), max_size=60))
def test_normalise_keeps_letters_and_digits(source: str) -> None:
    def kept(text: str) -> str:
        return re.sub(r"[^\w]", "", text)

    assert kept(normalise(source)) == kept(source)


@given(any_text)
def test_a_target_is_one_line(target: str) -> None:
    assert one_line(target) == " ".join(one_line(target).split())


@pytest.mark.parametrize(
    ("source", "lowered"),
    [
        ("KABINET WIL MEER WONINGEN", "Kabinet wil meer woningen"),
        ("EU EN VS PRATEN OVER NAVO", "EU en VS praten over NAVO"),
        ("KNMI: CODE ORANJE", "KNMI: code oranje"),
        ("VVD EN D66 ONEENS OVER A12", "VVD en D66 oneens over A12"),
        ("'S-HERTOGENBOSCH LOOPT LEEG", "'S-hertogenbosch loopt leeg"),
        ("AMSTERDAM", "Amsterdam"),
        ('"WIJ ZIJN ÉÉN"', '"Wij zijn één"'),
    ],
)
def test_a_heading_in_capitals_is_lowered(source: str, lowered: str) -> None:
    assert is_shouted(source)
    assert lower(source) == lowered


@pytest.mark.parametrize(
    "source",
    [
        "KNMI",
        "De NAVO en de EU",
        "NAVO-top",
        "EU, VS",
        "A12",
        "1 - 0",
        "",
        "HAVO",
        "ÉÉn dag",
        "漢字",
    ],
)
def test_other_texts_are_left_alone(source: str) -> None:
    assert not is_shouted(source)


@given(st.text(max_size=40))
def test_lowering_changes_case_only(source: str) -> None:
    if is_shouted(source):
        assert lower(source).upper() == source


def words(text: str) -> int:
    return len(text.split())


_SENTENCE = (
    "De ministers, die gisteren laat kwamen, spraken over geld; maar niemand wist omdat " * 3
)


@pytest.mark.parametrize("limit", [4, 7, 12, 20])
def test_parts_fit_and_begin_at_clauses_where_they_can(limit: int) -> None:
    parts = split_long(_SENTENCE.strip(), limit, words)
    assert all(words(part) <= limit for part in parts)
    assert " ".join(parts) == _SENTENCE.strip()


def test_a_strong_mark_is_preferred_to_a_comma_and_a_comma_to_a_conjunction() -> None:
    text = "een twee drie, vier vijf; zes zeven en acht, negen tien"
    assert split_long(text, 6, words) == [
        "een twee drie, vier vijf;",
        "zes zeven en acht, negen tien",
    ]
    assert split_long("een twee drie, vier en vijf zes", 5, words) == [
        "een twee drie,",
        "vier en vijf zes",
    ]
    assert split_long("een twee drie vier omdat vijf zes", 5, words) == [
        "een twee drie vier",
        "omdat vijf zes",
    ]


def test_numbers_are_not_cut_at_their_marks() -> None:
    text = "tussen 12.500,75 en 13:30"
    assert split_long(text, 1, words) == text.split()


_WORDS = "aap noot, mies; wim: zus - en maar 1,5"
_TOKENS = _WORDS.split()


@given(
    st.lists(st.sampled_from([*_TOKENS, ""]), max_size=60),
    st.integers(1, 12),
)
def test_nothing_is_lost(tokens: list[str], limit: int) -> None:
    text = normalise(" ".join(tokens))
    parts = split_long(text, limit, words)
    assert " ".join(parts) == text
    assert all(words(part) <= limit for part in parts)


@given(any_text, st.integers(1, 9))
def test_nothing_of_any_text_is_lost_when_characters_count(source: str, limit: int) -> None:
    text = normalise(source)
    parts = split_long(text, limit, len)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(len(part) <= limit for part in parts)
    assert parts == [""] or all(parts)
