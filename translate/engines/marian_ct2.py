"""MarianMT through CTranslate2: the fast engine. Imports neither torch nor transformers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from translate.engines.backend import Found
from translate.engines.batching import Batch
from translate.engines.checkpoint import Checkpoint
from translate.engines.conversions import opened
from translate.engines.convert import converted
from translate.engines.links import Attention
from translate.engines.tokens import MarianTokens
from translate.types import Decoding


class Ct2Marian:
    """A converted checkpoint; batches run side by side, one on each of ``threads`` threads.

    Implements ``Backend``. Decoding is the torch engine's: the same beam, limits, length
    penalty and handling of the unknown and pad tokens; CTranslate2's own defaults differ.
    """

    def __init__(
        self, checkpoint: Checkpoint, compute_type: str, threads: int, cache_dir: Path | None
    ) -> None:
        self.tokens = MarianTokens(checkpoint)
        folder = converted(checkpoint, compute_type, cache_dir)
        self._translator = opened("Translator", folder, compute_type, threads)
        self._longest = checkpoint.config["max_position_embeddings"] - 1  # and the start token
        self._threads = threads

    def search(
        self,
        rows: Sequence[Sequence[int]],
        batches: Sequence[Batch],
        decoding: Decoding,
        beginnings: Sequence[Sequence[int]] = (),
    ) -> Iterator[list[Found]]:
        """What was found for each batch; they run side by side, results come in order.

        Few are queued at a time: an interruption waits for no more than those.
        """
        waiting = deque(batches)
        pending: deque[tuple[list[Sequence[int]], Sequence[Any]]] = deque()
        while waiting or pending:
            while waiting and len(pending) < 2 * self._threads:
                batch = waiting.popleft()
                asked = [rows[row] for row in batch.rows]
                forced = [beginnings[row] for row in batch.rows] if beginnings else ()
                submitted = self._submit(asked, forced, batch.max_target, decoding)
                pending.append((asked, submitted))
            asked, results = pending.popleft()
            found = [self._found(result.result(), decoding) for result in results]
            if decoding.no_repeat_ngram or beginnings:
                found = self._rescored(asked, found)
            yield found

    def _submit(
        self,
        rows: Sequence[Sequence[int]],
        beginnings: Sequence[Sequence[int]],
        max_target: int,
        decoding: Decoding,
    ) -> Sequence[Any]:
        results: Sequence[Any] = self._translator.translate_batch(
            self.tokens.written(rows),
            target_prefix=self.tokens.written(beginnings) or None,
            beam_size=decoding.beam,
            length_penalty=decoding.length_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            max_input_length=0,
            max_decoding_length=max_target,
            min_decoding_length=0,
            return_scores=True,
            # The end mark then counts in the length that scores are divided by, as in torch.
            return_end_token=True,
            asynchronous=True,
        )
        return results

    def _rescored(self, rows: Sequence[Sequence[int]], found: list[Found]) -> list[Found]:
        """Scores by the model alone: those of the search count forbidden repeats as impossible,
        and forced beginnings as certain."""
        scores = self._translator.score_batch(
            self.tokens.written(rows),
            self.tokens.written(answer.ids[: self._longest] for answer in found),
            max_input_length=0,
        )
        rescored = []
        for answer, score in zip(found, scores, strict=True):
            values = score.log_probs[: len(answer.ids) + answer.finished]
            rescored.append(replace(answer, log_probability=sum(values) / max(1, len(values))))
        return rescored

    def attend(
        self, rows: Sequence[Sequence[int]], targets: Sequence[Sequence[int]]
    ) -> list[Attention]:
        """The attention for each target, from one more pass that writes it again.

        A beam search does hand out attention, but in a batch it can be that of another beam.
        """
        results = self._translator.translate_batch(
            self.tokens.written(rows),
            target_prefix=self.tokens.written(targets),
            beam_size=1,
            max_input_length=0,
            max_decoding_length=max(1, *map(len, targets)),
            return_attention=True,
        )
        return [
            result.attention[0][: len(target)]
            for target, result in zip(targets, results, strict=True)
        ]

    def _found(self, result: Any, decoding: Decoding) -> Found:
        ids = [self.tokens.ids[piece] for piece in result.hypotheses[0]]
        length = max(1, len(ids))
        mean = result.scores[0] * length**decoding.length_penalty / length
        finished = bool(ids) and ids[-1] == self.tokens.end
        return Found(tuple(ids[:-1] if finished else ids), min(0.0, mean), finished)
