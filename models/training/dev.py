"""Teacher-forced loss on development sentences: a cheap curve while training."""

from __future__ import annotations

import torch
from torch import Tensor

from .config import Config
from .model import Batch, Translator, views
from .prepare import read_lines
from .text import normalise
from .tokenizer import Vocabulary


class DevSet:
    """The first sentences of the development set, encoded once."""

    def __init__(
        self, config: Config, vocabulary: Vocabulary, model: Translator,
        shapes: dict[str, tuple[int, ...]], dtype: torch.dtype,
    ) -> None:  # fmt: skip
        self._model, self._shapes, self._pad = model, shapes, vocabulary.pad
        self._dtype = dtype
        self._pairs: list[tuple[list[int], list[int]]] = []
        if not config.data.dev_source:
            return
        files = config.path(config.data.dev_source), config.path(config.data.dev_target)
        for dutch, english in zip(*(read_lines(file) for file in files), strict=True):
            sides = [
                [*vocabulary.encode(normalise(text)), vocabulary.end] for text in (dutch, english)
            ]
            if max(map(len, sides)) <= config.model.positions:
                self._pairs.append((sides[0], sides[1]))
            if len(self._pairs) == config.train.dev_sentences:
                break
        self._pairs.sort(key=lambda pair: len(pair[1]))

    def loss(self, flat: Tensor) -> float:
        """Cross-entropy a target token of the given flat weights; 0 without a development set."""
        weights = views(flat.to(self._dtype), self._shapes)
        total, tokens = 0.0, 0
        with torch.no_grad():
            for start in range(0, len(self._pairs), 40):
                batch = self._batch(self._pairs[start : start + 40])
                total += float(self._model.loss(weights, batch, 0.0))
                tokens += int((batch.target_out != self._pad).sum())
        return total / max(1, tokens)

    def _batch(self, pairs: list[tuple[list[int], list[int]]]) -> Batch:
        source = self._padded([pair[0] for pair in pairs])
        out = self._padded([pair[1] for pair in pairs])
        start = torch.full((len(pairs), 1), self._pad)
        device = self._model.positions.device
        return Batch(
            source.to(device), torch.cat([start, out[:, :-1]], 1).to(device), out.to(device)
        )

    def _padded(self, rows: list[list[int]]) -> Tensor:
        length = max(map(len, rows))
        return torch.tensor([row + [self._pad] * (length - len(row)) for row in rows])
