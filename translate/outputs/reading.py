"""What every format for people shows of a result, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from translate.flags import Flag, FlagCode
from translate.outputs.clean import one_line
from translate.types import (
    ArticleResult,
    BlockKind,
    LeftOut,
    Reason,
    Summary,
    TranslatedBlock,
    Translation,
)

#: What each flag means, in words; the room of the checks owns the texts.
Explanations = Mapping[FlagCode, str]


@dataclass(frozen=True, slots=True)
class Headline:
    """The article's title or first line: English, Dutch under it, and what is said against it."""

    english: str
    dutch: str
    flags: tuple[Flag, ...]
    is_title: bool = True


def shown(pair: Translation) -> str:
    """The English of a sentence; the Dutch, marked, where there is no English."""
    target = one_line(pair.target)
    source = one_line(pair.source)
    return target if target or not source else f"[not translated: {source}]"


def codes(flags: Iterable[Flag]) -> list[FlagCode]:
    """Each code once, in the order in which they occur."""
    return list(dict.fromkeys(flag.code for flag in flags))


def headline(result: ArticleResult) -> Headline:
    """The title block if there is one, else the first sentence, else the path."""
    block = title_block(result)
    pairs = [pair for pair in (block.sentences if block else ()) if pair.source]
    is_title = bool(pairs)
    if not pairs:
        pairs = [pair for pair in result.sentences() if pair.source][:1]
    if not pairs:
        return Headline(one_line(result.article.path), "", ())
    return Headline(
        " ".join(map(shown, pairs)),
        " ".join(one_line(pair.source) for pair in pairs),
        tuple(flag for pair in pairs for flag in pair.flags),
        is_title=is_title,
    )


def title_block(result: ArticleResult) -> TranslatedBlock | None:
    """The block that is the title, where the article has one at its start."""
    first = result.blocks[0] if result.blocks else None
    return first if first is not None and first.kind is BlockKind.TITLE else None


def body(result: ArticleResult) -> list[TranslatedBlock]:
    """Every block that is not shown as the headline and has something in it."""
    title = title_block(result)
    return [
        block
        for block in result.blocks
        if block is not title and any(pair.source for pair in block.sentences)
    ]


def places(block: TranslatedBlock) -> list[tuple[int, int] | None]:
    """For each sentence of a block its row and column in the table, from 1; None elsewhere."""
    if block.grid is None:
        return [None] * len(block.sentences)
    return [
        (row, column)
        for row, counts in enumerate(block.grid.rows, start=1)
        for column, count in enumerate(counts, start=1)
        for _ in range(count)
    ]


def left_out(result: ArticleResult) -> list[tuple[str, int, list[str]]]:
    """For each reason, in words: characters left out, and how each of those parts begins."""
    found: dict[Reason, list[LeftOut]] = {}
    for one in result.left_out:
        found.setdefault(one.reason, []).append(one)
    return [
        (
            reason.value.replace("_", " "),
            sum(one.characters for one in parts),
            [one_line(one.text) for one in parts],
        )
        for reason, parts in found.items()
    ]


def how_summarised(summary: Summary | None) -> str:
    """That the summary is all sentences of the article, where it is; else empty."""
    pieces = summary.pieces if summary is not None else ()
    own = [FlagCode.SOURCE_SENTENCE in codes(piece.flags) for piece in pieces]
    return "In the article's own sentences, as translated." if own and all(own) else ""


def flagged(result: ArticleResult) -> dict[FlagCode, list[str]]:
    """Details of all that sentences and summary are flagged with, by code, in the codes' order."""
    found: dict[FlagCode, list[str]] = {code: [] for code in FlagCode}
    groups = [pair.flags for pair in result.sentences()]
    if result.summary is not None:
        groups += [piece.flags for piece in result.summary.pieces]
        groups.append(result.summary.flags)
    for flags in groups:
        for flag in flags:
            found[flag.code].append(one_line(flag.detail))
    return {code: details for code, details in found.items() if details}
