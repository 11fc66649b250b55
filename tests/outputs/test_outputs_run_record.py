"""``run.json`` adds up and tells the time only where it should."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from result_values import SAMPLE, pair, paragraph, result

from translate.outputs import ArticleEntry, RunLog, count_characters, count_flags
from translate.types import LeftOut, Reason


def test_totals_add_up() -> None:
    log = RunLog("sig", {}, {})
    characters = {"blocks": 50, "hidden": 4}
    log.add(
        ArticleEntry("a", sentences=10, translated=4, flags={"NUM": 2}, characters={"blocks": 20})
    )
    flags = {"NUM": 1, "LEN": 1, "RETRY": 2}
    log.add(ArticleEntry("b", sentences=5, from_memory=True, flags=flags, characters=characters))
    log.add(ArticleEntry("c", status="empty", error="c: nothing in it"))
    assert log.to_json()["totals"] == {
        "articles": 3,
        "statuses": {"done": 2, "empty": 1},
        "sentences": 15,
        "translated": 4,
        "articles_from_memory": 1,
        "summaries_from_memory": 0,
        "sentences_from_memory": 11,
        "flags": {"LEN": 1, "NUM": 3, "RETRY": 2},
        "severities": {"doubt": 4, "repair": 2, "note": 0},
        "characters": {"blocks": 70, "hidden": 4},
    }


def test_a_clock_that_is_set_back_does_not_disturb_the_measure(tmp_path: Path) -> None:
    clock, timer = iter([86_400.0, 0.0]), iter([5.0, 7.5])
    log = RunLog("sig", {}, {}, clock=lambda: next(clock), timer=lambda: next(timer))
    log.finish(130)
    (tmp_path / "run.json").write_text("".join(log.text()), "utf-8")
    data = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert (data["started"], data["finished"]) == (
        "1970-01-02T00:00:00+00:00",
        "1970-01-01T00:00:00+00:00",
    )
    assert (data["seconds"], data["exit_code"]) == (2.5, 130)


def test_notices_are_kept_once_and_timings_add_up() -> None:
    log = RunLog("sig", {}, {})
    for _ in range(2):
        log.notice("the bundled model is used")
        log.spend("load", 0.25)
    data = log.to_json()
    assert data["notices"] == ["the bundled model is used"]
    assert data["timings"] == {"load": 0.5}
    assert data["finished"] is None


@given(st.lists(st.text(), max_size=20), st.integers(1, 15))
def test_every_article_is_in_the_record_in_its_order(some: list[str], times: int) -> None:
    names = some * times  # more than the journal keeps together
    log = RunLog("sig", {}, {})
    entries = [ArticleEntry(name, outputs={"json": f"{name}.json"}) for name in names]
    for entry in entries:
        log.add(entry)
    assert list(log.entries()) == entries
    text = "".join(log.text())
    assert json.loads(text) == log.to_json()
    assert [entry["path"] for entry in json.loads(text)["articles"]] == names
    assert sum(line.startswith('    {"path"') for line in text.split("\n")) == len(names)


def test_a_name_that_utf8_cannot_hold_is_kept() -> None:
    log = RunLog("sig", {}, {})
    log.add(ArticleEntry("a\ud800b"))
    assert [entry.path for entry in log.entries()] == ["a\ud800b"]


def test_flags_are_counted_per_sentence_and_piece() -> None:
    assert count_flags(SAMPLE) == {"NUM": 1, "SOURCE_SENTENCE": 1}


def test_characters_are_counted_in_blocks_and_by_reason() -> None:
    left_out = (LeftOut(Reason.HIDDEN, "Meer", 40), LeftOut(Reason.HIDDEN, "Nog meer", 2))
    one = replace(result(paragraph(pair("Een zin.", "x"))), left_out=left_out)
    assert count_characters(one) == {"blocks": 8, "hidden": 42}


@pytest.mark.parametrize(
    ("characters", "told"),
    [
        ({"blocks": 80, "navigation": 20}, False),
        ({"blocks": 79, "navigation": 21}, True),
        ({"blocks": 80, "script": 999}, False),  # nobody sees it
        ({}, False),
    ],
)
def test_a_notice_where_more_than_a_fifth_is_left_out(
    characters: dict[str, int], told: bool
) -> None:
    log = RunLog("sig", {}, {})
    log.add(ArticleEntry("a.html", characters=characters))
    log.finish(0)
    assert [
        line.startswith("more than a fifth of a.html") for line in log.to_json()["notices"]
    ] == ([True] if told else [])
