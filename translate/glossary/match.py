"""Finding a glossary's entries in a sentence: longest first, at word boundaries, quickly."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from translate.glossary.terms import BARE_S, Entry, Kind, Term

_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"['’]s(?!\w)")
#: What stands before a place name that is part of a surname: "Van", or "Michael van".
_SURNAME = re.compile(r"(?:\bVan(?: de[nr]?)?|\b[^\W\d_][^\W_]*[^\W\d_] van(?: de[nr]?)?) $")
_SENTENCE_START = re.compile(r"(?:^|[.?!:]\s)[\s\"'“”„‘’(–—-]*$")
#: Shorter names are not looked for in a line of capitals, where BERG may be any word.
_MIN_CAPITALS = 5


class Index:
    """Entries by their first word, so that a sentence costs one look-up a word."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        found: dict[str, list[tuple[int, Entry]]] = defaultdict(list)
        self._patterns: list[tuple[Entry, re.Pattern[str]]] = []
        for entry in entries:
            if entry.regex:
                flags = 0 if entry.case else re.IGNORECASE
                self._patterns.append((entry, re.compile(entry.dutch, flags)))
                continue
            match = _WORD.search(entry.dutch)
            if not match:
                raise ValueError(f"no word in the glossary entry {entry.dutch!r}")
            found[match.group().lower()].append((match.start(), entry))
        self._by_word = {
            # the longest first, and of equals the one that asks for its capitals
            word: sorted(group, key=lambda pair: (-len(pair[1].dutch), not pair[1].case))
            for word, group in found.items()
        }

    def terms(self, source: str, taken: Sequence[tuple[int, int]] = ()) -> list[Term]:
        """The terms of ``source`` outside the spans ``taken``, in order, longest first."""
        if not self._by_word and not self._patterns:
            return []
        candidates = sorted(self._candidates(source), key=lambda term: (term.start, -term.end))
        free: list[Term] = []
        end = 0
        for term in candidates:
            clear = all(term.end <= start or term.start >= stop for start, stop in taken)
            if clear and term.start >= end:
                free.append(term)
                end = term.end
        return free

    def _candidates(self, source: str) -> Iterator[Term]:
        capitals = source.isupper()
        for match in _WORD.finditer(source):
            word = match.group().lower()
            for key in (word, word[:-1]) if word.endswith("s") else (word,):
                for lead, entry in self._by_word.get(key, ()):
                    term = _at(source, match.start() - lead, entry, capitals)
                    if term:
                        yield term
        for entry, pattern in self._patterns:
            for match in pattern.finditer(source):
                english = match.expand(entry.english).strip()
                if match.group().strip() and english:
                    yield Term(entry, match.start(), match.end(), match.group(), english)


def _at(source: str, start: int, entry: Entry, capitals: bool) -> Term | None:
    end = start + len(entry.dutch)
    if start < 0 or end > len(source):
        return None
    found = source[start:end]
    english = _english_for(found, entry, capitals)
    if english is None:
        return None
    if not _begins(source, start, entry.kind) or not _allowed(source, start, entry):
        return None
    possessive = _possessive(source, end, entry)
    end += len(possessive)
    if end < len(source) and (source[end].isalnum() or source[end] == "_"):
        return None
    compound = bool(re.match(r"-\w", source[end:]))
    return Term(entry, start, end, found, english, possessive, compound)


def _english_for(found: str, entry: Entry, capitals: bool) -> str | None:
    """The English for ``found``, in its capitals, or None where ``found`` is not the entry."""
    if found == entry.dutch:
        return entry.english
    if found.lower() != entry.dutch.lower():
        return None
    if capitals and len(found) >= _MIN_CAPITALS:
        return entry.english.upper()
    if entry.case or entry.kind is not Kind.TERM:
        return None
    if found[0].isupper() and entry.dutch[0].islower():
        return entry.english[:1].upper() + entry.english[1:]
    return entry.english


def _begins(source: str, start: int, kind: Kind) -> bool:
    """No word runs into ``start``: no letter, and no prefix with a hyphen (Noord-Spanje).

    An adjective may follow a hyphen (Belarussisch-Oekraïense): it says the same there.
    """
    before = source[max(start - 1, 0) : start]
    if before == "-" and kind is not Kind.ADJECTIVE:
        before = source[max(start - 2, 0) : start - 1]
    return not (before.isalnum() or before == "_")


def _allowed(source: str, start: int, entry: Entry) -> bool:
    before = source[:start]
    if entry.inner and _SENTENCE_START.search(before):
        return False
    return not (entry.surname and _is_surname(before))


def _is_surname(before: str) -> bool:
    match = _SURNAME.search(before)
    if not match or not match.group()[0].isupper():
        return False
    # "Van Gent naar Brugge" begins a sentence; "mevrouw Van Gent" does not.
    bare = match.group().startswith("Van")
    return not (bare and _SENTENCE_START.search(before[: match.start()]))


def _possessive(source: str, end: int, entry: Entry) -> str:
    match = _POSSESSIVE.match(source, end)
    if match:
        return match.group()
    bare = entry.kind in BARE_S and not entry.dutch.endswith("s")
    after = source[end + 1 : end + 2]
    return "s" if bare and source[end : end + 1] in ("s", "S") and not after.isalnum() else ""


def spans(terms: Iterable[Term]) -> list[tuple[int, int]]:
    """The spans that ``terms`` cover."""
    return [(term.start, term.end) for term in terms]
