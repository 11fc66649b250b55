"""How far two spellings are apart."""

from __future__ import annotations


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
