"""JSON results: read back as they were, stable, strict about what they read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from result_values import SAMPLE, pair, paragraph, result, results

from translate.errors import BadFormat
from translate.flags import Flag, FlagCode
from translate.outputs import from_json, render_json, to_json
from translate.types import ArticleResult


@given(results)
def test_round_trip(value: ArticleResult) -> None:
    assert from_json(to_json(value)) == value
    data = render_json(value).encode("utf-8")
    assert from_json(json.loads(data)) == value


def test_the_file_is_stable_and_readable() -> None:
    text = render_json(SAMPLE)
    assert text == render_json(SAMPLE)
    assert text.endswith("}\n")
    assert "© ANP" in text
    assert list(json.loads(text)) == [
        "schema_version", "article", "blocks", "left_out", "summary", "flags", "signature",
    ]  # fmt: skip


def test_a_lone_surrogate_is_written_as_its_escape() -> None:
    text = render_json(result(paragraph(pair("\udfff", "x"))))
    assert r"\udfff" in text


def test_a_score_that_is_no_number_is_a_fault() -> None:
    broken = result(paragraph(pair("a", "b")))
    object.__setattr__(broken.blocks[0].sentences[0], "score", float("nan"))
    with pytest.raises(ValueError, match="JSON"):
        render_json(broken)


def test_fields_that_were_added_later_are_passed_over() -> None:
    data = to_json(SAMPLE)
    data["colour"] = data["blocks"][0]["colour"] = "blue"
    assert from_json(data) == SAMPLE


@pytest.mark.parametrize(
    "change",
    [
        {"schema_version": 1},
        {"schema_version": None},
        {"blocks": 7},
        {"blocks": [{"kind": "poem", "level": 0, "sentences": []}]},
        {"flags": [{"code": "ODD", "detail": ""}]},
        {"article": None},
        {"signature": 3},
        {"summary": {}},
    ],
)
def test_what_is_no_result_is_refused_with_one_line(change: dict[str, object]) -> None:
    with pytest.raises(BadFormat) as caught:
        from_json({**to_json(SAMPLE), **change})
    assert "\n" not in str(caught.value)


def test_each_flag_says_what_it_asks_of_a_reader() -> None:
    repairs = {"RETRY", "REPAIRED"}
    notes = {"SPLIT", "HUMAN", "SOURCE_SENTENCE", "SHORT", "CUT", "WEAK_MODEL"}
    for code in FlagCode:
        expected = "repair" if code in repairs else "note" if code in notes else "doubt"
        written = to_json(replace(SAMPLE, flags=(Flag(code, "x"),)))["flags"]
        assert written == [{"code": code.value, "severity": expected, "detail": "x"}]
