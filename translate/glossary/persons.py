"""People in a Dutch sentence, by their first names: English writes their names as they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from translate.glossary.terms import Entry, Kind, Term
from translate.text import lists
from translate.text.names import FIRST_NAMES, NOBLE, TRANSLATED
from translate.text.words import fold
from translate.types import Span

_PARTICLE = "|".join(sorted({*lists.words("nl", "particles"), "in", "op", "aan", "'t", "’t"}))
_WORD = r"[A-Z][^\W_]+(?:[-’'][^\W_]+)*(?![\w’'-])"
_FIRST = re.compile(rf"(?<![\w’'-]){_WORD}")
_NEXT = re.compile(rf" (?:(?:[A-Z]\.)+ )?((?:(?:{_PARTICLE}) )*)({_WORD})")
#: The first half of a surname of two: Hoes-de Wit.
_DOUBLE = re.compile(r"-[a-z]+$")

#: Behind a first name and "de" these are no surnames, and English translates them.
_EPITHET = re.compile(
    r"Evangelist|Bruce|Grote|Stoute|Zwijger|Kale|Doper|Goede|Schone|Wijze|Vrome|Veroveraar"
)


def persons(source: str, taken: Sequence[Span]) -> Iterator[Term]:
    """The full names of people outside ``taken``, in order, as terms that map to themselves."""
    end = 0
    for match in _FIRST.finditer(source):
        start = match.start()
        if start < end or match[0].isupper() or fold(match[0]) not in FIRST_NAMES:
            continue
        if NOBLE.search(source[:start]):
            continue
        end = _end(source, match.end())
        if end > match.end() and not any(span_overlaps((start, end), span) for span in taken):
            name = source[start:end]
            entry = Entry(name, name, Kind.ABBREVIATION, _others(name), case=True)
            yield Term(entry, start, end, name, name)


def is_person(term: Term) -> bool:
    """Whether :func:`persons` found it: an abbreviation is one word."""
    return term.entry.kind is Kind.ABBREVIATION and " " in term.dutch


def _end(source: str, end: int) -> int:
    """Where the name ends whose first word ends at ``end``."""
    first_names = True  # whether all words so far are: behind a surname "van" is a word
    while following := _NEXT.match(source, end):
        particle, word = following.group(1, 2)
        if word.isupper() or (not first_names if particle else fold(word) in TRANSLATED):
            break
        if particle and _EPITHET.fullmatch(word):
            break
        double = _DOUBLE.search(word)
        first_names = not particle and (fold(word) in FIRST_NAMES or double is not None)
        end = following.end()
    return end


def _others(name: str) -> tuple[str, ...]:
    """Without accents, and without what may be the Dutch possessive."""
    plain = unicodedata.normalize("NFD", name)
    forms = ["".join(one for one in plain if not unicodedata.combining(one))]
    forms += [form[:-1] for form in (name, forms[0]) if form.endswith("s")]
    return tuple(form for form in dict.fromkeys(forms) if form != name)


def span_overlaps(one: Span, other: Span) -> bool:
    """Whether two half-open spans share a character."""
    return one[0] < other[1] and other[0] < one[1]
