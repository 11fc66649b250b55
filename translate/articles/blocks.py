"""Plain text into blocks: what stands between blank lines, lists taken apart.

A hard-wrapped paragraph stays one block. A single line break ends a block only where it must
be meant: before a list item, behind a heading, and in text whose lines are too long to have
been wrapped.
"""

from __future__ import annotations

import re

from translate.articles.classify import LIST_MARKER, ends_sentence, is_heading
from translate.types import Span

#: Nobody wraps lines by hand further out than this.
MAX_WRAP = 120
#: A line that has this many columns to spare for the next word was ended on purpose.
SLACK = 10

# The groups are atomic: the two characters of CRLF are never two line ends.
_GAP = re.compile(r"(?>\r\n|\r|\n)(?:[^\S\r\n]*(?>\r\n|\r|\n))+[^\S\r\n]*")
_LINE = re.compile(r"[^\r\n]*(?>\r\n|\r|\n|\Z)")


def split_blocks(text: str, start: int = 0) -> list[Span]:
    """Spans that tile ``text[start:]``, one for each block with the white space behind it.

    ``text[start]`` must not be white space; the list is empty where nothing is left.
    """
    if start >= len(text):
        return []
    starts: list[int] = []
    position = start
    for gap in _GAP.finditer(text, start):
        starts.extend(_starts(text, position, gap.start()))
        position = gap.end()
    if position < len(text) or not starts:
        starts.extend(_starts(text, position, len(text)))
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _starts(text: str, start: int, end: int) -> list[int]:
    """Where blocks begin in a chunk without blank lines."""
    if text.find("\n", start, end) < 0 and text.find("\r", start, end) < 0:
        return [start]
    lines = [match.span() for match in _LINE.finditer(text, start, end) if match[0]]
    contents = [text[begin:stop].strip() for begin, stop in lines]
    width = max(map(len, contents))
    listed = LIST_MARKER.match(contents[0]) is not None
    starts = [start]
    for index in range(1, len(lines)):
        before, line = contents[index - 1], contents[index]
        listed = listed or before.endswith(":")
        item = listed and LIST_MARKER.match(line) is not None
        heading = index == 1 and _is_heading_line(before, line, width)
        if item or heading or width > MAX_WRAP:
            # Indentation stays with the block before.
            begin, stop = lines[index]
            starts.append(begin + len(text[begin:stop]) - len(text[begin:stop].lstrip()))
    return starts


def _is_heading_line(line: str, following: str, width: int) -> bool:
    """Whether the first line of a chunk is a heading that no blank line follows."""
    word = following.split(maxsplit=1)[0] if following else ""
    return (
        is_heading(line)
        and not ends_sentence(line)
        and bool(word)
        and not word[0].islower()
        and len(line) + 1 + len(word) + SLACK <= width
        and (ends_sentence(following) or len(following) > len(line))
    )
