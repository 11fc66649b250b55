"""Translating: ours against what a user would write, and against the library by itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from measure import Sample, Worker, interleaved
from sections import Sizes, Table
from texts import ROOT, write_fresh_articles

LABELS = {
    "transformers-1": "(a) transformers, sentence by sentence",
    "transformers-32": "(b) transformers, batches of 32, sorted by length",
    "ctranslate2": "(c) `translate_batch`, int8, tokens ready",
    "run-torch": "`translate run --engine torch`",
    "run-ct2": "`translate run --engine ct2` (int8)",
    "engine-torch": "our torch engine",
    "engine-ct2": "our CTranslate2 engine (int8)",
}
BASELINES = ("transformers-1", "transformers-32", "ctranslate2")


def tables(
    place: Path, sizes: Sizes, options: argparse.Namespace, env: Mapping[str, str]
) -> list[Table]:
    """The bundled model end to end, then the engines on a random model of opus-mt's shape."""
    articles = place / "articles"
    write_fresh_articles(articles, sizes.sentences)
    few = place / "few"
    write_fresh_articles(few, sizes.opus_sentences)
    common = ["--beam", str(options.beam), "--threads", str(options.threads)]
    bundled = [str(articles), "--model", options.model, *common]
    note = (
        "Importing and loading are not counted for any system; reading files, splitting, checks"
        " and writing are, for `run`."
    )
    checkpoint = _opus_shaped(place / "opus-shaped")
    random = [str(few), "--model", str(checkpoint), "--fixed", str(sizes.fixed), *common]
    return [
        _compare(
            "Translating with the bundled model",
            note,
            (*BASELINES, "run-torch", "run-ct2"),
            bundled,
            sizes.repeats,
            env,
        ),
        _compare(
            f"Random weights of opus-mt's shape, {sizes.fixed} tokens for each sentence",
            "The engines by themselves, since all that this model says would be found doubtful.",
            (*BASELINES, "engine-torch", "engine-ct2"),
            random,
            sizes.repeats,
            env,
        ),
    ]


def _compare(
    title: str,
    note: str,
    systems: Sequence[str],
    arguments: Sequence[str],
    repeats: int,
    env: Mapping[str, str],
) -> Table:
    with ExitStack() as stack:
        workers = {name: stack.enter_context(Worker([name, *arguments], env)) for name in systems}
        hello = workers[systems[0]].hello
        for worker in list(workers.values())[1:]:
            worker.again()  # the first pass of each is not counted; (a) has nothing to warm
        samples = interleaved(workers, repeats)
    words = int(hello["words"])
    return Table(
        title,
        f"{hello['sentences']} sentences, {words} source words, no two alike; model"
        f" {hello['model']} ({hello['digest'][:16]}); {repeats} repeats in turn. {note}",
        ("system", "seconds", "source words a second", "× (a)", "× (b)", "of (c)"),
        [
            [
                LABELS[name],
                sample.spread(),
                f"{words / sample.median:,.0f}",
                *(_ratio(samples[base], sample) for base in BASELINES),
            ]
            for name, sample in samples.items()
        ],
    )


def _ratio(base: Sample, sample: Sample) -> str:
    return f"{base.median / sample.median:.2f}"


def _opus_shaped(folder: Path) -> Path:
    """A random checkpoint with the sizes of Helsinki-NLP/opus-mt-nl-en."""
    sys.path.insert(0, str(ROOT / "tests" / "engines"))
    from mt_checkpoints import build

    build(
        folder, width=512, layers=6, heads=8, inner=2048, vocabulary=330, positions=512,
        byte_fallback=True, shared_spm=True, fill=67_028, endless=True,
    )  # fmt: skip
    return folder
