"""Stage `prepare`: raw pairs in, clean weighted pairs and clean English sentences out."""

from __future__ import annotations

import json
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from .clean import PairFilter, PairRules, english_fault
from .config import Config, RecipeError
from .files import atomic_text, log_event, tell
from .text import match_key, normalise, rough_sentences


def read_lines(path: Path) -> Iterator[str]:
    """Lines of a plain or .xz UTF-8 file, split on line feeds only."""
    try:
        opener = lzma.open if path.suffix == ".xz" else open
        with opener(path, "rt", encoding="utf-8", newline="\n") as stream:
            for line in stream:
                yield line.rstrip("\n")
    except (OSError, UnicodeDecodeError, lzma.LZMAError, EOFError) as error:
        raise RecipeError(f"cannot read {path}: {error}; check the path in [data]") from error


def heldout_keys(paths: list[Path]) -> frozenset[str]:
    """Match keys of every line and sentence (four words or more) of the held-out files."""
    keys: set[str] = set()
    for path in paths:
        for line in read_lines(path):
            for text in [line, *rough_sentences(line)]:
                key = match_key(text)
                if len(key.split()) >= 4:
                    keys.add(key)
    return frozenset(keys)


def heldout_of(config: Config) -> list[Path]:
    """The held-out files of the recipe."""
    return [path for pattern in config.data.heldout for path in _glob(config, pattern)]


def weight_of(source: str, weights: dict[str, float], default: float) -> float:
    """Draws per pass of a source: the last pattern that matches wins."""
    found = [value for pattern, value in weights.items() if fnmatch(source, pattern)]
    return found[-1] if found else default


def prepare(config: Config) -> None:
    """Write pairs.tsv (source, weight, dutch, english), english.txt and a report of counts."""
    data = config.data
    heldout = heldout_keys(heldout_of(config))
    rules = PairRules(max_words=data.max_words, max_same_opening=data.max_same_opening)
    config.run.mkdir(parents=True, exist_ok=True)
    keep = PairFilter(rules, heldout)
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    with atomic_text(config.run / "pairs.tsv") as out:
        for name in (*data.parallel, *data.dictionaries):
            for number, line in enumerate(read_lines(config.path(name)), 1):
                columns = line.split("\t")
                if len(columns) != 3:
                    raise RecipeError(
                        f"{name} line {number}: expected source, English, Dutch; "
                        f"found {len(columns)} columns"
                    )
                source, english, dutch = columns
                weight = weight_of(source, data.weights, data.default_weight)
                if weight <= 0:
                    continue
                pair = keep.accept(dutch, english, free_form=source in data.free_form)
                if pair:
                    out.write(f"{source}\t{weight}\t{pair[0]}\t{pair[1]}\n")
                    totals[source]["pairs"] += 1
                    totals[source]["words"] += len(pair[1].split())
    if not totals:
        raise RecipeError("no pair is left after cleaning; check the columns of [data] parallel")
    faults = _english(config, rules, heldout)
    removed = keep.counts["evaluation text"] + faults["evaluation text"]
    report = {"pairs": dict(keep.counts), "english": dict(faults), "sources": totals}
    with atomic_text(config.run / "prepare.json") as out:
        json.dump(report, out, indent=1)
    tell(f"kept {keep.counts['kept']} pairs of {keep.counts.total()}: {dict(keep.counts)}")
    tell(f"removed because they occur in evaluation text: {removed} (of {len(heldout)} keys)")
    log_event(config.run, "prepare", pairs=dict(keep.counts), english=dict(faults))


def _english(config: Config, rules: PairRules, heldout: frozenset[str]) -> Counter[str]:
    """Filter the monolingual English text, keeping each line's source."""
    counts: Counter[str] = Counter()
    if not config.data.english:
        return counts
    lines = read_lines(config.path(config.data.english))
    sources = read_lines(config.path(config.data.english_sources))
    seen: set[int] = set()
    with atomic_text(config.run / "english.tsv") as out:
        for source, line in zip(sources, lines, strict=True):
            text = normalise(line)
            key = match_key(text)
            reason = english_fault(text, rules)
            if key in heldout:
                reason = "evaluation text"
            elif hash(key) in seen:
                reason = "repeat"
            counts[reason or "kept"] += 1
            if not reason:
                seen.add(hash(key))
                out.write(f"{source}\t{text}\n")
    return counts


def _glob(config: Config, pattern: str) -> list[Path]:
    path = config.path(pattern)
    found = sorted(path.parent.glob(path.name))
    if not found:
        raise RecipeError(f"held-out file not found: {path}; correct [data] heldout")
    return found
