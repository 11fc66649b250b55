"""Encoder-decoder summarisers such as DistilBART, decoded as their own configuration says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from translate.engines.generate import (
    broken,
    first_line,
    loading_faults,
    quiet_transformers,
    require_safetensors,
)
from translate.engines.generate_text import tidy
from translate.types import Model

BATCH = 4
#: Tokens of an English word, on average, in the vocabularies of such models.
_TOKENS_PER_WORD = 1.35


@dataclass(frozen=True, slots=True)
class Search:
    """The checkpoint's own decoding settings; lengths are in tokens."""

    beam: int = 4
    no_repeat_ngram: int = 3
    length_penalty: float = 1.0
    early_stopping: bool = True
    min_length: int = 0
    max_length: int = 142

    def lengths(self, source_tokens: int, max_words: int) -> tuple[int, int]:
        """The shortest and longest answer for a source of so many tokens.

        Never longer than the source; the minimum gives way, because a model that is made to go
        on when it has said everything begins to invent.
        """
        wish = max(8, round(max_words * _TOKENS_PER_WORD))
        longest = min(self.max_length, source_tokens, wish)
        return min(self.min_length, longest // 2), longest


def search_of(model: Model) -> Search:
    """Read the settings from ``generation_config.json``, else from ``config.json``.

    Older checkpoints keep them at the top of ``config.json`` and, for the task, under
    ``task_specific_params.summarization``, which wins.
    """
    config = _read(model, "config.json", required=True)
    own = _read(model, "generation_config.json", required=False)
    task = config.get("task_specific_params") or {}
    merged = {**config, **task.get("summarization", {}), **own}
    plain = Search()
    try:
        return Search(
            beam=int(merged.get("num_beams") or plain.beam),
            no_repeat_ngram=int(merged.get("no_repeat_ngram_size") or 0),
            length_penalty=float(merged.get("length_penalty") or plain.length_penalty),
            early_stopping=bool(merged.get("early_stopping", plain.early_stopping)),
            min_length=int(merged.get("min_length") or 0),
            max_length=int(merged.get("max_length") or plain.max_length),
        )
    except (TypeError, ValueError) as error:
        raise broken(model, f"its decoding settings make no sense ({error})") from error


def _read(model: Model, name: str, *, required: bool) -> Mapping[str, Any]:
    path = model.path / name
    if not required and not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise broken(model, f"{name} cannot be read") from error
    if not isinstance(found, dict):
        raise broken(model, f"{name} is not a JSON object")
    return found


class Seq2SeqGenerator:
    """Beam search over whole articles, or as much of one as fits."""

    #: Such checkpoints were trained on articles: the plan gives them as much as they take.
    takes_articles = True

    def __init__(self, model: Any, tokenizer: Any, search: Search, max_source: int) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._search = search
        self._max_source = max_source

    @classmethod
    def load(cls, model: Model, threads: int | None) -> Seq2SeqGenerator:
        """Load weights as float32; raises :class:`ModelError` when they are not sound."""
        import torch
        from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

        quiet_transformers()
        if threads is not None:
            torch.set_num_threads(threads)
        search = search_of(model)
        require_safetensors(model)
        options: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        try:
            tokenizer = AutoTokenizer.from_pretrained(model.path, **options)
            network = AutoModelForSeq2SeqLM.from_pretrained(
                model.path, dtype=torch.float32, use_safetensors=True, **options
            )
        except loading_faults() as error:
            raise broken(model, first_line(error)) from error
        network.train(False)
        limits = [int(getattr(network.config, "max_position_embeddings", None) or 512)]
        if 0 < tokenizer.model_max_length < 1_000_000:
            limits.append(int(tokenizer.model_max_length))
        return cls(network, tokenizer, search, min(limits))

    @property
    def max_source(self) -> int:
        """Tokens of one source, the marks at its ends included."""
        return self._max_source

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` with the marks at its ends."""
        return len(self._tokenizer(text)["input_ids"])

    def rewrite(self, passages: Sequence[str], max_words: Sequence[int]) -> list[str]:
        """A summary of each passage, in order; see :class:`TextGenerator`.

        Raises ValueError for a passage over ``max_source``: cutting it is the plan's business.
        """
        sizes = [self.count_tokens(passage) for passage in passages]
        if any(size > self._max_source for size in sizes):
            raise ValueError(f"a passage is longer than {self._max_source} tokens")
        wishes = [
            self._search.lengths(size, words) for size, words in zip(sizes, max_words, strict=True)
        ]
        answers = [""] * len(passages)
        # Lengths hold for a whole batch, so only passages with the same ones share it.
        order = sorted(range(len(passages)), key=lambda at: (wishes[at], -sizes[at], at))
        while order:
            rows = [at for at in order[:BATCH] if wishes[at] == wishes[order[0]]]
            order = order[len(rows) :]
            made = self._decode([passages[at] for at in rows], *wishes[rows[0]])
            for at, answer in zip(rows, made, strict=True):
                answers[at] = tidy(answer)
        return answers

    def _decode(self, passages: Sequence[str], shortest: int, longest: int) -> list[str]:
        import torch

        batch = self._tokenizer(list(passages), return_tensors="pt", padding=True)
        with torch.inference_mode():
            output = self._model.generate(
                input_ids=batch["input_ids"],
                attention_mask=batch["attention_mask"],
                do_sample=False,
                num_beams=self._search.beam,
                no_repeat_ngram_size=self._search.no_repeat_ngram,
                length_penalty=self._search.length_penalty,
                early_stopping=self._search.early_stopping,
                min_length=shortest,
                max_length=longest,
            )
        return [
            str(text) for text in self._tokenizer.batch_decode(output, skip_special_tokens=True)
        ]
