"""Which names of a sentence its translation lacks, word by word, for ``relink`` to put back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from translate.glossary.relink import Wanted, words_in
from translate.glossary.terms import Term
from translate.text.words import ENGLISH_FUNCTION, fold
from translate.types import Span

_ENDING = re.compile(r"(?:['’]s|['’]|(?<=[a-z])s)$")
_MIN_LETTERS = 3


def wanted(
    prepared: str,
    placed: Sequence[tuple[Term, Span]],
    persons: Sequence[Span],
    target: str,
    missing: Callable[[Term], bool],
) -> list[Wanted]:
    """The missing names in the order of ``prepared``, the text that the model was given.

    ``placed`` are the terms with their spans in it, ``persons`` the spans of people's names that
    are in no list; ``missing`` says whether a term's English should stand in ``target`` and does
    not.
    """
    there = Counter(_bare(target[slice(*span)]) for span in words_in(target, (0, len(target))))
    found: list[Wanted] = []
    for term, span in placed:
        if term.compound:
            continue
        if term.entry.prepared:
            found += _words_of_term(prepared, term, span)
        elif missing(term) and " " not in term.english and " " not in term.dutch:
            found.append(
                Wanted(span, term.english, (term.english, term.dutch), bool(term.possessive))
            )
    for span in persons:
        word = prepared[slice(*span)]
        found.append(Wanted(span, word, (word,), listed=False))
    return list(_lacking(sorted(found, key=lambda name: name.span), there))


def _words_of_term(prepared: str, term: Term, span: Span) -> Iterator[Wanted]:
    """Each capitalised word of a name that was given to the model in English."""
    letters = (span[0], span[0] + len(term.english))
    spans = list(words_in(prepared, letters))
    single = " " not in term.english
    for start, end in spans:
        word = prepared[start:end]
        if word[0].isupper() and len(word) >= 2 and word.lower() not in ENGLISH_FUNCTION:
            spellings = (word, term.dutch) if single else (word,)
            yield Wanted(
                (start, end), word, spellings, bool(term.possessive) and end == spans[-1][1]
            )


def _lacking(names: Sequence[Wanted], there: Counter[str]) -> Iterator[Wanted]:
    """Those that ``there`` has fewer of than asked for; a name in its place twice counts twice."""
    left = Counter(there)
    for name in names:
        if left[_bare(name.english)] > 0:
            left[_bare(name.english)] -= 1
        elif name.listed or len(name.english) >= _MIN_LETTERS:
            yield name


def _bare(word: str) -> str:
    """A word without possessive or plural ending, folded, to count names by."""
    return fold(_ENDING.sub("", word))
