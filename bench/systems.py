"""One system with a model loaded; translates the same text once for each line on stdin.

A first line of JSON says that it is ready; then each line in is answered by
``{"seconds": …, "processor": …}``. Importing and loading are not counted, for any system.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from texts import sentences_of

from translate import batch
from translate.engines import decoding_for, load_translator, resolve_engine
from translate.engines.checkpoint import open_checkpoint
from translate.engines.convert import converted
from translate.engines.tokens import MarianTokens
from translate.outputs import RunLog
from translate.pipeline import Pipeline
from translate.settings import RunOptions, Settings
from translate.shelf import resolve
from translate.types import Model
from translate.watch import Stop

ROWS = 32
Work = Callable[[], None]


def transformers_work(model: Model, texts: list[str], options: Any, rows: int) -> Work:
    """``generate`` on ``rows`` sentences at a time; more than one are sorted by length."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    torch.set_num_threads(options.threads)
    tokenizer = AutoTokenizer.from_pretrained(model.path, local_files_only=True)
    network = AutoModelForSeq2SeqLM.from_pretrained(model.path, dtype=torch.float32).eval()
    length = {"min_new_tokens": options.fixed, "max_new_tokens": options.fixed}
    chosen = length if options.fixed else {}
    ordered = sorted(texts, key=len) if rows > 1 else texts

    def work() -> None:
        with torch.inference_mode():
            for start in range(0, len(ordered), rows):
                inputs = tokenizer(ordered[start : start + rows], return_tensors="pt", padding=True)
                found = network.generate(**inputs, num_beams=options.beam, **chosen)
                tokenizer.batch_decode(found, skip_special_tokens=True)

    return work


def raw_ctranslate2_work(model: Model, texts: list[str], options: Any) -> Work:
    """``translate_batch`` on tokens that are ready: nothing but decoding is counted."""
    import ctranslate2

    checkpoint = open_checkpoint(model)
    folder = converted(checkpoint, "int8", None)
    translator = ctranslate2.Translator(
        str(folder), compute_type="int8", inter_threads=options.threads, intra_threads=1
    )
    tokens = MarianTokens(checkpoint)
    pieces = [[tokens.pieces[index] for index in tokens.encode(text)] for text in texts]
    limit = options.fixed or decoding_for(model).max_target

    def work() -> None:
        translator.translate_batch(
            pieces,
            beam_size=options.beam,
            max_batch_size=1024,
            batch_type="tokens",
            max_input_length=0,
            min_decoding_length=options.fixed or 0,
            max_decoding_length=limit,
        )

    return work


def engine_work(model: Model, texts: list[str], options: Any, engine: str) -> Work:
    """Our engine by itself: sentences in, hypotheses out."""
    translator = load_translator(model, resolve_engine(engine), options.threads)
    decoding = decoding_for(model, options.beam)  # no further than the model has positions
    if options.fixed:
        decoding = replace(decoding, max_target=options.fixed)
    translator.translate(texts[:1], decoding)

    def work() -> None:
        translator.translate(texts, decoding)

    return work


def run_work(folder: Path, options: Any, engine: str) -> Work:
    """Our ``run``: files in, checked translations as JSON and Markdown out; no cache."""
    settings = Settings(
        model=options.model,
        engine=engine,
        beam=options.beam,
        threads=options.threads,
        summary=False,
        cache=False,
        assume_dutch=True,
    )
    pipeline = Pipeline(settings)
    pipeline.text("Goedemorgen.")

    def work() -> None:
        with tempfile.TemporaryDirectory() as out:
            chosen = RunOptions(str(Path(out) / "out"), "json,md")
            log = RunLog(pipeline.signature, {}, {})
            files = batch.sources([folder], chosen)
            batch.run(files, pipeline, chosen, log, progress=lambda outcome: None, stop=Stop())

    return work


def main() -> None:
    """Load, say so, and work for as long as lines come."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("system")
    parser.add_argument("folder", type=Path, help="articles")
    parser.add_argument("--model", default="auto")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--fixed", type=int, default=0, help="decode to exactly so many tokens")
    options = parser.parse_args()
    answers, sys.stdout = sys.stdout, sys.stderr  # libraries print where they like
    model = resolve(options.model, "translate")
    texts = sentences_of(options.folder)
    kinds: dict[str, Callable[[], Work]] = {
        "transformers-1": lambda: transformers_work(model, texts, options, 1),
        "transformers-32": lambda: transformers_work(model, texts, options, ROWS),
        "ctranslate2": lambda: raw_ctranslate2_work(model, texts, options),
        "engine-torch": lambda: engine_work(model, texts, options, "torch"),
        "engine-ct2": lambda: engine_work(model, texts, options, "ct2"),
        "run-torch": lambda: run_work(options.folder, options, "torch"),
        "run-ct2": lambda: run_work(options.folder, options, "ct2"),
    }
    work = kinds[options.system]()
    words = sum(len(text.split()) for text in texts)
    hello = {"model": model.name, "digest": model.digest, "sentences": len(texts), "words": words}
    print(json.dumps(hello), file=answers, flush=True)
    for _ in sys.stdin:
        started, worked = time.perf_counter(), time.process_time()
        work()
        seconds, processor = time.perf_counter() - started, time.process_time() - worked
        answer = {"seconds": seconds, "processor": processor}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
