"""Plain text into blocks: what stands between blank lines and rulers, lists taken apart.

A hard-wrapped paragraph stays one block, and shows in its lines' ends: the next word had no room
there. Lines that end before are lines: scores, programmes, verse, the rows of a table. A single
line break also ends a block before a list item, an entry of a programme and an indented paragraph,
behind a heading, around an address that is longer than the lines, and in text whose lines are too
long to have been wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from translate.articles.classify import LIST_MARKER, ends_sentence, is_heading
from translate.types import Span

#: Nobody wraps lines by hand further out than this.
MAX_WRAP = 120
#: A line that has this many columns to spare for the next word was ended on purpose.
SLACK = 10
#: Columns narrower than this are lines, unless sentences run on in full ones; and narrower than
#: the second, whatever they look like.
MIN_WRAP = 40
MIN_COLUMN = 34

# The groups are atomic: the two characters of CRLF are never two line ends.
_GAP = re.compile(r"(?>\r\n|\r|\n)(?:[^\S\r\n]*(?>\r\n|\r|\n))+[^\S\r\n]*")
#: The end of a line that a word goes beyond.
_BROKEN = re.compile(r"[^\W\d_][-‐\u00ad]\Z")
#: The Roman numbers of a list; a single letter may also be an initial.
_ITEM = re.compile(rf"{LIST_MARKER.pattern}|[IVX]\.[^\S\r\n]")
#: How the entries of a programme begin: with a time, or with a label and a colon.
_ENTRY = re.compile(r"\d{1,2}[.:]\d\d(?!\d)|[^\Wa-z_][^.!?:;\r\n]{0,30}:\s")
_INDENT = re.compile(r"(?: {2}|\t)\s*\S")
_CELLS = re.compile(r"\t+|[ \u00a0]{2,}")
_COLUMNS = re.compile(r"\S(?:\t|[ \u00a0]{3,})\S")
#: A line of one sign over and over.
RULER = re.compile(r"^[ \t]*(?P<sign>[=_*~#+–—-])(?:[ \t]*(?P=sign)){2,}[ \t]*\r?$", re.MULTILINE)
#: A heading between two rulers on its own line.
EDGED = re.compile(
    r"(?P<left>(?P<sign>[=_*~#+–—-])(?P=sign)+)[ \t]*(?P<text>[^\s=_*~#+–—-][^\r\n]*?)"
    r"[ \t]*(?P<right>(?P=sign){2,})"
)
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
        starts.extend(_between_rulers(text, position, gap.start()))
        position = gap.end()
    if position < len(text) or not starts:
        starts.extend(_between_rulers(text, position, len(text)))
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _between_rulers(text: str, start: int, end: int) -> Iterator[int]:
    """Where blocks begin in a chunk without blank lines; each ruler is one."""
    for ruler in RULER.finditer(text, start, end):
        if text[start : ruler.start()].strip():
            yield from _starts(text, start, ruler.start())
        yield ruler.start() + len(ruler[0]) - len(ruler[0].lstrip())
        start = ruler.end() + len(text[ruler.end() : end]) - len(text[ruler.end() : end].lstrip())
    if start < end:
        yield from _starts(text, start, end)


def _starts(text: str, start: int, end: int) -> list[int]:
    """Where blocks begin in a chunk without blank lines."""
    if text.find("\n", start, end) < 0 and text.find("\r", start, end) < 0:
        return [start]
    lines = [match.span() for match in _LINE.finditer(text, start, end) if match[0]]
    contents = [text[begin:stop].strip() for begin, stop in lines]
    width = max((len(line) for line in contents if " " in line), default=0)
    listed = _ITEM.match(contents[0]) is not None
    lines_each = _are_lines(contents, width)
    entries = [_ENTRY.match(line) is not None for line in contents]
    programme = 2 * sum(entries) > len(contents)
    indents = [_INDENT.match(text, begin, stop) is not None for begin, stop in lines]
    indented = not listed and not all(indents[1:])
    starts = [start]
    for index in range(1, len(lines)):
        before, line = contents[index - 1], contents[index]
        if not line or (_BROKEN.search(before) and line[0].islower()):
            continue
        listed = listed or before.endswith(":")
        item = listed and _ITEM.match(line) is not None
        heading = index == 1 and _is_heading_line(before, line, width)
        apart = programme and entries[index]
        apart = apart or (indented and indents[index] and _begins(before, line))
        apart = apart or width > MAX_WRAP or lines_each or _stands_out(before, line, width)
        if item or heading or apart:
            # Indentation stays with the block before.
            begin, stop = lines[index]
            starts.append(begin + len(text[begin:stop]) - len(text[begin:stop].lstrip()))
    return starts


def _are_lines(contents: Sequence[str], width: int) -> bool:
    """Whether every line was ended on purpose; no list is, and no text with broken words."""
    if any(map(LIST_MARKER.match, contents)):
        return False
    if any(_BROKEN.search(line) and after[:1].islower() for line, after in pairwise(contents)):
        return False
    following = contents[1:]
    lower = sum(_first_letter(line).islower() for line in following)
    if width < MIN_WRAP:
        # verse ends its lines where it likes, and most of them in the middle of a sentence
        free = sum(
            _with_next(*lines) <= width and not ends_sentence(lines[0])
            for lines in pairwise(contents)
        )
        full = width >= MIN_COLUMN and 2 * free <= len(following)
        return not (lower and 2 * lower >= len(following) and (full or len(contents) == 2))
    if all(_COLUMNS.search(line) for line in contents):
        return True
    if all(line[:1].isdigit() for line in contents):
        return True
    return 2 * lower < len(following) and all(
        _with_next(line, after) + SLACK <= width or len(line) == width
        for line, after in pairwise(contents)
        if after
    )


def _with_next(line: str, after: str) -> int:
    """How long a line would be with the first word of the next one."""
    return len(line) + 1 + len(after.split(maxsplit=1)[0]) if after else len(line)


def _begins(before: str, line: str) -> bool:
    """Whether a paragraph may begin with ``line``."""
    return ends_sentence(before) and not _first_letter(line).islower()


def cells_of(text: str, start: int, end: int) -> list[Span]:
    """The cells of a line of a table; empty where it is none.

    Columns are far apart, or hold numbers and are at least two spaces apart.
    """
    if re.search(r"[\r\n]", text[start:end]):
        return []
    gaps = [match.span() for match in _CELLS.finditer(text, start, end)]
    spans = list(pairwise([start, *(place for gap in gaps for place in gap), end]))[::2]
    numbers = sum(not any(map(str.isalpha, text[slice(*span)])) for span in spans)
    wide = all(after - before > 2 or text[before] == "\t" for before, after in gaps)
    table = numbers > 1 or (wide and len(spans) > 2 - (numbers > 0))
    return spans if table and len(spans) > 1 else []


def _first_letter(line: str) -> str:
    return next((char for char in line if char.isalpha()), "")


def _stands_out(before: str, line: str, width: int) -> bool:
    """Whether an address that is longer than the lines stands by itself before or behind."""
    if " " not in line and len(line) > width:
        return before.endswith(":") or ends_sentence(before)
    return " " not in before and len(before) > width > 0 and not _first_letter(line).islower()


def _is_heading_line(line: str, following: str, width: int) -> bool:
    """Whether the first line of a chunk is a heading that no blank line follows."""
    word = following.split(maxsplit=1)[0] if following else ""
    return (
        is_heading(line)
        and not ends_sentence(line)
        and bool(word)
        and not word[0].islower()
        and _with_next(line, following) + SLACK <= width
        and (ends_sentence(following) or len(following) > len(line))
    )
