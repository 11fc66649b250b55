"""The named checks on one sentence and its translation, in one registry.

The functions that look are in ``finders``; the registry adds what people and documentation
need: the code, how much it weighs, one sentence that explains it, a pair that triggers it and one
that must not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from translate.flags import Flag, FlagCode
from translate.quality.finders import (
    STOPPED,
    Pair,
    find_address,
    find_copy,
    find_empty,
    find_language,
    find_length,
    find_loop,
    find_name,
    find_negation,
    find_nonword,
    find_number,
    find_quotes,
    find_truncation,
    find_untranslated,
    has_letters,
)
from translate.types import ArticleResult, Hypothesis, Rendering, Translation
from translate.verbatim import without_pieces

#: How much a doubt weighs where two answers are compared: a translation not to use, one that says
#: something else, one with other punctuation.
_UNUSABLE, _WRONG, _MARKS = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Check:
    """One entry of the registry; ``triggers`` and ``passes`` are examples that tests run."""

    code: FlagCode
    weight: int
    explanation: str
    triggers: Pair
    passes: Pair
    find: Callable[[Pair], str | None]


REGISTRY: tuple[Check, ...] = (
    Check(
        FlagCode.EMPTY,
        _UNUSABLE,
        "The translation has no words although the Dutch sentence has.",
        Pair("De brug is dicht.", "..."),
        Pair("* * *", "* * *"),
        find_empty,
    ),
    Check(
        FlagCode.LOOP,
        _UNUSABLE,
        "The translation repeats itself where the Dutch does not, as models do when they stall.",
        Pair(
            "De minister wil de regels aanpassen.",
            "The minister wants to change the rules, the rules, the rules, the rules.",
        ),
        Pair("Heel, heel, heel lang geleden.", "A long, long, long time ago."),
        find_loop,
    ),
    Check(
        FlagCode.TRUNC,
        _UNUSABLE,
        "The translation stops before the sentence is finished.",
        Pair(
            "De rechter sprak hem vrij omdat het bewijs ontbrak.",
            "The judge acquitted him because the",
        ),
        Pair(
            "De rechter sprak hem vrij omdat het bewijs ontbrak.",
            "The judge acquitted him for lack of evidence.",
        ),
        find_truncation,
    ),
    Check(
        FlagCode.COPY,
        _UNUSABLE,
        "The Dutch sentence came back instead of a translation.",
        Pair("De politie zoekt nog drie getuigen.", "De politie zoekt nog drie getuigen."),
        Pair("Feyenoord – Ajax 2-1", "Feyenoord – Ajax 2-1"),
        find_copy,
    ),
    Check(
        FlagCode.LANG,
        _UNUSABLE,
        "The translation is not, or not wholly, in English.",
        Pair(
            "Zij gaan morgen naar het strand omdat het warm wordt.",
            "Tomorrow zij gaan naar the beach omdat it gets warm.",
        ),
        Pair("Hij leest De Telegraaf.", "He reads De Telegraaf."),
        find_language,
    ),
    Check(
        FlagCode.LEN,
        _UNUSABLE,
        "The translation is much shorter or longer than the Dutch: something is missing or added.",
        Pair(
            "De gemeenteraad stemde na een lang debat in met de bouw van tweehonderd woningen.",
            "The council voted.",
        ),
        Pair("Ja.", "Yes, indeed."),
        find_length,
    ),
    Check(
        FlagCode.NUM,
        _WRONG,
        "A number, date, time, unit or currency is missing, differs, or is not in the Dutch.",
        Pair("Er kwamen 10.000 mensen.", "There were 10.000 people."),
        Pair("Het kost 2,5 miljard euro.", "It costs 2.5 billion euros."),
        find_number,
    ),
    Check(
        FlagCode.NAME,
        _WRONG,
        "A name is missing, garbled, left in its Dutch spelling, or not in the Dutch at all.",
        Pair("Volgens Van Dijk is het plan mislukt.", "According to Jansen the plan has failed."),
        Pair("President Loekasjenko sprak.", "President Lukashenko spoke."),
        find_name,
    ),
    Check(
        FlagCode.NEGATION,
        _WRONG,
        "A “not”, “hardly” or “refuse” was lost, or a “not” added: it may say the contrary.",
        Pair("Hij zal het plan niet steunen.", "He will support the plan."),
        Pair("De chauffeur raakte niet gewond.", "The driver was unhurt."),
        find_negation,
    ),
    Check(
        FlagCode.ADDRESS,
        _WRONG,
        "An address, a handle, code, an emoji or text in another script is missing or differs.",
        Pair("Zie https://krant.example/l/25 voor meer.", "See https://krant.example/25 for more."),
        Pair("Mail naar jan@krant.example.", "E-mail jan@krant.example."),
        find_address,
    ),
    Check(
        FlagCode.DUTCH,
        _WRONG,
        "A Dutch word was left standing: the model did not know it.",
        Pair("De regen hield steevast op tijd op.", "The rain steevast stopped in time."),
        Pair("Het museum is open.", "The museum is open."),
        find_untranslated,
    ),
    Check(
        FlagCode.NONWORD,
        _WRONG,
        "A word is no English word: the model made it up of syllables.",
        Pair("Op het schip brak muiterij uit.", "A coloyment broke out on the ship."),
        Pair("Op het schip brak muiterij uit.", "A mutiny broke out on the ship."),
        find_nonword,
    ),
    Check(
        FlagCode.QUOTE,
        _MARKS,
        "Quotation marks were lost, added or not closed: check who says what.",
        Pair("“Wij gaan door”, zei hij.", "We will go on, he said."),
        Pair("‘Wij gaan door’, zei hij.", "“We will go on,” he said."),
        find_quotes,
    ),
)
#: The registry by code.
CHECKS: Mapping[FlagCode, Check] = {check.code: check for check in REGISTRY}

_UNUSABLE_CODES = frozenset(check.code for check in REGISTRY if check.weight == _UNUSABLE)
#: Doubts that another decoding may mend; a lost name or number comes back the same.
RETRY_CODES = _UNUSABLE_CODES | {FlagCode.NEGATION}
#: Most words that a second answer with other negations may be shorter, as a share of the first.
_MOST_SHORTER = 0.1


def check_sentence(
    source: str, hypothesis: Hypothesis, names: Mapping[str, str] | None = None
) -> tuple[Flag, ...]:
    """Every doubt about ``hypothesis`` as a translation of the Dutch ``source``, gravest first.

    ``names`` (Dutch to English) makes the NAME check stricter; without it the answer depends on
    the two texts alone. A source without letters needs no translation and is never doubted.
    """
    whole = Pair(source, hypothesis.text, hypothesis.truncated, names)
    pair = replace(whole, source=without_pieces(source), target=without_pieces(whole.target))
    if not has_letters(pair.source):
        return ()
    empty = find_empty(pair)
    if empty is not None:
        return (Flag(FlagCode.EMPTY, empty),)
    flags = [
        Flag(check.code, detail)
        for check in REGISTRY
        if (detail := check.find(whole if check.code is FlagCode.ADDRESS else pair))
    ]
    codes = {flag.code for flag in flags}
    if FlagCode.COPY in codes:  # the reason for the rest
        flags = [flag for flag in flags if flag.code in (FlagCode.COPY, FlagCode.TRUNC)]
    return tuple(flags)


def wants_retry(flags: tuple[Flag, ...]) -> bool:
    """Whether decoding once more with other settings may help."""
    return any(flag.code in RETRY_CODES for flag in flags)


def is_unusable(flags: tuple[Flag, ...]) -> bool:
    """Whether a translation should not be used at all."""
    return any(flag.code in _UNUSABLE_CODES for flag in flags)


def adds_no_doubt(first: tuple[Flag, ...], second: tuple[Flag, ...]) -> bool:
    """Whether no check doubts the second of two answers that did not doubt the first."""
    return {flag.code for flag in second if flag.code in CHECKS} <= {flag.code for flag in first}


def mends_negation(first: Rendering, second: Rendering) -> bool:
    """Whether the second has the negations that the first has not, and all else that it has.

    No other check may doubt it, no term may be missing, and it may be hardly shorter.
    """
    doubted = any(flag.code is FlagCode.NEGATION for flag in second.flags)
    lost = {use.dutch for use in first.terms if use.applied} - {
        use.dutch for use in second.terms if use.applied
    }
    words = len(first.target.split())
    room = max(1, round(words * _MOST_SHORTER))
    whole = len(second.target.split()) >= words - room
    return not doubted and not lost and whole and adds_no_doubt(first.flags, second.flags)


def better(first: Rendering, second: Rendering) -> Rendering:
    """The rendering to keep: fewer broken checks, then fewer doubts, then the higher score.

    The first wins a draw, so that a retry must earn its place.
    """
    return second if _rank(second) > _rank(first) else first


def _rank(rendering: Rendering) -> tuple[int, int, float]:
    weights = [CHECKS[flag.code].weight for flag in rendering.flags if flag.code in CHECKS]
    return (-weights.count(_UNUSABLE), -sum(weights), rendering.score or 0.0)


def recheck(result: ArticleResult, names: Mapping[str, str] | None = None) -> ArticleResult:
    """``result`` with the flags of every sentence computed anew from its two texts.

    Flags that no text can show are kept: what was done to a sentence (SPLIT, RETRY), and TRUNC
    where decoding said so. A sentence that no model translated (no score) is not checked.
    """
    blocks = tuple(
        replace(block, sentences=tuple(_recheck(pair, names) for pair in block.sentences))
        for block in result.blocks
    )
    return replace(result, blocks=blocks)


def _recheck(pair: Translation, names: Mapping[str, str] | None) -> Translation:
    if pair.score is None:
        return pair
    stopped = any(flag.detail == STOPPED for flag in pair.flags)
    hypothesis = Hypothesis(pair.target, pair.score, truncated=stopped)
    found = check_sentence(pair.source, hypothesis, names)
    kept = tuple(flag for flag in pair.flags if flag.code not in CHECKS)
    return replace(pair, flags=(*found, *kept))
