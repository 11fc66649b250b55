"""Dutch words that a model copied because it did not know them.

The list has words that are frequent in Dutch and next to absent from English, so that cognates
("museum"), loans and names are not in it; ``models/training/dutch_words.py`` makes it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from translate.quality.words import DUTCH_AMBIGUOUS, without_titles

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OPENING = re.compile(r"^\W*")


def left_in_dutch(source: str, target: str) -> list[str]:
    """Words of ``target`` that are Dutch and stand in ``source``, each once, in order.

    A word with a capital counts only where it opens the sentence: elsewhere it may be a name.
    """
    text = without_titles(target)
    opening = _OPENING.match(target)
    start = opening.end() if opening else 0
    copied = {word.lower() for word in _WORD.findall(source)}
    found = [
        word.group()
        for word in _WORD.finditer(text)
        if word.group().lower() in copied and (word.group().islower() or word.start() == start)
    ]
    return list(dict.fromkeys(word for word in found if word.lower() in _dutch_words()))


@cache
def _dutch_words() -> frozenset[str]:
    listed = files("translate.quality").joinpath("dutch_words.txt").read_text("utf-8")
    return frozenset(listed.split()) - DUTCH_AMBIGUOUS
