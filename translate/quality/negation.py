"""Negations that the English lost or made up, which turn what an article says into its contrary.

Only numbers of negations are compared. A model translates word for word, so that another number
than the Dutch has is nearly always a fault; people often say the same without one ("unhurt"), which
is why such words and those of a list may stand for one that is missed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from translate.quality.passage import prepare
from translate.text import lists
from translate.text.english import DENIALS, base, bases
from translate.text.vocabulary import dutch_words, is_english
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
_WEIGHTY = [
    (frozenset(dutch.split()), bases(english.split()))
    for dutch, english in (" ".join(line).split(" = ") for line in lists.lines("nl", "weighty"))
]
_HARDLY = frozenset(["nauwelijks", "amper"])
_FOR_HARDLY = frozenset(["just", "only", "almost", "hard", "difficult", "tight", "scarce", "scant"])
#: With fewer letters beside it, it is no affix: "into".
_DUTCH_PREFIX = re.compile(r"on(?!der|ge(?:luk|val|twijfeld)|langs|kosten|weer)(?=\w{4})")
_AFFIX = re.compile(
    r"^(?:un|dis)(?=\w{4})|(?<=\w{3})less$"
    r"|^i[nmlr](?!mediate)(?=\w{4,}(?:bl[ey]|nt|ntly|ct|ctly|te|tely|ive|al|ally|ced|ure|id|bility)$)"
)


def negations(source: str, target: str) -> tuple[list[str], list[str]]:
    """Negations of the Dutch, if the English has fewer, and of the English, if it has more."""
    source = source.replace("om het leven", "omgekomen")
    words = [word.lower() for word in HYPHENATED.findall(source)]
    dutch = [word for word in words if word in _DUTCH]
    english = [word for word in prepare(target).bases if word in NEGATORS]
    if _is_survived(words, target):  # which denies that somebody died
        english = english[1:] if english else ["survive"]
    may = _MAY_STAND_FOR | _FOR_HARDLY if _HARDLY & set(dutch) else _MAY_STAND_FOR
    denied = sum(word in _MAY_NEGATE or _is_negative(word) for word in words)
    denied -= sum(base(word) in may or _has_affix(word) for word in words_of(target))
    more = len(english) - len(_IDLE_ENGLISH.findall(target)) - len(dutch)
    if more > max(denied, 0):
        return [], english
    fewer = len(dutch) - len(_IDLE.findall(source)) - len(english)
    if english:  # one may stand for two: no power or water, geen stroom en geen water
        fewer -= max(words_of(target).count("or") - words.count("of"), 0)
    if fewer > max(-denied, 0):
        return dutch, []
    return [] if english else _lost_words(source, target), []


def _lost_words(source: str, target: str) -> list[str]:
    """Words of weight that nothing in the English stands for."""
    words = words_of(source)
    there = bases(words_of(target))
    return [
        word
        for dutch, english in _WEIGHTY
        for word in dict.fromkeys(words)
        if word in dutch and there.isdisjoint(english)
    ][:1]


def _is_survived(words: Sequence[str], target: str) -> bool:
    """Whether nothing but "survive" stands in the English for a word of the Dutch for dying."""
    there = bases(words_of(target))
    return any(
        there & english == bases(["survive"]) and not dutch.isdisjoint(words)
        for dutch, english in _WEIGHTY
    )


def _is_negative(word: str) -> bool:
    """Whether a Dutch word has an affix that denies the rest of it: onzeker, werkloos."""
    prefix = _DUTCH_PREFIX.match(word)
    rest = {word[2:], word[2:].removesuffix("e")}
    return word.endswith(("loos", "loze")) or (bool(prefix) and not rest.isdisjoint(dutch_words()))


def _has_affix(word: str) -> bool:
    rest = _AFFIX.sub("", word)
    return rest != word and is_english(rest)
