"""How much each sentence carries of its article.

Centrality is LexRank with continuous weights (Erkan and Radev, 2004): the stationary distribution
of a random walk over sentences that are linked by the cosine of their TF-IDF vectors. To it come
the position (news puts first what matters most) and the words shared with title and heading.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from translate.summary.candidates import Candidate

#: The graph has at most this many sentences, so that a book takes seconds, not hours.
GRAPH_LIMIT = 300
_DAMPING = 0.85
_ROUNDS = 30

CENTRALITY_WEIGHT = 1.0
POSITION_WEIGHT = 1.5
HEADLINE_WEIGHT = 0.4

Vector = Mapping[str, float]


def vectors(candidates: Sequence[Candidate]) -> list[Vector]:
    """TF-IDF vectors of unit length."""
    frequency = Counter(stem for one in candidates for stem in set(one.stems))
    total = len(candidates)
    found: list[Vector] = []
    for one in candidates:
        weights = {
            stem: count * math.log((1 + total) / (0.5 + frequency[stem]))
            for stem, count in Counter(one.stems).items()
        }
        norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        found.append({stem: weight / norm for stem, weight in weights.items()})
    return found


def cosine(one: Vector, other: Vector) -> float:
    """Cosine of two unit vectors."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[stem] for stem, weight in one.items() if stem in other)


def centrality(found: Sequence[Vector]) -> list[float]:
    """LexRank of each sentence, scaled so that the most central has 1."""
    rows = _links(found)
    size = len(found)
    rank = [1.0 / size] * size if size else []
    for _ in range(_ROUNDS):
        following = [(1 - _DAMPING) / size] * size
        for row, links in enumerate(rows):
            share = sum(links.values())
            for column, weight in links.items():
                following[column] += _DAMPING * rank[row] * weight / share
        rank = following
    highest = max(rank, default=1.0) or 1.0
    return [value / highest for value in rank]


def _links(found: Sequence[Vector]) -> list[dict[int, float]]:
    """For each sentence, its neighbours with their cosines, itself included (1)."""
    holders: dict[str, list[int]] = defaultdict(list)
    rows: list[dict[int, float]] = [{} for _ in found]
    for at, vector in enumerate(found):
        links: dict[int, float] = defaultdict(float)
        for stem, weight in vector.items():
            for other in holders[stem]:
                links[other] += weight * found[other][stem]
            holders[stem].append(at)
        for other, weight in links.items():
            rows[at][other] = rows[other][at] = weight
        rows[at][at] = 1.0
    return rows


def shortlist(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The first sentences of a long text and those nearest to its centre, in order.

    Linear in the length of the text; everything after it looks at ``GRAPH_LIMIT`` sentences.
    """
    if len(candidates) <= GRAPH_LIMIT:
        return list(candidates)
    found = vectors(candidates)
    centre: dict[str, float] = defaultdict(float)
    for vector in found:
        for stem, weight in vector.items():
            centre[stem] += weight
    first = candidates[: GRAPH_LIMIT // 4]
    rest = sorted(
        range(len(first), len(candidates)), key=lambda at: (-cosine(found[at], centre), at)
    )[: GRAPH_LIMIT - len(first)]
    return [*first, *(candidates[at] for at in sorted(rest))]


def salience(
    candidates: Sequence[Candidate],
    found: Sequence[Vector],
    headlines: Mapping[int, frozenset[str]],
) -> list[float]:
    """One number for each candidate; only their order means something."""
    title = headlines.get(0, frozenset())
    scores = []
    for at, (one, central) in enumerate(zip(candidates, centrality(found), strict=True)):
        position = 1.0 / math.sqrt(1.0 + at)
        shared = max(
            _overlap(one.stems, title), _overlap(one.stems, headlines.get(one.section, frozenset()))
        )
        scores.append(
            CENTRALITY_WEIGHT * central + POSITION_WEIGHT * position + HEADLINE_WEIGHT * shared
        )
    return scores


def _overlap(stems: Sequence[str], headline: frozenset[str]) -> float:
    return len(headline.intersection(stems)) / len(headline) if headline else 0.0
