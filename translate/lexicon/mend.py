"""Words that a model made up, left in Dutch or guessed, put right from its lexicon.

A small model spells an unknown word out of syllables, or writes a word that looks like it.
Its attention says which Dutch word it was writing from (Luong et al. 2015 replace unknown words
so, Arthur et al. 2016 weigh a lexicon against a model's rare words). Replaced are words that are
no English, and words written from a rare Dutch word none of whose meanings the translation has.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from translate.glossary.persons import span_overlaps
from translate.glossary.spelling import with_article
from translate.lexicon.lexicon import Lexicon
from translate.quality.untranslated import left_in_dutch, nonwords
from translate.quality.words import ENGLISH_FUNCTION, JOINED_WORD, stem
from translate.types import Link, Span

#: Raised with every change of behaviour: it is part of the sentence key.
LEXICON_VERSION = 2

_LETTERS = re.compile(r"[^\W\d_]+")
#: Least attention of a link for replacing a word that may be right as it stands, and the number
#: of meanings from which a Dutch word says too little. On FLORES dev what lies beyond these made
#: sentences worse as often as better.
_LEAST_WEIGHT = 0.4
_TOO_MANY = 5
_FEWEST_LETTERS = 4
#: The part that a Dutch verb may leave at the end of its clause, and the look of such a verb:
#: "keurt … af" disapproves, "keurt" alone approves.
_PARTICLE = re.compile(
    r"\b(?:aan|af|bij|door|in|mee|na|neer|om|onder|op|over|terug|toe|uit|voor|weg)"
    r"(?=\W*(?:$|[,.;:!?)]|en\b|maar\b|omdat\b))"
)
_FINITE = ("t", "te", "ten", "de", "den")
#: As like the Dutch as this, an English word is taken for its cognate.
_COGNATE = 0.7


class Mended(NamedTuple):
    """A target after its repairs, its links, and what was replaced: (was, now, Dutch)."""

    text: str
    links: tuple[Link, ...]
    replaced: tuple[tuple[str, str, str], ...] = ()


class Repair(NamedTuple):
    """A word of a target, what may stand there instead, the most trusted first, and for what."""

    span: Span
    options: tuple[str, ...]
    dutch: str


def asks_for_links(source: str, target: str, lexicon: Lexicon, taken: Collection[str]) -> bool:
    """Whether the links of this pair may show something to mend."""
    if left_in_dutch(source, target) or nonwords(source, target):
        return True
    said = _stems(target)
    return any(
        _is_open(word.group(), lexicon, taken) and _lacks(word.group(), said, lexicon)
        for word in JOINED_WORD.finditer(source)
    )


def repairs(
    source: str, target: str, links: Sequence[Link], lexicon: Lexicon, taken: Collection[str]
) -> tuple[Repair, ...]:
    """What in ``target`` is wrong, as far as ``links`` and ``lexicon`` say, in order.

    ``links`` are those between the two texts. Dutch words (lower case) in ``taken`` belong to
    terms and names, and are left alone. No two repairs overlap.
    """
    found: list[Repair] = []
    for repair in _possible(source, target, links, lexicon, taken):
        if not any(
            span_overlaps(repair.span, other.span) or repair.dutch == other.dutch for other in found
        ):
            found.append(repair)
    return tuple(sorted(found))


def variants(target: str, repair: Repair) -> list[str]:
    """``target`` with each of the repair's options."""
    return [mended(target, (), [(repair, option)]).text for option in repair.options]


def mended(target: str, links: Sequence[Link], chosen: Sequence[tuple[Repair, str]]) -> Mended:
    """``target`` with an option for each repair, which are in order, and its ``links`` after."""
    text, moved, replaced = target, tuple(links), []
    for repair, option in reversed(chosen):
        span, english = _with_article(text, repair.span, option)
        replaced.append((text[slice(*span)], english, repair.dutch))
        text = text[: span[0]] + english + text[span[1] :]
        moved = tuple(_moved(link, span, len(english)) for link in moved)
    return Mended(text, moved, tuple(reversed(replaced)))


def _possible(
    source: str, target: str, links: Sequence[Link], lexicon: Lexicon, taken: Collection[str]
) -> Iterator[Repair]:
    """What could be replaced, the surest link first."""
    wrong = {*left_in_dutch(source, target), *nonwords(source, target)}
    said = _stems(target)
    others = _others(source, lexicon)
    for link in sorted(links, key=lambda link: (-link.weight, link.target)):
        was, dutch = target[slice(*link.target)], source[slice(*link.source)]
        low = dutch.lower()
        if low in taken:
            continue
        if was in wrong:
            found = lexicon.meanings(low) or filter(None, [lexicon.compound(low)])
        elif (
            _is_guessed(was, dutch, link.weight, lexicon)
            and _lacks(dutch, said, lexicon)
            and not _is_accounted_for(was, others)
            and not (dutch.endswith(_FINITE) and _PARTICLE.search(source))
        ):
            found = lexicon.meanings(dutch)
        else:
            continue
        options = [one for one in found if one.lower() not in (was.lower(), low)]
        if was[:1].isupper():
            options = [one[:1].upper() + one[1:] for one in options]
        if options:
            yield Repair(link.target, tuple(options), dutch)


def _others(source: str, lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a source, and the stems of all that they may mean."""
    words = frozenset(word.lower() for word in JOINED_WORD.findall(source))
    meant = frozenset().union(*(_stems(m) for word in words for m in lexicon.meanings(word)))
    return words, meant


def _is_accounted_for(was: str, others: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether some Dutch word means this one, or is like it: then the link, not the word, is wrong.

    "64 million euros" keeps its euros, whatever word they are linked to.
    """
    words, meant = others
    return bool(_stems(was) & meant) or any(_is_cognate(was, word) for word in words)


def _is_cognate(english: str, dutch: str) -> bool:
    return SequenceMatcher(None, english, dutch, autojunk=False).ratio() >= _COGNATE


def _with_article(target: str, span: Span, english: str) -> tuple[Span, str]:
    """A repair with the article before it where that has to change."""
    before = target[: span[0]]
    fitting = with_article(before, english)
    if fitting == before:
        return span, english
    start = before.rstrip().rfind(" ") + 1
    return (start, span[1]), fitting[start:] + english


def _is_guessed(was: str, dutch: str, weight: float, lexicon: Lexicon) -> bool:
    """Whether an English word may be a guess at a Dutch word that the model does not know."""
    return (
        weight >= _LEAST_WEIGHT
        and was.islower()
        and was not in ENGLISH_FUNCTION
        and _is_open(dutch, lexicon, ())
        and len(lexicon.meanings(dutch)) < _TOO_MANY
    )


def _is_open(dutch: str, lexicon: Lexicon, taken: Collection[str]) -> bool:
    """Whether the lexicon may know better than the model what a word means."""
    return (
        dutch.islower()
        and len(dutch) >= _FEWEST_LETTERS
        and dutch not in taken
        and lexicon.is_rare(dutch)
    )


def _lacks(dutch: str, said: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether the word has meanings and a target with the stems ``said`` has none of them.

    A word that may mean function words only is not missed: nothing tells where those are.
    """
    meanings = [_stems(meaning) for meaning in lexicon.meanings(dutch)]
    return bool(meanings) and all(stems and not said & stems for stems in meanings)


def _stems(text: str) -> frozenset[str]:
    """The stems of a text's words that carry facts."""
    return frozenset(
        stem(word)
        for word in _LETTERS.findall(text.lower())
        if len(word) > 2 and word not in ENGLISH_FUNCTION
    )


def _moved(link: Link, span: Span, length: int) -> Link:
    """The link in a text in which ``length`` letters stand in place of ``span``."""
    start, end = link.target
    if start >= span[1]:
        grown = length - (span[1] - span[0])
        return replace(link, target=(start + grown, end + grown))
    if start >= span[0]:
        return replace(link, target=(span[0], span[0] + length))
    return link
