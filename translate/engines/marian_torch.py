"""MarianMT through transformers and torch: the reference engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from translate.engines.backend import Found
from translate.engines.batching import Batch
from translate.engines.checkpoint import Checkpoint, damaged
from translate.engines.links import Attention
from translate.engines.tokens import MarianTokens
from translate.errors import first_line
from translate.types import Decoding

if TYPE_CHECKING:
    import torch


class TorchMarian:
    """A checkpoint in float32 on ``threads`` threads; implements ``Backend``."""

    def __init__(self, checkpoint: Checkpoint, threads: int) -> None:
        import torch

        transformers: Any = import_module("transformers")
        torch.set_num_threads(threads)
        self.tokens = MarianTokens(checkpoint)
        self._model = load_network(checkpoint)
        # Nothing of the checkpoint's own decoding may leak into ours: a forced end mark, for
        # one, would hide that a target was cut off.
        self._model.generation_config = transformers.GenerationConfig(
            decoder_start_token_id=checkpoint.config.get("decoder_start_token_id", self.tokens.pad),
            pad_token_id=self.tokens.pad,
            eos_token_id=self.tokens.end,
        )

    def search(
        self,
        rows: Sequence[Sequence[int]],
        batches: Sequence[Batch],
        decoding: Decoding,
        beginnings: Sequence[Sequence[int]] = (),
    ) -> Iterator[list[Found]]:
        """What was found for each batch, one after the other."""
        for batch in batches:
            asked = [rows[row] for row in batch.rows]
            beginning = beginnings[batch.rows[0]] if beginnings else ()
            yield self._search(asked, beginning, batch.max_target, decoding)

    def _search(
        self,
        rows: Sequence[Sequence[int]],
        beginning: Sequence[int],
        max_target: int,
        decoding: Decoding,
    ) -> list[Found]:
        import torch

        every, end = range(len(self.tokens.pieces)), self.tokens.end
        more = [index for index in every if index != end] if beginning else []

        def allowed(row: int, written: torch.Tensor) -> Sequence[int]:
            place = len(written) - 1  # after the start token
            if place < len(beginning):
                return [beginning[place]]
            return every if place > len(beginning) or decoding.beam == 1 else more

        width = max(len(row) for row in rows)
        ids = [[*row, *[self.tokens.pad] * (width - len(row))] for row in rows]
        mask = [[1] * len(row) + [0] * (width - len(row)) for row in rows]
        with torch.inference_mode():
            sequences = self._model.generate(
                input_ids=torch.tensor(ids),
                attention_mask=torch.tensor(mask),
                num_beams=decoding.beam,
                do_sample=False,
                max_new_tokens=max_target,
                # Stop when as many hypotheses as beams are finished, as Marian and CTranslate2 do.
                early_stopping=decoding.beam > 1,
                length_penalty=decoding.length_penalty if decoding.beam > 1 else None,
                no_repeat_ngram_size=decoding.no_repeat_ngram,
                bad_words_ids=[[self.tokens.pad]],
                # Forced step by step and not given as a start, so that it counts in the length
                # that scores are divided by, as in CTranslate2.
                prefix_allowed_tokens_fn=allowed if beginning else None,
                # What is forbidden leaves its probability to the rest, as in CTranslate2.
                renormalize_logits=True,
            )
            found = sequences.tolist()
            return [self._found(row, one) for row, one in zip(rows, found, strict=True)]

    def _found(self, row: Sequence[int], sequence: list[int]) -> Found:
        """Score one sequence (start token first) with the model that found it.

        ``generate`` gives scores only with every step's distribution kept, rows times beam times
        vocabulary floats a step; one more pass over one row is cheaper.
        """
        import torch

        target = sequence[1:]
        finished = self.tokens.end in target
        if finished:
            target = target[: target.index(self.tokens.end) + 1]
        logits = self._written_again(row, target[:-1]).logits[0]
        logits[:, self.tokens.pad] = float("-inf")
        chosen = logits.log_softmax(-1).gather(1, torch.tensor(target)[:, None])
        return Found(tuple(target[: len(target) - finished]), float(chosen.mean()), finished)

    def attend(
        self, rows: Sequence[Sequence[int]], targets: Sequence[Sequence[int]]
    ) -> list[Attention]:
        """The attention for each target, one pass for each."""
        attended = []
        for row, target in zip(rows, targets, strict=True):
            layers = self._written_again(row, target, attend=True).cross_attentions
            attended.append(layers[-1][0].mean(0)[: len(target)].tolist())
        return attended

    def _written_again(
        self, row: Sequence[int], target: Sequence[int], attend: bool = False
    ) -> Any:
        """The network's output over one row, given its target without the start token."""
        import torch

        start = self._model.generation_config.decoder_start_token_id
        with torch.inference_mode():
            return self._model(
                input_ids=torch.tensor([row]),
                decoder_input_ids=torch.tensor([[start, *target]]),
                use_cache=False,
                output_attentions=attend,
            )


def load_network(checkpoint: Checkpoint) -> Any:
    """The network from files on this machine; safetensors only, no code of theirs.

    Raises :class:`ModelError` when it is damaged.
    """
    import torch
    from safetensors import SafetensorError

    transformers: Any = import_module("transformers")
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    model, path = checkpoint.model, str(checkpoint.model.path)
    try:
        network, report = transformers.AutoModelForSeq2SeqLM.from_pretrained(
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
        reason = f"transformers says: {first_line(error)}"
        raise damaged(model, "the checkpoint", reason) from error
    if missing := report["missing_keys"]:  # none that the configuration implies or ties
        raise damaged(model, "the checkpoint", f"{min(missing)} is missing")
    return network.eval()
