"""Tracing a summary to its evidence: what in it has no ground there.

Everything is judged against the sentences that a piece says it was made from. Names, numbers,
quotations, negations, speakers and roles must be there one by one; of the other words a share
may be new, because a summary is allowed its own words. Names and numbers are compared with the
Dutch as well, so that one that was mistranslated does not pass twice.
"""

from __future__ import annotations

from translate.flags import Flag, FlagCode
from translate.quality.grounds import RULES
from translate.quality.passage import Case, Evidence, Finding, prepared, supported

#: A piece of which more than this share of the content words is new is not supported. The command
#: ``python bench/faithfulness.py SUMMEDITS XSUM`` chooses 0.47 on one half of the first file and
#: 0.33 on one half of the second; this lies between.
MAX_NEW_WORDS = 0.35


def trace(piece: str, evidence: Evidence) -> tuple[Flag, ...]:
    """Flags for what in ``piece`` its ``evidence`` does not support; none where it does.

    ``evidence`` holds (Dutch source, English target) of each sentence the piece was made from;
    with an empty source only the English is asked.
    """
    case = prepared(piece, evidence)
    found = [finding for rule in RULES for finding in rule(case)]
    share, words = new_words(case)
    if share > MAX_NEW_WORDS:
        found.append(Finding("words", f"words not in the evidence: {', '.join(words)}"))
    details = dict.fromkeys(finding.detail for finding in found)
    return tuple(Flag(FlagCode.UNSUPPORTED, detail) for detail in details)


def new_words(case: Case) -> tuple[float, list[str]]:
    """Share of the piece's content words without kin in the evidence, and which they are."""
    total = 0
    new: list[str] = []
    for part in case.parts:
        for word in part.content:
            total += 1
            if not supported(word, case.evidence):
                new.append(part.shown(word))
    return (len(new) / total if total else 0.0), sorted(new)
