"""What a glossary holds (entries) and what it finds in a sentence (terms)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from translate.flags import Flag, FlagCode
from translate.types import TermUse

#: Raised when the same entries would do something else to a sentence.
GLOSSARY_VERSION = 9


class Kind(StrEnum):
    """What an entry names, which decides how it is enforced."""

    PERSON = "person"
    CITY = "city"
    REGION = "region"
    ORGANISATION = "organisation"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    TERM = "term"  # a line of the user's own glossary
    SLAVIC = "slavic"  # not in any list: respelled by rule where the model copied it
    ABBREVIATION = "abbreviation"  # in no list: stands in the English as in the Dutch


#: Kinds that stand in the sentence as names do, so that a model copies them when they are
#: put into the Dutch. Adjectives and peoples are inflected words: those are only checked.
PREPARED = frozenset({Kind.PERSON, Kind.CITY, Kind.REGION, Kind.ORGANISATION, Kind.TERM})
#: Kinds that take a Dutch possessive -s without an apostrophe: Poetins, Ruslands. For cities
#: that form is an adjective (het Londens museum), for the rest it does not exist.
BARE_S = frozenset({Kind.PERSON, Kind.REGION})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a glossary.

    ``english`` is what is put in, ``accepted`` what is right as well. ``case`` makes the match
    case-sensitive (built-in names always are); ``regex`` makes ``dutch`` a regular expression
    and ``english`` its template; ``check`` keeps the entry out of the model's input; ``inner``
    and ``surname`` are explained in ``names.tsv``.
    """

    dutch: str
    english: str
    kind: Kind = Kind.TERM
    accepted: tuple[str, ...] = ()
    case: bool = False
    regex: bool = False
    check: bool = False
    inner: bool = False
    surname: bool = False

    @property
    def prepared(self) -> bool:
        """Whether the English goes into the sentence before the model sees it."""
        return self.kind in PREPARED and not self.check

    def fields(self) -> tuple[str, ...]:
        """Everything that decides what the entry does, as strings, for digests and keys."""
        names = ("case", "regex", "check", "inner", "surname")
        flags = ",".join(name for name in names if getattr(self, name))
        return (self.dutch, self.english, self.kind.value, "|".join(self.accepted), flags)


@dataclass(frozen=True, slots=True)
class Term:
    """An entry found in a sentence: ``source[start:end]``, in code points.

    ``dutch`` is the form that was found, without its possessive; ``english`` what is wanted in
    its place. ``possessive`` is the Dutch ending (``s``, ``'s``) that the span includes.
    ``compound`` says that a hyphen and more follow (*Rusland-kenner*): the translation may
    then use an adjective, so that its absence says nothing.
    """

    entry: Entry
    start: int
    end: int
    dutch: str
    english: str
    possessive: str = ""
    compound: bool = False

    @property
    def accepted(self) -> tuple[str, ...]:
        """Every English form that is right, the wanted one first."""
        return (self.english, *self.entry.accepted)

    @property
    def key(self) -> tuple[str, ...]:
        """What decides this term's effect, for the key of the sentence it occurs in."""
        found = (self.dutch, self.english, self.possessive)
        return (str(GLOSSARY_VERSION), *found, *self.entry.fields())


class Applied(NamedTuple):
    """A translation after its terms were enforced.

    ``applied`` are the terms whose English stands in ``target``, ``missed`` those whose English
    should and does not. Both follow from source and target alone.
    """

    target: str
    applied: tuple[Term, ...]
    missed: tuple[Term, ...]

    def uses(self) -> tuple[TermUse, ...]:
        """What results say of the terms, in the order of the source."""
        found = [(term, True) for term in self.applied] + [(term, False) for term in self.missed]
        found.sort(key=lambda one: one[0].start)
        return tuple(TermUse(term.dutch, term.english, there) for term, there in found)

    def misses(self, found: Sequence[Flag] = ()) -> tuple[Flag, ...]:
        """A flag for each term of the user's and each name kept as it is that is missed.

        The check of names has the others, and those that it ``found``.
        """
        lost = {
            Flag(FlagCode.TERM, f"{term.dutch} → {term.english} is missing"): None
            for term in self.missed
            if term.entry.kind is Kind.TERM
        }
        told = " ".join(flag.detail for flag in found if flag.code is FlagCode.NAME)
        lost |= {
            Flag(FlagCode.NAME, f"{term.dutch} is missing"): None
            for term in self.missed
            if term.entry.kind is not Kind.TERM
            and term.dutch == term.english
            and max(term.dutch.split(), key=len) not in told
        }
        return tuple(lost)
