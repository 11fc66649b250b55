"""What every format is reduced to before it is split: a text, and its pieces in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from translate.types import BlockKind, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it is split into sentences.

    ``span`` covers the block with its markup and the white space behind it. ``kept`` are the
    parts of the span that are text and not markup, in order; empty means all of it. ``source``
    stands for the whole span where its text is not literally in it (a title in front matter).
    """

    kind: BlockKind
    span: Span
    level: int = 0
    kept: tuple[Span, ...] = ()
    source: str | None = None

    def content(self, text: str) -> tuple[str, Callable[[int], int]]:
        """The block's text, and from an offset in it to the offset in ``text``."""
        begin, end = self.span
        if self.source is not None:
            return self.source, lambda _: end
        if not self.kept:
            return text[begin:end], lambda offset: begin + offset
        at: list[int] = []
        length = 0
        for start, stop in self.kept:
            at.append(length)
            length += stop - start

        def original(offset: int) -> int:
            index = bisect_right(at, offset) - 1
            return self.kept[index][0] + offset - at[index]

        return "".join(text[start:stop] for start, stop in self.kept), original


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before it is split; the pieces tile ``text[header:]``."""

    text: str
    encoding: str
    header: int
    date: str | None
    title: str | None
    pieces: tuple[Piece, ...]


def from_pieces(
    contents: Sequence[tuple[BlockKind, str, int]],
    encoding: str,
    date: str | None,
    title: str | None,
) -> Draft:
    """A draft whose text is made here: ``(kind, text, level)`` joined by blank lines."""
    contents = [(kind, content.strip(), level) for kind, content, level in contents]
    contents = [entry for entry in contents if entry[1]]
    pieces = []
    position = 0
    for index, (kind, content, level) in enumerate(contents):
        end = position + len(content) + (2 if index + 1 < len(contents) else 0)
        pieces.append(Piece(kind, (position, end), level))
        position = end
    text = "\n\n".join(content for _, content, _ in contents)
    return Draft(text, encoding, 0, date, title, tuple(pieces))
