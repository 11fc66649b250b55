"""Stage `pairs`: passages with shorter versions that our own checks find faithful."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ..config import RecipeError
from ..files import atomic_text, log_event, tell
from ..prepare import read_lines
from ..text import normalise
from .align import Aligned, families, from_article, from_graded
from .config import Config
from .rules import fault

TRAIN, HELDOUT, REPORT = "pairs.jsonl", "heldout.jsonl", "pairs.json"
_LOWER_WORD = re.compile(r"\b[a-z]+\b")
#: A word that the rest of the text has less often is taken for a slip of the pen.
_SEEN = 5


@dataclass(frozen=True)
class Pair:
    """One example. ``family`` names what must be on one side of the split."""

    source: str
    family: str
    passage: str
    target: str


def make_pairs(config: Config) -> None:
    """Write pairs.jsonl, heldout.jsonl and a report of what was kept and why not."""
    config.run.mkdir(parents=True, exist_ok=True)
    known, graded = _sentences(config)
    counts: dict[str, Counter[str]] = {}
    kept: dict[tuple[str, str], Pair] = {}
    found = (*_graded(config, graded), *_articles(config))
    for source, family, aligned in found:
        reason = fault(aligned.passage, aligned.target, config.rules) or _slip(aligned, known)
        counts.setdefault(source, Counter())[reason or "kept"] += 1
        if reason is None:
            pair = Pair(source, family, " ".join(aligned.passage), aligned.target)
            kept.setdefault((pair.passage, pair.target), pair)
    if not kept:
        raise RecipeError("no pair passed the checks; look at [data] and [rules] of the recipe")
    split = _split(kept.values(), config.data.heldout_share)
    for name, rows in zip((TRAIN, HELDOUT), split, strict=True):
        with atomic_text(config.run / name) as out:
            out.writelines(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)
    report = {"train": len(split[0]), "heldout": len(split[1]), "sources": counts}
    with atomic_text(config.run / REPORT) as out:
        json.dump(report, out, indent=2)
    log_event(config.run, "pairs", train=len(split[0]), heldout=len(split[1]))
    tell(f"{len(split[0])} pairs to learn from, {len(split[1])} held out")
    for source, reasons in sorted(counts.items()):
        tell(f"  {source}: " + ", ".join(f"{n} {why}" for why, n in reasons.most_common()))


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file that `make_pairs` wrote; raises RecipeError when it cannot be read."""
    try:
        return [Pair(**json.loads(line)) for line in read_lines(path) if line]
    except (ValueError, TypeError) as error:
        raise RecipeError(f"{path} is damaged ({error}); run stage pairs again") from error


def _graded(config: Config, sentences: list[str]) -> Iterator[tuple[str, str, Aligned]]:
    aligned = list(from_graded(sentences, config.rules))
    groups = families([(one.passage[0], one.target) for one in aligned])
    for one in aligned:
        yield "graded", groups[one.target], one


def _articles(config: Config) -> Iterator[tuple[str, str, Aligned]]:
    for name in config.data.articles:
        for number, line in enumerate(read_lines(config.path(name)), 1):
            try:
                row = json.loads(line)
                source, article, summary = row["source"], row["article"], row["summary"]
            except (ValueError, KeyError, TypeError) as error:
                raise RecipeError(
                    f"line {number} of {name} has no source, article and summary ({error})"
                ) from error
            if source in config.data.skipped:
                continue
            for one in from_article(normalise_lines(article), normalise(summary), config.rules):
                yield source, article[:200], one


def normalise_lines(article: str) -> str:
    """The article with plain punctuation, its paragraphs kept apart."""
    return "\n\n".join(filter(None, (normalise(line) for line in article.splitlines())))


def _sentences(config: Config) -> tuple[Mapping[str, int], list[str]]:
    """How often each word is in the plain text, and the sentences of the graded sources.

    The graded sources are not counted: what was lost when they were made would look known.
    """
    data = config.data
    counts: Counter[str] = Counter()
    graded: dict[str, None] = {}
    if data.sentences:
        lines = read_lines(config.path(data.sentences))
        sources = read_lines(config.path(data.sentence_sources))
        for source, line in zip(sources, lines, strict=True):
            if source in data.graded:
                graded[normalise(line)] = None
            else:
                counts.update(_LOWER_WORD.findall(line))
    return counts, list(graded)


def _slip(aligned: Aligned, known: Mapping[str, int]) -> str | None:
    """Whether the target has a word of its own that is no word: "the oor" for "the floor"."""
    if not known:
        return None
    given = set(_LOWER_WORD.findall(" ".join(aligned.passage)))
    new = set(_LOWER_WORD.findall(aligned.target)) - given
    return "misspelt" if any(known.get(word, 0) < _SEEN for word in new) else None


def _split(pairs: Iterable[Pair], share: float) -> tuple[list[Pair], list[Pair]]:
    """Pairs to learn from and pairs held out, by a hash of the family."""
    train: list[Pair] = []
    heldout: list[Pair] = []
    for pair in pairs:
        place = int.from_bytes(hashlib.sha256(pair.family.encode()).digest()[:4]) / 2**32
        (heldout if place < share else train).append(pair)
    return train, heldout
