"""Our own doubts about a rewritten piece; ``quality`` traces its names and numbers besides.

A small model that understands a passage uses its words, and one that does not begins to invent:
what is new in the wording is therefore the best sign of what is new in the facts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from translate.quality.words import stem
from translate.summary.candidates import points_back
from translate.summary.skeleton import (
    changed_force,
    loose_pairs,
    lost_attempts,
    lost_hedges,
    new_joints,
)
from translate.summary.words import (
    FUNCTION_WORDS,
    REPORTING,
    content_stems,
    has_repeat,
    listed,
    split_sentences,
    word_count,
    words_of,
)

_CHATTER = re.compile(
    r"\b(?:summar(?:y|ies|i[sz]e[sd]?)|rewrit(?:e|ten)|rephrase[sd]?|paraphrase[sd]?"
    r"|(?:the|this) (?:text|passage|article|sentence|statement|paragraph)|as an ai"
    r"|here(?:'s| is| are)|certainly|sure[,!]|note that|in conclusion"
    r"|i (?:can|cannot|hope)|you asked|assistant|user)\b|[*#`<>|{}\\]|\bhttps?:",
    re.IGNORECASE,
)
#: "…, but the agency reported." – an attribution that became a clause of its own.
_STRANDED = re.compile(
    rf"\b(?:but|and|so|while|who|which|as)\s+(?:[^\s,.;:]+\s+){{0,4}}(?:{'|'.join(sorted(REPORTING))})"
    r"[.!]?[\"”’]?$",
    re.IGNORECASE,
)
_ENDS = (".", "!", "?", "…")
_CLOSERS = "\"'”’)]»"
_DANGLING = listed("the a an of in to for by with from and or but that which who as at on")
#: The share of a piece's content words that may be new.
MAX_NOVEL = 0.12
_REPORTING_STEMS = frozenset(stem(word) for word in REPORTING)
_QUOTE_MARKS = re.compile(r"[\"“”„«»]")


def doubts(piece: str, sources: Sequence[str]) -> list[str]:
    """Why ``piece`` cannot stand for the source sentences; empty when it can."""
    passage = " ".join(sources)
    if word_count(piece) < 4:
        return ["empty or too short"]
    if " ".join(piece.split()) in passage and _whole(piece, sources):
        return []
    found = _form(piece, passage)
    new = _new_words(piece, passage)
    if new:
        found.append("words of its own: " + ", ".join(new))
    for label, details in (
        ("puts words together that were apart", loose_pairs(piece, sources)),
        ("changes what is denied or possible", changed_force(piece, sources)),
        ("drops a hedge", lost_hedges(piece, sources)),
        ("makes a deed of an intention", lost_attempts(piece, sources)),
        ("connects on its own account", new_joints(piece, sources)),
    ):
        if details:
            found.append(f"{label}: {', '.join(details)}")
    found.extend(_attribution(piece, sources))
    return found


def _whole(piece: str, sources: Sequence[str]) -> bool:
    return all(part in sources for part in split_sentences(piece))


def _form(piece: str, passage: str) -> list[str]:
    """Faults that show without a look at the facts."""
    low = [word.lower() for word in words_of(piece)]
    faults = {
        "longer than its source": word_count(piece) > word_count(passage),
        "not a sentence": not _is_sentence(piece, low),
        "speaks about the text": _CHATTER.search(piece) and not _CHATTER.search(passage),
        "opens with a pronoun": points_back(piece) and not points_back(passage),
        "repeats itself": any(one == other for one, other in pairwise(low))
        or (has_repeat(low, 4) and not has_repeat([word.lower() for word in words_of(passage)], 4)),
        "unbalanced quotation marks": not balanced(piece),
        "breaks off at a colon": f"{piece.rstrip('.')}:" in passage,
    }
    return [fault for fault, holds in faults.items() if holds]


def _is_sentence(piece: str, low: Sequence[str]) -> bool:
    first = piece.lstrip("\"'“‘„«([")[:1]
    starts = first.isupper() or first.isdigit()
    ends = piece.rstrip(_CLOSERS).endswith(_ENDS)
    return starts and ends and low[-1] not in _DANGLING


def balanced(text: str) -> bool:
    """Whether every quotation that opens closes."""
    opened = text.count("“") + text.count("„")
    return text.count('"') % 2 == 0 and opened == text.count("”")


def _new_words(piece: str, passage: str) -> list[str]:
    """New words that carry facts, when there are too many of them."""
    known = set(content_stems(passage))
    given = content_stems(piece)
    speaks = bool(_QUOTE_MARKS.search(passage)) or _reports(passage)
    new = [one for one in given if one not in known and not (speaks and one in _REPORTING_STEMS)]
    return list(dict.fromkeys(new)) if len(new) > MAX_NOVEL * len(given) else []


def _attribution(piece: str, sources: Sequence[str]) -> list[str]:
    """A statement that lost the one who made it, or one that got a speaker."""
    found = []
    if _STRANDED.search(piece):
        found.append("strands an attribution")
    for sentence in split_sentences(piece):
        stems = set(content_stems(sentence))
        best = max(sources, key=lambda one: len(stems & set(content_stems(one))))
        if _reports(best) and not _reports(sentence):
            found.append("lost who said it")
    if _reports(piece) and not _reports(" ".join(sources)):
        found.append("gives it a speaker")
    return found


def _reports(text: str) -> bool:
    """Whether the text says that somebody says so."""
    return any(
        word.lower() in REPORTING
        and (word.lower() == "according" or word.lower() not in FUNCTION_WORDS)
        for word in words_of(text)
    )
