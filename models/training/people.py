"""Dutch people in back-translations: English news has nobody who is called Hugo de Jonge.

A model that only saw English names copies John Smith, and translates what Dutch names are made of
(Hugo the Young, Mr. The Great). Full names, and surnames beside a verb of saying or a form of
address, that both sentences of a pair have are exchanged for names of Dutch news.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WORD = r"[A-Z][a-z\u00e0-\u00ff]+(?:-[A-Z][a-z]+)?"
_PARTICLES = r"(?:[Vv]an(?: de[nr]?| 't)?|[Dd]e[nr]?|[Tt]e[nr]?)"
_FULL = re.compile(  # within others: of "Then John Smith" the second two
    rf"(?<![\w.'-])(?=({_WORD}) ((?:{_PARTICLES} )?(?!{_PARTICLES} ){_WORD})(?![\w'-]))"
)
_SPEAKS = r"(?:said|says|told|added|argued|wrote|explained)"
_ALONE = re.compile(
    rf"(?<![\w.'-])({_WORD}) {_SPEAKS}\b"
    rf"|\b(?:{_SPEAKS}|Mr\.?|Ms\.?|Mrs\.?|Dr\.?) ({_WORD})(?![\w'-]| [A-Z])"
)
#: A name that goes on to the left: Morgan Stanley, Kidder, Peabody and Co.
_LONGER = re.compile(r"[A-Z][\w.'-]*,? (?:(?:and|en|of|van|&) )?$")
_ADDRESS = re.compile(r"\b(?:Mr|Ms|Mrs|Dr)\.? $")
_FREQUENT, _WITH_PARTICLES = 100, 0.4


def first_names_of(lines: Iterable[str]) -> frozenset[str]:
    """The words of section [first names] in a file of word lists."""
    found: set[str] = set()
    inside = False
    for line in lines:
        if line.startswith("["):
            inside = line == "[first names]"
        elif inside and not line.startswith("#"):
            found.update(word[0].upper() + word[1:] for word in line.split())
    return frozenset(found)


def people_of(texts: Iterable[str], first_names: frozenset[str]) -> list[tuple[str, str]]:
    """First names and surnames of people in Dutch sentences, each as often as it stands there."""
    return [
        (first, last)
        for text in texts
        for first, last in _FULL.findall(text)
        if first in first_names and last.rpartition(" ")[2] not in first_names
    ]


def frequent_people(texts: Iterable[str], least: int = _FREQUENT) -> frozenset[str]:
    """Full names, and those that say something, of so many places of the English at least."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(f"{first} {last}" for first, last in _FULL.findall(text))
        counts.update(before or after for before, after in _ALONE.findall(text))
    return frozenset(name for name, count in counts.items() if count >= least)


@dataclass(frozen=True)
class People:
    """Exchanges the people that both sentences of a pair have, with probability `share` each.

    `people` are Dutch first names and surnames; `kept` are names that the model has to learn as
    they are (Donald Trump).
    """

    people: Sequence[tuple[str, str]]
    first_names: frozenset[str]
    kept: frozenset[str]
    share: float
    chance: random.Random

    def __call__(self, dutch: str, english: str) -> tuple[str, str]:
        """The pair with other people, the same ones on both sides."""
        if not self.people:
            return dutch, english
        for first, last in sorted(set(_FULL.findall(english))):
            name = f"{first} {last}"
            if first in self.first_names and self._wanted(name, dutch, english):
                dutch, english = _exchange(name, " ".join(self._other()), dutch, english)
        for name in sorted({before or after for before, after in _ALONE.findall(english)}):
            if name not in self.first_names and self._wanted(name, dutch, english):
                other = self._other()[1]
                dutch, english = _exchange(name, other[0].upper() + other[1:], dutch, english)
        return dutch, english

    def _wanted(self, name: str, dutch: str, english: str) -> bool:
        both = _stands_alone(name, dutch) and _stands_alone(name, english)
        return both and name not in self.kept and self.chance.random() < self.share

    def _other(self) -> tuple[str, str]:
        """A person, more often than by chance one whose surname has a particle."""
        with_particle = self.chance.random() < _WITH_PARTICLES
        for _ in range(20):
            first, last = self.chance.choice(self.people)
            if " " in last or not with_particle:
                break
        return first, last


def _stands_alone(name: str, text: str) -> bool:
    """Whether a name stands in a text once, and is no part of a longer one."""
    before, _, after = text.partition(name)
    if text.count(name) != 1 or re.match(r"[\w'-]| [A-Z]", after) or re.search(r"[\w'-]$", before):
        return False
    return bool(_ADDRESS.search(before)) or not _LONGER.search(before)


def _exchange(name: str, other: str, *texts: str) -> tuple[str, str]:
    dutch, english = (text.replace(name, other) for text in texts)
    return dutch, english
