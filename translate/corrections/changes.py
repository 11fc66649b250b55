"""The same change of words in several corrections: a term that a glossary would get right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from translate.corrections.book import Correction
from translate.text.words import DUTCH_FUNCTION, JOINED_WORD, words_of

#: A change of more words than this is another way of saying it, not a term.
MAX_WORDS = 3


@dataclass(frozen=True, slots=True)
class TermChange:
    """``was`` became ``now`` in these corrections, by id; their Dutch has ``dutch`` in common.

    ``dutch`` lists what may be the term, the longest first.
    """

    was: str
    now: str
    corrections: tuple[str, ...]
    dutch: tuple[str, ...]


def repeated_changes(corrections: Iterable[Correction]) -> list[TermChange]:
    """Changes that two corrections or more share, the most frequent first.

    The Dutch for it stands in all of them and in no other correction.
    """
    known = {one.id: one for one in corrections if one.machine}
    terms = {id: _terms(one.source) for id, one in known.items()}
    shared: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for id, one in known.items():
        for was, now in _changes(one.machine, one.target):
            shared[was.lower(), now.lower()][id] = now
    found = []
    for (was, _), spelled in shared.items():
        if len(spelled) < 2:
            continue
        others = set[str]().union(*(of for id, of in terms.items() if id not in spelled))
        common = set.intersection(*(terms[id] for id in spelled)) - others
        if common:
            now, _ = Counter(spelled.values()).most_common(1)[0]
            found.append(TermChange(was, now, tuple(spelled), _longest(common)))
    return sorted(found, key=lambda one: (-len(one.corrections), one.was))


def _longest(terms: set[str]) -> tuple[str, ...]:
    """Those that are no part of another, the longest first."""
    whole = (one for one in terms if not any(one != other and one in other for other in terms))
    return tuple(sorted(whole, key=lambda one: (-len(one), one)))


def _changes(machine: str, target: str) -> Iterator[tuple[str, str]]:
    """Words that were replaced by others, a few by a few."""
    before, after = JOINED_WORD.findall(machine), JOINED_WORD.findall(target)
    old, new = ([word.lower() for word in words] for words in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "replace" and max(end - start, new_end - new_start) <= MAX_WORDS:
            yield " ".join(before[start:end]), " ".join(after[new_start:new_end])


def _terms(source: str) -> set[str]:
    """One to three words in a row, beginning and ending with a word that means something."""
    words = words_of(source)
    runs = (
        words[start : start + length]
        for length in range(1, MAX_WORDS + 1)
        for start in range(len(words) - length + 1)
    )
    return {" ".join(run) for run in runs if not {run[0], run[-1]} & DUTCH_FUNCTION}
