"""Which sentences may enter a summary, and what each needs beside it to be understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translate.summary.model import PlanSentence
from translate.summary.words import (
    FUNCTION_WORDS,
    TOKEN,
    content_stems,
    is_reporting,
    word_count,
    words_of,
)
from translate.text import lists
from translate.types import BlockKind

_TEXT_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_HEAD_KINDS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_APPARATUS = re.compile(
    r"^(?:by\s+[A-Z][\w.'-]+(?:\s+(?:and\s+)?[A-Z][\w.'-]+){0,5}(?:,.{0,40})?\.?$"
    r"|(?:photo|image|picture|video|source|credit)s?\s*(?:by\b|:)"
    r"|(?:also\s+)?(?:read|watch|see|view|listen to)\s+(?:also|more|our|the full)\b"
    r"|also\s+read\b|click here|subscribe\b|sign up\b|follow us\b|https?://|www\.)"
    r"|\bcontributed to this (?:report|story|article)\b|\b(?:in|to) the comments\b"
    r"|©|\bvia getty images\b|\ball rights reserved\b",
    re.IGNORECASE,
)
_BYLINE_CASE = re.compile(r"^[Bb][Yy]\s+[A-Z]")
#: What says nothing without one: the number of a list's item is a sentence by itself.
_WORD = re.compile(r"[^\W\d_]{2}")
_DATELINE = re.compile(
    r"^\s*(?:[A-Z][\w .,'/-]{1,40}\s)?\((?:CNN|Reuters|AP|AFP|ANP|Belga|UPI|BBC|EPA|dpa)\)"
    r"\s*(?:[-–—]+\s*)?"
)
#: Openings that point back to something outside the sentence.
_POINTS_BACK = lists.words("en", "points back")
_PERSONS = frozenset(["he", "she", "they", "him", "her", "his", "their"])
_EARLY = 9
_EXPLETIVE = re.compile(
    r"^(?:it\s+(?:is|was|will be|would be|seems|appears|has been|remains)\b"
    r".*\b(?:that|to|who|if|whether)\b"
    r"|there\s+(?:is|are|was|were|will|has|have)\b|according to\s+(?!(?:him|her|them|this|it)\b)"
    r"|earlier this\b|later this\b|this (?:week|month|year|summer|winter|spring|autumn|morning)\b"
    r"|both\s+[A-Za-z-]+\s+and\b|here (?:is|are)\b)",
    re.IGNORECASE | re.DOTALL,
)
#: Attributed to somebody whose name must have come before.
_HIS_WORDS = re.compile(
    r"\baccording to (?:him|her|them)\b|\b(?:he|she|they) (?:says?|said|thinks?|adds?|added)\b"
    r"|\b(?:says?|said) (?:he|she|they)(?=[.,;]|$)"
)
_OPENING_QUOTE = tuple("\"“‘„'«")
_QUOTED = re.compile(r"[\"“”„«»].*?[\"“”«»]|(?<!\w)[‘'].*?[’'](?!\w)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may enter a summary.

    ``order`` numbers the candidates; ``index`` is the number in the article; ``section`` counts
    the headings before it. ``points_back`` and ``speechless`` (a quotation without its speaker)
    say that it cannot stand alone.
    """

    order: int
    index: int
    block: int
    section: int
    text: str
    source: str
    stems: tuple[str, ...]
    words: int
    points_back: bool
    speechless: bool
    doubtful: bool
    fragment: bool


def headline_stems(sentences: Sequence[PlanSentence]) -> dict[int, frozenset[str]]:
    """For each section, the stems of its heading; section 0 has the title's."""
    found: dict[int, set[str]] = {0: set()}
    section = 0
    for sentence in sentences:
        if sentence.kind is BlockKind.HEADING:
            section += 1
        if sentence.kind in _HEAD_KINDS:
            found.setdefault(section, set()).update(content_stems(sentence.target))
    return {number: frozenset(stems) for number, stems in found.items()}


def candidates_of(sentences: Sequence[PlanSentence]) -> list[Candidate]:
    """Sentences of the running text, each once; no heading, caption, link, byline, bare number."""
    found: list[Candidate] = []
    seen: set[str] = set()
    section = 0
    inside = ""
    block: int | None = None
    for sentence in sentences:
        if sentence.kind is BlockKind.HEADING:
            section += 1
        if sentence.block != block:
            block, inside = sentence.block, ""
        if sentence.kind not in _TEXT_KINDS:
            continue
        text = without_dateline(" ".join(sentence.target.split()))
        before, inside = inside, _left_open(text, inside)
        text = _closed(text, before, inside)
        if not _WORD.search(text) or is_apparatus(text) or text in seen:
            continue
        seen.add(text)
        found.append(
            Candidate(
                order=len(found),
                index=sentence.index,
                block=sentence.block,
                section=section,
                text=text,
                source=sentence.source,
                stems=tuple(content_stems(text)),
                words=word_count(text),
                points_back=points_back(text),
                speechless=_is_speechless(text),
                doubtful=sentence.doubtful,
                fragment=not _is_sentence(text),
            )
        )
    return found


def without_dateline(text: str) -> str:
    """The sentence without "(CNN)" or "BRUSSELS (Reuters) -" before it."""
    return _DATELINE.sub("", text, count=1) or text


def is_apparatus(text: str) -> bool:
    """Bylines, credits and pointers to other pieces that were not marked as such."""
    if not _APPARATUS.search(text):
        return False
    return not text.lower().startswith("by ") or bool(_BYLINE_CASE.match(text))


def points_back(text: str) -> bool:
    """Whether the sentence opens with a pronoun or connective that needs the one before."""
    found = words_of(text)
    if _HIS_WORDS.search(text) and not any(word[0].isupper() for word in found[1:]):
        return True
    if _EXPLETIVE.match(text.lstrip("".join(_OPENING_QUOTE))):
        return False
    if _early_pronoun(text):
        return True
    return bool(found) and re.split("['’]", found[0].lower())[0] in _POINTS_BACK


def _early_pronoun(text: str) -> bool:
    """Whether a person is meant before anybody is named: "In 2008, she …", "Yesterday he …"."""
    tokens = TOKEN.findall(text)
    for at, token in enumerate(tokens[:_EARLY]):
        if at and token[0].isupper():
            return False
        if token.lower() in _PERSONS:
            return at <= 1 or tokens[at - 1] == ","
    return False


def _left_open(text: str, inside: str) -> str:
    """The mark of the quotation that is open after ``text``, if ``inside`` was open before it."""
    if text.count('"') % 2:
        return "" if inside == '"' else '"'
    opened = sum(text.count(mark) for mark in "“„«")
    closed = sum(text.count(mark) for mark in "”»")
    if opened == closed:
        return inside
    return "“" if opened > closed else ""


def _closed(text: str, inside: str, after: str) -> str:
    """The sentence with the quotation mark that the one before opened or the one after closes."""
    if inside and not text.startswith(_OPENING_QUOTE):
        text = inside + text
    return text + after.replace("“", "”")


def _is_speechless(text: str) -> bool:
    """Whether the sentence is a quotation and names nobody who says it."""
    if not text.startswith(_OPENING_QUOTE):
        return False
    around = words_of(_QUOTED.sub(" ", text))
    return len(around) < 2 or not any(map(is_reporting, around))


def _is_sentence(text: str) -> bool:
    """Ends as a statement, and has something like a predicate in it."""
    if not text.rstrip("\"'”’)]»").endswith((".", "!", "…")):
        return False
    found = [word.lower() for word in words_of(text)]
    return len(found) >= 4 and any(word in FUNCTION_WORDS for word in found)


def looks_english(candidates: Sequence[Candidate]) -> bool:
    """Whether enough of the words are the little words of English."""
    found = [word.lower() for one in candidates[:200] for word in words_of(one.text)]
    return sum(word in FUNCTION_WORDS for word in found) >= 0.2 * len(found)
