"""Negations that the English lost or made up, which turn what an article says into its contrary.

Only numbers of negations are compared. A model translates word for word, so that another number
than the Dutch has is nearly always a fault; people often say the same without one ("unhurt"), which
is why such words and those of a list may stand for one that is missed.
"""

from __future__ import annotations

import re

from translate.quality.passage import prepare
from translate.text import lists
from translate.text.english import DENIALS, base, bases
from translate.text.vocabulary import is_english
from translate.text.words import HYPHENATED, NEGATORS, words_of

_DUTCH = lists.words("nl", "negators")
_MAY_NEGATE = lists.words("nl", "negative") | NEGATORS  # and what is English already: a No Deal
_MAY_STAND_FOR = DENIALS | bases(lists.words("en", "negative"))
#: Dutch negators that deny nothing, or say once more what was denied before.
_IDLE = re.compile(
    r"\bniet (?:alleen|enkel|slechts)\b|\b(?:zelfs|zeker|ook) (?:niet|geen)\b|\bdan niet\b",
    re.IGNORECASE,
)
#: English negators that deny nothing and stand for no Dutch one: uiterlijk, ongetwijfeld.
_IDLE_ENGLISH = re.compile(
    r"\bno (?:later|earlier|sooner|more|fewer|less|smaller|bigger|longer) than\b|\bno doubt\b"
    r"|\bwhether or not\b",
    re.IGNORECASE,
)
#: With fewer letters beside it, it is no affix: "into".
_AFFIX = re.compile(r"^(?:un|dis|in|im|il|ir)(?=\w{4})|(?<=\w{3})less$")


def negations(source: str, target: str) -> tuple[list[str], list[str]]:
    """Negations of the Dutch, if the English has fewer, and of the English, if it has more."""
    words = [word.lower() for word in HYPHENATED.findall(source)]
    dutch = [word for word in words if word in _DUTCH]
    english = [word for word in prepare(target).bases if word in NEGATORS]
    allowed = len(dutch) + sum(word in _MAY_NEGATE for word in words)
    if len(english) - len(_IDLE_ENGLISH.findall(target)) > allowed:
        return [], english
    missed = len(dutch) - len(_IDLE.findall(source)) - len(english)
    if english:  # one may stand for two: no power or water, geen stroom en geen water
        missed -= max(words_of(target).count("or") - words.count("of"), 0)
    if missed > 0:
        missed -= sum(base(word) in _MAY_STAND_FOR or _has_affix(word) for word in words_of(target))
    return (dutch, []) if missed > 0 else ([], [])


def _has_affix(word: str) -> bool:
    rest = _AFFIX.sub("", word)
    return rest != word and is_english(rest)
