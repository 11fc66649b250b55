"""Dutch surnames torn apart: Jan de Vries became Jan the Vries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from translate.quality.names import bare_name, same_name
from translate.quality.words import NAME_WORD, fold, word_set

#: Particles that only names have, and the name behind them.
_SURE = re.compile(
    r"\b((?:(?:van|in|op|aan|uit|onder|bij) (?:den|der|['’]t)|ten|ter|den|der) )([A-Z][\w’'-]+)",
    re.IGNORECASE,
)
#: A name, or a form of address, with a particle that is an ordinary word as well.
_AMBIGUOUS = re.compile(
    r"(?:([A-Z][\w’'-]+) |\b(?:mevrouw|meneer|heer|mevr\.|dhr\.) )"
    r"(van de |van |de )([A-Z][\w’'-]+)\b(?! [A-Z])"
)
_ADDRESS = word_set("mr mrs ms miss mister madam lady")
_PUT = {"de": word_set("the"), "van": word_set("of from by"), "van de": word_set("of from by the")}
_NAME_BEFORE = re.compile(r"[^\s.:] [A-Z][\w’'-]+ $")
#: Words of both languages that are no first names: Bank van Korea, Bank of Korea.
_NO_NAME = word_set(
    """bank museum president minister school hotel fort festival team club park station district
    universe college institute institution forum instituut stadium stadion tour front radio
    bachelor master professor staff port week master top film records house united"""
)


def torn_names(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Surnames of the Dutch whose particle the English lost or translated, and what is there."""
    words = [bare_name(word) for word in NAME_WORD.findall(target)]
    folded = [fold(word) for word in words]
    squashed = _squashed(target)
    for match in _SURE.finditer(source):
        name = bare_name(match[2])
        kept = _squashed(match[1] + name) in squashed
        if match[2][0].isupper() and fold(name) in folded and not kept:
            yield match[1] + name, _before(words, folded.index(fold(name)), 2)
    for match in _AMBIGUOUS.finditer(source):
        first, particle, name = match[1] or "", match[2].strip(), bare_name(match[3])
        from_there = particle != "de" and _NAME_BEFORE.search(source[: match.start()])
        if fold(first) in _NO_NAME or from_there:  # burgemeester Ina Smit van Breda
            continue
        for index in (i for i, word in enumerate(folded) if word == fold(name)):
            start = index
            while start and folded[start - 1] in _PUT[particle]:
                start -= 1
            said = folded[start - 1] if start else ""
            named = said in _ADDRESS or said == fold(first) or same_name(fold(first), said)
            if start < index and said and named:
                yield match[0], _before(words, index, index - start + 1)


def _before(words: list[str], index: int, count: int) -> str:
    return " ".join(words[max(0, index - count) : index + 1])


@cache
def _squashed(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())
