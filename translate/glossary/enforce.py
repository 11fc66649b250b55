"""Making a translation keep its terms: before the model, and after it.

Before: a name's Dutch spelling is replaced by the English one, because a translation model
copies a capitalised word that it does not know. After: what was copied in Dutch all the same is
replaced, a near miss of the English spelling is corrected, what was garbled is put back where
word links say that it stood, and what is not there is reported.
Nothing else in the translation changes, and doing it twice changes nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from translate.glossary.absent import wanted
from translate.glossary.constrain import Constraint, constraint
from translate.glossary.persons import persons
from translate.glossary.relink import Wanted, repairs, replaced
from translate.glossary.spelling import edit_distance, tolerance
from translate.glossary.terms import BARE_S, Applied, Kind, Term
from translate.text.words import fold
from translate.types import Link, Span, TermUse

_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W_]|(?<=\w)-(?=\w))+")
_ENDING = r"(?:['’]s|['’](?=\W|$)|s)?"
#: What makes a place in the target part of a surname, which the model copied rightly.
_VAN = re.compile(r"\b[Vv]an(?: de[nr]?)? $")
_NAMES = frozenset({Kind.PERSON, Kind.CITY, Kind.REGION, Kind.ORGANISATION, Kind.TERM})
_INSIDE = re.compile(r"\w[^.?!:\w\"“‘„]*$")
#: A shorter name at the start of a sentence is too near to ordinary words (Crimea, Crimes).
_MIN_AT_START = 8


class Prepared:
    """A Dutch sentence, normalised, as a model gets it: with the English for its names.

    What depends on the Dutch alone is found once. ``terms`` are those of ``source``; ``known`` are
    words that are right as they stand, those of every form in the glossary; ``unlisted`` has
    people's names looked after as well that are in no glossary.
    """

    def __init__(
        self, source: str, terms: tuple[Term, ...], known: frozenset[str], unlisted: bool
    ) -> None:
        self.source = source
        self.terms = terms
        self.text, self._places = _placed(source, terms)
        self._known = known
        self._spelt: dict[str, str] = {}
        taken = [span for _, span in self._places]
        self._persons = persons(self.text, taken) if unlisted else ()

    @property
    def named(self) -> bool:
        """Whether links could help: a term or the name of a person is in the sentence."""
        return bool(self.terms or self._persons)

    def wants_links(self, target: str) -> bool:
        """Whether word links are of use: ``target`` lacks a name or a term."""
        if not self.named or target.isupper():
            return False
        mended = self._mended(target)
        missed = any(
            _is_missed(term, mended) for term in self.terms if term.entry.kind is Kind.TERM
        )
        return missed or bool(self._lacking(mended))

    def apply(self, target: str, links: Sequence[Link] = ()) -> Applied:
        """``target`` with its terms checked and, where that is certain, repaired.

        A law: applying it to its own result changes nothing, so that a stored translation may be
        checked again at any time. ``links``, between ``text`` and ``target``, let names be
        repaired that spelling alone cannot find.
        """
        repaired: tuple[tuple[str, str], ...] = ()
        mended = self._mended(target)
        if links and not target.isupper() and (lacking := self._lacking(mended)):
            words = (*self._known, *_NAME_WORD.findall(self.text))
            found = repairs(target, lacking, links, frozenset(map(fold, words)))
            if found:
                repaired = tuple((target[slice(*one.span)], one.english) for one in found)
                mended = self._mended(replaced(target, found))
        applied = tuple(term for term in self.terms if _count(term, mended))
        missed = tuple(term for term in self.terms if _is_missed(term, mended))
        return Applied(mended, applied, missed, repaired)

    def constraint(
        self, target: str, uses: Sequence[TermUse], links: Sequence[Link]
    ) -> Constraint | None:
        """How to decode again for the first of the terms that is missed, the user's first.

        ``target`` is what the model wrote, with its own ``links``, and ``uses`` what :meth:`apply`
        found of it; None where nothing is missed or nobody knows where it should stand.
        """
        missed = [
            (term, span)
            for term, span in self._places
            if _expected(term) and TermUse(term.dutch, term.english, False) in uses
        ]
        if not missed or target.isupper():
            return None
        term, span = min(missed, key=lambda one: one[0].entry.kind is not Kind.TERM)
        return constraint(target, term, span, links)

    def _mended(self, target: str) -> str:
        """Repaired by spelling alone."""
        if not self.terms:
            return target
        if target not in self._spelt:
            copied = _replace_copies(target, self.terms)
            self._spelt[target] = _correct_spellings(self.source, copied, self.terms, self._known)
        return self._spelt[target]

    def _lacking(self, mended: str) -> list[Wanted]:
        """The names that a target repaired by spelling lacks."""
        return wanted(
            self.text, self._places, self._persons, mended, lambda term: not _count(term, mended)
        )


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


def _correct_spellings(
    source: str, target: str, terms: Sequence[Term], known: frozenset[str]
) -> str:
    """Correct the one capitalised word that is nearly, but not quite, a missing name.

    A word is left alone when another word is as near, when two names could be meant, when it
    stands in the source, or when it is itself a form that some glossary entry knows.
    """
    if target.isupper():
        return target
    settled = known | set(_NAME_WORD.findall(source))
    settled |= {word for term in terms for form in term.accepted for word in form.split()}
    words = [m.group() for m in _NAME_WORD.finditer(target) if _may_be_misspelt(m, settled)]
    claims: dict[str, set[str]] = {}
    for english, spellings in _missing(target, terms).items():
        near = {word for word in words if _is_near(word, english, spellings)}
        for word in near:
            claims.setdefault(word, set()).add(english if len(near) == 1 else "")
    certain = {word: min(names) for word, names in claims.items() if len(names) == 1}
    return _NAME_WORD.sub(lambda m: certain.get(m.group()) or m.group(), target)


def _missing(target: str, terms: Sequence[Term]) -> dict[str, tuple[str, ...]]:
    """One-word names that stand in ``target`` less often than in the source, with spellings."""
    times: dict[str, list[Term]] = {}
    for term in terms:
        if term.entry.kind in _NAMES and _NAME_WORD.fullmatch(term.english):
            times.setdefault(term.english, []).append(term)
    return {
        english: (english, *{term.dutch for term in group})
        for english, group in times.items()
        if english[0].isupper() and _count(group[0], target) < len(group)
    }


def _may_be_misspelt(match: re.Match[str], settled: frozenset[str]) -> bool:
    word = match.group()
    if not word[0].isupper() or word in settled or word.removesuffix("s") in settled:
        return False
    at_start = not _INSIDE.search(match.string[: match.start()])
    return not at_start or len(word) >= _MIN_AT_START


def _is_near(word: str, english: str, spellings: Sequence[str]) -> bool:
    if word.startswith(english) or english.startswith(word):
        return False  # an inflection (Russia, Russian), not a slip
    return any(
        word[0] == spelling[0]
        and abs(len(word) - len(spelling)) <= tolerance(len(spelling))
        and 0 < edit_distance(word, spelling) <= tolerance(len(spelling))
        for spelling in spellings
    )
