"""What a rewrite may do with its source, and what it may not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from translate.quality import trace
from translate.summary.guards import doubts
from translate.text.english_sentences import sentences

JUDGED = Path(__file__).parents[2] / "bench" / "judged_pieces.jsonl"

MUSEUM = (
    "The museum in Emmen, which was founded in 1837, will remain closed until May because its "
    "roof has to be replaced."
)
FUND = "Attacks on guards rose by 9% last year, according to the Ghent-based National Guards Fund."


@pytest.mark.parametrize(
    ("piece", "sources"),
    [
        (MUSEUM, [MUSEUM]),
        ("The museum in Emmen will remain closed until May.", [MUSEUM]),
        ("Attacks on guards rose by 9% last year.", [FUND]),
        (
            "The pools close on 1 March, while 26 employees will be offered another job.",
            ["The pools close on 1 March.", "In all 26 employees will be offered another job."],
        ),
    ],
)
def test_faithful_shortenings_pass(piece: str, sources: list[str]) -> None:
    assert doubts(piece, sources) == []


@pytest.mark.parametrize(
    ("piece", "source", "doubt"),
    [
        ("", MUSEUM, "empty"),
        ("The museum in Emmen will remain closed until", MUSEUM, "not a sentence"),
        ("The museum in Emmen will open in Paris soon again.", MUSEUM, "words of its own"),
        ("It will remain closed until May.", MUSEUM, "opens with a pronoun"),
        (
            "The museum in Emmen will remain closed unless its roof has to be replaced.",
            MUSEUM,
            "words of its own",
        ),
        (
            "Alexis Pin won the giant slalom ahead of Ted Lit.",
            "Alexis Pin won on Saturday to be second in the giant slalom ahead of Ted Lit.",
            "were apart",
        ),
        (
            "The mayor and two aides resigned on Friday.",
            "The mayor opened a school and two aides resigned on Friday.",
            "were apart",
        ),
        (
            "The dog bit the man in Assen.",
            "The man bit the dog in Assen.",
            "were apart",
        ),
        (
            "The driver stole a car in Assen.",
            "The driver allegedly stole a car in Assen.",
            "were apart",
        ),
        (
            "The council did rule out a third pool.",
            "The council did not rule out a third pool.",
            "were apart",
        ),
        (
            "President Petrova spoke with twelve ministers.",
            "President Lukashenko and Minister Petrova spoke with twelve ministers.",
            "were apart",
        ),
    ],
)
def test_unfaithful_ones_do_not(piece: str, source: str, doubt: str) -> None:
    assert any(doubt in found for found in doubts(piece, [source])), doubts(piece, [source])


def test_a_piece_is_not_longer_than_its_source() -> None:
    longer = "The bridge is safe, the bridge in Assen is safe."
    assert "longer than its source" in doubts(longer, ["The bridge in Assen is safe."])


def test_what_people_judged_unsound_is_refused_and_much_of_the_rest_is_not() -> None:
    """The answers of a small model in `bench/judged_pieces.jsonl`; `bench/rules.py` has more."""
    refused = {True: 0, False: 0}
    of = {True: 0, False: 0}
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sources = sentences(row["article"])
        of[bool(row["consistent"])] += 1
        refused[bool(row["consistent"])] += bool(
            doubts(row["summary"], sources)
            or trace(row["summary"], [("", source) for source in sources])
        )
    assert refused[False] >= 0.95 * of[False]
    assert refused[True] <= 0.5 * of[True]
