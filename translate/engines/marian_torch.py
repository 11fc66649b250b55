"""MarianMT through transformers and torch: the reference engine."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from translate.engines.backend import Found
from translate.engines.batching import Batch
from translate.engines.checkpoint import Checkpoint, damaged
from translate.engines.tokens import MarianTokens, silent_ids
from translate.types import Decoding

if TYPE_CHECKING:
    import torch

#: Weights that files of older checkpoints leave out because the configuration implies them.
_IMPLIED = ("embed_positions", "final_logits_bias")
#: Copies of the embedding that the config ties together.
_TIED = ("embed_tokens", "lm_head")


class TorchMarian:
    """A checkpoint in float32 on ``threads`` threads; implements ``Backend``."""

    token_budget = 1024

    def __init__(self, checkpoint: Checkpoint, threads: int) -> None:
        import torch

        transformers: Any = import_module("transformers")
        transformers.utils.logging.set_verbosity_error()
        transformers.utils.logging.disable_progress_bar()
        torch.set_num_threads(threads)
        self._tokenizer, self._model = _load(checkpoint)
        self._pad = checkpoint.vocabulary["<pad>"]
        self._end = checkpoint.vocabulary["</s>"]
        self._every = sorted(checkpoint.vocabulary.values())
        self._open = [index for index in self._every if index != self._end]
        self._silent = silent_ids(checkpoint)
        self._tokens = MarianTokens(checkpoint)
        # Nothing of the checkpoint's own decoding may leak into ours: a forced end mark, for
        # one, would hide that a target was cut off.
        self._model.generation_config = transformers.GenerationConfig(
            decoder_start_token_id=checkpoint.config.get("decoder_start_token_id", self._pad),
            pad_token_id=self._pad,
            eos_token_id=self._end,
        )

    def encode(self, text: str) -> list[int]:
        """Ids by MarianTokenizer; ``</s>`` and the like in a text are text."""
        ids: list[int] = self._tokenizer(text, split_special_tokens=True, verbose=False)[
            "input_ids"
        ]
        return ids

    def decode(self, ids: Sequence[int]) -> str:
        """Text by the target's SentencePiece model."""
        text: str = self._tokenizer.decode(
            [index for index in ids if index not in self._silent],
            skip_special_tokens=True,
            clean_up_tokenization_spaces=False,
            use_source_tokenizer=False,
        )
        return text

    def encode_target(self, text: str) -> list[int]:
        """Target ids, no end mark."""
        return self._tokens.encode_target(text)

    def source_tokens(self, text: str) -> list[str]:
        """The tokens behind the source ids."""
        return self._tokens.source_tokens(text)

    def target_tokens(self, ids: Sequence[int]) -> list[str]:
        """The tokens behind target ids."""
        return self._tokens.target_tokens(ids)

    def search(
        self,
        rows: Sequence[Sequence[int]],
        batches: Sequence[Batch],
        decoding: Decoding,
    ) -> Iterator[list[Found]]:
        """Beam search (greedy with a beam of 1), batch by batch."""
        for batch in batches:
            rows_here = [rows[row] for row in batch.rows]
            yield self._search(rows_here, batch.max_target, decoding)

    def continue_from(
        self,
        rows: Sequence[Sequence[int]],
        beginnings: Sequence[Sequence[int]],
        limits: Sequence[int],
        decoding: Decoding,
    ) -> list[Found]:
        """The search with beginnings, row by row."""
        decoding = replace(decoding, no_repeat_ngram=0)  # a beginning may repeat itself
        step = replace(decoding, beam=1)
        found = []
        for row, beginning, limit in zip(rows, beginnings, limits, strict=True):
            [one] = self._search([row], len(beginning) + 1, step, beginning)
            if not one.finished:
                [one] = self._search([row], limit, decoding, beginning)
            found.append(one)
        return found

    def _search(
        self,
        rows: Sequence[Sequence[int]],
        max_target: int,
        decoding: Decoding,
        beginning: Sequence[int] = (),
    ) -> list[Found]:
        import torch
        from transformers.modeling_outputs import BaseModelOutput

        def allowed(row: int, written: torch.Tensor) -> list[int]:
            place = len(written) - 1  # after the start token
            if place < len(beginning):
                return [beginning[place]]
            # Only the step before a search ends here: a beam would do so far too easily, as the
            # beginning, which costs nothing, counts in the length.
            return self._every if place > len(beginning) or decoding.beam == 1 else self._open

        width = max(len(row) for row in rows)
        ids = torch.tensor([[*row, *[self._pad] * (width - len(row))] for row in rows])
        mask = (torch.arange(width) < torch.tensor([[len(row)] for row in rows])).long()
        with torch.inference_mode():
            states = self._model.get_encoder()(input_ids=ids, attention_mask=mask)[0]
            sequences = self._model.generate(
                encoder_outputs=BaseModelOutput(last_hidden_state=states),
                attention_mask=mask,
                num_beams=decoding.beam,
                do_sample=False,
                max_new_tokens=max_target,
                # Stop when as many hypotheses as beams are finished, as Marian and CTranslate2 do.
                early_stopping=decoding.beam > 1,
                length_penalty=decoding.length_penalty if decoding.beam > 1 else None,
                no_repeat_ngram_size=decoding.no_repeat_ngram,
                bad_words_ids=[[self._pad]],
                # Forced step by step and not given as a start, so that it counts in the length
                # that scores are divided by, as in CTranslate2.
                prefix_allowed_tokens_fn=allowed if beginning else None,
                # What is forbidden leaves its probability to the rest, as in CTranslate2.
                renormalize_logits=True,
            )
            return [
                self._found(states[row : row + 1], mask[row : row + 1], sequences[row].tolist())
                for row in range(len(rows))
            ]

    def _found(self, state: torch.Tensor, mask: torch.Tensor, sequence: list[int]) -> Found:
        """Score one sequence (start token first) with the model that found it.

        ``generate`` gives scores only with every step's distribution kept, rows times beam times
        vocabulary floats a step; one more pass of the decoder over one row is cheaper.
        """
        import torch

        target = sequence[1:]
        finished = self._end in target
        if finished:
            target = target[: target.index(self._end) + 1]
        output = self._written_again(state, mask, [sequence[0], *target[:-1]])
        logits = output.logits[0]
        logits[:, self._pad] = float("-inf")
        chosen = logits.log_softmax(-1).gather(1, torch.tensor(target)[:, None])
        return Found(tuple(target[: len(target) - finished]), float(chosen.mean()), finished)

    def _encoded(self, row: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor]:
        """The encoder's states of one row, and its mask."""
        import torch

        ids = torch.tensor([list(row)])
        mask = torch.ones_like(ids)
        return self._model.get_encoder()(input_ids=ids, attention_mask=mask)[0], mask

    def attend(self, rows: Sequence[Sequence[int]], found: Sequence[Found]) -> list[Found]:
        """What was found with its attention, from one more pass over each."""
        import torch

        attended = []
        with torch.inference_mode():
            for row, answer in zip(rows, found, strict=True):
                state, mask = self._encoded(row)
                start = self._model.generation_config.decoder_start_token_id
                written = self._written_again(state, mask, [start, *answer.ids], attend=True)
                weights = written.cross_attentions[-1][0].mean(0)[: len(answer.ids)]
                attended.append(replace(answer, attention=tuple(map(tuple, weights.tolist()))))
        return attended

    def _written_again(
        self, state: torch.Tensor, mask: torch.Tensor, target: list[int], attend: bool = False
    ) -> Any:
        """The decoder's output over one encoded row, given the target with its start token."""
        import torch
        from transformers.modeling_outputs import BaseModelOutput

        return self._model(
            encoder_outputs=BaseModelOutput(last_hidden_state=state),
            attention_mask=mask,
            decoder_input_ids=torch.tensor([target]),
            use_cache=False,
            output_attentions=attend,
        )


def _load(checkpoint: Checkpoint) -> tuple[Any, Any]:
    """Tokenizer and model from files on this machine; safetensors only, no code of theirs."""
    import torch
    from safetensors import SafetensorError
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    model, path = checkpoint.model, str(checkpoint.model.path)
    try:
        with warnings.catch_warnings():
            # It recommends sacremoses, which MarianTokenizer does not use for its ids.
            warnings.filterwarnings("ignore", message=".*sacremoses.*")
            tokenizer = AutoTokenizer.from_pretrained(
                path, local_files_only=True, trust_remote_code=False
            )
        network, report = AutoModelForSeq2SeqLM.from_pretrained(
            path,
            local_files_only=True,
            use_safetensors=True,
            trust_remote_code=False,
            dtype=torch.float32,
            # The only implementation that hands out its attention.
            attn_implementation="eager",
            output_loading_info=True,
        )
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise damaged(model, "the checkpoint", f"transformers says: {reason}") from error
    tied = _TIED if checkpoint.config.get("tie_word_embeddings", True) else ()
    implied = (*_IMPLIED, *tied)
    missing = [name for name in report["missing_keys"] if not any(part in name for part in implied)]
    if missing:
        raise damaged(model, "the checkpoint", f"{len(missing)} weights are missing")
    return tokenizer, network.eval()
