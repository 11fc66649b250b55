"""A result as Markdown, for people: summary first, doubts marked and explained at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable

from translate.flags import Flag, Severity
from translate.outputs.clean import one_line, without_controls
from translate.outputs.reading import (
    codes,
    flags_of,
    headline,
    how_summarised,
    left_out,
    legend,
    shown,
    title_block,
    told,
)
from translate.types import ArticleResult, BlockKind, Grid, Summary, TranslatedBlock, Translation

_ALWAYS = re.compile(r"[\\`*_\[\]]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_AT_START = re.compile(r"^(?:([#+\-=])|(\d{1,9})([.)]))")
_DEEPEST = 6
_DETAILS_SHOWN = 5
_LEFT_OUT_SHOWN = 80


def escape(text: str) -> str:
    """``text`` on one line, such that Markdown shows it and does not obey it.

    HTML goes through entities, because not every Markdown reader knows ``\\<``.
    """
    line = _ALWAYS.sub(r"\\\g<0>", _ENTITY.sub("&amp;", one_line(text)))
    line = line.replace("<", "&lt;").replace(">", "&gt;").replace("~", "&#126;")
    return _AT_START.sub(_escape_start, line)


def _escape_start(match: re.Match[str]) -> str:
    mark, number, stop = match.groups()
    if mark == "=":
        return "&#61;"
    return f"\\{mark}" if mark else f"{number}\\{stop}"


def render_markdown(result: ArticleResult) -> str:
    """The file that ``--to md`` writes."""
    title = headline(result)
    lines = [f"# {escape(title.english)}{_marks(title.flags)}", ""]
    if title.dutch:
        lines += [f"*{escape(title.dutch)}*", ""]
    lines += [f"**{escape(told(result))}**", "", *_facts(result), ""]
    if result.summary is not None:
        lines += ["## Summary", "", _summary(result.summary), ""]
    lines += ["## Translation", ""]
    title_of = title_block(result)
    for block in result.blocks:
        if block is not title_of and any(pair.source for pair in block.sentences):
            lines += [_block(block), ""]
    lines += _legend(result)
    return "\n".join(lines).rstrip("\n") + "\n"


def _facts(result: ArticleResult) -> list[str]:
    article = result.article
    facts = []
    if article.date:
        facts.append(f"- Date: {escape(article.date)}")
    if article.title and title_block(result) is None:
        facts.append(f"- Title: {escape(article.title)}")
    elif title_block(result) is None and any(pair.source for pair in result.sentences()):
        facts.append("- Title: none; the heading is the first sentence")
    facts.append(f"- Source: {escape(article.path)}")
    for reason, characters, text in left_out(result):
        begins = escape(text[:_LEFT_OUT_SHOWN])
        facts.append(f"- Left out ({reason}): {characters} characters, beginning {begins}")
    return facts


def _summary(summary: Summary) -> str:
    if not summary.pieces:
        return escape(summary.text) + _marks(summary.flags)
    pieces = " ".join(f"{escape(piece.text)}{_marks(piece.flags)}" for piece in summary.pieces)
    how = how_summarised(summary)
    return (f"*{how}*\n\n" if how else "") + pieces + _marks(summary.flags)


def _block(block: TranslatedBlock) -> str:
    if block.grid is not None:
        return _table(block, block.grid)
    if block.kind is BlockKind.CODE:
        return _code("\n".join(pair.target for pair in block.sentences))
    text = _text(block.sentences)
    match block.kind:
        case BlockKind.TITLE | BlockKind.HEADING:
            # below "Translation", which is a heading of the second level
            return f"{'#' * min(_DEEPEST, max(3, block.level + 1))} {text}"
        case BlockKind.CAPTION | BlockKind.LINK:
            return f"*{text}*"
        case BlockKind.LIST_ITEM:
            return f"- {text}"
        case _:
            return text


def _text(pairs: Iterable[Translation]) -> str:
    return " ".join(f"{escape(shown(pair))}{_marks(pair.flags)}" for pair in pairs if pair.source)


def _table(block: TranslatedBlock, grid: Grid) -> str:
    """A table as GitHub's Markdown has it: one header row, which may be empty."""
    rows = [
        [_text(cell).replace("|", "\\|") for cell in row] for row in grid.cells(block.sentences)
    ]
    head = rows[: grid.header_rows] or [[""] * len(rows[0])]
    lines = [head[0], ["---"] * len(rows[0]), *head[1:], *rows[grid.header_rows :]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _code(text: str) -> str:
    """Code in a fence that is longer than any in it."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    lines = (without_controls(line.expandtabs(4)).rstrip() for line in text.splitlines())
    return "\n".join([fence, *lines, fence])


def _marks(flags: Iterable[Flag]) -> str:
    """Doubts in bold and repairs; notes are told at the end."""
    shown = {Severity.DOUBT: " **[{}]**", Severity.REPAIR: " [{}]", Severity.NOTE: ""}
    return "".join(shown[code.severity].format(code) for code in codes(flags))


def _legend(result: ArticleResult) -> list[str]:
    """What the marks mean and what they were set for."""
    groups = legend(flags_of(result))
    lines = ["---", ""] if groups else []
    for heading, group in groups:
        lines += [f"{heading}:", ""]
        for mark in group:
            line = f"- **{mark.code}** ({len(mark.details)}): {escape(mark.words)}"
            named = [escape(detail) for detail in dict.fromkeys(mark.details) if detail]
            more = len(named) - _DETAILS_SHOWN
            if named:
                rest = f"; {more} more" if more > 0 else ""
                line += f" ({'; '.join(named[:_DETAILS_SHOWN])}{rest})"
            lines.append(line)
        lines.append("")
    return lines
