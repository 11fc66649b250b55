"""Summaries on CTranslate2 against torch, in one run: tokens a second, ten articles, one article.

`PYTHONPATH=. python bench/summaries.py [PART …]`, of `tokens`, `equal`, `articles`, `one`; all of
them by default. Needs smollm2-135m on this machine, and converts it before anything is timed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from machine import load as busy

from translate.articles import RawArticle, discover, load
from translate.assembly import Parts, assemble, ignore
from translate.engines import EngineChoice, load_generator
from translate.engines.processor import processor, usable_cores
from translate.pipeline import Pipeline
from translate.protocols import TextGenerator
from translate.settings import Settings
from translate.shelf import resolve
from translate.summary import plain_sentences

ROOT = Path(__file__).parents[1]
TORCH, INT8 = EngineChoice("torch", "float32"), EngineChoice("ct2", "int8")
FLOAT32 = EngineChoice("ct2", "float32")
PROMPTS = 12


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def generator(choice: EngineChoice) -> TextGenerator:
    return load_generator(resolve("smollm2-135m", "summarise"), choice)


def passages(length: int) -> list[str]:
    """So many sentences at a time, of the references of the sample articles."""
    found = []
    for path in sorted((ROOT / "corpus" / "reference").glob("*.en.txt")):
        sentences = [one.target for one in plain_sentences(path.read_text("utf-8"))]
        found += [" ".join(sentences[at : at + length]) for at in (2, 6)]
    return found[:PROMPTS]


def answers(made: TextGenerator, length: int = 2) -> tuple[list[str], float]:
    """What it makes of passages of so many sentences, and tokens of answers a second."""
    texts = passages(length)
    made.rewrite(texts[:1], [8])  # the prompt's unchanging part is read
    started = time.perf_counter()
    found = made.rewrite(texts, [len(text.split()) for text in texts])
    seconds = time.perf_counter() - started
    return found, sum(made.count_tokens(text) for text in found) / seconds


def tokens() -> None:
    fast, slow = answers(generator(INT8))[1], answers(generator(TORCH))[1]
    say(f"tokens a second: ct2-int8 {fast:.0f}, torch-float32 {slow:.0f}: {fast / slow:.1f} times")


def equal() -> None:
    """Single sentences: torch takes minutes over pairs on a busy machine."""
    slow = answers(generator(TORCH), 1)[0]
    for choice in (INT8, FLOAT32):
        same = sum(a == b for a, b in zip(answers(generator(choice), 1)[0], slow, strict=True))
        say(f"answers as torch-float32 gives them: {choice.id} {same} of {len(slow)}")


def run(parts: Callable[[], Parts], raws: Callable[[], list[RawArticle]]) -> float:
    """Seconds from nothing loaded and nothing known to the last result."""
    started = time.perf_counter()
    with Pipeline(parts=parts()) as pipeline:
        outcomes = pipeline.window(raws())
    assert all(outcome.result is not None for outcome in outcomes)
    return time.perf_counter() - started


def corpus() -> list[RawArticle]:
    parts = on(INT8)
    return [raw for source in discover([ROOT / "corpus"]) for raw in load(source, parts.reading)]


def on(choice: EngineChoice) -> Parts:
    """The default parts with nothing remembered, their summariser on this engine."""
    settings = Settings(model="bundled", summary_model="smollm2-135m", cache=False)
    # corpus/ has its English references beside the articles
    parts = assemble(replace(settings, assume_dutch=True), ignore)
    return replace(parts, load_generator=partial(generator, choice))


def dutch() -> list[RawArticle]:
    return [raw for raw in corpus() if "reference" not in raw.path and raw.path.endswith(".txt")]


def articles() -> None:
    fast, slow = (run(partial(on, choice), dutch) for choice in (INT8, TORCH))
    say(f"ten articles: ct2-int8 {fast:.1f} s, torch {slow:.1f} s: {fast / slow:.2f} of it")


def one() -> None:
    fast, slow = (run(partial(on, choice), lambda: dutch()[:1]) for choice in (INT8, TORCH))
    say(f"one article: ct2-int8 {fast:.1f} s, torch {slow:.1f} s: {fast / slow:.2f} of it")


def main() -> None:
    parts = {"tokens": tokens, "equal": equal, "articles": articles, "one": one}
    say(f"{processor()}, {usable_cores()} core(s). {busy()}")
    generator(INT8)
    for name in sys.argv[1:] or parts:
        parts[name]()


if __name__ == "__main__":
    main()
