"""How far two spellings are apart, and how the article before a word is spelt."""

from __future__ import annotations

import re


def edit_distance(one: str, other: str) -> int:
    """Fewest insertions, deletions, replacements and swaps of neighbours between the two.

    The restricted Damerau-Levenshtein distance (optimal string alignment); time and space are
    the product of the lengths, which are those of names.
    """
    above: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        two_above, above, row = above, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, two_above[j - 2] + 1)
            row.append(cost)
    return row[-1]


def tolerance(length: int) -> int:
    """Edits within which two spellings of a name of ``length`` letters are surely one name."""
    if length < 5:
        return 0
    return 1 if length < 8 else 2 if length < 12 else 3


_ARTICLE = re.compile(r"\b([Aa])n? $")


def with_article(before: str, word: str) -> str:
    """``before`` with the indefinite article at its end as ``word`` asks for it: a or an.

    By the first letter: no sounds are known.
    """
    an = "n" if word[:1].lower() in set("aeiou") else ""
    return _ARTICLE.sub(rf"\g<1>{an} ", before)
