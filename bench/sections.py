"""What the sections of the bench share: sizes and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """How much is measured.

    ``sentences`` go through the bundled model, ``opus_sentences`` through a random one of
    opus-mt's shape, to ``fixed`` tokens each; ``articles`` are the sizes of folders;
    ``start_repeats`` are of what takes a tenth of a second, ``quick_repeats`` of what takes one
    or two; ``lengths`` are in words.
    """

    sentences: int
    opus_sentences: int
    fixed: int
    articles: tuple[int, ...]
    repeats: int
    quick_repeats: int
    start_repeats: int
    lengths: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """A Markdown table with a title and a line on what was done."""

    title: str
    note: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        """The first column to the left, figures to the right."""
        lines = [
            f"### {self.title}",
            "",
            self.note,
            "",
            f"| {' | '.join(self.header)} |",
            f"|---|{'---:|' * (len(self.header) - 1)}",
            *(f"| {' | '.join(row)} |" for row in self.rows),
        ]
        return "\n".join(lines)
