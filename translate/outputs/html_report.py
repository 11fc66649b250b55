"""The report for readers: a page for each article, and an index of them.

Pages are whole in themselves and ask the network for nothing. Their Content-Security-Policy
allows the one style sheet and the one script that are written into them, by hash, so that
nothing in an article's text can act even if it got past the escaping.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from translate.outputs.clean import one_line, without_controls
from translate.outputs.explanations import explanations
from translate.outputs.names import output_names
from translate.outputs.reading import flagged, headline, left_out, shown
from translate.outputs.run_record import count_flags
from translate.outputs.timeline import timeline
from translate.types import (
    ArticleResult,
    BlockKind,
    Flag,
    FlagCode,
    NearMatch,
    Severity,
    TranslatedBlock,
    Translation,
)

if TYPE_CHECKING:
    import jinja2

INDEX_NAME = "index.html"
_HEADINGS = (BlockKind.TITLE, BlockKind.HEADING)


@dataclass(frozen=True, slots=True)
class IndexItem:
    """One row of the index; ``href`` is relative to it, and None where there is no page."""

    english: str
    dutch: str = ""
    date: str | None = None
    summary: str = ""
    href: str | None = None
    flags: Mapping[str, int] = field(default_factory=dict)
    error: str | None = None

    @property
    def doubts(self) -> dict[str, int]:
        """Its doubts by code, without repairs and notes."""
        return {
            code: count
            for code, count in self.flags.items()
            if FlagCode(code).severity is Severity.DOUBT
        }


@dataclass(frozen=True, slots=True)
class _Mark:
    code: str
    severity: Severity
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Pair:
    index: int
    source: str
    target: str
    score: float | None
    flags: tuple[_Mark, ...]
    near: tuple[NearMatch, ...] = ()

    @property
    def doubts(self) -> tuple[_Mark, ...]:
        return tuple(flag for flag in self.flags if flag.severity is Severity.DOUBT)


def index_item(result: ArticleResult, page: PurePosixPath | None = None) -> IndexItem:
    """The row for an article whose page is at ``page``, relative to the index."""
    title = headline(result)
    place = page or output_names(result.article.path, ["html"])["html"]
    return IndexItem(
        english=title.english,
        dutch=title.dutch,
        date=one_line(result.article.date or "") or None,
        summary=one_line(result.summary.text) if result.summary else "",
        href=quote(str(place)),
        flags=count_flags(result),
    )


def failed_item(path: str, error: str) -> IndexItem:
    """The row for an article that could not be processed."""
    return IndexItem(english=one_line(path), error=one_line(error))


def render_index(items: Sequence[IndexItem]) -> str:
    """``index.html``: every article, searchable and sortable."""
    words = {code.value: text for code, text in explanations().items()}
    present = {code for item in items for code in item.doubts}
    return _render(
        "index",
        items=items,
        bars=timeline(item.date for item in items),
        words=words,
        legend=_marks(Flag(code) for code in FlagCode if code in present),
    )


def render_html(result: ArticleResult) -> str:
    """The file that ``--to html`` writes: summary, Dutch and English side by side, doubts."""
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
    return _render(
        "article",
        headline=headline(result),
        up="../" * (len(output_names(article.path, ["html"])["html"].parts) - 1),
        date=one_line(article.date or ""),
        path=one_line(article.path),
        summary=_summary(result, {pair.index for pair in pairs if pair.source}),
        doubtful=doubtful,
        blocks=[block for block in blocks if block["sentences"]],
        legend=_marks(Flag(code) for code in flagged(result)),
        cautions=_marks(flag for flag in result.flags if flag.code is FlagCode.WEAK_MODEL),
        left_out=left_out(result),
        signature=one_line(result.signature),
    )


def _pair(index: int, pair: Translation, kind: BlockKind) -> _Pair:
    if kind is BlockKind.CODE:  # its lines matter
        text = without_controls(pair.source)
        return _Pair(index, text, without_controls(pair.target), None, _marks(pair.flags))
    text = one_line(pair.source)
    return _Pair(index, text, shown(pair), pair.score, _marks(pair.flags), pair.near)


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
    return [
        {
            "text": one_line(piece.text),
            "evidence": [index for index in piece.evidence if index in present],
            "flags": _marks(piece.flags),
        }
        for piece in result.summary.pieces
    ] or [{"text": one_line(result.summary.text), "evidence": [], "flags": ()}]


def _marks(flags: Iterable[Flag]) -> tuple[_Mark, ...]:
    details: dict[FlagCode, list[str]] = {}
    for flag in flags:
        details.setdefault(flag.code, []).append(one_line(flag.detail))
    words = explanations()
    return tuple(
        _Mark(code.value, code.severity, words[code], "; ".join(filter(None, texts)))
        for code, texts in details.items()
    )


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("translate.outputs", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _render(page: str, **values: object) -> str:
    from markupsafe import Markup

    environment = _environment()
    style = environment.get_template("style.css.j2").render()
    script = environment.get_template(f"{page}.js.j2").render()
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    text = environment.get_template(f"{page}.html.j2").render(
        # our own files, not the article's text
        style=Markup(style),
        script=Markup(script),
        policy=policy,
        **values,
    )
    return text.rstrip("\n") + "\n"


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
