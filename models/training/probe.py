"""Stage `probe`: what the exported model keeps of names, negations, brackets, addresses, …

BLEU hardly sees a lost "not" or a changed address. ``probes.tsv`` has twenty sentences or more of
each kind, with what their English must contain; the model alone translates them, without what
the tool does before and after it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from .config import Config, RecipeError
from .decode import Decoder
from .files import atomic_text, log_event, tell
from .prepare import read_lines
from .text import normalise

PROBES = Path(__file__).with_name("probes.tsv")


def kept(english: str, patterns: list[str]) -> bool:
    """True when each pattern is found in the English, whatever the case."""
    return all(re.search(pattern, english, re.IGNORECASE) for pattern in patterns)


def probe(config: Config) -> None:
    """Print how many sentences of each kind are kept; the lost ones go to probe.out.tsv."""
    lines = [line for line in read_lines(PROBES) if not line.startswith("#")]
    rows = [line.split("\t") for line in lines]
    if any(len(row) < 3 for row in rows):
        raise RecipeError(f"{PROBES}: a line has no pattern")
    decoder = Decoder(config.export, config.score.threads)
    try:
        texts = [normalise(row[1]) for row in rows]
        found = list(decoder.translate(texts, beam=config.score.beam))
    finally:
        decoder.close()
    asked, well = Counter(row[0] for row in rows), Counter[str]()
    with atomic_text(config.run / "probe.out.tsv") as out:
        for (kind, dutch, *patterns), english in zip(rows, found, strict=True):
            well[kind] += kept(english, patterns)
            if not kept(english, patterns):
                out.write(f"{kind}\t{dutch}\t{english}\n")
    scores = {kind: f"{well[kind]}/{number}" for kind, number in asked.items()}
    log_event(config.run, "probe", beam=config.score.beam, **scores)
    tell(json.dumps({**scores, "all": f"{well.total()}/{asked.total()}"}, indent=1))
