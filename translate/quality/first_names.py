"""First names that a model translated or garbled before their surname: French Timmermans."""

from __future__ import annotations

import re

from translate.quality.particles import NOBLE
from translate.text import lists
from translate.text.names import FIRST_NAMES, same_name
from translate.text.vocabulary import is_english
from translate.text.words import NAME_WORD, bare, fold

_PARTICLE = "|".join(sorted({*lists.words("nl", "particles"), "in", "op", "'t", "’t"}))
#: Within others: of "Ook Jan Smit" the second two.
_FULL = re.compile(rf"(?<![\w’'-])(?=([A-Z][\w-]+) ((?:(?:{_PARTICLE}) )*[A-Z][\w’'-]+))")


def with_first_names(source: str, target: str) -> tuple[str, list[tuple[str, str]]]:
    """``target`` with first names put back before the surnames that it kept, and what became what.

    Only for a word that is like the first name, or like no English word.
    """
    mended: list[tuple[str, str]] = []
    dutch = {bare(word) for word in NAME_WORD.findall(source)}
    for match in _FULL.finditer(source):
        first, last = match[1], bare(match[2])
        ruler = NOBLE.search(source[: match.start()])
        if fold(first) not in FIRST_NAMES or ruler or re.search(rf"\b{first}\b", target):
            continue

        def mend(found: re.Match[str], first: str = first) -> str:
            said = fold(found[1])
            like = same_name(fold(first), said) or (first, said) == ("Frans", "french")
            if found[1] in dutch or (is_english(said) and not like):
                return found[0]
            mended.append((found[0], first + found[0][len(found[1]) :]))
            return mended[-1][1]

        target = re.sub(rf"(?<![\w’'-])([A-Z][\w-]+) {re.escape(last)}(?![\w-])", mend, target)
    return target, mended
