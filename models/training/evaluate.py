"""Stage `evaluate`: BLEU and chrF of the exported model on the development set."""

from __future__ import annotations

import json
from typing import Any

from .config import Config, RecipeError
from .decode import Decoder
from .files import atomic_text, log_event, tell
from .prepare import read_lines
from .text import normalise


def evaluate(config: Config) -> None:
    """Print and keep the scores of `export` on the development set, with signatures."""
    if not config.data.dev_source:
        raise RecipeError("no development set; set [data] dev_source and dev_target")
    files = config.path(config.data.dev_source), config.path(config.data.dev_target)
    dutch, english = ([line.strip() for line in read_lines(file)] for file in files)
    if config.score.sentences:
        dutch, english = dutch[: config.score.sentences], english[: config.score.sentences]
    decoder = Decoder(config.export, config.score.threads)
    try:
        found = list(decoder.translate([normalise(x) for x in dutch], beam=config.score.beam))
    finally:
        decoder.close()
    scores = score(found, english)
    with atomic_text(config.run / "evaluate.out.en") as out:
        out.writelines(line + "\n" for line in found)
    log_event(config.run, "evaluate", sentences=len(found), beam=config.score.beam, **scores)
    tell(json.dumps(scores, indent=1))


def score(found: list[str], references: list[str]) -> dict[str, Any]:
    """BLEU and chrF with their sacrebleu signatures."""
    try:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
    except ImportError as error:
        raise RecipeError("sacrebleu is missing; install the train extra") from error
    result: dict[str, Any] = {}
    for metric in (BLEU(), CHRF()):
        value = metric.corpus_score(found, [references])
        name = value.name.lower().replace("chrf2", "chrf")
        result[name] = round(value.score, 2)
        result[name + "_signature"] = str(metric.get_signature())
    return result
