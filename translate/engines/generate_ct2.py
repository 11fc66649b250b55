"""Summarisation checkpoints through CTranslate2: several times as fast as torch.

The first load converts a checkpoint with transformers and CTranslate2's own converter; later
ones import neither torch nor transformers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from translate.engines.conversions import Conversion, damaged_conversion, opened, save
from translate.engines.generate_layout import TOKENIZER_FILE, Layout, Tokens
from translate.engines.generate_text import messages_for
from translate.engines.generators import Decoder, Search
from translate.errors import ModelError, first_line
from translate.types import Model, ModelFamily

_LAYOUT = "1"
#: Rows decoded together.
_CAUSAL_ROWS, _SEQ2SEQ_ROWS = 16, 4


def load_ct2(
    model: Model, compute_type: str, threads: int, cache_dir: Path | None
) -> tuple[Tokens, Layout, Decoder]:
    """The converted model, which is made where there is none."""
    write = partial(_convert, model, compute_type)
    folder = conversion_of(model, compute_type).folder(write, cache_dir)
    kind = "Generator" if model.family is ModelFamily.CAUSAL else "Translator"
    network = opened(kind, folder, compute_type, threads)
    try:
        tokens, layout = Tokens.read(folder), Layout.read(folder)
    except Exception as error:
        raise damaged_conversion(folder) from error
    return tokens, layout, Ct2Decoder(network, tokens, layout)


def conversion_of(model: Model, compute_type: str) -> Conversion:
    """What the checkpoint becomes; a chat model's is made for one prompt."""
    layout = _LAYOUT
    if model.family is ModelFamily.CAUSAL:
        layout += hashlib.sha256(repr(messages_for("")).encode()).hexdigest()[:8]
    return Conversion(model, layout, compute_type)


def _convert(model: Model, compute_type: str, folder: Path) -> None:
    from translate.engines.generate_torch import loaded

    network, tokenizer, layout = loaded(model)
    layout.save(folder)
    tokenizer.backend_tokenizer.save(str(folder / TOKENIZER_FILE))
    config = network.config
    if hasattr(config, "quantization_config"):
        del config.quantization_config  # of the GGUF file: its weights are floats by now
    # Once in every config.json; transformers 5 keeps them only where a checkpoint has them.
    pegasus = config.model_type == "pegasus"
    for name, value in (("normalize_before", pegasus), ("normalize_embedding", not pegasus)):
        if not hasattr(config, name):
            setattr(config, name, value)
    loaders: Any = import_module("ctranslate2.converters.transformers")
    try:
        specification = loaders._MODEL_LOADERS[type(config).__name__](network, tokenizer)
        save(specification, compute_type, folder)
    except OSError:
        raise
    except Exception as error:
        raise ModelError(
            f"CTranslate2 cannot run the summarisation model {model.name}: {first_line(error)}",
            "use --engine torch",
        ) from error


class Ct2Decoder:
    """Implements ``Decoder`` for both kinds of network; batches run side by side."""

    def __init__(self, network: Any, tokens: Tokens, layout: Layout) -> None:
        self._network = network
        self._tokens = tokens
        self._stop = list(layout.stop)

    def continued(
        self, opening: Sequence[int], rows: Sequence[Sequence[int]], limits: Sequence[int]
    ) -> list[list[int]]:
        """Greedy answers; ``opening`` is read once in each of the network's copies."""
        answers: dict[int, Any] = {}
        for batch in _alike(rows):
            made = self._network.generate_batch(
                [self._tokens.written(rows[at]) for at in batch],
                static_prompt=self._tokens.written(opening),
                max_length=max(limits[at] for at in batch),
                end_token=self._stop,
                include_prompt_in_result=False,
                asynchronous=True,
            )
            answers |= zip(batch, made, strict=True)
        return [
            list(answers[at].result().sequences_ids[0][:limit]) for at, limit in enumerate(limits)
        ]

    def transformed(
        self, rows: Sequence[Sequence[int]], search: Search, shortest: int, longest: int
    ) -> list[list[int]]:
        """Beam search; lengths count the start token, as in transformers."""
        first = None if search.first is None else self._tokens.written([search.first])
        found = self._network.translate_batch(
            [self._tokens.written(row) for row in rows],
            target_prefix=None if first is None else [first] * len(rows),
            max_batch_size=_SEQ2SEQ_ROWS,
            beam_size=search.beam,
            length_penalty=search.length_penalty,
            no_repeat_ngram_size=search.no_repeat_ngram,
            max_input_length=0,
            min_decoding_length=max(0, shortest - 1),
            max_decoding_length=max(1, longest - 1 - search.closed),
            # The end mark then counts in the length that scores are divided by, as in torch.
            return_end_token=True,
        )
        return [[self._tokens.id_of(token) for token in answer.hypotheses[0]] for answer in found]


def _alike(rows: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """Places of rows of one length, longest first, which is what may share a batch.

    Of longer rows CTranslate2 would read the rest token by token. That is slow and, in int8,
    gives other answers than reading it at once: they would depend on the company.
    """
    lengths: dict[int, list[int]] = {}
    for at, row in enumerate(rows):
        lengths.setdefault(len(row), []).append(at)
    for _, same in sorted(lengths.items(), reverse=True):
        yield from (
            tuple(same[start : start + _CAUSAL_ROWS]) for start in range(0, len(same), _CAUSAL_ROWS)
        )
