"""Sentences to hypotheses: normalise, lower capitals, cut, batch, search, and put it all back."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from translate.engines import case, links
from translate.engines.backend import Backend, Found
from translate.engines.batching import plan
from translate.engines.chunk import split_long
from translate.engines.normalise import normalise, one_line
from translate.types import Decoding, Hypothesis

_SMALLEST_CLASS = 16


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A source as the model sees it, and whether its capitals have to come back."""

    text: str
    raised: bool


class MarianTranslator:
    """Implements :class:`translate.types.LinkingTranslator` over either engine.

    A source without a letter or digit is returned as it is, with score 1: models invent words
    for it. Equal sources are translated once per call. What a sentence becomes depends on
    nothing but the sentence, the model and the decoding.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        """One hypothesis for each source, in order."""
        return self._translate(sources, decoding, attend=False)

    def translate_linked(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        """The same hypotheses with their word links, by the model's cross-attention."""
        return self._translate(sources, decoding, attend=True)

    def _translate(
        self, sources: Sequence[str], decoding: Decoding, attend: bool
    ) -> list[Hypothesis]:
        prepared = [_prepare(source) for source in sources]
        parts = {
            item.text: split_long(item.text, decoding.max_source, self._length)
            for item in prepared
            if _worth_asking(item.text)
        }
        texts = list(dict.fromkeys(part for pieces in parts.values() for part in pieces))
        found = dict(zip(texts, self._search(texts, decoding, attend), strict=True))
        answers = []
        for source, item in zip(sources, prepared, strict=True):
            if item.text not in parts:
                answers.append(Hypothesis(source, 1.0))
                continue
            pieces = parts[item.text]
            answer = self._assemble(item, [found[piece] for piece in pieces])
            answers.append(self._linked(source, answer, pieces, found) if attend else answer)
        return answers

    def _linked(
        self, source: str, answer: Hypothesis, pieces: Sequence[str], found: Mapping[str, Found]
    ) -> Hypothesis:
        tokens = [
            links.Part(
                self._backend.source_tokens(piece),
                self._backend.target_tokens(found[piece].ids),
                found[piece].attention,
            )
            for piece in pieces
        ]
        return replace(answer, links=links.link(source, answer.text, tokens))

    def _length(self, text: str) -> int:
        return len(self._backend.encode(text))

    def _search(self, texts: Sequence[str], decoding: Decoding, attend: bool) -> list[Found]:
        rows = [self._backend.encode(text) for text in texts]
        limit = partial(target_limit, decoding.max_target)
        batches = plan([len(row) for row in rows], self._backend.token_budget, limit)
        answers: dict[int, Found] = {}
        for batch, found in zip(
            batches, self._backend.search(rows, batches, decoding, attend), strict=True
        ):
            answers.update(zip(batch.rows, found, strict=True))
        return [answers[row] for row in range(len(rows))]

    def _assemble(self, item: _Prepared, found: Sequence[Found]) -> Hypothesis:
        texts = (one_line(self._backend.decode(part.ids)) for part in found)
        text = " ".join(piece for piece in texts if piece)
        weights = [len(part.ids) + 1 for part in found]  # and the end mark
        total = sum(w * part.log_probability for w, part in zip(weights, found, strict=True))
        return Hypothesis(
            text=text.upper() if item.raised else text,
            score=round(min(1.0, math.exp(total / sum(weights))), 2),
            truncated=not all(part.finished for part in found),
            parts=len(found),
        )


def target_limit(max_target: int, length: int) -> int:
    """Most target tokens for a source of ``length`` tokens: a loop is stopped early.

    Twice the source and 16 more, for the source's length rounded up to a power of two, so that
    rows of like length can share a batch and the limit of each stays its own. English is
    never that much longer than Dutch.
    """
    size = _SMALLEST_CLASS
    while size < length:
        size *= 2
    return min(max_target, 2 * size + 16)


def _prepare(source: str) -> _Prepared:
    text = normalise(source)
    return _Prepared(case.lower(text), True) if case.is_shouted(text) else _Prepared(text, False)


def _worth_asking(text: str) -> bool:
    return any(char.isalnum() for char in text)
