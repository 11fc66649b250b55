"""Encoder-decoder summarisers such as DistilBART, decoded as their own configuration says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.engines.generate import broken, configuration
from translate.engines.generate_text import tidy
from translate.types import Model

if TYPE_CHECKING:
    from translate.engines.generate_layout import Decoder, Layout, Tokens

#: Tokens of an English word, on average, in the vocabularies of such models.
_TOKENS_PER_WORD = 1.35


@dataclass(frozen=True, slots=True)
class Search:
    """The checkpoint's own decoding settings; lengths are in tokens.

    ``prefix`` stands before every source; ``first`` is the id that every answer begins with, and
    one of full length is ``closed`` by an end mark, whatever else would be likelier.
    """

    beam: int = 4
    no_repeat_ngram: int = 3
    length_penalty: float = 1.0
    early_stopping: bool = True
    min_length: int = 0
    max_length: int = 142
    prefix: str = ""
    first: int | None = None
    closed: bool = False

    def lengths(self, source_tokens: int, max_words: int) -> tuple[int, int]:
        """The shortest and longest answer for a source of so many tokens.

        Never longer than the source; the minimum gives way, because a model that is made to go
        on when it has said everything begins to invent.
        """
        wish = max(8, round(max_words * _TOKENS_PER_WORD))
        longest = min(self.max_length, source_tokens, wish)
        return min(self.min_length, longest // 2), longest


def search_of(model: Model) -> Search:
    """Read the settings from ``generation_config.json``, else from ``config.json``.

    Older checkpoints keep them at the top of ``config.json`` and, for the task, under
    ``task_specific_params.summarization``, which wins.
    """
    config = configuration(model)
    own = "generation_config.json"
    task = config.get("task_specific_params") or {}
    plain = Search()
    try:
        merged = {**config, **task.get("summarization", {})}
        if (model.path / own).is_file():
            merged |= configuration(model, own)
        first = merged.get("forced_bos_token_id")
        return Search(
            beam=int(merged.get("num_beams") or plain.beam),
            no_repeat_ngram=int(merged.get("no_repeat_ngram_size") or 0),
            length_penalty=float(merged.get("length_penalty") or plain.length_penalty),
            early_stopping=bool(merged.get("early_stopping", plain.early_stopping)),
            min_length=int(merged.get("min_length") or 0),
            max_length=int(merged.get("max_length") or plain.max_length),
            prefix=str(merged.get("prefix") or ""),
            first=None if first is None else int(first),
            closed=merged.get("forced_eos_token_id") is not None,
        )
    except (AttributeError, TypeError, ValueError) as error:
        raise broken(model, f"its decoding settings make no sense ({error})") from error


class Seq2SeqGenerator:
    """Beam search over whole articles, or as much of one as fits."""

    #: Such checkpoints were trained on articles: the plan gives them as much as they take.
    takes_articles = True

    def __init__(self, tokens: Tokens, layout: Layout, decoder: Decoder, search: Search) -> None:
        self._tokens = tokens
        self._decoder = decoder
        self._search = search
        self._max_source = layout.positions

    @property
    def max_source(self) -> int:
        """Tokens of one source, its prefix and the marks at its ends included."""
        return self._max_source

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` with its prefix and the marks at its ends."""
        return len(self._source(text))

    def rewrite(self, passages: Sequence[str], max_words: Sequence[int]) -> list[str]:
        """A summary of each passage, in order; see :class:`TextGenerator`.

        Raises ValueError for a passage over ``max_source``: cutting it is the plan's business.
        """
        rows = [self._source(passage) for passage in passages]
        if any(len(row) > self._max_source for row in rows):
            raise ValueError(f"a passage is longer than {self._max_source} tokens")
        wishes = [
            self._search.lengths(len(row), words)
            for row, words in zip(rows, max_words, strict=True)
        ]
        answers = [""] * len(passages)
        # Lengths hold for a whole batch, so only passages with the same ones share it.
        for wish in sorted(set(wishes), reverse=True):
            same = [at for at in range(len(rows)) if wishes[at] == wish]
            same.sort(key=lambda at: (-len(rows[at]), at))
            made = self._decoder.transformed([rows[at] for at in same], self._search, *wish)
            for at, answer in zip(same, made, strict=True):
                answers[at] = tidy(self._tokens.text(answer))
        return answers

    def _source(self, passage: str) -> list[int]:
        return self._tokens.ids(self._search.prefix + passage, marks=True)
