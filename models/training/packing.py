"""The texts that travel to a borrowed machine: drawn pairs, English, Dutch, development set."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np

from .backtranslate import choose_english
from .config import Config, RecipeError
from .files import atomic_path, atomic_text
from .prepare import heldout_keys, heldout_of, read_lines
from .store import Encoded, load_encoded, save_encoded
from .text import match_key, normalise
from .tokenizer import Vocabulary
from .train import encoded_files

_LEAST_WORDS, _MOST_WORDS = 4, 45


def write_texts(config: Config, folder: Path, pairs: int, english: int, dutch: int) -> list[Path]:
    """Write at most so many pairs and sentences of a prepared run; returns the files."""
    if not (config.data.dev_source and config.data.dutch and config.back_translate.names):
        raise RecipeError("set [data] dutch and dev_source, and [back_translate] names, to pack")
    folder.mkdir(parents=True, exist_ok=True)
    data = load_encoded(encoded_files(config)[:1])
    save_encoded(folder / "pairs.npz", drawn(data, pairs, config))
    settings = replace(config.back_translate, sentences=english, first=0, rare_below=0)
    texts = {
        "english.txt": choose_english(replace(config, back_translate=settings))[0],
        "dutch.txt": _dutch(config, dutch),
    }
    for name, lines in texts.items():
        with atomic_text(folder / name) as out:
            out.writelines(line + "\n" for line in lines)
    copied = {
        "dev.nl": config.path(config.data.dev_source),
        "dev.en": config.path(config.data.dev_target),
        "names.tsv": config.path(config.back_translate.names),
        **{name: config.run / name for name in ("source.spm", "target.spm", "vocab.json")},
    }
    for name, source in copied.items():
        with atomic_path(folder / name) as partial:
            shutil.copyfile(source, partial)
    return [folder / name for name in ("pairs.npz", *texts, *copied)]


def drawn(data: Encoded, count: int, config: Config) -> Encoded:
    """At most `count` rows by their draws per pass; those drawn less than once then count once."""
    weight = np.where(data.weight < 1, data.weight * config.train.bulk, data.weight)
    chance = np.random.default_rng(config.train.seed)
    with np.errstate(divide="ignore"):
        # The largest of such keys are a draw without replacement by the weights (Efraimidis and
        # Spirakis 2006).
        keys = np.log(chance.random(len(data))) / np.minimum(weight, 1.0)
    rows = np.sort(np.argsort(-keys)[: min(count, int((weight > 0).sum()))])
    sides = {}
    for side in ("dutch", "english"):
        ids, at = getattr(data, side), getattr(data, f"{side}_at")
        lengths = at[rows + 1] - at[rows]
        ends = np.concatenate([[0], np.cumsum(lengths)])
        place = np.arange(ends[-1]) - np.repeat(ends[:-1], lengths)
        sides[side] = ids[np.repeat(at[rows], lengths) + place]
        sides[f"{side}_at"] = ends
    return Encoded(
        **sides, weight=np.maximum(weight[rows], 1.0).astype(np.float32),
        synthetic=data.synthetic[rows],
    )  # fmt: skip


def dutch_of_pairs(file: Path, count: int, vocabulary: Vocabulary) -> list[str]:
    """The Dutch of the first `count` encoded pairs that are long enough to be sentences."""
    data = load_encoded([file])
    rows = np.flatnonzero(np.diff(data.dutch_at) > _LEAST_WORDS)[:count]
    return vocabulary.decode_many(
        [data.dutch[data.dutch_at[row] : data.dutch_at[row + 1]].tolist() for row in rows]
    )


def _dutch(config: Config, count: int) -> list[str]:
    """A draw of the Dutch news, without repeats and what the evaluation files have."""
    heldout = heldout_keys(heldout_of(config))
    found = {
        key: text
        for text in map(normalise, read_lines(config.path(config.data.dutch)))
        if _LEAST_WORDS <= len(text.split()) <= _MOST_WORDS
        and (key := match_key(text)) not in heldout
    }
    return random.Random(config.train.seed).sample(list(found.values()), min(count, len(found)))
