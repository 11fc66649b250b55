"""Words that are no translation: Dutch ones that were copied, and ones that were made up."""

from __future__ import annotations

import re

from translate.quality.nations import without_kept_names
from translate.text.vocabulary import dutch_words, unknown_words
from translate.text.words import JOINED_WORD, without_titles

_OPENING = re.compile(r"^\W*")


def left_in_dutch(source: str, target: str) -> list[str]:
    """Words of ``target`` that are Dutch and stand in ``source``, each once, in order.

    A word is Dutch when the list has it, or when it is no English word. One with a capital counts
    only where it opens the sentence: elsewhere it may be a name.
    """
    text = without_kept_names(without_titles(target))
    opening = _OPENING.match(target)
    start = opening.end() if opening else 0
    copied = _lowered(source)
    found = [
        word.group()
        for word in JOINED_WORD.finditer(text)
        if word.group().lower() in copied and (word.group().islower() or word.start() == start)
    ]
    dutch, unknown = dutch_words(), unknown_words(text)
    left = (word for word in found if word.lower() in dutch or word.lower() in unknown)
    return list(dict.fromkeys(left))


def nonwords(source: str, target: str) -> list[str]:
    """Words of ``target`` that are neither English nor in ``source``, each once, in order."""
    copied = _lowered(source)
    return [word for word in unknown_words(without_titles(target)) if word not in copied]


def _lowered(text: str) -> set[str]:
    return {word.lower() for word in JOINED_WORD.findall(text)}
