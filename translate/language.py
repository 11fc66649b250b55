"""Which language a text is in: the guard in front of the translator.

The classifier is py3langid (BSD-3-Clause, its model inside the package: 4.5 MB on disk, 139
languages, about 0.8 s and 100 MB to load). It is imported when it is first needed, and it is
not needed for ordinary Dutch: a share of words that only Dutch has decides that at once.

Names, numbers and addresses belong to no language and are taken out before anything is judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from translate.errors import EmptyArticle, NotEnglish
from translate.text import lists
from translate.text.words import JOINED_WORD

UNDECIDED = "und"

#: Below these a text is undecided: a headline of three words may be anything.
MIN_LETTERS = 20
MIN_WORDS = 4

#: Characters that are judged; a language shows within a page.
MAX_CHARACTERS = 20_000

#: A probability below this decides nothing.
MIN_PROBABILITY = 0.5

#: What another language must reach before a text is refused.
REFUSAL_PROBABILITY = 0.8


#: Frequent words that the other language and its neighbours do not have.
_DUTCH = lists.words("nl", "own")
_ENGLISH = lists.words("en", "own")
#: Share of such words that settles the language without asking the classifier.
OWN_SHARE = 0.07

_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+\.\w+|[@#]\w+")


class _Classifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


@dataclass(frozen=True, slots=True)
class Detected:
    """A language as ISO 639-1 code, ``und`` where the text does not tell, and its probability."""

    code: str
    probability: float


def detect(text: str) -> Detected:
    """The language of ``text``; ``und`` with probability 0 for a few words or mere names."""
    return _classify(_words(text))


def is_dutch(text: str) -> bool:
    """Whether ``text`` may go to a Dutch model: it is Dutch, or too short to tell."""
    words = _words(text)
    return _share(words, _DUTCH) >= OWN_SHARE or _may_be("nl", words)


def is_english(text: str) -> bool:
    """Whether ``text`` may go to an English model: it is English, or too short to tell."""
    words = _words(text)
    if _share(words, _DUTCH) >= OWN_SHARE:
        return False
    return _share(words, _ENGLISH) >= OWN_SHARE or _may_be("en", words)


def _may_be(code: str, words: list[str]) -> bool:
    """Whether the classifier is not sure of another language."""
    found = _classify(words)
    return found.code in (code, UNDECIDED) or found.probability < REFUSAL_PROBABILITY


def require_english(text: str, name: str, mend: str) -> None:
    """Raise EmptyArticle or NotEnglish for a text, called ``name``, that cannot be summarised."""
    if not text.strip():
        raise EmptyArticle(f"{name} is empty", "give an English text")
    if not is_english(text):
        raise NotEnglish(f"{name} is not English, and only English is summarised here", mend)


def _words(text: str) -> list[str]:
    """The words that can tell: no addresses, no numbers, no names inside a sentence."""
    clean = _ADDRESS.sub(" ", text[:MAX_CHARACTERS])
    words: list[str] = []
    opening = True
    end = 0
    for match in JOINED_WORD.finditer(clean):
        opening = opening or any(mark in ".!?:\n" for mark in clean[end : match.start()])
        word = match.group()
        # Capitals alone do not make a name: German nouns have them, and so do headings.
        if opening or not word[0].isupper():
            words.append(word.lower())
        opening = False
        end = match.end()
    everything = JOINED_WORD.findall(clean)
    return words if 2 * len(words) >= len(everything) else [word.lower() for word in everything]


def _share(words: list[str], own: frozenset[str]) -> float:
    if len(words) < MIN_WORDS:
        return 0.0
    found = [word for word in words if word in own]
    return len(found) / len(words) if len(set(found)) > 1 else 0.0


def _classify(words: list[str]) -> Detected:
    text = " ".join(words)
    if len(words) < MIN_WORDS or len(text) - text.count(" ") < MIN_LETTERS:
        return Detected(UNDECIDED, 0.0)
    code, probability = _identifier().classify(text)
    if probability < MIN_PROBABILITY:
        return Detected(UNDECIDED, round(float(probability), 2))
    return Detected(str(code), round(float(probability), 2))


@cache
def _identifier() -> _Classifier:
    from py3langid import langid

    classifier: _Classifier = langid.LanguageIdentifier.from_model_file(
        langid.MODEL_FILE, norm_probs=True
    )
    return classifier
