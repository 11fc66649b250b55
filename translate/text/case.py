"""Headings in capitals: models have hardly seen them, so they are lowered and raised again."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_VOWELS = frozenset("AEIOUYÁÉÍÓÚÄËÏÖÜÀÈÌÒÙÂÊÎÔÛ")

#: Abbreviations with a vowel that Dutch headings are full of; the rest is found by shape.
_KNOWN = """
AEX AI AIVD AOW ASML BBP BOA CAO CDA COA EK EU FIFA FIOD GGD ING IC KNMI MIVD NAC NAVO NEC
NIOD NOS NPO OESO OPEC OVV PSV PVDA RIVM TNO UEFA UWV VAE VN VO VS WAO WHO WIA WOZ
"""
_ACRONYMS = frozenset(_KNOWN.split())
#: One word in capitals of up to this many letters is taken for an abbreviation, not a heading.
_SHORT = 5


def is_shouted(text: str) -> bool:
    """Whether ``text`` is set in capitals throughout, as headings are.

    A text with a single lower-case letter is not, and neither is a lone abbreviation.
    """
    if text != text.upper() or text == text.lower():
        return False
    words = _WORD.findall(text)
    lowered = [word for word in words if len(word) > 1 and not _acronym(word)]
    return bool(lowered) and (len(words) > 1 or len(lowered[0]) > _SHORT)


def lower(text: str) -> str:
    """A text in capitals as a sentence: lower case but for its first letter and abbreviations."""
    sentence = _WORD.sub(lambda m: m[0] if _acronym(m[0]) else m[0].lower(), text)
    for position, char in enumerate(sentence):
        if char.isalpha():
            return sentence[:position] + char.upper() + sentence[position + 1 :]
    return sentence


def _acronym(word: str) -> bool:
    """Known, or with a digit (D66, A12), or two to five consonants (VVD, KNVB)."""
    if word in _ACRONYMS or any(char.isdigit() for char in word):
        return True
    return 2 <= len(word) <= _SHORT and word.isalpha() and not _VOWELS.intersection(word)
