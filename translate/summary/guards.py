"""Our own doubts about a rewritten piece; ``quality`` traces its names and numbers besides.

A small model that understands a passage uses its words, and one that does not begins to invent:
what is new in the wording is the best sign of what is new in the facts. ``bench/rules.py`` says
what each rule is worth; one that people's judgements do not bear out has no place here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from translate.summary.candidates import points_back
from translate.summary.words import (
    FUNCTION_WORDS,
    TOKEN,
    content_stems,
    word_count,
    words_of,
)
from translate.text import lists
from translate.text.english import base
from translate.text.english_sentences import split_sentences

_ENDS = (".", "!", "?", "…")
_CLOSERS = "\"'”’)]»"
_DANGLING = lists.words("en", "dangling")
#: What stands between two marks in the middle of a sentence, which may be left out.
_ASIDE = re.compile(r"[,(–—][^,()–—]*[,)–—]")
#: The share of a piece's content words that may be new.
MAX_NOVEL = 0.12


def doubts(piece: str, sources: Sequence[str]) -> list[str]:
    """Why ``piece`` cannot stand for the source sentences; empty when it can."""
    if word_count(piece) < 4:
        return ["empty or too short"]
    if all(part in sources for part in split_sentences(piece)):
        return []
    found = [fault for fault, holds in _FORM.items() if holds(piece, " ".join(sources))]
    for label, rule in (
        ("words of its own", new_words),
        ("puts words together that were apart", new_neighbours),
    ):
        details = list(dict.fromkeys(rule(piece, sources)))
        if details:
            found.append(f"{label}: {', '.join(details)}")
    return found


# Faults that show without a look at the facts ----------------------------------------------------


def _broken(piece: str, _: str) -> bool:
    """Whether the piece does not begin and end as a sentence."""
    first = piece.lstrip("\"'“‘„«([")[:1]
    last = words_of(piece)[-1:]
    ends = piece.rstrip(_CLOSERS).endswith(_ENDS)
    return not (ends and (first.isupper() or first.isdigit())) or last[0].lower() in _DANGLING


_FORM: dict[str, Callable[[str, str], bool]] = {
    "longer than its source": lambda piece, passage: word_count(piece) > word_count(passage),
    "not a sentence": _broken,
    "opens with a pronoun": lambda piece, passage: points_back(piece) and not points_back(passage),
}


# Wording -----------------------------------------------------------------------------------------


def new_words(piece: str, sources: Sequence[str]) -> list[str]:
    """New words that carry facts, when there are too many of them."""
    passage = " ".join(sources)
    known = set(content_stems(passage))
    given = content_stems(piece)
    new = [one for one in given if one not in known]
    return new if len(new) > MAX_NOVEL * len(given) else []


def new_neighbours(piece: str, sources: Sequence[str]) -> list[str]:
    """Words of the source that are neighbours in the piece only, no mark between them.

    The same words in another order, or with something left out between them that was no aside,
    can say another thing: "the mayor [opened a school and two aides] resigned".
    """
    told = [*sources, *(_ASIDE.sub(" ", source) for source in sources)]
    runs = [run for source in told for run in _runs(source, marks=False)]
    known = {one for run in runs for one in run}
    pairs = {pair for run in runs for pair in pairwise(run)}
    return [
        f"{left} {right}"
        for run in _runs(piece, marks=True)
        for left, right in pairwise(one for one in run if one in known)
        if (left, right) not in pairs
    ]


def _runs(text: str, *, marks: bool) -> Iterator[list[str]]:
    """Stems of the content words of each sentence; with ``marks``, of what stands between them."""
    for sentence in split_sentences(text):
        run: list[str] = []
        for token in TOKEN.findall(sentence):
            if marks and not token[0].isalnum():
                yield run
                run = []
            elif token[0].isalnum() and token.lower() not in FUNCTION_WORDS:
                run.append(base(token.lower()))
        yield run
