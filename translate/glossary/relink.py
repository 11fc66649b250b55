"""Names that the model garbled while it copied them, put back where word links say they stood.

A weakly trained model writes *Lukashes* for the *Lukashenko* that it was given: too far for
spelling alone, but its attention says which word it was writing. A word is replaced only if
its link is strong, if it looks like a garbling and if it is nothing that may be right as it
stands; anything else stays, and is reported as a miss.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from translate.glossary.persons import span_overlaps
from translate.text import lists
from translate.text.names import ENGLISH_CAPITALS, skeleton
from translate.text.words import ENGLISH_FUNCTION, fold
from translate.types import Link, Span

#: Least attention that a link must have. Of copied names' links to themselves (282 in news)
#: three in four are above it, of function words' links to names (411) two in three below.
LEAST_WEIGHT = 0.5
#: Least likeness (Ratcliff and Obershelp's ratio) of a capitalised word to a name of the same
#: initial: inside a sentence, and where a sentence begins, so that any word is capitalised.
LEAST_INSIDE, LEAST_AT_START = 0.3, 0.4
#: The same for a name that no list knows, and for words of another initial or without capital.
LEAST_UNLISTED, LEAST_OTHERWISE = 0.45, 0.6

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_INSIDE = re.compile(r"\w[^.?!:\w\"“‘„]*$")
_POSSESSIVE = re.compile(r"['’]s?$")
_OF = re.compile(r"\b(?:of|by|from|with|to|for|against|in) (?:the )?$", re.IGNORECASE)
#: Words that may stand beside a name and are never one, whatever they are linked to.
_ORDINARY = ENGLISH_FUNCTION | ENGLISH_CAPITALS | lists.words("en", "beside names")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that the target lacks.

    ``span`` is where it stands in the text that the model was given, ``english`` what is wanted
    for it, ``spellings`` what a garbling may have been made from. ``possessive`` says that the
    Dutch has one; ``listed`` that the glossary vouches for the English form.
    """

    span: Span
    english: str
    spellings: tuple[str, ...]
    possessive: bool = False
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Repair:
    """A run of words of a target and the name that belongs there."""

    span: Span
    english: str


def repairs(
    target: str, wanted: Sequence[Wanted], links: Sequence[Link], settled: frozenset[str]
) -> list[Repair]:
    """What to replace in ``target``, in order; no two overlap.

    ``links`` must be those of ``target``; ``settled`` are words (folded) that are right as they
    stand.
    """
    found: list[Repair] = []
    for name in wanted:
        run = _run(target, name, links, settled)
        if run and not any(span_overlaps(run, other.span) for other in found):
            found.append(Repair(run, _in_place(target, run, name)))
    return sorted(found, key=lambda repair: repair.span)


def replaced(target: str, found: Sequence[Repair]) -> str:
    """``target`` with its repairs made."""
    for repair in reversed(found):
        target = target[: repair.span[0]] + repair.english + target[repair.span[1] :]
    return target


def _run(target: str, name: Wanted, links: Sequence[Link], settled: frozenset[str]) -> Span | None:
    """The words that the name was garbled to: the likest of those linked to it, and neighbours."""
    linked = [
        link.target
        for link in links
        if span_overlaps(link.source, name.span)
        and link.weight >= LEAST_WEIGHT
        and _free(target[slice(*link.target)], settled)
    ]
    garbled = [span for span in linked if _is_garbled(target, span, name)]
    if not garbled:
        return None
    best = max(garbled, key=lambda span: (likeness(target[slice(*span)], name), -span[0]))
    return _widened(target, best, linked, name)


def _free(word: str, settled: frozenset[str]) -> bool:
    plain = _plain(word)
    return plain not in settled and plain.removesuffix("s") not in settled and len(plain) > 1


def _plain(word: str) -> str:
    return fold(_POSSESSIVE.sub("", word))


def likeness(word: str, name: Wanted) -> float:
    """0 to 1: how like ``word`` is to the likest spelling of ``name``."""
    plain = _plain(word)
    return max(
        SequenceMatcher(None, fold(spelling), plain, autojunk=False).ratio()
        for spelling in name.spellings
    )


def _is_garbled(target: str, span: Span, name: Wanted) -> bool:
    word = _POSSESSIVE.sub("", target[slice(*span)])
    plain = _plain(word)
    if plain in _ORDINARY or target[span[1] : span[1] + 1].isdigit():
        return False
    if word.isupper() and not name.english.isupper():
        return False
    if not name.listed and skeleton(plain) in map(skeleton, name.spellings):
        return False  # the same sounds: another romanisation, which may be the right one
    inside = bool(_INSIDE.search(target[: span[0]]))
    least = LEAST_INSIDE if inside else LEAST_AT_START
    if not name.listed:
        least = LEAST_UNLISTED
    if not word[0].isupper() or plain[0] not in {fold(s)[0] for s in name.spellings}:
        least = LEAST_OTHERWISE
    return likeness(word, name) >= least


def _widened(target: str, run: Span, linked: Sequence[Span], name: Wanted) -> Span:
    """``run`` with the linked words beside it that make it more like the name: *Khrush cheets*."""
    changed = True
    while changed:
        changed = False
        for span in linked:
            wider = (min(run[0], span[0]), max(run[1], span[1]))
            between = target[run[1] : span[0]] + target[span[1] : run[0]]
            if wider == run or between != " " or _plain(target[slice(*span)]) in _ORDINARY:
                continue
            joined = "".join(target[slice(*wider)].split())
            if likeness(joined, name) > likeness("".join(target[slice(*run)].split()), name):
                run, changed = wider, True
    return run


def _in_place(target: str, run: Span, name: Wanted) -> str:
    """The name with the possessive that the place asks for."""
    had = _POSSESSIVE.search(target[slice(*run)])
    english = name.english
    if had and english.endswith(("'s", "’s")):
        return english
    if had:
        if not name.listed and english.endswith("s"):
            english = english[:-1]  # Salemons broer: the Dutch possessive
        return english + had.group()
    after = target[run[1] : run[1] + 2]
    before_noun = after[:1] == " " and after[1:].isalpha()
    if name.possessive and before_noun and not _OF.search(target[: run[0]]):
        return english + ("'" if english.endswith("s") else "'s")
    return english


def words_in(text: str, span: Span) -> Iterator[Span]:
    """The spans of the words of ``text`` inside ``span``."""
    return (match.span() for match in _WORD.finditer(text, *span))
