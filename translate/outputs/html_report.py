"""The report's page of one article: summary, Dutch beside English, doubts in words."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.flags import Flag, FlagCode, Severity
from translate.outputs.clean import one_line, without_controls
from translate.outputs.explanations import SEVERITY_WORDS, explanations
from translate.outputs.html_page import render_page, render_part
from translate.outputs.names import output_names
from translate.outputs.notice import told
from translate.outputs.reading import flagged, headline, how_summarised, left_out, shown
from translate.outputs.spots import Part, parts, words_of
from translate.types import ArticleResult, BlockKind, NearMatch, TranslatedBlock, Translation

if TYPE_CHECKING:
    from markupsafe import Markup

_HEADINGS = (BlockKind.TITLE, BlockKind.HEADING)


@dataclass(frozen=True, slots=True)
class Mark:
    """A flag as readers see it."""

    code: str
    severity: Severity
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Pair:
    index: int
    source: str
    target: str
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
        up="../" * (len(output_names(result.article.path, ["html"])["html"].parts) - 1),
        article=article_part(result),
        legend=legend(flagged(result)),
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
    clean = without_controls if kind is BlockKind.CODE else one_line  # the lines of code matter
    source = clean(pair.source)
    target = clean(pair.target) if kind is BlockKind.CODE else shown(pair)
    words = words_of(pair.flags)
    return _Pair(
        index=index,
        source=source,
        target=target,
        dutch=parts(source, words),
        english=parts(target, words),
        score=pair.score,
        flags=marks(pair.flags),
        near=pair.near,
    )


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
        if code.severity is Severity.NOTE
        and all(any(flag.code is code for flag in piece.flags) for piece in pieces)
    }
    return [
        {
            "text": one_line(piece.text),
            "evidence": [index for index in piece.evidence if index in present],
            "flags": marks(flag for flag in piece.flags if flag.code not in alike),
        }
        for piece in pieces
    ] or [{"text": one_line(result.summary.text), "evidence": [], "flags": ()}]


def legend(codes: Iterable[FlagCode]) -> list[tuple[str, list[Mark]]]:
    """For each severity its heading, and what the flags of these codes mean."""
    present = marks(Flag(code) for code in codes)
    groups = [
        (SEVERITY_WORDS[severity], [mark for mark in present if mark.severity is severity])
        for severity in Severity
    ]
    return [group for group in groups if group[1]]


def marks(flags: Iterable[Flag]) -> tuple[Mark, ...]:
    """Each code once, doubts first, with the details of all its flags."""
    details: dict[FlagCode, list[str]] = {}
    for flag in sorted(flags, key=lambda flag: list(Severity).index(flag.severity)):
        details.setdefault(flag.code, []).append(one_line(flag.detail))
    words = explanations()
    return tuple(
        Mark(code.value, code.severity, words[code], "; ".join(filter(None, texts)))
        for code, texts in details.items()
    )
