"""Things that a translation copies to the letter, put into both sides of some pairs.

Training text is cleaned of addresses, brackets and symbols, so a model never learns what to do
with them and answers with words that it knows. These pairs teach it to copy them: an address, a
handle or an emoji at the end of a sentence, a name or number in brackets, a sentence in brackets,
a name in capitals.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from .vary import _INSIDE, _NUMBER

_BRACKETS = (
    ("[", "]"), ("[", "]"), ("(", ")"), ("(", ")"), ("{", "}"), ("<", ">"), ("*", "*"), ("_", "_"),
    ("**", "**"), ("| ", " |"),
)  # fmt: skip
_SYMBOLS = (
    *"#*|=~><_\\^+@&§•→✓😀👍🚲❤⚽🎉ωβ³½°™",
    "🇳🇱", "日本", "мир",
)  # fmt: skip
_ENDINGS = ("nl", "be", "com", "org", "eu")
_LETTERS = "abcdefghijklmnoprstuvwz"


@dataclass(frozen=True)
class Marks:
    """Marks `share` of the pairs; the words of `names` make addresses and handles."""

    names: list[str]
    share: float
    chance: random.Random

    def __call__(self, dutch: str, english: str) -> tuple[str, str]:
        """The pair with something copied in both sides, or as it was."""
        if not self.names or self.chance.random() >= self.share:
            return dutch, english
        return self.chance.choice((self._appended, self._around, self._whole, self._capitals))(
            dutch, english
        )

    def _appended(self, dutch: str, english: str) -> tuple[str, str]:
        thing, place = self._thing(), self.chance.random()
        if place < 0.2:
            return f"{thing} {dutch}", f"{thing} {english}"
        if place < 0.6 and dutch[-1] in ".?!" and english[-1] == dutch[-1]:
            return f"{dutch[:-1]} {thing}{dutch[-1]}", f"{english[:-1]} {thing}{english[-1]}"
        return f"{dutch} {thing}", f"{english} {thing}"

    def _around(self, dutch: str, english: str) -> tuple[str, str]:
        """Brackets around a name or number that stands once in both sentences, or it exchanged."""
        found = [*_INSIDE.findall(english), *_NUMBER.findall(english)]
        both = [
            word for word in found
            if len(re.findall(rf"(?<![\w.,'-]){re.escape(word)}(?![\w'%-]|[.,]\d)", dutch)) == 1
            and dutch.count(word) == english.count(word) == 1
        ]  # fmt: skip
        if not both:
            return self._whole(dutch, english)
        word = self.chance.choice(both)
        left, right = self.chance.choice(_BRACKETS)
        other = self._thing() if self.chance.random() < 0.3 else f"{left}{word}{right}"
        return dutch.replace(word, other), english.replace(word, other)

    def _whole(self, dutch: str, english: str) -> tuple[str, str]:
        left, right = self.chance.choice(_BRACKETS)
        return f"{left}{dutch}{right}", f"{left}{english}{right}"

    def _capitals(self, dutch: str, english: str) -> tuple[str, str]:
        for name in _INSIDE.findall(english):
            if dutch.count(name) == english.count(name) == 1:
                return dutch.replace(name, name.upper()), english.replace(name, name.upper())
        return self._appended(dutch, english)

    def _thing(self) -> str:
        chance, word = self.chance, self._word()
        kind = chance.randrange(7)
        if kind == 0:
            tail = "/".join(self._word() for _ in range(chance.randrange(3)))
            number = f"/{chance.randrange(10**6)}" if chance.random() < 0.4 else ""
            host = f"{chance.choice(('www.', '', ''))}{word}.{chance.choice(_ENDINGS)}"
            start = chance.choice(("https://", "https://", ""))
            return f"{start}{host}/{tail}{number}" if tail else f"{start}{host}{number}"
        if kind == 1:
            return f"{word}@{self._word()}.{chance.choice(_ENDINGS)}"
        if kind == 2:
            return f"@{word}{chance.choice(('', '_' + self._word(), str(chance.randrange(99))))}"
        if kind == 3:
            return f"#{chance.choice(self.names)}{chance.choice(('', self._word()))}"
        if kind == 4:
            left, right = chance.choice(_BRACKETS[:4])
            return (
                f"{left}{chance.choice((word, str(chance.randrange(100)), 'ANP', 'red.'))}{right}"
            )
        return chance.choice(_SYMBOLS)

    def _word(self) -> str:
        chance = self.chance
        if chance.random() < 0.6:
            return chance.choice(self.names).lower()
        return "".join(chance.choice(_LETTERS) for _ in range(chance.randint(2, 8)))
