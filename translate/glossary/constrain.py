"""Where a missed term should have stood, so that the sentence can be decoded again from there.

Prefix-constrained decoding (Wuebker et al. 2016): the model is given its own target up to the word
that it wrote from the term, and the term, and goes on from there. For that the place need not be
certain, as it must be for a repair: what comes of it is checked like any other target.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from translate.glossary.persons import span_overlaps
from translate.glossary.terms import Term
from translate.text.words import ENGLISH_FUNCTION, NAME_WORD, fold
from translate.types import Link, Rendering, Span

#: Most words that a second target may be longer or shorter than the first, as a share of the
#: first, beside the words of the term itself.
_MOST_CHANGE = 0.25
_ARTICLE = re.compile(r"\b([Aa])n? $")
_THE = re.compile(r"\b[Tt]he $")
#: What may stand between the words of one name: "of the", and initials.
_INSIDE = re.compile(rf"\.?(?:[A-Z]\.| |(?i:{'|'.join(ENGLISH_FUNCTION)})(?= ))+")
#: What the names of newspapers and clubs keep: De Morgen.
_DUTCH_ARTICLE = re.compile(r"(?:De|Het) ")


@dataclass(frozen=True, slots=True)
class Constraint:
    """A term that a target lacks, and the ``beginning`` of the target with the term at its end."""

    term: Term
    beginning: str


def constraint(target: str, term: Term, span: Span, links: Sequence[Link]) -> Constraint | None:
    """The target up to the word that was most probably written from ``span``, and the term.

    ``span`` is where the term stands in the text that ``target`` was written from, ``links`` are
    those between the two. None where no word but function words is linked to it.
    """
    linked = [
        link
        for link in links
        if span_overlaps(link.source, span)
        and fold(target[slice(*link.target)]) not in ENGLISH_FUNCTION
    ]
    if not linked:
        return None
    best = max(linked, key=lambda link: (link.weight, -link.target[0]))
    start = best.target[0]
    for link in sorted(linked, key=lambda link: -link.target[0]):
        between = target[link.target[1] : start]
        if between == " " or (" " in term.english and _INSIDE.fullmatch(between)):
            start = link.target[0]  # a term of several words: its first
    return Constraint(term, _with_article(target[:start], term))


def _with_article(before: str, term: Term) -> str:
    """``before`` and the term, with the article and the capital that it needs there."""
    english = term.english
    if english[:4].lower() == "the " and _THE.search(before):
        english = english[4:]
    elif _DUTCH_ARTICLE.match(english):
        before = _THE.sub("", before)
    if not term.entry.case and not any(char.isalnum() for char in before):
        english = english[:1].upper() + english[1:]
    an = "n" if english[:1].lower() in set("aeiou") else ""  # by the letter: no sounds are known
    return _ARTICLE.sub(rf"\g<1>{an} ", before) + english


def obeys(constraint: Constraint, first: Rendering, second: Rendering) -> bool:
    """Whether the second target has the term where the first had it not.

    No term of the first may be lost, and its length may not be much different: a forced term can
    make a model say a thing twice, or nothing more. A name of the term that stood in the first may
    not stand there more often now: Peter R. spoke to Peter R. de Vries.
    """
    before, after = (Counter(NAME_WORD.findall(one.target)) for one in (first, second))
    names = (word for word in NAME_WORD.findall(constraint.term.english) if word[0].isupper())
    if any(0 < before[name] < after[name] for name in names):
        return False
    there = {use.dutch for use in second.terms if use.applied}
    needed = {use.dutch for use in first.terms if use.applied} | {constraint.term.dutch}
    words = len(first.target.split())
    room = max(1, round(words * _MOST_CHANGE)) + len(constraint.term.english.split()) - 1
    return needed <= there and abs(len(second.target.split()) - words) <= room
