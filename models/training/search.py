"""Beam search and sampling with torch, for many sentences at once on a GPU without CTranslate2."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from .model import Translator, attended, feed_forward, linear, part_of, self_qkv
from .tokenizer import TAGS, Vocabulary

_LEAST = float("-inf")


@dataclass(frozen=True)
class Settings:
    """How to search; `sampled` above 0 draws each piece among so many of the likeliest."""

    beam: int = 1
    sampled: int = 0
    batch_tokens: int = 65536


class Search:
    """Translates texts with named weights, which lie on the device in the type of the products."""

    def __init__(
        self, model: Translator, weights: dict[str, Tensor], vocabulary: Vocabulary
    ) -> None:
        self._model, self._weights, self._vocabulary = model, weights, vocabulary
        self._device = model.positions.device
        self._layers = [
            part_of(weights, f"decoder.{index}.") for index in range(model.size.decoder_layers)
        ]
        self._never = torch.tensor(
            [vocabulary.pad, *(vocabulary.ids[tag] for tag in TAGS)], device=self._device
        )

    def translate(self, texts: list[str], settings: Settings, prefix: str = "") -> list[str]:
        """Translations in order; `prefix` is a language tag put before every text."""
        tag = [self._vocabulary.ids[prefix]] if prefix else []
        longest = self._model.size.positions
        rows = [
            [*tag, *ids, self._vocabulary.end][-longest:]
            for ids in self._vocabulary.encode_many(texts)
        ]
        found: list[list[int]] = [[] for _ in rows]
        order = sorted(range(len(rows)), key=lambda place: len(rows[place]))
        while order:
            length = len(rows[order[-1]])
            count = max(1, settings.batch_tokens // (length * settings.beam))
            places, order = order[-count:], order[:-count]
            batch = torch.full((len(places), length), self._vocabulary.pad)
            for row, place in enumerate(places):
                batch[row, : len(rows[place])] = torch.tensor(rows[place])
            for place, ids in zip(places, self._best(batch, settings), strict=True):
                found[place] = ids
        return self._vocabulary.decode_many(found)

    @torch.inference_mode()
    def _best(self, source: Tensor, settings: Settings) -> list[list[int]]:
        """Ids of the best translation of each row of source [B, S], without the end mark.

        Beams that have ended stay among the candidates, ranked like the others by their mean
        log-probability a piece.
        """
        source, beam, end = source.to(self._device), settings.beam, self._vocabulary.end
        sentences, length = source.shape
        # Each by its own length, so that a translation does not depend on what it is batched with.
        most = 2 * (source != self._vocabulary.pad).sum(1, keepdim=True) + 8
        count = min(self._model.size.positions - 1, 2 * length + 8)
        state = _State(self, source, beam, count)
        score = torch.zeros(sentences, beam, device=self._device)
        score[:, 1:] = _LEAST  # all beams begin alike: only the first counts
        size = torch.zeros(sentences, beam, device=self._device)
        ended = torch.zeros(sentences, beam, dtype=torch.bool, device=self._device)
        written = torch.full((sentences, beam, count), end, device=self._device)
        base = torch.arange(sentences, device=self._device)[:, None] * beam
        token = torch.full((sentences * beam,), self._vocabulary.pad, device=self._device)
        for step in range(count):
            chance = state.next(token, step)
            chance[:, self._never] = _LEAST
            if settings.sampled:
                value, piece = _drawn(chance, settings.sampled)
            else:
                value, piece = torch.log_softmax(chance, dim=-1).topk(beam, dim=-1)
            value = value.view(sentences, beam, -1)
            piece = piece.view(sentences, beam, -1)
            # What has ended goes on with the end mark alone, at no cost.
            only = torch.full_like(value, _LEAST)
            only[..., 0] = 0.0
            value = torch.where(ended[..., None], only, value)
            piece = torch.where(ended[..., None], end, piece)
            total = score[..., None] + value
            rank = total / (size + ~ended)[..., None]
            best = rank.flatten(1).topk(beam, dim=-1).indices
            origin = best // value.shape[-1]
            score = total.flatten(1).gather(1, best)
            size = (size + ~ended).gather(1, origin)
            chosen = piece.flatten(1).gather(1, best)
            ended = ended.gather(1, origin) | (chosen == end) | (step + 1 >= most)
            if beam > 1:
                written = written.gather(1, origin[..., None].expand_as(written))
                state.reorder((base + origin).flatten())
            written[..., step] = chosen
            if step % 4 == 3 and bool(ended.all()):
                break
            token = chosen.flatten()
        first = (score / size).argmax(dim=1)
        rows = written[torch.arange(sentences, device=self._device), first].tolist()
        return [row[: row.index(end)] if end in row else row for row in rows]


class _State:
    """Keys and values of what has been read and written so far."""

    def __init__(self, search: Search, source: Tensor, beam: int, count: int) -> None:
        self._search, model = search, search._model
        memory = model.encode(search._weights, source).repeat_interleave(beam, dim=0)
        self._bias = model.key_bias(source).repeat_interleave(beam, dim=0)
        self._cross = [linear(memory, w, "cross.kv").chunk(2, dim=-1) for w in search._layers]
        rows, width = memory.shape[0], memory.shape[2]
        self._own = [
            (memory.new_zeros(rows, count, width), memory.new_zeros(rows, count, width))
            for _ in search._layers
        ]
        self._free = torch.zeros((), device=memory.device)

    def next(self, token: Tensor, step: int) -> Tensor:
        """Scores [R, V], float32, of what follows the tokens [R], which stand at place `step`."""
        weights, heads = self._search._weights, self._search._model.size.heads
        x = self._search._model.embed(weights, token[:, None], step)
        for w, (keys, values), (read_keys, read_values) in zip(
            self._search._layers, self._own, self._cross, strict=True
        ):
            query, keys[:, step : step + 1], values[:, step : step + 1] = self_qkv(x, w)
            own = query, keys[:, : step + 1], values[:, : step + 1]
            x = attended(x, own, self._free, w, "self", heads)
            cross = linear(x, w, "cross.q"), read_keys, read_values
            x = attended(x, cross, self._bias, w, "cross", heads)
            x = feed_forward(x, w)
        return functional.linear(x[:, 0], weights["shared"], weights["final_bias"]).float()

    def reorder(self, rows: Tensor) -> None:
        """Beams of one sentence change places; what they read is the same."""
        self._own = [(keys[rows], values[rows]) for keys, values in self._own]


def _drawn(chance: Tensor, among: int) -> tuple[Tensor, Tensor]:
    """One piece [R, 1] of each row, drawn among its likeliest, with its log-probability."""
    value, piece = torch.log_softmax(chance, dim=-1).topk(among, dim=-1)
    place = torch.multinomial(torch.softmax(value, dim=-1), 1)
    return value.gather(1, place), piece.gather(1, place)
