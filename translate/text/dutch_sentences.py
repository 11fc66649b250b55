"""Rules for the ends of Dutch sentences.

Each place where a sentence could end (a terminator, closing quotes or brackets, white space)
is judged by what stands before and behind it. The convention for quotations: sentences are
split inside them too, and closing marks stay with the sentence that they close; what follows a
quotation in lower case ("…!" riep hij) belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.text import lists
from translate.text.words import JOINED_WORD

_NEVER_END = lists.words("nl", "never end")
_MAY_END = lists.words("nl", "may end")
_OFTEN_END = lists.words("nl", "often end")
_ABBREVIATIONS = _NEVER_END | _MAY_END | _OFTEN_END
_OF_DATES = lists.words("nl", "of dates")
_AFTER_FIGURES = lists.words("nl", "after figures")
_ORDINARY = lists.words("nl", "ordinary")
_LETTERED = lists.words("nl", "lettered")
_STARTERS = lists.words("nl", "starters")
_PARTICLES = lists.words("nl", "particles")

_CLOSERS = "\"'”’“»«)\\]›"
_PLACE = re.compile(rf"([.!?…]+)([{_CLOSERS}]*)(?=\s)")
_OPENING = re.compile(r"[\"'“”‘’‚„«»‹(\[–—\-*•]+")
_CLITIC = re.compile(r"['’‘`](?:s|t|n|k|m|r)\b", re.IGNORECASE)
_CAMEL = re.compile(r"[a-z][A-Z]\w")
_TOKEN = re.compile(r"[^\s\"“”„‚‘«»(\[/]*\Z")
_DOTTED_CAPITALS = re.compile(r"(?:[A-Z][hJ]?\.-?)*[A-Z][hJ]?\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{1,4}\Z")
_NUMBER_BEFORE = re.compile(r"\d[\d.,]*\s*\Z")
_LAST_WORD = re.compile(r"([^\W\d_][\w'’-]*)\W*\Z")
#: How far back a token is looked for; longer ones are addresses, not abbreviations.
_REACH = 40
_EXCLAIMING_NAMES = frozenset({"yahoo", "jeopardy"})


def sentence_ends(text: str) -> Iterator[int]:
    """Offsets behind each terminator, with its closing marks, that ends a sentence.

    ``text`` has single spaces as its only white space.
    """
    return (match.end() for match in _PLACE.finditer(text) if _ends(text, match))


def _ends(text: str, place: re.Match[str]) -> bool:
    marks, closers = place[1], place[2]
    before = _TOKEN.search(text, max(0, place.start() - _REACH), place.start())
    token = before[0] if before else ""
    follows = _Following(text, place.end())
    if follows.lower:
        return False
    if marks != "." or closers:
        return _after_strong_marks(text, place, token, follows)
    return _after_stop(text, place.start(), token, follows)


class _Following:
    """What stands behind a place: the next word, and whether it can begin a sentence."""

    def __init__(self, text: str, end: int) -> None:
        start = end
        while start < len(text) and text[start].isspace():
            start += 1
        opening = _OPENING.match(text, start)
        inner = opening.end() if opening else start
        while inner < len(text) and text[inner].isspace():
            inner += 1
        clitic = _CLITIC.match(text, max(start, inner - 1))
        word = JOINED_WORD.match(text, inner)
        self.word = word[0] if word else ""
        self.digit = text[start : start + 1].isdigit()
        self.clitic = clitic is not None
        self.opened = opening is not None
        self.after = text[word.end() : word.end() + 3] if word else ""
        first = text[inner : inner + 1]
        camel = _CAMEL.match(text, inner) is not None  # iPad, eBay
        self.lower = first.islower() and not self.clitic and not camel
        self.mark = text[start : start + 1] in (",", ";", ":", ".", "!", "?", "/", "=")
        self.starter = self.clitic or self.word.lower() in _STARTERS

    @property
    def capital_next(self) -> bool:
        """Whether the word behind the next one has a capital, as surnames have."""
        rest = self.after.strip()
        return bool(rest) and rest[0].isupper()


def _after_strong_marks(text: str, place: re.Match[str], token: str, follows: _Following) -> bool:
    if follows.mark:
        return False
    marks, closers = place[1], place[2]
    if token == "" and closers[:1] in (")", "]") and set(marks) <= {".", "…"}:
        return False  # (…) stands for words left out
    if set(marks) == {"!"} and token.lower() in _EXCLAIMING_NAMES:
        return follows.starter
    if marks == "." and closers and _abbreviated(token):
        # "(Ajax, PSV enz.) De …" may end; "(o.a.) Ajax" does not
        return token.lower() not in _NEVER_END and (follows.starter or not closers.endswith(")"))
    return True


def _abbreviated(token: str) -> bool:
    lowered = token.lower()
    return lowered in _ABBREVIATIONS and not lowered.isdigit()


def _after_stop(text: str, end: int, token: str, follows: _Following) -> bool:
    if follows.mark:
        return False
    lowered = token.lower()
    acronym = len(token) > 1 and token.isupper() and "." not in token and not _shouts(text, end)
    if acronym:
        return True  # ING, IR and the like: capitals without stops are no abbreviation
    if lowered in _AFTER_FIGURES:
        figure = _NUMBER_BEFORE.search(text, max(0, end - len(token) - 15), end - len(token))
        return follows.starter if figure else False
    if lowered in _OF_DATES:
        return _after_date(text, end, token, follows)
    if lowered in _NEVER_END:
        return False
    if lowered in _OFTEN_END:
        return not follows.digit
    if lowered in _MAY_END:
        return follows.starter
    if _DOTTED_CAPITALS.match(token):
        return _after_initials(text, end, token, follows)
    if _DOTTED.match(token):
        return follows.starter  # an abbreviation that is in no list
    return True


def _after_date(text: str, end: int, token: str, follows: _Following) -> bool:
    if follows.digit:
        return False
    figure = _NUMBER_BEFORE.search(text, max(0, end - len(token) - 8), end - len(token))
    ordinary = token.lower() in _ORDINARY and figure is None
    return True if ordinary else follows.starter or figure is not None


def _after_initials(text: str, end: int, token: str, follows: _Following) -> bool:
    if not follows.word or follows.digit:
        return not follows.opened and follows.digit
    before = _LAST_WORD.search(text, max(0, end - len(token) - _REACH), end - len(token))
    previous = before[1] if before else ""
    if previous.lower() in _LETTERED:
        return True
    if follows.word.lower() in _PARTICLES and follows.capital_next:
        return False
    return follows.starter


def _shouts(text: str, end: int) -> bool:
    """Whether the text around is in capitals, so that capitals mean nothing."""
    around = text[max(0, end - 60) : end + 60]
    return around.upper() == around
