"""Flags in words: the checks' own texts, and one for each flag that no check sets."""

from __future__ import annotations

from functools import cache

from translate.flags import FlagCode, Severity

#: What each severity says, as a heading over its flags.
SEVERITY_WORDS = {
    Severity.DOUBT: "Doubts (may be wrong: read the Dutch)",
    Severity.REPAIR: "Repairs (something was wrong and was put right)",
    Severity.NOTE: "Notes (how this was made)",
}

_NOTES = {
    FlagCode.UNSURE: "The model was unsure of this sentence: much of what scores so low is wrong.",
    FlagCode.TERM: "A term of the glossary is not translated as the glossary says.",
    FlagCode.SPLIT: "Translated in parts: too long for the model, or cut at a sign that it lost.",
    FlagCode.RETRY: "The first translation was doubtful or missed a term; this is a second one.",
    FlagCode.REPAIRED: "The model garbled a name; the name was put back in its place.",
    FlagCode.HUMAN: "A person corrected or confirmed this sentence; no model was asked.",
    FlagCode.UNSUPPORTED: "Something in this part of the summary was not found in the article.",
    FlagCode.SOURCE_SENTENCE: "A sentence of the translated article itself, not a rewritten one.",
    FlagCode.SHORT: "The article is so short that the summary is the article.",
    FlagCode.CUT: "The summary was cut at the limit on its length.",
    FlagCode.WEAK_MODEL: "A weak model made this: check against the Dutch before you quote.",
}


@cache
def explanations() -> dict[FlagCode, str]:
    """One sentence for every flag."""
    from translate.quality import CHECKS

    words = dict(_NOTES)
    words.update((code, check.explanation) for code, check in CHECKS.items())
    return words
