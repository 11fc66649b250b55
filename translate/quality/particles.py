"""Dutch surnames torn apart: Jan de Vries became Jan the Vries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.text.names import FIRST_NAMES, same_name
from translate.text.words import NAME_WORD, bare, fold

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
_ADDRESS = frozenset(["mr", "mrs", "ms", "miss", "mister", "madam", "lady"])
_PUT = {"de": ("the",), "van": ("of", "from", "by"), "van de": ("of", "from", "by", "the")}
_NOBLE = re.compile(
    r"\b(?:prins|prinses|koning|koningin|hertog|graaf|sint|keizer) $", re.IGNORECASE
)
#: Behind other names "van" often is a word: Loekasjenko van Belarus, Mertens van Napoli.
_FIRST = FIRST_NAMES | {"mevrouw", "meneer"}


def torn_names(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Surnames of the Dutch whose particle the English lost or translated, and what is there."""
    words = [bare(word) for word in NAME_WORD.findall(target)]
    folded = [fold(word) for word in words]
    for match in _SURE.finditer(source):
        name = bare(match[2])
        kept = _squashed(match[1] + name) in _squashed(target)
        if match[2][0].isupper() and fold(name) in folded and not kept:
            yield match[1] + name, _before(words, folded.index(fold(name)), 2)
    for match in _AMBIGUOUS.finditer(source):
        first, particle, name = match[1] or "", match[2].strip(), bare(match[3])
        noble = _NOBLE.search(source[: match.start()])
        if particle != "de" and (noble or (first and fold(first) not in _FIRST)):
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


def _squashed(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())
