"""Pairs as tokens: the prompt of run time, then the answer, on which alone the loss is."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from translate.engines.generate_causal import prompt_ids
from translate.summary.words import word_count

from .pairs import Pair

_END_OF_TURN = "<|im_end|>"
#: Examples are sorted by length within so many batches, then the batches are shuffled.
_POOL = 16


@dataclass(frozen=True)
class Example:
    """Token ids; the answer begins at ``start``."""

    ids: tuple[int, ...]
    start: int


@dataclass(frozen=True)
class Batch:
    """``ids`` (rows, width), padded on the right; ``answer`` marks the places whose next token
    is part of an answer, ``targets`` (marked places,) are those tokens.
    """

    ids: Tensor
    answer: Tensor
    targets: Tensor


def encode(tokenizer: Any, pairs: Sequence[Pair], max_tokens: int) -> list[Example]:
    """The examples that fit; the prompt asks for the length that the answer has."""
    found = []
    end = tokenizer.convert_tokens_to_ids(_END_OF_TURN)
    for pair in pairs:
        prompt = prompt_ids(tokenizer, pair.passage, word_count(pair.target), examples=False)
        answer = tokenizer(pair.target, add_special_tokens=False)["input_ids"]
        ids = (*prompt, *answer, end)
        if len(ids) <= max_tokens:
            found.append(Example(ids, len(prompt)))
    return found


def batches(examples: Sequence[Example], size: int, seed: int) -> Iterator[list[Example]]:
    """Batches without end, each pass in another order; the same seed gives the same ones."""
    chance = random.Random(seed)
    while True:
        order = list(examples)
        chance.shuffle(order)
        made = []
        for start in range(0, len(order), size * _POOL):
            pool = sorted(order[start : start + size * _POOL], key=lambda one: len(one.ids))
            made += [pool[at : at + size] for at in range(0, len(pool), size)]
        chance.shuffle(made)
        yield from made


def collate(rows: Sequence[Example], pad: int) -> Batch:
    """Rows as tensors. Padding stands after everything that a causal model looks at."""
    width = max(len(row.ids) for row in rows)
    ids = torch.full((len(rows), width), pad)
    answer = torch.zeros(len(rows), width, dtype=torch.bool)
    for at, row in enumerate(rows):
        ids[at, : len(row.ids)] = torch.tensor(row.ids)
        answer[at, row.start - 1 : len(row.ids) - 1] = True
    return Batch(ids, answer, ids[:, 1:][answer[:, :-1]])
