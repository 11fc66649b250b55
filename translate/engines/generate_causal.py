"""Chat-style causal models as rewriters, from a Hub folder or from one GGUF file."""

from __future__ import annotations

from collections.abc import Sequence

from translate.engines.generate_layout import Decoder, Layout, Tokens
from translate.engines.generate_text import request, tidy

#: Longer passages than this belong in pieces: small models lose the thread.
MAX_SOURCE = 1024
_SPARE_TOKENS = 16


class CausalGenerator:
    """Greedy decoding: the same passages give the same answers."""

    def __init__(self, tokens: Tokens, layout: Layout, decoder: Decoder) -> None:
        self._tokens = tokens
        self._decoder = decoder
        self._before, self._after = tokens.frame(layout.before), tokens.frame(layout.after)
        frame = len(self._before) + len(tokens.ids(request("", 0))) + len(self._after)
        self._max_source = min(MAX_SOURCE, (layout.positions - frame - _SPARE_TOKENS) // 2)

    @property
    def max_source(self) -> int:
        """Tokens of one passage, without the prompt around it."""
        return self._max_source

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` alone."""
        return len(self._tokens.ids(text))

    def rewrite(self, passages: Sequence[str], max_words: Sequence[int]) -> list[str]:
        """A shorter version of each passage, in order; see :class:`TextGenerator`.

        Raises ValueError for a passage over ``max_source``: cutting it is the plan's business.
        """
        sizes = [self.count_tokens(passage) for passage in passages]
        if any(size > self._max_source for size in sizes):
            raise ValueError(f"a passage is longer than {self._max_source} tokens")
        rows = [
            self._tokens.ids(request(passage, words)) + self._after
            for passage, words in zip(passages, max_words, strict=True)
        ]
        # A row's own limit, so that its neighbours cannot lengthen what it says.
        limits = [size + _SPARE_TOKENS for size in sizes]
        order = sorted(range(len(rows)), key=lambda at: (-len(rows[at]), at))
        answers = [""] * len(rows)
        made = self._decoder.continued(
            self._before, [rows[at] for at in order], [limits[at] for at in order]
        )
        for at, answer in zip(order, made, strict=True):
            answers[at] = tidy(self._tokens.text(answer))
        return answers
