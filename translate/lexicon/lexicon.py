"""The lexicon beside a model's weights: Dutch words, how often training saw them, what they mean.

``lexicon.tsv`` has a line for each word: ``dutch<TAB>seen<TAB>meaning|meaning…``, the most
trusted meaning first. ``python -m models.training lexicon`` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from translate.errors import ModelError

FILE = "lexicon.tsv"
#: A Dutch compound joins its nouns with one of these.
_LINKS = ("", "s", "en", "e", "-")
_FEWEST_LETTERS = 3
#: A word seen less often in training is one that a model may not have learnt.
_RARE = 100


class Entry(NamedTuple):
    """A Dutch word; ``seen`` counts the training pairs that have it, ``meanings`` may be empty."""

    seen: int
    meanings: tuple[str, ...]


class Lexicon:
    """Lower-case Dutch words and their English.

    >>> lexicon = Lexicon({"muiterij": Entry(3, ("mutiny", "revolt"))})
    >>> lexicon.meaning("muiterij")
    'mutiny'
    """

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self.compound = lru_cache(1 << 14)(self._compound)

    @classmethod
    def read(cls, path: Path) -> Lexicon:
        """The lexicon of a file; raises :class:`ModelError` when it is damaged."""
        try:
            lines = path.read_text("utf-8").splitlines()
            return cls(dict(_entries(lines)))
        except (OSError, ValueError) as error:
            raise ModelError(
                f"{path} is damaged ({error})", "verify the model: 'translate models verify'"
            ) from error

    def is_rare(self, word: str) -> bool:
        """Whether training saw the word seldom or never."""
        entry = self._entries.get(word)
        return entry is None or entry.seen < _RARE

    def meanings(self, word: str) -> tuple[str, ...]:
        """What the word may mean, the most trusted first; compounds are not taken apart."""
        entry = self._entries.get(word)
        return entry.meanings if entry is not None else ()

    def meaning(self, word: str) -> str | None:
        """The most trusted meaning of a word, or of the two parts of a compound."""
        known = self.meanings(word)
        return known[0] if known else self.compound(word)

    def _compound(self, word: str) -> str | None:
        """The meanings of the two words that a compound joins, where the cut is plainest."""
        best: tuple[int, str] | None = None
        for cut in range(_FEWEST_LETTERS + 1, len(word) - _FEWEST_LETTERS):
            second = self.meanings(word[cut:])
            if not second:
                continue
            for link in _LINKS:
                first = word[:cut].removesuffix(link) if link else word[:cut]
                if len(first) + len(link) != cut or len(first) < _FEWEST_LETTERS:
                    continue
                meanings = self.meanings(first)
                plain = min(len(first), len(word) - cut)
                if meanings and (best is None or plain > best[0]):
                    best = plain, f"{meanings[0]} {second[0]}"
        return best[1] if best else None


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, Entry]]:
    for number, line in enumerate(lines, 1):
        try:
            word, seen, meanings = line.split("\t")
            yield word, Entry(int(seen), tuple(meanings.split("|")) if meanings else ())
        except ValueError:
            raise ValueError(f"line {number} is not word, number, meanings") from None
