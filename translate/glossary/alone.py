"""Lines that are nothing but names: bylines, signatures, cells. Models make words of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translate.glossary.persons import is_person
from translate.glossary.terms import PREPARED, Term
from translate.text import lists
from translate.text.names import FIRST_NAMES
from translate.text.words import fold

#: Characters; longer lines are not looked at.
LONGEST = 80
_CREDITS = {
    "door": "By",
    "foto": "Photo",
    "foto's": "Photos",
    "beeld": "Image",
    "tekst": "Text",
    "auteur": "Author",
}
_CREDIT = re.compile(rf"({'|'.join(_CREDITS)})(:? +)", re.IGNORECASE)
_BETWEEN = re.compile(r"(, *| en | ?/ ?)")
_PARTICLES = lists.words("nl", "particles") | {"'t", "’t"}
_CAPITAL = re.compile(r"[^\W\d_a-z][\w'’.-]*")
#: Stands for a term while the rest is looked at.
_TERM = "\0"


def names_alone(source: str, terms: Sequence[Term]) -> str | None:
    """The English for a Dutch line of names, which are ``terms`` or people's; None for another."""
    masked, end = "", 0
    terms = [term for term in terms if not is_person(term)]
    for term in terms:
        if term.entry.kind not in PREPARED or term.possessive or term.compound:
            return None
        masked += source[end : term.start] + _TERM
        end = term.end
    masked += source[end:]
    credit = _CREDIT.match(masked)
    said = _CREDITS[credit[1].lower()] + credit[2] if credit else ""
    parts = _BETWEEN.split(masked[credit.end() :] if credit else masked)
    if not all(map(_is_name, parts[::2])):
        return None
    said += "".join(part.replace(" en ", " and ") for part in parts)
    for term in terms:
        said = said.replace(_TERM, term.english, 1)
    return said[:1].upper() + said[1:]


def _is_name(part: str) -> bool:
    """Whether it is one term, or the full name of a person."""
    first, *others = part.split() or [""]
    return part == _TERM or bool(
        (fold(first) in FIRST_NAMES or re.fullmatch(r"(?:[A-Z]\.)+", first))
        and others
        and (others[-1] == _TERM or _CAPITAL.fullmatch(others[-1]))
        and all(word in (_TERM, *_PARTICLES) or _CAPITAL.fullmatch(word) for word in others)
    )
