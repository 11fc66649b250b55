"""Abbreviations in capitals that no list knows: they stand in the English as in the Dutch.

A translation model that was trained on little makes other words of them: of PVV a city, of NSC
an adverb. People write 68 of 70 as they are (``bench/abbreviations.py``, FLORES dev); those that
have an English form are in ``names.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from translate.glossary.persons import span_overlaps
from translate.glossary.terms import Entry, Kind, Term
from translate.text import lists
from translate.text.vocabulary import dutch_words
from translate.text.words import DUTCH_FUNCTION, fold
from translate.types import Span

#: PVV, D66, MH17; PvdA, DigiD: with two capitals, or with one and a figure. X1 is a mark that
#: stands for an address and the like.
_PART = r"(?:[A-Z]{2,7}\d{0,4}|(?!X)[A-Z]\d{2,3}|[A-Z]{2}[a-z]|[A-Z][a-z]+[A-Z][A-Za-z]{0,10})"
#: Those that hyphens join are one (GroenLinks-PvdA); what has a hyphen before or behind it as well
#: is one all the same (oud-PvdA, VVD-leider), and so is what has an ending (CDA'ers, CDA'er).
_ABBREVIATION = re.compile(
    rf"(?<![\w.'’&+/@]){_PART}(?:-{_PART}(?![\w]))*(?=(?:['’]?(?:s|er|ers|tje|tjes))?(?![\w&+/@]))"
)
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_STRESSED = DUTCH_FUNCTION | lists.words("nl", "stressed")
#: Three words in a row: a text, or a part of it, in capitals, which say nothing there.
_IN_CAPITALS = re.compile(r"(?<!\w)(?:[A-Z]{2,} ){2}[A-Z]{2,}(?!\w)")


def abbreviations(
    source: str, taken: Sequence[Span], listed: Mapping[str, Entry]
) -> Iterator[Term]:
    """The abbreviations of ``source`` outside ``taken``, in order, as terms that map to themselves.

    ``listed`` has entries by their Dutch, folded: an abbreviation there says what is right as well,
    any other that the word has its own English.
    """
    if source.isupper() or _IN_CAPITALS.search(source):
        return
    for match in _ABBREVIATION.finditer(source):
        form = match.group()
        if any(span_overlaps(match.span(), span) for span in taken):
            continue
        if any(_is_word(part, listed.get(fold(part))) for part in form.split("-")):
            continue
        entry = listed.get(fold(form))
        if entry is None or entry.dutch != form:
            entry = Entry(form, form, Kind.ABBREVIATION, _others(form), case=True)
        yield Term(entry, *match.span(), form, form)


def _is_word(part: str, entry: Entry | None) -> bool:
    """Whether a part has its own English, or is a figure or a word that is stressed."""
    if entry is not None:
        return entry.kind is not Kind.ABBREVIATION
    plain = fold(part)
    stressed = part.isupper() and (plain in _STRESSED or plain in dutch_words())
    return stressed or _ROMAN.fullmatch(part) is not None


def _others(form: str) -> tuple[str, ...]:
    """Other ways to write it: Unicef, CDA and VVD."""
    joined = [form.replace("-", other) for other in (" ", "/", "–", " and ") if "-" in form]
    small = [form.capitalize()] if form.isupper() and len(form) > 3 else []
    return (*joined, *small)
