"""Pseudo-Dutch from a lexicon: English sentences translated word by word.

A weak reverse model invents; a lexicon does not. The English words are put in Dutch order
(preorder.py), then each becomes one of its Dutch candidates, chosen by lexicon score and Dutch
bigram counts along the sentence (Viterbi); names, numbers and unknown words are copied.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from .lexicon import Lexicon, words
from .verbgroups import Token

_CONTRACTIONS = tuple(
    (re.compile(pattern, re.IGNORECASE), full)
    for pattern, full in (
        (r"\bcan't\b", "can not"),
        (r"\bcannot\b", "can not"),
        (r"\bwon't\b", "will not"),
        (r"(?<=\w)n't\b", " not"),
        (r"(?<=\w)'re\b", " are"),
        (r"(?<=\w)'ve\b", " have"),
        (r"(?<=\w)'ll\b", " will"),
        (r"\bI'm\b", "I am"),
        (r"\blet's\b", "let us"),
        (r"\b(it|that|he|she|there|what|who|here)'s\b", r"\1 is"),
    )
)
_DATES = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "june july august september october november december"
)
_LOWER_IN_DUTCH = frozenset(_DATES.split())
_NO_SPACE_BEFORE = frozenset(",.;:!?)%]")
# Dutch compounds join their nouns, some with a linking sound.
_LINKS = ("", "s", "en", "e")
_INITIALS = re.compile(r"\b([A-Z])\. (?=[A-Z]\.)")
_AMOUNT = re.compile(r"(\$|US\$|\u20ac|\u00a3) ?(\d[\d.,]*\d|\d)( (?:million|billion|trillion))?")
_CURRENCY = {"$": "dollars", "US$": "dollars", "\u20ac": "euros", "\u00a3": "pounds"}


def expand(english: str) -> str:
    """Contractions in full, as a lexicon has them."""
    for pattern, full in _CONTRACTIONS:
        english = pattern.sub(full, english)
    return english


def spell_amounts(english: str) -> str:
    """Amounts the Dutch way round: "$5 million" is "5 million dollars"."""
    return _AMOUNT.sub(lambda m: f"{m[2]}{m[3] or ''} {_CURRENCY[m[1]]}", english)


def dutch_number(number: str) -> str:
    """An English number with Dutch marks: 5,200 is 5.200 and 3.5 is 3,5."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?%?|\d+\.\d{1,2}%?", number):
        return number.translate(str.maketrans(",.", ".,"))
    return number


@dataclass(frozen=True)
class PseudoTranslator:
    """Lexicon, Dutch bigram and word counts, the words that are names, and the word order."""

    lexicon: Lexicon
    bigrams: Counter[tuple[str, str]]
    unigrams: Counter[str]
    order: Callable[[list[str]], list[Token]] = lambda tokens: [Token(text) for text in tokens]
    names: frozenset[str] = frozenset()
    dutch_names: frozenset[str] = frozenset()
    language_weight: float = 0.5
    compound_count: int = 3
    _cache: dict[tuple[str, str], float] = field(default_factory=dict)

    def translate(self, english: str) -> str:
        """Pseudo-Dutch text of an English sentence."""
        tokens = self.order(words(expand(spell_amounts(english))))
        starts = _starts(tokens)
        rows: list[list[tuple[str, float]]] = []
        skip = False
        for place, (token, start) in enumerate(zip(tokens, starts, strict=True)):
            if skip:
                skip = False
                continue
            joined = self._compound(token, tokens[place + 1]) if place + 1 < len(tokens) else []
            skip = bool(joined)
            row = joined or self._row(token, start)
            if row:
                rows.append(row)
        if not rows:
            return ""
        path = self._best(rows)
        return _capital(_join(_once(path)), english)

    def _best(self, rows: list[list[tuple[str, float]]]) -> list[str]:
        """The words of the best path (Viterbi)."""
        # scores[i]: the best sequence that ends in candidate i; back: where it came from.
        scores = [score + self._bigram("^", word.lower()) for word, score in rows[0]]
        back: list[list[int]] = []
        for row, before in zip(rows[1:], rows, strict=False):
            earlier = [word.lower() for word, _ in before]
            fresh, origin = [], []
            for word, score in row:
                lowered = word.lower()
                values = [
                    s + self._bigram(w, lowered) for s, w in zip(scores, earlier, strict=True)
                ]
                best = max(values)
                fresh.append(best + score)
                origin.append(values.index(best))
            scores = fresh
            back.append(origin)
        at = scores.index(max(scores))
        path = [rows[-1][at][0]]
        for row, origin in zip(reversed(rows[:-1]), reversed(back), strict=True):
            at = origin[at]
            path.append(row[at][0])
        return path[::-1]

    def _compound(self, first: Token, second: Token) -> list[tuple[str, float]]:
        """Two nouns as the Dutch compound of their translations, where Dutch text has it."""
        if first.dutch is not None or second.dutch is not None:
            return []
        if not (first.text.isalpha() and first.text.islower() and len(first.text) > 2):
            return []
        if not (second.text.isalpha() and second.text.islower() and len(second.text) > 2):
            return []
        best: tuple[str, float] | None = None
        for left, one in self.lexicon.get(first.text, [])[:4]:
            for right, two in self.lexicon.get(second.text, [])[:3]:
                if len(left) < 3 or len(right) < 3 or min(one, two) < 0.08:
                    continue
                for link in _LINKS:
                    word = left + link + right
                    if self.unigrams[word] >= self.compound_count:
                        score = math.log(one * two) / 2
                        if best is None or score > best[1]:
                            best = word, score
        return [best] if best else []

    def _row(self, token: Token, start: bool) -> list[tuple[str, float]]:
        """Candidates of a token with their scores; none for a word Dutch leaves out."""
        word, dutch = token.text, token.dutch
        if dutch is not None:
            return [(option, 0.0) for option in dutch.split("|")] if dutch else []
        if not word[0].isalpha():
            return [(dutch_number(word), 0.0)]
        lowered = word.lower()
        if token.finite or token.participle:
            return self._verb(token, lowered)
        if word == "I" and not start:
            word = lowered
        found = self.lexicon.get(lowered, [])
        if lowered in _LOWER_IN_DUTCH and not start:
            word = lowered
        if word[0].isupper() and (not start or lowered in self.names):
            # A capital inside a sentence: a name, unless the lexicon is sure of it.
            if lowered in self.names:
                found = [(w, s) for w, s in found if s > 0.15 and w in self.dutch_names]
            else:
                found = [(w, s) for w, s in found if s > 0.35]
            return [(_cased(w, word), math.log(s)) for w, s in found[:1]] or [(word, 0.0)]
        rows = [(w, math.log(s)) for w, s in found[:5] if w[0].isalpha()] or [(word, 0.0)]
        return [(_cased(w, word), s) for w, s in rows] if word[0].isupper() else rows

    def _verb(self, token: Token, lowered: str) -> list[tuple[str, float]]:
        """Candidates for a verb whose form is known: finite, or a participle."""
        found = [(w, math.log(s)) for w, s in self.lexicon.get(lowered, [])[:6] if w[0].isalpha()]
        if token.participle:
            found = [(w, s) for w, s in found if _like_participle(w)] or found
        elif lowered.endswith("ed"):
            made: dict[str, float] = {}
            for word, score in found:
                if not _like_participle(word):
                    made[word] = max(score, made.get(word, score))
                    continue
                past = (word[2:] if word.startswith("ge") else word) + "e"
                for form in (past, past + "n"):
                    if self.unigrams[form]:
                        made[form] = max(score, made.get(form, score))
            found = list(made.items()) or found
        found = found or [(token.text, 0.0)]
        return [(_cased(w, token.text), s) for w, s in found] if token.text[0].isupper() else found

    def _bigram(self, first: str, second: str) -> float:
        known = self._cache.get((first, second))
        if known is None:
            backed = (self.unigrams[second] + 0.1) / 1e7
            smoothed = (self.bigrams[first, second] + 20 * backed) / (self.unigrams[first] + 20)
            known = self._cache[first, second] = self.language_weight * math.log(smoothed)
        return known


def _cased(dutch: str, word: str) -> str:
    """The Dutch word with the capitals of the English one."""
    if dutch == word.lower():
        return word
    return dutch[:1].upper() + dutch[1:]


def _like_participle(dutch: str) -> bool:
    """True for the look of a past participle: gewerkt, bevestigd, gevonden."""
    if dutch.startswith("ge") and dutch.endswith(("d", "t", "en")) and len(dutch) > 5:
        return True
    return dutch.endswith("d") and dutch.startswith(("be", "ver", "ont", "her", "er"))


def _starts(tokens: list[Token]) -> list[bool]:
    """For every token: may its capital be that of a sentence's first word?"""
    found, opening, first = [], False, True
    for token in tokens:
        found.append(first)
        if token.text == '"':
            opening = not opening
            first = opening or first
        else:
            first = token.text in (".", ":", "!", "?", "(", "-")
    return found


def _once(path: list[str]) -> list[str]:
    """The words without one that repeats the word before it (two words that make one in Dutch)."""
    return [w for w, before in zip(path, ["", *path], strict=False) if w != before or len(w) < 4]


def _capital(dutch: str, english: str) -> str:
    """The text with a capital first letter where the English has one."""
    begin = next((i for i, letter in enumerate(dutch) if letter.isalpha()), -1)
    if begin < 0 or begin > 1 or not english.lstrip("\"'(")[:1].isupper():
        return dutch
    return dutch[:begin] + dutch[begin].upper() + dutch[begin + 1 :]


def _join(row: list[str]) -> str:
    """Text of the words with the usual spacing of punctuation."""
    text, quoted = "", False
    for index, word in enumerate(row):
        glue = word in _NO_SPACE_BEFORE or text.endswith(("(", "[", "$")) or not index
        if word == '"':
            glue = glue or quoted
            quoted = not quoted
            text += '"' if glue else ' "'
            continue
        if text.endswith('"') and quoted:
            glue = True
        text += word if glue else " " + word
    return _INITIALS.sub(r"\1.", text)
