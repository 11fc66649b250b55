"""Chat-style causal models as rewriters, from a Hub folder or from one GGUF file."""

from __future__ import annotations

import contextlib
import copy
import io
from collections.abc import Sequence
from typing import Any

from translate.engines.generate import (
    broken,
    first_line,
    loading_faults,
    quiet_transformers,
    require_safetensors,
)
from translate.engines.generate_text import CHATML, messages_for, tidy
from translate.types import Model

#: Longer passages than this belong in pieces: small models lose the thread.
MAX_SOURCE = 1024
#: Rows decoded together; the padding of a larger batch costs more than it saves on two cores.
BATCH = 8
_SPARE_TOKENS = 16


class CausalGenerator:
    """Greedy decoding with left padding: the same passages give the same answers."""

    def __init__(self, model: Any, tokenizer: Any, context: int, *, examples: bool = True) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._examples = examples
        frame = len(self._prompt_ids(""))
        self._max_source = min(MAX_SOURCE, (context - frame) // 2)
        self._stop = _stop_tokens(tokenizer)
        self._prefix = self._shared_prefix()
        self._prefix_memory: Any = None

    @classmethod
    def load(cls, model: Model, threads: int | None) -> CausalGenerator:
        """Load weights as float32; raises :class:`ModelError` when they are not sound.

        A model with an adapter was tuned on this very task and is shown no examples.
        """
        network, tokenizer = load_network(model, threads)
        if model.adapter is not None:
            from translate.engines.lora import merge_adapter

            merge_adapter(network, model)
        context = int(network.config.max_position_embeddings)
        return cls(network, tokenizer, context, examples=model.adapter is None)

    @property
    def max_source(self) -> int:
        """Tokens of one passage, without the prompt around it."""
        return self._max_source

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` alone."""
        return len(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def rewrite(self, passages: Sequence[str], max_words: Sequence[int]) -> list[str]:
        """A shorter version of each passage, in order; see :class:`TextGenerator`.

        Raises ValueError for a passage over ``max_source``: cutting it is the plan's business.
        """
        for passage in passages:
            if self.count_tokens(passage) > self._max_source:
                raise ValueError(f"a passage is longer than {self._max_source} tokens")
        order = sorted(range(len(passages)), key=lambda at: (-len(passages[at]), at))
        answers = [""] * len(passages)
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            made = self._decode([passages[at] for at in rows], [max_words[at] for at in rows])
            for at, answer in zip(rows, made, strict=True):
                answers[at] = tidy(answer)
        return answers

    def _decode(self, passages: Sequence[str], max_words: Sequence[int]) -> list[str]:
        import torch
        import transformers

        shared = len(self._prefix)
        # A row's own limit, so that its neighbours cannot lengthen what it says.
        limits = [self.count_tokens(passage) + _SPARE_TOKENS for passage in passages]
        prompts = [
            self._prompt_ids(passage, words)[shared:]
            for passage, words in zip(passages, max_words, strict=True)
        ]
        width = max(map(len, prompts))
        pad = int(self._tokenizer.pad_token_id)
        ids = [self._prefix + [pad] * (width - len(row)) + row for row in prompts]
        mask = [[1] * shared + [0] * (width - len(row)) + [1] * len(row) for row in prompts]
        settings: Any = transformers.GenerationConfig
        config = settings(
            do_sample=False,
            num_beams=1,
            max_new_tokens=max(limits),
            eos_token_id=self._stop,
            pad_token_id=pad,
        )
        with torch.inference_mode():
            output = self._model.generate(
                input_ids=torch.tensor(ids),
                attention_mask=torch.tensor(mask),
                past_key_values=self._memory_of_prefix(len(prompts)),
                generation_config=config,
            )
        answers = [
            row[:limit].tolist()
            for row, limit in zip(output[:, shared + width :], limits, strict=True)
        ]
        return [
            str(text) for text in self._tokenizer.batch_decode(answers, skip_special_tokens=True)
        ]

    def _memory_of_prefix(self, rows: int) -> Any:
        """Keys and values of the prompt's unchanging part, computed once, for so many rows."""
        import torch

        if self._prefix_memory is None:
            with torch.inference_mode():
                self._prefix_memory = self._model(
                    input_ids=torch.tensor([self._prefix]), use_cache=True
                ).past_key_values
        memory = copy.deepcopy(self._prefix_memory)
        memory.batch_repeat_interleave(rows)
        return memory

    def _shared_prefix(self) -> list[int]:
        """The tokens that open every prompt: system message and examples."""
        one, other = self._prompt_ids("A"), self._prompt_ids("“9")
        size = next(
            at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]
        )
        return one[:size]

    def _prompt_ids(self, passage: str, max_words: int | None = None) -> list[int]:
        return prompt_ids(self._tokenizer, passage, max_words, examples=self._examples)


def load_network(model: Model, threads: int | None) -> tuple[Any, Any]:
    """The network in float32, without its adapter, and a tokenizer that pads on the left.

    Raises :class:`ModelError` when files are missing or damaged.
    """
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    quiet_transformers()
    if threads is not None:
        torch.set_num_threads(threads)
    options: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    if model.gguf is None:
        require_safetensors(model)
        weights: dict[str, Any] = {"use_safetensors": True}
    else:
        if not (model.path / model.gguf).is_file():
            raise broken(model, f"there is no file {model.gguf}")
        options["gguf_file"] = model.gguf
        weights = {}
    try:
        tokenizer = AutoTokenizer.from_pretrained(model.path, **options)
        # A GGUF file comes with progress bars that no setting of the library turns off.
        with contextlib.redirect_stderr(io.StringIO()):
            network = AutoModelForCausalLM.from_pretrained(
                model.path, dtype=torch.float32, **options, **weights
            )
    except loading_faults() as error:
        raise broken(model, first_line(error)) from error
    network.train(False)
    if not tokenizer.chat_template:
        tokenizer.chat_template = CHATML
    tokenizer.padding_side = "left"
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    return network, tokenizer


def prompt_ids(
    tokenizer: Any, passage: str, max_words: int | None, *, examples: bool = True
) -> list[int]:
    """Tokens of the whole prompt, up to where the answer begins."""
    text = tokenizer.apply_chat_template(
        messages_for(passage, max_words, examples=examples),
        tokenize=False,
        add_generation_prompt=True,
    )
    return list(tokenizer(text, add_special_tokens=False)["input_ids"])


def _stop_tokens(tokenizer: Any) -> list[int]:
    """The end of a turn, and the end of a text where that is another token."""
    named = ["<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<end_of_turn>"]
    vocabulary = tokenizer.get_vocab()
    found = {int(vocabulary[token]) for token in named if token in vocabulary}
    if tokenizer.eos_token_id is not None:
        found.add(int(tokenizer.eos_token_id))
    return sorted(found)
