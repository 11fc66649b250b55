"""Finding, for a sentence that somebody wrote, the sentences that it shortens."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from translate.summary.candidates import Candidate, candidates_of
from translate.summary.english import plain_sentences
from translate.summary.words import content_stems, split_sentences, word_count

from .config import RuleConfig

#: One more sentence in a passage must bring this share of the summary's content words.
_PER_SENTENCE = 0.08
_MAX_SENTENCES = 3
_FIRST_SENTENCES = 60
_MIN_SHARED = 4
#: Stems in more sentences than this find no partner: they are in everything.
_COMMON = 120
_PARTNERS = 12


@dataclass(frozen=True)
class Aligned:
    """A passage of one to three sentences and a sentence that says the same in fewer words."""

    passage: tuple[str, ...]
    target: str


def from_article(article: str, summary: str, rules: RuleConfig) -> Iterator[Aligned]:
    """Each sentence of ``summary`` with the run of article sentences that covers it best.

    Sentences of which no run has `min_coverage` of the content words are left out.
    """
    sentences = candidates_of(plain_sentences(article))[:_FIRST_SENTENCES]
    for target in split_sentences(summary):
        stems = frozenset(content_stems(target))
        if len(stems) < _MIN_SHARED:
            continue
        covered, best = max(
            _runs(stems, sentences, rules.max_passage_words),
            key=lambda found: found[0] / len(stems) - _PER_SENTENCE * len(found[1]),
            default=(0, []),
        )
        if covered >= rules.min_coverage * len(stems):
            yield Aligned(tuple(one.text for one in best), target)


def _runs(
    stems: frozenset[str], sentences: Sequence[Candidate], max_words: int
) -> Iterator[tuple[int, Sequence[Candidate]]]:
    """Runs of sentences, each with the number of ``stems`` that it has."""
    rows = [stems.intersection(one.stems) for one in sentences]
    for start, row in enumerate(rows):
        if not row:
            continue
        words, covered = 0, frozenset[str]()
        for end in range(start, min(start + _MAX_SENTENCES, len(sentences))):
            words += sentences[end].words
            covered |= rows[end]
            if words > max_words:
                break
            yield len(covered), sentences[start : end + 1]


def from_graded(sentences: Sequence[str], rules: RuleConfig) -> Iterator[Aligned]:
    """Pairs among sentences that tell the same at several levels, in any order.

    For each sentence, the longer one that has most of its content words; found through the
    stems that are not in everything, so that the cost grows with the text and not its square.
    """
    stems = [frozenset(content_stems(sentence)) for sentence in sentences]
    frequency = Counter(stem for row in stems for stem in row)
    holders: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(stems):
        for stem in row:
            if frequency[stem] < _COMMON:
                holders[stem].append(at)
    for at, row in enumerate(stems):
        words = word_count(sentences[at])
        if not rules.min_words <= words <= rules.max_words:
            continue
        shared = Counter(o for s in sorted(row) if s in holders for o in holders[s] if o != at)
        best: tuple[float, int] | None = None
        for other, _ in shared.most_common(_PARTNERS):
            longer = word_count(sentences[other])
            if not rules.min_ratio * longer <= words <= rules.max_ratio * longer:
                continue
            common = len(row & stems[other])
            if common >= _MIN_SHARED and common >= rules.min_coverage * len(row):
                best = max(best or (0.0, 0), (common / len(row), other))
        if best is not None:
            yield Aligned((sentences[best[1]],), sentences[at])


def families(pairs: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """For each text, a name of the group of texts that pairs connect it with (union-find)."""
    parent: dict[str, str] = {}

    def root(text: str) -> str:
        parent.setdefault(text, text)
        while parent[text] != text:
            parent[text] = parent[parent[text]]
            text = parent[text]
        return text

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return {text: root(text) for text in parent}
