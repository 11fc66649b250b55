"""Cutting an English sentence into clauses by word lists: good enough to order Dutch words."""

from __future__ import annotations

from dataclasses import dataclass

from .verbgroups import (
    BE,
    DETERMINERS,
    FUNCTION,
    HAVE,
    PREPOSITIONS,
    SUBJECTS,
    Token,
    is_adverb,
)
from .verbs import MODALS, Verbs, word_set

SUBORDINATORS = word_set(
    "that because if when while although though whether unless until since before after once "
    "which who whom whose where as"
)
# These also stand before a noun alone; a clause begins only where a subject with a verb follows.
_UNSURE = word_set("until since before after as that once")
_RELATIVE = word_set("who which that whose whom where")
_FINITE = word_set("is are was were am has have had do does did") | MODALS
_STATING = word_set(
    "say says said think thinks thought believe believes believed know knows knew hope hopes "
    "hoped mean means meant claim claims claimed suggest suggests suggested feel feels felt "
    "seems showed shows insisted argued added announced concluded realized"
)
_NOT_FINITE_AFTER = DETERMINERS | PREPOSITIONS | BE | HAVE | MODALS | {"and", "or", "not", "'"}


@dataclass
class Clause:
    """Tokens of a kind: "main", "sub" (begins with its conjunction), "to" or "mark"."""

    kind: str
    tokens: list[Token]


def low(token: Token) -> str:
    """Lower-case English word of a token."""
    return token.text.lower()


def is_finite(tokens: list[Token], place: int, verbs: Verbs) -> bool:
    """True when the token at `place` is likely the finite verb of its clause."""
    token, word = tokens[place], low(tokens[place])
    if token.finite:
        return True
    if word in _FINITE:
        return not (place and token.text == "May")
    before = low(tokens[place - 1]) if place else ""
    if not before or before in _NOT_FINITE_AFTER or not word.isalpha():
        return False
    following = low(tokens[place + 1]) if place + 1 < len(tokens) else ""
    earlier = low(tokens[place - 2]) if place > 1 else ""
    if before in SUBJECTS or (is_adverb(before) and earlier in SUBJECTS):
        return word in verbs.past or word in verbs.third or word in verbs.bases
    if tokens[place].text[0].isupper():
        return False
    if word in verbs.past:
        return True
    if word in verbs.third:
        # Or a plural noun: a verb has something to say about.
        return following in FUNCTION or is_adverb(following) or before in _RELATIVE
    return before in _RELATIVE and word in verbs.bases


def find_finite(tokens: list[Token], start: int, verbs: Verbs, reach: int = 12) -> int:
    """Index of the first finite verb from `start` on, or -1."""
    for place in range(start, min(len(tokens), start + reach)):
        if is_finite(tokens, place, verbs):
            word = low(tokens[place])
            if word in verbs.participle and not tokens[place].finite:
                # A reduced relative ("people killed in the attack were"): the auxiliary is it.
                later = _auxiliary(tokens, place + 1)
                if later > 0 and place + 1 < len(tokens) and low(tokens[place + 1]) in PREPOSITIONS:
                    return later
            return place
    return -1


def _auxiliary(tokens: list[Token], start: int) -> int:
    for place in range(start, min(len(tokens), start + 8)):
        if low(tokens[place]) in _FINITE or tokens[place].finite:
            return place
        if low(tokens[place]) in ("and", "or"):
            return -1
    return -1


def split_clauses(tokens: list[Token], verbs: Verbs) -> list[Clause]:
    """Clauses and marks in order; a "that" English leaves out is added."""
    tokens = _with_that(tokens, verbs)
    clauses: list[Clause] = []
    current = Clause("main", [])
    for place, token in enumerate(tokens):
        kind = _opens(tokens, place, verbs, bool(current.tokens))
        if kind:
            if current.tokens:
                clauses.append(current)
            current = Clause(kind, [token])
            if kind == "mark":
                clauses.append(current)
                current = Clause("main", [])
        else:
            current.tokens.append(token)
    if current.tokens:
        clauses.append(current)
    return clauses


def _with_that(tokens: list[Token], verbs: Verbs) -> list[Token]:
    """He said [that] he would go."""
    found: list[Token] = []
    for place, token in enumerate(tokens):
        found.append(token)
        following = tokens[place + 1 : place + 10]
        if low(token) not in _STATING or not place or len(following) < 2:
            continue
        stated = _subject(following) and low(following[0]) != "that"
        if stated and _clause_follows(following, verbs):
            found.append(Token("that", "dat"))
    return found


def _opens(tokens: list[Token], place: int, verbs: Verbs, inside: bool) -> str:
    """Kind of the clause that begins at `place`, "" for none."""
    word = low(tokens[place])
    following = tokens[place + 1 : place + 10]
    if not word[0].isalnum() and word not in ("'", "-", "$", "%", "&"):
        return "mark"
    if word == "to" and following:
        second = low(following[0])
        if is_adverb(second) and len(following) > 1:
            second = low(following[1])
        return "to" if second in verbs.bases or second in ("be", "have", "do") else ""
    if word in ("and", "or", "but") and inside:
        return "main" if _clause_follows(following, verbs) else ""
    if word in SUBORDINATORS and following:
        before = low(tokens[place - 1]) if place else ""
        if word == "that" and before in ("and", "or", "but", ""):
            return ""
        if word == "that" and (
            before in PREPOSITIONS or (before in BE and not _subject(following))
        ):
            return ""
        if word in _UNSURE and not _clause_follows(following, verbs):
            relative = word == "that" and inside and is_finite(tokens, place + 1, verbs)
            return "sub" if relative else ""
        return "sub"
    return ""


def _subject(tokens: list[Token]) -> bool:
    return low(tokens[0]) in SUBJECTS | DETERMINERS


def _clause_follows(tokens: list[Token], verbs: Verbs) -> bool:
    """True when a subject and a finite verb come before the next mark."""
    for index, token in enumerate(tokens):
        if not token.text[0].isalnum():
            tokens = tokens[:index]
            break
    if not tokens:
        return False
    if low(tokens[0]) in SUBJECTS:
        return len(tokens) > 1
    if low(tokens[0]) not in DETERMINERS and not tokens[0].text[0].isupper():
        return False
    return find_finite(tokens, 1, verbs) > 0
