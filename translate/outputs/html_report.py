"""The report's page of one article: summary, Dutch beside English, doubts in words."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.flags import FlagCode, Severity
from translate.outputs.clean import one_line, without_controls
from translate.outputs.html_page import render_page, render_part
from translate.outputs.names import output_names
from translate.outputs.reading import (
    Mark,
    codes,
    flags_of,
    headline,
    how_summarised,
    left_out,
    legend,
    marks,
    shown,
    told,
)
from translate.outputs.spots import Part, parts, words_of
from translate.types import ArticleResult, BlockKind, NearMatch, TranslatedBlock, Translation

if TYPE_CHECKING:
    from markupsafe import Markup

_HEADINGS = (BlockKind.TITLE, BlockKind.HEADING)


@dataclass(frozen=True, slots=True)
class _Pair:
    index: int
    source: str
    dutch: list[Part]
    english: list[Part]
    score: float | None
    flags: tuple[Mark, ...]
    near: tuple[NearMatch, ...] = ()

    @property
    def doubts(self) -> tuple[Mark, ...]:
        return tuple(flag for flag in self.flags if flag.severity is Severity.DOUBT)

    @property
    def is_spotted(self) -> bool:
        """Whether it is known which English words are doubted."""
        return any(part.severity == Severity.DOUBT for part in self.english)


def render_html(result: ArticleResult) -> str:
    """The file that ``--to html`` writes: summary, Dutch and English side by side, doubts."""
    return render_page(
        "article",
        ["article"],
        title=headline(result).english,
        up="../" * output_names(result.article.path, ["html"])["html"].count("/"),
        article=article_part(result),
        legend=legend(flags_of(result)),
    )


def article_part(result: ArticleResult, prefix: str = "") -> Markup:
    """An article as part of a page; its own ids in it begin with ``prefix``."""
    article = result.article
    pairs = [
        _pair(index, pair, block.kind)
        for index, (block, pair) in enumerate(
            (block, pair) for block in result.blocks for pair in block.sentences
        )
    ]
    numbered = iter(pairs)
    blocks = [
        _block(block, [pair for _, pair in zip(block.sentences, numbered, strict=False)])
        for block in result.blocks
    ]
    doubtful = [pair for pair in pairs if pair.source and pair.doubts]
    doubtful.sort(key=lambda pair: (-len(pair.doubts), 1.0 if pair.score is None else pair.score))
    title = headline(result)
    return render_part(
        "article_part",
        prefix=prefix,
        headline=title,
        title_marks=[mark for mark in marks(title.flags) if mark.severity is Severity.DOUBT],
        told=told(result),
        date=one_line(article.date or ""),
        path=one_line(article.path),
        summary=_summary(result, {pair.index for pair in pairs if pair.source}),
        how_summarised=how_summarised(result.summary),
        sentences=sum(bool(pair.source) for pair in pairs),
        doubtful=doubtful,
        blocks=[block for block in blocks if block["sentences"]],
        left_out=left_out(result),
        signature=one_line(result.signature),
    )


def _pair(index: int, pair: Translation, kind: BlockKind) -> _Pair:
    is_code = kind is BlockKind.CODE  # whose lines matter
    source = without_controls(pair.source) if is_code else one_line(pair.source)
    target = without_controls(pair.target) if is_code else shown(pair)
    words = words_of(pair.flags)
    dutch, english = parts(source, words), parts(target, words)
    return _Pair(index, source, dutch, english, pair.score, marks(pair.flags), pair.near)


def _block(block: TranslatedBlock, pairs: list[_Pair]) -> dict[str, object]:
    return {
        "kind": block.kind.value,
        "heading": block.kind in _HEADINGS,
        "sentences": [pair for pair in pairs if pair.source],
        "rows": block.grid.cells(pairs) if block.grid else [],
        "header_rows": block.grid.header_rows if block.grid else 0,
    }


def _summary(result: ArticleResult, present: Set[int]) -> list[dict[str, object]]:
    if result.summary is None:
        return []
    pieces = result.summary.pieces
    # what is said of every piece alike stands in the legend only
    alike = {
        code
        for code in FlagCode
        if code.severity is Severity.NOTE and all(code in codes(piece.flags) for piece in pieces)
    }
    return [
        {
            "text": one_line(piece.text),
            "evidence": [index for index in piece.evidence if index in present],
            "flags": marks(flag for flag in piece.flags if flag.code not in alike),
        }
        for piece in pieces
    ] or [{"text": one_line(result.summary.text), "evidence": [], "flags": ()}]
