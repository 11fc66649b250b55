"""Plain English text as sentences to plan with, for ``translate summarize``."""

from __future__ import annotations

import re

from translate.summary.model import PlanSentence
from translate.summary.words import word_count
from translate.text.english_sentences import split_sentences
from translate.types import BlockKind

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_MARKDOWN_HEADING = re.compile(r"^#{1,6}\s+")
_HEADING_WORDS = 14


def plain_sentences(text: str) -> list[PlanSentence]:
    """Sentences of an English text, with its headings and list items told apart.

    Paragraphs are separated by blank lines; a short line without a stop is a heading, and the
    first block is the title when it is one.
    """
    found: list[PlanSentence] = []
    block = 0
    for paragraph in _BLANK_LINES.split(text.strip()):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        if not lines:
            continue
        if all(_BULLET.match(line) for line in lines):
            parts = [(BlockKind.LIST_ITEM, _BULLET.sub("", line)) for line in lines]
        elif len(lines) == 1 and _is_heading(lines[0]):
            kind = BlockKind.HEADING if found else BlockKind.TITLE
            parts = [(kind, _MARKDOWN_HEADING.sub("", lines[0]))]
        else:
            parts = [(BlockKind.PARAGRAPH, " ".join(lines))]
        for kind, part in parts:
            sentences = split_sentences(part) if kind is not BlockKind.HEADING else [part]
            for sentence in sentences:
                found.append(PlanSentence(len(found), kind, block, "", sentence))
            block += 1
    if found and all(one.kind is BlockKind.TITLE for one in found):
        return [PlanSentence(o.index, BlockKind.PARAGRAPH, o.block, "", o.target) for o in found]
    return found


def _is_heading(line: str) -> bool:
    if _MARKDOWN_HEADING.match(line):
        return True
    stop = line.rstrip("\"'”’)").endswith((".", "!", "?", "…", ":", ";"))
    return not stop and word_count(line) <= _HEADING_WORDS
