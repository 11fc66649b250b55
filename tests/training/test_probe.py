"""Every probe can fail and can be met."""

from __future__ import annotations

import re
from collections import Counter

from models.training.probe import PROBES, kept

ROWS = [
    line.split("\t")
    for line in PROBES.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def test_each_kind_has_twenty_sentences_that_silence_does_not_pass() -> None:
    assert min(Counter(row[0] for row in ROWS).values()) >= 20
    for _, dutch, *patterns in ROWS:
        assert patterns and not kept("", patterns), dutch
        for pattern in patterns:
            re.compile(pattern)


def test_all_patterns_must_be_found_in_any_case() -> None:
    assert kept("The MAYOR [left] opened it.", [r"\[left\]", "mayor"])
    assert not kept("The mayor opened it.", [r"\[left\]", "mayor"])
