"""Sentences to hypotheses: normalise, lower capitals, cut, batch, search, and put it all back."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from translate.engines.backend import Backend, Found
from translate.engines.batching import TOKEN_BUDGET, Batch, plan
from translate.engines.links import link
from translate.text import case
from translate.text.chunk import split_long
from translate.text.normalise import normalise, one_line
from translate.types import Decoding, Hypothesis, Link

_SMALLEST_CLASS = 16


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A source as the model sees it, and whether its capitals have to come back."""

    text: str
    raised: bool


class MarianTranslator:
    """Implements :class:`translate.protocols.Translator` over either engine.

    A source without a letter or digit is returned as it is, with score 1: models invent words
    for it. Equal sources are translated once per call. What a sentence becomes depends on
    nothing but the sentence, the model and the decoding.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend, self._tokens = backend, backend.tokens

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        """One hypothesis for each source, in order."""
        answers = dict(chain.from_iterable(self.batches(sources, decoding)))
        return [answers[position] for position in range(len(sources))]

    def continue_from(
        self, sources: Sequence[str], beginnings: Sequence[str], decoding: Decoding
    ) -> list[Hypothesis]:
        """One hypothesis for each source, in order, that starts with its beginning."""
        prepared = [_prepare(source) for source in sources]
        rows = [self._tokens.encode(item.text) for item in prepared]
        starts = list(map(self._written, prepared, beginnings))
        # A target ends right after its beginning only where the end mark is the likeliest token
        # there: one greedy step says so. A beginning may repeat itself.
        decoding = replace(decoding, no_repeat_ngram=0)
        steps = [Batch((row,), len(start) + 1) for row, start in enumerate(starts)]
        first = self._backend.search(rows, steps, replace(decoding, beam=1), starts)
        found = {row: one for row, [one] in enumerate(first) if one.finished}
        rest = [
            Batch((at,), target_limit(decoding.max_target, len(row)))
            for at, row in enumerate(rows)
            if at not in found
        ]
        searched = self._backend.search(rows, rest, decoding, starts)
        found |= {batch.rows[0]: one for batch, [one] in zip(rest, searched, strict=True)}
        return [self._assemble(item, [found[row]]) for row, item in enumerate(prepared)]

    def batches(
        self, sources: Sequence[str], decoding: Decoding
    ) -> Iterator[list[tuple[int, Hypothesis]]]:
        """The same hypotheses, with positions in ``sources``, as each batch is decoded."""
        prepared = [_prepare(source) for source in sources]
        parts = {
            text: split_long(text, decoding.max_source, self._length)
            for text in dict.fromkeys(item.text for item in prepared)
            if any(map(str.isalnum, text))
        }
        asking: dict[str, list[int]] = {}
        missing: dict[int, int] = {}
        for position, item in enumerate(prepared):
            pieces = dict.fromkeys(parts.get(item.text, ()))
            missing[position] = len(pieces)
            for piece in pieces:
                asking.setdefault(piece, []).append(position)
        found: dict[str, Found] = {}
        if ready := [position for position, count in missing.items() if not count]:
            yield [(position, Hypothesis(sources[position], 1.0)) for position in ready]
        for batch in self._search(list(asking), decoding):
            found.update(batch)
            answers: dict[int, Hypothesis] = {}
            for position in (place for piece, _ in batch for place in asking[piece]):
                missing[position] -= 1
                if not missing[position]:
                    item = prepared[position]
                    whole = [found[piece] for piece in parts[item.text]]
                    answers[position] = self._assemble(item, whole)
            if answers:
                yield list(answers.items())

    def links(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[Link, ...]]:
        """Which word was written from which, by the model's cross-attention."""
        prepared = [_prepare(source) for source in sources]
        rows = [self._tokens.encode(item.text) for item in prepared]
        written = list(map(self._written, prepared, targets))
        return [
            link(
                source,
                target,
                self._tokens.source_tokens(item.text),
                self._tokens.target_tokens(ids),
                attention,
            )
            for source, target, item, ids, attention in zip(
                sources,
                targets,
                prepared,
                written,
                self._backend.attend(rows, written),
                strict=True,
            )
        ]

    def _written(self, item: _Prepared, target: str) -> list[int]:
        """Ids of (the beginning of) a target, as the model would write it."""
        return self._tokens.encode_target(case.lower(target) if item.raised else target)

    def _length(self, text: str) -> int:
        return len(self._tokens.encode(text))

    def _search(
        self, texts: Sequence[str], decoding: Decoding
    ) -> Iterator[list[tuple[str, Found]]]:
        rows = [self._tokens.encode(text) for text in texts]
        limit = partial(target_limit, decoding.max_target)
        batches = plan([len(row) for row in rows], TOKEN_BUDGET, limit)
        answers = self._backend.search(rows, batches, decoding)
        for batch, found in zip(batches, answers, strict=True):
            yield [(texts[row], answer) for row, answer in zip(batch.rows, found, strict=True)]

    def _assemble(self, item: _Prepared, found: Sequence[Found]) -> Hypothesis:
        texts = (one_line(self._tokens.decode(part.ids)) for part in found)
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
