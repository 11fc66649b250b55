"""Names in back-translations: which of them a reverse model invented, lost or left in English.

A weak reverse model writes a name that its Dutch news is full of ("VVD") where it does not know
the English one. Counts over all its pairs show which: a true translation goes with one English
name most of the time (Griekenland with Greece, 79 %), an invention with none (VVD with GOP, 12 %).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

# Capitalised, and not the first word of its sentence or quotation.
_INSIDE = re.compile(r"(?<=[a-z0-9,;] )[A-Z][\w'-]*\w")
_COPIED, _PARTNER, _SEEN = 0.6, 0.35, 3


class NameCheck:
    """Learns from all pairs of one model which names are copied and which are translated."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        english_count: Counter[str] = Counter()
        copied: Counter[str] = Counter()
        partners: dict[str, Counter[str]] = defaultdict(Counter)
        changed: Counter[str] = Counter()
        for dutch, english in pairs:
            names, lower = set(_INSIDE.findall(english)), dutch.lower()
            for name in names:
                english_count[name] += 1
                copied[name] += name.lower() in lower
            for name in set(_INSIDE.findall(dutch)):
                if name not in english:
                    changed[name] += 1
                    partners[name].update(names)
        self._copied = {
            name for name, n in english_count.items() if n < _SEEN or copied[name] > _COPIED * n
        }
        self._translated = {
            name for name, n in changed.items()
            if n >= _SEEN and max(partners[name].values(), default=0) > _PARTNER * n
        }  # fmt: skip

    def fault(self, dutch: str, english: str) -> str | None:
        """ "lost name", "invented name", or None."""
        lower = dutch.lower()
        names = set(_INSIDE.findall(english))
        if any(name in self._copied and name.lower() not in lower for name in names):
            return "lost name"
        for name in set(_INSIDE.findall(dutch)):
            if name not in english and name not in self._translated:
                return "invented name"
        return None


class DutchNames:
    """Writes names that a reverse model left in English as Dutch does (Putin: Poetin)."""

    def __init__(self, table: Iterable[tuple[str, ...]]) -> None:
        """Rows of `table` begin with a Dutch form and its English ones, separated by |."""
        self._dutch: dict[str, str] = {}
        for dutch, forms, *_ in table:
            for english in forms.split("|"):
                if dutch != english and dutch[0].isupper() and english[0].isupper():
                    self._dutch.setdefault(english, dutch)
        longest_first = sorted(map(re.escape, self._dutch), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?![\w'-])")

    def __call__(self, dutch: str, english: str) -> str:
        """`dutch` with those names of it respelled that stand in `english` too."""
        return self._pattern.sub(
            lambda found: self._dutch[found[0]] if found[0] in english else found[0], dutch
        )
