"""Encoded pairs on disk and the plan of micro-batches of one pass over them.

A plan is a pure function of the data, the settings and the pass number, so a resumed run
continues with the micro-batch after the last one it counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from .config import RecipeError, TrainConfig
from .files import atomic_path
from .model import Batch
from .prepare import read_lines
from .tokenizer import BACK_TRANSLATED, TO_DUTCH, Vocabulary

BACK_TRANSLATED_SOURCE = "back-translated"
_CHUNK = 20_000


@dataclass(frozen=True)
class Encoded:
    """Token ids of pairs, concatenated; row i is ids[offset[i]:offset[i + 1]]."""

    dutch: npt.NDArray[np.uint16]
    dutch_at: npt.NDArray[np.int64]
    english: npt.NDArray[np.uint16]
    english_at: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float32]
    synthetic: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.weight)


def encode_pairs(table: Path, target: Path, vocabulary: Vocabulary) -> None:
    """Encode a TSV of source, weight, Dutch, English into one .npz file."""
    sides: tuple[list[npt.NDArray[np.uint16]], ...] = ([], [])
    lengths: tuple[list[int], ...] = ([], [])
    weights: list[float] = []
    synthetic: list[bool] = []
    for rows in _chunks(line.split("\t") for line in read_lines(table)):
        for side, texts in enumerate(([row[2] for row in rows], [row[3] for row in rows])):
            coded = vocabulary.encode_many(texts)
            lengths[side].extend(map(len, coded))
            sides[side].append(np.array([i for ids in coded for i in ids], dtype=np.uint16))
        weights.extend(float(row[1]) for row in rows)
        synthetic.extend(row[0] == BACK_TRANSLATED_SOURCE for row in rows)
    if not weights:
        raise RecipeError(f"{table} has no pairs; run stage prepare again")
    at = [np.concatenate([[0], np.cumsum(side)]) for side in lengths]
    with atomic_path(target) as partial, partial.open("wb") as stream:
        np.savez(
            stream, dutch=np.concatenate(sides[0]), dutch_at=at[0],
            english=np.concatenate(sides[1]), english_at=at[1],
            weight=np.array(weights, np.float32), synthetic=np.array(synthetic),
        )  # fmt: skip


def load_encoded(paths: list[Path]) -> Encoded:
    """Read and join encoded files."""
    parts = []
    for path in paths:
        try:
            with np.load(path) as stored:
                parts.append({name: stored[name] for name in stored.files})
        except (OSError, ValueError, KeyError) as error:
            raise RecipeError(f"cannot read {path}: {error}; delete it and run again") from error
    joined = {
        name: np.concatenate([part[name] for part in parts])
        for name in ("dutch", "english", "weight", "synthetic")
    }
    for name in ("dutch_at", "english_at"):
        lengths = np.concatenate([np.diff(part[name]) for part in parts])
        joined[name] = np.concatenate([[0], np.cumsum(lengths)])
    return Encoded(**joined)


@dataclass(frozen=True)
class Plan:
    """Micro-batches of one pass: `order` are example numbers, `flip` is English to Dutch."""

    order: npt.NDArray[np.int64]
    flip: npt.NDArray[np.bool_]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)


def plan_pass(data: Encoded, settings: TrainConfig, number: int) -> Plan:
    """Draw, bucket and shuffle the micro-batches of pass `number`."""
    chance = np.random.default_rng([settings.seed, number])
    weight = data.weight * np.where(data.weight < 1, settings.bulk, 1.0)
    weight = np.where(data.synthetic, data.weight * settings.back_translated, weight)
    draws = np.floor(weight + chance.random(len(data))).astype(np.int64)
    rows = np.repeat(np.arange(len(data)), draws)
    flip = (chance.random(len(rows)) < settings.to_dutch) & ~data.synthetic[rows]
    dutch, english = np.diff(data.dutch_at)[rows], np.diff(data.english_at)[rows]
    tagged = flip | data.synthetic[rows]
    longest = (
        np.maximum(np.where(flip, english, dutch) + tagged, np.where(flip, dutch, english)) + 1
    )
    bucket = np.searchsorted(np.array(settings.buckets), longest)
    kept = np.flatnonzero(bucket < len(settings.buckets))
    if not len(kept):
        raise RecipeError("no pair fits train.buckets; add a longer bucket")
    kept = kept[chance.permutation(len(kept))]
    kept = kept[np.argsort(bucket[kept], kind="stable")]
    starts, ends, lengths = [], [], []
    for index, length in enumerate(settings.buckets):
        low, high = np.searchsorted(bucket[kept], [index, index + 1])
        size = batch_rows(settings, length)
        first = np.arange(low, high, size)
        starts.append(first)
        ends.append(np.minimum(first + size, high))
        lengths.append(np.full(len(first), length))
    joined = [np.concatenate(part) for part in (starts, ends, lengths)]
    shuffle = chance.permutation(len(joined[0]))
    return Plan(rows[kept], flip[kept], *(part[shuffle] for part in joined))


def batch_rows(settings: TrainConfig, length: int) -> int:
    """Examples in a micro-batch of this padded length."""
    return max(1, settings.micro_tokens // length)


class Batches:
    """Micro-batches by their number since the start of the stage."""

    def __init__(self, data: Encoded, settings: TrainConfig, vocabulary: Vocabulary) -> None:
        self.data, self.settings = data, settings
        self.pad, self.end = vocabulary.pad, vocabulary.end
        self._tags = vocabulary.ids[TO_DUTCH], vocabulary.ids[BACK_TRANSLATED]
        self._pass, self._first = 0, 0
        self._plan = plan_pass(data, settings, 0)

    def get(self, number: int) -> Batch:
        """The micro-batch with this number (numbers never decrease), padded to its longest row."""
        while number >= self._first + len(self._plan):
            self._first += len(self._plan)
            self._pass += 1
            self._plan = plan_pass(self.data, self.settings, self._pass)
        index = number - self._first
        plan, length = self._plan, int(self._plan.lengths[index])
        size = batch_rows(self.settings, length)
        source = np.full((size, length), self.pad, np.int64)
        target = np.full((size, length + 1), self.pad, np.int64)
        data = self.data
        span = range(int(plan.starts[index]), int(plan.ends[index]))
        for place, at in enumerate(span):
            row, flip = plan.order[at], plan.flip[at]
            ids = (
                data.dutch[data.dutch_at[row] : data.dutch_at[row + 1]],
                data.english[data.english_at[row] : data.english_at[row + 1]],
            )
            tag = [self._tags[0]] if flip else [self._tags[1]] if self._is_tagged(int(row)) else []
            text = [*tag, *(ids[1] if flip else ids[0]), self.end]
            out = ids[0] if flip else ids[1]
            source[place, : len(text)] = text
            target[place, 1 : len(out) + 1] = out
            target[place, len(out) + 1] = self.end
        width = int((source != self.pad).sum(1).max()), int((target != self.pad).sum(1).max()) + 1
        tensor = torch.from_numpy(target[:, : width[1]])
        return Batch(
            torch.from_numpy(source[:, : width[0]]).contiguous(),
            tensor[:, :-1].contiguous(),
            tensor[:, 1:].contiguous(),
        )

    def _is_tagged(self, row: int) -> bool:
        """True for the wanted share of the synthetic rows, spread evenly over the file."""
        share = self.settings.tagged
        return bool(self.data.synthetic[row]) and int((row + 1) * share) > int(row * share)


def _chunks(rows: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk
