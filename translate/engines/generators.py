"""The models that rewrite English: chat models, and encoder-decoders such as DistilBART."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from translate.engines.checkpoint import damaged, read_json
from translate.engines.generate_layout import Layout, Tokens
from translate.engines.generate_text import request, tidy
from translate.types import Model

#: Longer passages than this belong in pieces: small chat models lose the thread.
MAX_SOURCE = 1024
_SPARE_TOKENS = 16
#: Tokens of an English word, on average, in the vocabularies of encoder-decoders.
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
    config = read_json(model)
    task = config.get("task_specific_params") or {}
    plain = Search()
    try:
        merged = {
            **config,
            **task.get("summarization", {}),
            **read_json(model, "generation_config.json", optional=True),
        }
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
        raise damaged(model, "the configuration", f"it makes no sense ({error})") from error


class Decoder(Protocol):
    """A network that answers ids with ids; what a row becomes depends on no other row."""

    def continued(
        self, opening: Sequence[int], rows: Sequence[Sequence[int]], limits: Sequence[int]
    ) -> list[list[int]]:
        """What a causal network greedily writes after ``opening`` and each row.

        ``opening`` is the same in every call; an answer has at most its row's limit of tokens.
        """
        ...

    def transformed(
        self, rows: Sequence[Sequence[int]], search: Search, shortest: int, longest: int
    ) -> list[list[int]]:
        """What beam search finds for each source, of so many tokens with the start token."""
        ...


class _Generator(ABC):
    """What both kinds share; see :class:`translate.protocols.TextGenerator`."""

    def __init__(self, tokens: Tokens, decoder: Decoder, max_source: int) -> None:
        self._tokens, self._decoder, self._max_source = tokens, decoder, max_source

    @property
    def max_source(self) -> int:
        """Tokens of one passage, as :meth:`count_tokens` counts them."""
        return self._max_source

    def rewrite(self, passages: Sequence[str], max_words: Sequence[int]) -> list[str]:
        """A shorter version of each passage, in order.

        Raises ValueError for a passage over ``max_source``: cutting it is the plan's business.
        """
        sizes = [self.count_tokens(passage) for passage in passages]
        if any(size > self._max_source for size in sizes):
            raise ValueError(f"a passage is longer than {self._max_source} tokens")
        order = sorted(range(len(passages)), key=lambda at: (-sizes[at], at))
        made = self._decoded([(passages[at], max_words[at], sizes[at]) for at in order])
        texts = dict(zip(order, map(self._tokens.text, made), strict=True))
        return [tidy(texts[at]) for at in range(len(passages))]

    @abstractmethod
    def count_tokens(self, text: str) -> int:
        """Tokens that ``text`` takes of ``max_source``."""

    @abstractmethod
    def _decoded(self, asked: Sequence[tuple[str, int, int]]) -> list[list[int]]:
        """An answer for each passage with its limit in words and its tokens, longest first."""


class CausalGenerator(_Generator):
    """A chat model, decoded greedily: the same passages give the same answers."""

    def __init__(self, tokens: Tokens, layout: Layout, decoder: Decoder) -> None:
        self._before, self._after = tokens.frame(layout.before), tokens.frame(layout.after)
        frame = len(self._before) + len(tokens.ids(request("", 0))) + len(self._after)
        room = (layout.positions - frame - _SPARE_TOKENS) // 2
        super().__init__(tokens, decoder, min(MAX_SOURCE, room))

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` alone, without the prompt around it."""
        return len(self._tokens.ids(text))

    def _decoded(self, asked: Sequence[tuple[str, int, int]]) -> list[list[int]]:
        rows = [self._tokens.ids(request(passage, words)) for passage, words, _ in asked]
        # A row's own limit, so that its neighbours cannot lengthen what it says.
        limits = [size + _SPARE_TOKENS for *_, size in asked]
        return self._decoder.continued(self._before, [row + self._after for row in rows], limits)


class Seq2SeqGenerator(_Generator):
    """Beam search over whole articles, or as much of one as fits."""

    #: Such checkpoints were trained on articles: the plan gives them as much as they take.
    takes_articles = True

    def __init__(self, tokens: Tokens, layout: Layout, decoder: Decoder, search: Search) -> None:
        super().__init__(tokens, decoder, layout.positions)
        self._search = search

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text`` with its prefix and the marks at its ends."""
        return len(self._source(text))

    def _decoded(self, asked: Sequence[tuple[str, int, int]]) -> list[list[int]]:
        wishes = [self._search.lengths(size, words) for _, words, size in asked]
        answers: dict[int, list[int]] = {}
        # Lengths hold for a whole batch, so only passages with the same ones share it.
        for wish in sorted(set(wishes), reverse=True):
            same = [at for at, one in enumerate(wishes) if one == wish]
            rows = [self._source(asked[at][0]) for at in same]
            answers |= zip(same, self._decoder.transformed(rows, self._search, *wish), strict=True)
        return [answers[at] for at in range(len(asked))]

    def _source(self, passage: str) -> list[int]:
        return self._tokens.ids(self._search.prefix + passage, marks=True)
