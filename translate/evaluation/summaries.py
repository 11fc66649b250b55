"""Scores of summaries: ROUGE against a reference, and faithfulness against the article.

ROUGE alone cannot tell a summary from the first sentences of its article; what is not in the
article, and how much is said in other words than the article's, can.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from typing import Any

from translate.errors import EngineUnavailable, UsageError
from translate.summary import plain_sentences
from translate.summary.words import word_count, words_of
from translate.text.names import names
from translate.text.numbers import lost, quantities

#: Makes a summary of an English article.
Summariser = Callable[[str], str]
#: Repeated runs of so many words count as repetition.
REPEATED = 4


@dataclass(frozen=True, slots=True)
class Item:
    """An English article and what people wrote of it."""

    article: str
    summary: str


def read_items(lines: Sequence[str], name: str) -> list[Item]:
    """The articles in lines of JSON; raises UsageError for a line that has none."""
    items = []
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            items.append(Item(row["article"], row["summary"]))
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"line {number} of {name} has no article with its summary",
                'each line is {"article": "…", "summary": "…"}',
            ) from error
    return items


@dataclass(frozen=True, slots=True)
class SummaryScores:
    """Means over the articles; shares and ROUGE F1 are 0 to 100.

    ``unsupported`` is the share, of all names and numbers that the summaries hold, that the
    article does not; ``new_bigrams`` of all word pairs, those that it does not have in sequence.
    ``compression`` is words of summary a hundred words of article; ``repeats`` the share of
    summaries that repeat a run of four words, ``longer`` of those longer than their article.
    """

    system: str
    articles: int
    rouge1: float
    rouge2: float
    rouge_l: float
    unsupported: float
    new_bigrams: float
    compression: float
    repeats: float
    longer: float
    seconds: float
    signature: str


def lead(sentences: int) -> Summariser:
    """The baseline that is hard to beat in news: the first so many sentences."""

    def summarise(article: str) -> str:
        running = [one.target for one in plain_sentences(article)]
        return " ".join(running[:sentences])

    return summarise


def evaluate(
    systems: Mapping[str, Summariser],
    items: Sequence[Item],
    *,
    progress: Callable[[str], None] = lambda line: None,
) -> list[SummaryScores]:
    """Each system's scores over all items; raises :class:`UsageError` when there are none."""
    if not items:
        raise UsageError("no articles to summarise", "give lines with 'article' and 'summary'")
    scorer = _rouge()
    rows = []
    for name, summarise in systems.items():
        started = time.perf_counter()
        written = []
        for number, item in enumerate(items, 1):
            written.append(summarise(item.article))
            if number % 10 == 0:
                progress(f"{name}: {number} of {len(items)} articles")
        seconds = (time.perf_counter() - started) / len(items)
        rows.append(_score(name, items, written, seconds, scorer))
    return rows


def _score(
    name: str, items: Sequence[Item], written: Sequence[str], seconds: float, scorer: Any
) -> SummaryScores:
    rouge = [
        scorer.score(item.summary, summary) for item, summary in zip(items, written, strict=True)
    ]
    facts = [_facts(item.article, text) for item, text in zip(items, written, strict=True)]
    pairs = [_bigrams(item.article, text) for item, text in zip(items, written, strict=True)]
    lengths = [
        (word_count(item.article), word_count(text))
        for item, text in zip(items, written, strict=True)
    ]
    return SummaryScores(
        system=name,
        articles=len(items),
        rouge1=_mean(one["rouge1"].fmeasure for one in rouge),
        rouge2=_mean(one["rouge2"].fmeasure for one in rouge),
        rouge_l=_mean(one["rougeL"].fmeasure for one in rouge),
        unsupported=_share(facts),
        new_bigrams=_share(pairs),
        compression=_mean(summary / max(article, 1) for article, summary in lengths),
        repeats=_mean(map(_has_repeat, written)),
        longer=_mean(summary > article for article, summary in lengths),
        seconds=round(seconds, 2),
        signature=f"rouge-score:{version('rouge-score')}|stemmer:yes|F1|mean",
    )


def _facts(article: str, summary: str) -> tuple[int, int]:
    """Names and numbers of the summary that the article lacks, and all of them.

    Capitals do not count: some collections have lost those of their articles.
    """
    known = {word.lower() for name in names(article, "en") for word in words_of(name.text)}
    known.update(word.lower() for word in words_of(article))
    named = [word for name in names(summary, "en") if name.sure for word in words_of(name.text)]
    counted = quantities(summary, "en")
    missing = sum(word.lower() not in known for word in named)
    missing += len(lost(counted, quantities(article, "en")))
    return missing, len(named) + len(counted)


def _bigrams(article: str, summary: str) -> tuple[int, int]:
    """Word pairs of the summary that do not stand in the article, and all of them."""
    written = set(pairwise(words_of(summary)))
    return len(written.difference(pairwise(words_of(article)))), len(written)


def _has_repeat(text: str) -> bool:
    """Whether a run of ``REPEATED`` words occurs twice."""
    words = words_of(text)
    runs = [tuple(words[at : at + REPEATED]) for at in range(len(words) - REPEATED + 1)]
    return len(runs) != len(set(runs))


def _mean(values: Iterable[float]) -> float:
    numbers = [float(value) for value in values]
    return round(100 * sum(numbers) / len(numbers), 1)


def _share(counts: Iterable[tuple[int, int]]) -> float:
    pairs = list(counts)
    return round(100 * sum(part for part, _ in pairs) / max(1, sum(whole for _, whole in pairs)), 2)


def _rouge() -> Any:
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError as error:
        raise EngineUnavailable(
            "rouge-score is not installed", "pip install 'nieuws-translate[evaluate]'"
        ) from error
    return RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
