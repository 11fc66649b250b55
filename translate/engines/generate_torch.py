"""Summarisation checkpoints through transformers and torch: what CTranslate2 is held against,
and where its conversions come from."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from translate.engines.checkpoint import damaged
from translate.engines.generate_layout import Layout, Tokens
from translate.engines.generate_text import CHATML, messages_for
from translate.engines.generators import Decoder, Search
from translate.errors import first_line
from translate.types import Model, ModelFamily

#: Stands for the passage while a prompt's frame is made.
_PASSAGE = "\N{OBJECT REPLACEMENT CHARACTER}"
_CAUSAL_ROWS, _SEQ2SEQ_ROWS = 8, 4
_STOPS = ("<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<end_of_turn>")


def load_torch(model: Model, threads: int) -> tuple[Tokens, Layout, Decoder]:
    """The network in float32 on so many threads."""
    import torch

    torch.set_num_threads(threads)
    network, tokenizer, layout = loaded(model)
    return Tokens(tokenizer.backend_tokenizer), layout, TorchDecoder(network, tokenizer, layout)


def loaded(model: Model) -> tuple[Any, Any, Layout]:
    """Network, tokenizer and layout; raises :class:`ModelError` when files are damaged."""
    import torch
    import transformers

    logging: Any = transformers.utils.logging
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    classes: Any = transformers
    causal = model.family is ModelFamily.CAUSAL
    kind = classes.AutoModelForCausalLM if causal else classes.AutoModelForSeq2SeqLM
    options: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    weights: dict[str, Any] = {"use_safetensors": True}
    if model.gguf is not None:
        options["gguf_file"], weights = model.gguf, {}
        # It comes with a progress bar that no setting of the library turns off.
        reader: Any = import_module("transformers.modeling_gguf_pytorch_utils")
        reader.tqdm = lambda tensors, **_: tensors
    try:
        tokenizer = classes.AutoTokenizer.from_pretrained(model.path, **options)
        network = kind.from_pretrained(model.path, dtype=torch.float32, **options, **weights)
        network.train(False)
        layout = _causal_layout(network, tokenizer) if causal else _seq2seq(network, tokenizer)
        Tokens(tokenizer.backend_tokenizer)
    except Exception as error:
        raise damaged(model, "the checkpoint", first_line(error)) from error
    return network, tokenizer, layout


def _causal_layout(network: Any, tokenizer: Any) -> Layout:
    tokenizer.chat_template = tokenizer.chat_template or CHATML
    prompt = tokenizer.apply_chat_template(
        messages_for(_PASSAGE), tokenize=False, add_generation_prompt=True
    )
    before, _, after = prompt.rpartition(_PASSAGE)
    vocabulary = tokenizer.get_vocab()
    stop = {int(vocabulary[token]) for token in _STOPS if token in vocabulary}
    if tokenizer.eos_token_id is not None:
        stop.add(int(tokenizer.eos_token_id))
    positions = int(network.config.max_position_embeddings)
    return Layout(positions, before, after, tuple(sorted(stop)))


def _seq2seq(network: Any, tokenizer: Any) -> Layout:
    limits = [int(getattr(network.config, "max_position_embeddings", None) or 512)]
    if 0 < tokenizer.model_max_length < 1_000_000:
        limits.append(int(tokenizer.model_max_length))
    return Layout(min(limits))


class TorchDecoder:
    """Implements ``Decoder`` for both kinds of network."""

    def __init__(self, network: Any, tokenizer: Any, layout: Layout) -> None:
        self._network = network
        self._stop = list(layout.stop)
        pad = tokenizer.pad_token_id
        self._pad = int(tokenizer.eos_token_id if pad is None else pad)

    def continued(
        self, opening: Sequence[int], rows: Sequence[Sequence[int]], limits: Sequence[int]
    ) -> list[list[int]]:
        """Greedy answers, padded on the left."""
        answers: list[list[int]] = []
        for start in range(0, len(rows), _CAUSAL_ROWS):
            batch = [[*opening, *row] for row in rows[start : start + _CAUSAL_ROWS]]
            longest = limits[start : start + _CAUSAL_ROWS]
            width = max(map(len, batch))
            made = self._generate(
                [[self._pad] * (width - len(row)) + row for row in batch],
                [[0] * (width - len(row)) + [1] * len(row) for row in batch],
                num_beams=1, max_new_tokens=max(longest), eos_token_id=self._stop,
            )  # fmt: skip
            answers += [
                row[width : width + limit] for row, limit in zip(made, longest, strict=True)
            ]
        return answers

    def transformed(
        self, rows: Sequence[Sequence[int]], search: Search, shortest: int, longest: int
    ) -> list[list[int]]:
        """Beam search, padded on the right."""
        answers: list[list[int]] = []
        for start in range(0, len(rows), _SEQ2SEQ_ROWS):
            batch = rows[start : start + _SEQ2SEQ_ROWS]
            width = max(map(len, batch))
            answers += self._generate(
                [[*row, *[self._pad] * (width - len(row))] for row in batch],
                [[1] * len(row) + [0] * (width - len(row)) for row in batch],
                num_beams=search.beam, no_repeat_ngram_size=search.no_repeat_ngram,
                length_penalty=search.length_penalty, early_stopping=search.early_stopping,
                min_length=shortest, max_length=longest, forced_bos_token_id=search.first,
            )  # fmt: skip
        return answers

    def _generate(
        self, ids: list[list[int]], mask: list[list[int]], **settings: Any
    ) -> list[list[int]]:
        import torch

        with torch.inference_mode():
            output = self._network.generate(
                input_ids=torch.tensor(ids), attention_mask=torch.tensor(mask),
                do_sample=False, pad_token_id=self._pad, **settings,
            )  # fmt: skip
        rows: list[list[int]] = output.tolist()
        return rows
