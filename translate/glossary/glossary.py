"""The glossary: built-in names, the user's terms, and the rules for names in neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from translate.glossary.match import Index, spans
from translate.glossary.terms import GLOSSARY_VERSION, Entry, Kind, Term
from translate.glossary.tsv import read_builtin, read_user
from translate.signature import digest_of
from translate.text.transliterate import transliterate
from translate.text.words import HYPHENATED, fold

if TYPE_CHECKING:
    from translate.glossary.enforce import Prepared


class Glossary:
    """What names and terms must become; immutable.

    ``user`` entries go before ``names`` where both fit. ``slavic`` respells Slavic names that
    stand in neither, where the model copied them, and keeps abbreviations that stand in neither.
    """

    def __init__(
        self,
        names: Sequence[Entry] = (),
        user: Sequence[Entry] = (),
        slavic: bool = False,
    ) -> None:
        overruled = {entry.dutch.lower() for entry in user if not entry.regex}
        self._user = tuple(user)
        self._names = tuple(e for e in names if e.dutch.lower() not in overruled)
        self._slavic = slavic

    @classmethod
    def empty(cls) -> Glossary:
        """A glossary that changes nothing (``--no-names`` without ``--glossary``)."""
        return cls()

    @classmethod
    def builtin(cls) -> Glossary:
        """The names that the package carries, with the rules for Slavic names."""
        return _builtin()

    @classmethod
    def load(cls, path: Path) -> Glossary:
        """The terms of a user's file alone (``--no-names --glossary FILE``).

        Raises:
            UsageError: the file is not a glossary; one line, with the number of the bad line.
        """
        return cls(user=read_user(path))

    @classmethod
    def chosen(cls, names: bool, user: Path | None) -> Glossary:
        """The built-in names, if they are wanted, behind a user's own terms, if there are any."""
        glossary = cls.builtin() if names else cls.empty()
        return glossary if user is None else glossary.merged(cls.load(user))

    def merged(self, user: Glossary) -> Glossary:
        """This glossary with the terms of ``user`` before its own."""
        return Glossary(self._names, (*user._user, *self._user), self._slavic or user._slavic)

    @property
    def version(self) -> int:
        """The version of the code that enforces the entries."""
        return GLOSSARY_VERSION

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of all that this glossary can do, or ``none`` when that is nothing."""
        if not len(self):
            return "none"
        entries = [entry.fields() for entry in (*self._user, *self._names)]
        return digest_of([GLOSSARY_VERSION, self._slavic, entries])

    def __len__(self) -> int:
        return len(self._user) + len(self._names)

    def terms_in(self, source: str) -> tuple[Term, ...]:
        """The terms of one sentence in order; none overlaps another, the longest is taken."""
        found = self._user_index.terms(source)
        found += self._name_index.terms(source, taken=spans(found))
        if self._slavic:
            from translate.glossary.abbreviations import abbreviations
            from translate.glossary.persons import persons

            found += self._slavic_names(source, spans(found))
            found += persons(source, spans(found))
            found += abbreviations(source, spans(found), self._listed)
        return tuple(sorted(found, key=lambda term: term.start))

    def prepared(self, source: str) -> Prepared:
        """The sentence as a model should get it, with what its translation must keep."""
        from translate.glossary.enforce import Prepared  # known articles need no matching

        return Prepared(source, self.terms_in(source))

    def alone(self, source: str) -> str | None:
        """The English for a line that is nothing but names; None for another.

        Without the built-in names, every line is another.
        """
        from translate.glossary.alone import LONGEST, names_alone

        if not self._slavic or len(source) > LONGEST:
            return None
        return names_alone(source, self.terms_in(source))

    @cached_property
    def _user_index(self) -> Index:
        return Index(self._user)

    @cached_property
    def _name_index(self) -> Index:
        return Index([e for e in self._names if e.kind is not Kind.ABBREVIATION])

    @cached_property
    def _listed(self) -> dict[str, Entry]:
        return {fold(entry.dutch): entry for entry in (*self._names, *self._user)}

    def _slavic_names(self, source: str, taken: Sequence[tuple[int, int]]) -> Iterator[Term]:
        for match in HYPHENATED.finditer(source):
            start, end = match.span()
            if match.group().islower() or any(start < e and end > s for s, e in taken):
                continue
            name, possessive = match.group(), ""
            english = transliterate(name)
            if english is None and name.endswith("s"):
                name, possessive = name[:-1], "s"
                english = transliterate(name)
            if english is not None:
                entry = Entry(name, english, Kind.SLAVIC, case=True)
                yield Term(entry, start, end, name, english, possessive)


@cache
def _builtin() -> Glossary:
    return Glossary(names=read_builtin(), slavic=True)
