"""Bulk translation of an exported folder with CTranslate2 in 8-bit integers."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .config import RecipeError


class Decoder:
    """An exported model, converted on the fly; `close` removes the converted copy."""

    def __init__(self, folder: Path, threads: int) -> None:
        try:
            import ctranslate2
            import transformers
        except ImportError as error:
            raise RecipeError(f"{error.name} is missing; install the train extra") from error
        self._copy = tempfile.TemporaryDirectory()
        target = Path(self._copy.name) / "model"
        ctranslate2.converters.TransformersConverter(str(folder)).convert(
            str(target), quantization="int8"
        )
        settings = transformers.GenerationConfig.from_pretrained(folder)
        self._longest: int = settings.max_length - 1
        self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(folder)
        self._translator = ctranslate2.Translator(
            str(target), device="cpu", inter_threads=1, intra_threads=threads
        )

    def translate(
        self, texts: list[str], *, prefix: str = "", beam: int = 1, batch_tokens: int = 3072,
        sampled: int = 0,
    ) -> Iterator[str]:  # fmt: skip
        """Translations in order; `prefix` is a language tag put before every text.

        `sampled` above 0 draws each piece among so many of the likeliest.
        """
        found = self.answers(
            texts, prefix=prefix, beam=beam, batch_tokens=batch_tokens, sampled=sampled
        )
        return (text for text, _ in found)

    def answers(
        self, texts: list[str], *, prefix: str = "", beam: int = 1, batch_tokens: int = 3072,
        sampled: int = 0,
    ) -> Iterator[tuple[str, float]]:  # fmt: skip
        """Translations in order, each with its mean log probability a piece."""
        tag = [prefix] if prefix else []
        model = self._tokenizer.spm_source
        end = self._tokenizer.eos_token
        rows = [[*tag, *model.encode(text, out_type=str), end] for text in texts]
        found = self._translator.translate_iterable(
            rows, max_batch_size=batch_tokens, batch_type="tokens", beam_size=beam,
            max_decoding_length=self._longest, max_input_length=self._longest,
            sampling_topk=sampled or 1, return_scores=True,
        )  # fmt: skip
        for result in found:
            yield (self._tokenizer.spm_target.decode_pieces(result.hypotheses[0]), result.scores[0])

    def close(self) -> None:
        """Remove the converted copy."""
        self._copy.cleanup()
