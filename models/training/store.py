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
FORWARD_SOURCE = "forward-translated"
_CHUNK = 20_000
_ROWS = 16


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
    save_encoded(
        target,
        Encoded(
            dutch=np.concatenate(sides[0]), dutch_at=at[0],
            english=np.concatenate(sides[1]), english_at=at[1],
            weight=np.array(weights, np.float32), synthetic=np.array(synthetic),
        ),
    )  # fmt: skip


def save_encoded(target: Path, data: Encoded) -> None:
    """Write encoded pairs as one .npz file."""
    with atomic_path(target) as partial, partial.open("wb") as stream:
        np.savez(stream, **vars(data))


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
    tagged = flip | (data.synthetic[rows] & (settings.tagged > 0))
    longest = (
        np.maximum(np.where(flip, english, dutch) + tagged, np.where(flip, dutch, english)) + 1
    )
    bucket = np.searchsorted(np.array(settings.buckets), longest)
    kept = np.flatnonzero(bucket < len(settings.buckets))
    if not len(kept):
        raise RecipeError("no pair fits train.buckets; add a longer bucket")
    kept = kept[chance.permutation(len(kept))]
    # Rows of one micro-batch are as alike as can be on both sides, or padding would cost a tenth.
    kept = kept[np.lexsort((english[kept] - dutch[kept], bucket[kept]))]
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
    """Examples in a micro-batch of this padded length, a multiple of 16 where there are so many.

    oneDNN makes a kernel for every shape of product that it meets: with few shapes it makes few.
    """
    rows = max(1, settings.micro_tokens // length)
    return rows if rows < _ROWS else round(rows / _ROWS) * _ROWS


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
        span = slice(int(plan.starts[index]), int(plan.ends[index]))
        rows, flip = plan.order[span], plan.flip[span, None]
        data, columns = self.data, length + 2
        dutch = self._padded(data.dutch, data.dutch_at, rows, columns)
        english = self._padded(data.english, data.english_at, rows, columns)
        source, out = np.where(flip, english, dutch), np.where(flip, dutch, english)
        tag = np.where(self._is_tagged(rows), self._tags[1], self.pad)[:, None]
        tag = np.where(flip, self._tags[0], tag)
        source = np.where(tag == self.pad, source, np.hstack([tag, source[:, :-1]]))
        out = np.hstack([np.full_like(tag, self.pad), out[:, :-1]])
        source, target = (
            np.vstack([part, np.full((size - len(rows), columns), self.pad)])
            for part in (source, out)
        )
        width = int((source != self.pad).sum(1).max()), int((target != self.pad).sum(1).max()) + 1
        tensor = torch.from_numpy(target[:, : width[1]])
        return Batch(
            torch.from_numpy(source[:, : width[0]]).contiguous(),
            tensor[:, :-1].contiguous(),
            tensor[:, 1:].contiguous(),
        )

    def _padded(
        self, ids: npt.NDArray[np.uint16], at: npt.NDArray[np.int64],
        rows: npt.NDArray[np.int64], columns: int,
    ) -> npt.NDArray[np.int64]:  # fmt: skip
        """The ids of some rows, [rows, columns], each with its end mark, then padding."""
        lengths = at[rows + 1] - at[rows]
        place = np.arange(columns)
        inside = place < lengths[:, None]
        found = np.full((len(rows), columns), self.pad, np.int64)
        found[inside] = ids[(at[rows, None] + place)[inside]]
        found[np.arange(len(rows)), lengths] = self.end
        return found

    def _is_tagged(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """True for the wanted share of the synthetic rows, spread evenly over the file."""
        share = self.settings.tagged
        floor = np.floor(rows * share) < np.floor((rows + 1) * share)
        tagged: npt.NDArray[np.bool_] = self.data.synthetic[rows] & floor
        return tagged


def _chunks(rows: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk
