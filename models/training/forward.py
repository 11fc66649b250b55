"""Stage `forward-translate`: Dutch news in, its English by an exported model as target out.

Self-training (He et al. 2020, "Revisiting self-training for neural sequence generation"): the Dutch
is real, as no back-translation is, and the English is what the model says with a wider beam. Pairs
that back-translations are refused for (numbers, copies, loops, names) are left out, and so are
answers that the model itself holds unlikely.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from contextlib import closing

from .backtranslate import missing_parts, usable
from .clean import PairRules
from .config import Config, RecipeError
from .decode import Decoder
from .files import atomic_text, log_event, tell
from .names import NameCheck
from .prepare import heldout_keys, heldout_of, read_lines, weight_of
from .store import FORWARD_SOURCE
from .text import match_key, normalise

_CHUNK = 4000


def choose_dutch(config: Config) -> list[str]:
    """A fixed random choice of Dutch sentences from the wanted sources, none of them twice."""
    settings, data = config.forward, config.data
    if not (data.dutch and data.dutch_sources and settings.model):
        raise RecipeError("set [data] dutch and dutch_sources, and [forward] model")
    heldout = heldout_keys(heldout_of(config))
    chance = random.Random(config.train.seed)
    chosen: dict[str, str] = {}
    texts, sources = (read_lines(config.path(name)) for name in (data.dutch, data.dutch_sources))
    for text, source in zip(texts, sources, strict=True):
        share = weight_of(source, settings.sources, 0.0)
        fits = settings.min_words <= len(text.split()) <= settings.max_words
        if chance.random() < share and fits:
            text = normalise(text)
            chosen.setdefault(match_key(text), text)
    found = [text for key, text in chosen.items() if key not in heldout]
    chance.shuffle(found)
    return found[: settings.sentences]


def forward_translate(config: Config) -> None:
    """Write forward.tsv; finished chunks are kept, so a killed stage resumes."""
    target = config.run / "forward.tsv"
    if target.exists():
        tell("forward-translate: already there")
        return
    settings = config.forward
    model = config.path(settings.model)
    if settings.model and not (model / "config.json").exists():
        raise RecipeError(f"no model in {model}; correct [forward] model")
    texts, parts = choose_dutch(config), config.run / "forward"
    if settings.core >= 0:
        os.sched_setaffinity(0, {settings.core})
    missing = missing_parts(parts, "forward", len(texts), _CHUNK)
    if missing:
        with closing(Decoder(model, settings.threads)) as decoder:
            for start, part in missing.items():
                # Lines of like length waste no padding.
                chunk = sorted(texts[start : start + _CHUNK], key=len)
                answers = decoder.answers(chunk, beam=settings.beam)
                with atomic_text(part) as out:
                    for dutch, (english, score) in zip(chunk, answers, strict=True):
                        out.write(f"{score:.4f}\t{dutch}\t{english}\n")
    counts = _write(config, [line.split("\t") for part in sorted(parts.glob("forward-*.tsv"))
                             for line in read_lines(part)])  # fmt: skip
    log_event(config.run, "forward-translate", asked=len(texts), **counts)
    tell(f"translated {len(texts)} Dutch sentences: {dict(counts)}")


def _write(config: Config, rows: list[list[str]]) -> Counter[str]:
    """Write forward.tsv of score, Dutch and English; what was kept and why not."""
    settings, rules = config.forward, PairRules(max_words=config.data.max_words)
    check = NameCheck((dutch, english) for _, dutch, english in rows)
    scores = sorted(float(score) for score, *_ in rows)
    least = scores[int(settings.unlikely * len(scores))] if scores else 0.0
    counts: Counter[str] = Counter()
    with atomic_text(config.run / "forward.tsv") as out:
        for score, dutch, english in rows:
            if float(score) < least:
                fault: str | None = "unlikely"
            else:
                usual = usable(dutch, english, rules)
                fault = check.fault(dutch, english) if usual else "unusable"
            counts[fault or "kept"] += 1
            if not fault:
                out.write(f"{FORWARD_SOURCE}\t{settings.weight}\t{dutch}\t{english}\n")
    return counts
