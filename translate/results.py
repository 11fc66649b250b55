"""What becomes of an article's sentences on the way to a result: pure, and without any model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from translate.errors import TranslateError
from translate.flags import Flag, FlagCode
from translate.memory import StoredArticle, WrittenArticle
from translate.outputs import DONE, ArticleEntry, count_characters, count_flags
from translate.outputs.run_record import carrying
from translate.types import (
    Article,
    ArticleResult,
    Block,
    BlockKind,
    Rendering,
    Span,
    Summary,
    TranslatedBlock,
    Translation,
)

if TYPE_CHECKING:
    from translate.summary import PlanSentence

#: A translation with one of these is a poor thing to build a summary on.
DOUBTFUL = frozenset(
    {
        FlagCode.ADDRESS,
        FlagCode.COPY,
        FlagCode.DUTCH,
        FlagCode.EMPTY,
        FlagCode.LANG,
        FlagCode.LEN,
        FlagCode.LOOP,
        FlagCode.NEGATION,
        FlagCode.NONWORD,
        FlagCode.NUM,
        FlagCode.TRUNC,
        FlagCode.UNSURE,
    }
)


class Outcome(NamedTuple):
    """What became of one article: one of ``result``, ``error`` and ``written`` is set.

    ``written`` is of a batch only: results of an earlier run that stand as that run left them.

    ``sentences`` counts those that need a model; ``translated`` are the ones an engine was
    asked for on behalf of this article, and the rest came from the memory or from an equal
    sentence of the same window. ``seconds`` is the article's own time and its share of the
    window's decoding.
    """

    path: str
    key: str
    summary_key: str | None = None
    result: ArticleResult | None = None
    error: TranslateError | None = None
    written: WrittenArticle | None = None
    sentences: int = 0
    translated: int = 0
    from_memory: bool = False
    summary_from_memory: bool = False
    seconds: float = 0.0

    def flags(self) -> Mapping[str, int]:
        """How many sentences and summary pieces carry each flag, by code."""
        if self.written is not None:
            return self.written.flags
        return count_flags(self.result) if self.result is not None else {}

    def characters(self) -> Mapping[str, int]:
        """Characters of the document, in blocks and left out."""
        if self.written is not None:
            return self.written.characters
        return count_characters(self.result) if self.result is not None else {}


def pair(source: str, span: Span, rendering: Rendering, unsure_below: float) -> Translation:
    flags = rendering.flags
    if rendering.score is not None and rendering.score < unsure_below:
        detail = f"score {rendering.score:.2f}, below {unsure_below:g}"
        flags = (*flags, Flag(FlagCode.UNSURE, detail))
    return Translation(source, span, rendering.target, rendering.score, flags, rendering.terms)


def stored(
    article: Article, renderings: Mapping[str, Rendering], unsure_below: float
) -> StoredArticle:
    blocks = tuple(
        TranslatedBlock(
            block.kind,
            tuple(
                pair(
                    one.source,
                    one.span,
                    Rendering(one.source, None)
                    if block.kind is BlockKind.CODE
                    else renderings[one.source],
                    unsure_below,
                )
                for one in block.sentences
            ),
            block.level,
            block.grid,
            block.links,
        )
        for block in article.blocks
    )
    return StoredArticle(article.date, article.title, article.encoding, blocks, article.left_out)


def sources(blocks: Iterable[Block | TranslatedBlock]) -> Iterator[str]:
    """What is to be translated: every sentence but code."""
    for block in blocks:
        if block.kind is not BlockKind.CODE:
            yield from (sentence.source for sentence in block.sentences)


def plan_sentences(blocks: Sequence[TranslatedBlock]) -> list[PlanSentence]:
    from translate.summary import PlanSentence

    return [
        PlanSentence(
            index,
            block.kind,
            number,
            pair.source,
            pair.target,
            doubtful=_is_doubtful(pair),
        )
        for index, (number, block, pair) in enumerate(
            (number, block, pair) for number, block in enumerate(blocks) for pair in block.sentences
        )
    ]


def _is_doubtful(pair: Translation) -> bool:
    return any(flag.code in DOUBTFUL for flag in pair.flags)


def article_flags(
    blocks: Sequence[TranslatedBlock], summary: Summary | None, caution: str
) -> tuple[Flag, ...]:
    """The caution, then how many sentences and summary pieces carry each flag, in the order of
    the codes."""
    sentences = carrying(pair.flags for block in blocks for pair in block.sentences)
    pieces = carrying(piece.flags for piece in (summary.pieces if summary else ()))
    weak = (Flag(FlagCode.WEAK_MODEL, caution),) if caution else ()
    return weak + tuple(
        Flag(code, f"{counts[code]} {unit}{'s' if counts[code] > 1 else ''}")
        for code in FlagCode
        for counts, unit in ((sentences, "sentence"), (pieces, "summary piece"))
        if counts[code]
    )


def standing_outcome(path: str, written: WrittenArticle) -> Outcome:
    """The outcome of an article whose results stand as an earlier run left them."""
    return Outcome(
        path,
        written.article,
        summary_key=written.summary_key,
        written=written,
        sentences=written.sentences,
        from_memory=True,
        summary_from_memory=written.summary_key is not None,
    )


def as_written(outcome: Outcome, files: str) -> WrittenArticle:
    """What is kept of an article that is done, with the state of its files."""
    result = outcome.result
    assert result is not None
    return WrittenArticle(
        article=outcome.key,
        summary_key=outcome.summary_key,
        date=result.article.date,
        sentences=outcome.sentences,
        flags=count_flags(result),
        files=files,
        characters=count_characters(result),
    )


def entry(outcome: Outcome, names: Mapping[str, str]) -> ArticleEntry:
    """The article's line in the run's record."""
    fault = outcome.error
    return ArticleEntry(
        outcome.path,
        status=fault.status if fault else DONE,
        error=str(fault) if fault else None,
        outputs={} if fault else names,
        sentences=outcome.sentences,
        translated=outcome.translated,
        from_memory=outcome.from_memory,
        summary_from_memory=outcome.summary_from_memory,
        flags=outcome.flags(),
        characters=outcome.characters(),
        seconds=outcome.seconds,
    )
