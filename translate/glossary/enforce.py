"""Making a translation keep its terms: before the model, and after it.

Before: a name's Dutch spelling is replaced by the English one, because a translation model
copies a capitalised word that it does not know. After: what was copied in Dutch all the same is
replaced, and what is not there is reported, so that it can be decoded again.
Nothing else in the translation changes, and doing it twice changes nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from translate.glossary.constrain import Constraint, constraint
from translate.glossary.terms import BARE_S, Applied, Kind, Term
from translate.types import Link, Span, TermUse

_ENDING = r"(?:['’]s|['’](?=\W|$)|s)?"
#: What makes a place in the target part of a surname, which the model copied rightly.
_VAN = re.compile(r"\b[Vv]an(?: de[nr]?)? $")


class Prepared:
    """A Dutch sentence, normalised, as a model gets it: with the English for its names.

    What depends on the Dutch alone is found once. ``terms`` are those of ``source``.
    """

    def __init__(self, source: str, terms: tuple[Term, ...]) -> None:
        self.source = source
        self.terms = terms
        self.text, self._places = _placed(source, terms)
        self._applied: dict[str, Applied] = {}

    def wants_links(self, target: str) -> bool:
        """Whether word links are of use: ``target`` lacks a term, see :meth:`constraint`."""
        return not target.isupper() and bool(self.terms) and bool(self.apply(target).missed)

    def apply(self, target: str) -> Applied:
        """``target`` with its terms checked and those copied in Dutch put into English.

        A law: applying it to its own result changes nothing, so that a stored translation may be
        checked again at any time.
        """
        if target not in self._applied:
            self._applied[target] = self._apply(target)
        return self._applied[target]

    def _apply(self, target: str) -> Applied:
        mended = _replace_copies(target, self.terms)
        applied = tuple(term for term in self.terms if _count(term, mended))
        missed = tuple(term for term in self.terms if _is_missed(term, mended))
        return Applied(mended, applied, missed)

    def constraint(
        self,
        target: str,
        uses: Sequence[TermUse],
        links: Sequence[Link],
        refused: Collection[str] = (),
    ) -> Constraint | None:
        """How to decode again for the first of the terms that is missed, the user's first.

        ``target`` is what the model wrote, with its own ``links``, and ``uses`` what :meth:`apply`
        found of it. ``refused`` are the English of terms that were asked for in vain. None where
        no other is missed or nobody knows where it should stand.
        """
        missed = [
            (term, span)
            for term, span in self._places
            if _expected(term) and TermUse(term.dutch, term.english, False) in uses
            if term.english not in refused
        ]
        if target.isupper():
            return None
        missed.sort(key=lambda one: one[0].entry.kind is not Kind.TERM)
        found = (constraint(target, term, span, links) for term, span in missed)
        return next(filter(None, found), None)


def _placed(source: str, terms: Sequence[Term]) -> tuple[str, list[tuple[Term, Span]]]:
    """The prepared source, and where in it each term stands."""
    parts: list[str] = []
    places: list[tuple[Term, Span]] = []
    end = length = 0
    for term in terms:
        shown = source[term.start : term.end]
        if term.entry.prepared:
            shown = term.english + _dutch_possessive(term)
        parts += [source[end : term.start], shown]
        start = length + len(parts[-2])
        length = start + len(shown)
        places.append((term, (start, length)))
        end = term.end
    return "".join([*parts, source[end:]]), places


def _expected(term: Term) -> bool:
    return not term.compound and term.entry.kind is not Kind.SLAVIC


def _is_missed(term: Term, target: str) -> bool:
    return _expected(term) and not _count(term, target)


def _dutch_possessive(term: Term) -> str:
    """The possessive that the English name takes in a Dutch sentence: Putins, Kuleba's."""
    if not term.possessive:
        return ""
    last = term.english[-1].lower()
    if last in "sxz":
        return "'"
    return "'s" if last in "aeiouy" or term.possessive[0] in "'’" else "s"


def _pattern(form: str) -> str:
    left = r"(?<!\w)" if form[:1].isalnum() else ""
    return left + re.escape(form)


def _count(term: Term, target: str) -> int:
    """How often an accepted form stands in ``target``, endings such as -n and -s allowed."""
    forms = "|".join(_pattern(form) for form in sorted(term.accepted, key=len, reverse=True))
    loose = term.entry.kind is Kind.TERM and not term.entry.case
    flags = re.IGNORECASE if loose or target.isupper() else 0
    return sum(1 for _ in re.finditer(rf"(?:{forms})n?s?(?!\w)", target, flags))


def _replace_copies(target: str, terms: Sequence[Term]) -> str:
    """Replace Dutch forms that the model copied; English forms in ``target`` stay."""
    wanted: dict[str, Term] = {}
    protected: set[str] = set()
    #: The Dutch possessive that the model copied with the name that it was given: Putins.
    possessed: dict[str, str] = {}
    for term in terms:
        if term.possessive and term.entry.kind in BARE_S and not term.english.endswith("s"):
            possessed[f"{term.english}s"] = f"{term.english}'s"
        protected.update(term.accepted)
        wanted.setdefault(term.dutch, term)
    forms = sorted({*protected, *wanted}, key=lambda form: (-len(form), form))
    anything = "|".join(f"{_pattern(form)}{_ENDING}(?!\\w)" for form in forms if form)

    def english(match: re.Match[str]) -> str:
        found = match.group()
        if found in possessed:
            return possessed[found]
        if any(found in (form, *_with_endings(form)) for form in protected):
            return found
        dutch = next(form for form in forms if form in wanted and found.startswith(form))
        term = wanted[dutch]
        if term.entry.surname and _VAN.search(target[: match.start()]):
            return found
        ending = _english_ending(term, found[len(dutch) :])
        return _without_article(term.english, target[: match.start()]) + ending

    return re.sub(anything, english, target) if anything else target


def _with_endings(form: str) -> tuple[str, ...]:
    return tuple(form + ending for ending in ("s", "'s", "’s", "'", "’"))


def _english_ending(term: Term, ending: str) -> str:
    """What a copied ending becomes: Poetins is Putin's; a plural -s of a user's noun stays."""
    names = term.entry.kind in BARE_S or term.entry.kind is Kind.SLAVIC
    if ending != "s" or not names:
        return ending
    return "'" if term.english.endswith("s") else "'s"


def _without_article(english: str, before: str) -> str:
    """``english`` without its own *the* where one stands before it already."""
    article = english[:4].lower() == "the " and re.search(r"\b[Tt]he $", before)
    return english[4:] if article else english
