"""The translation as plain text, nothing else: for readers aloud, indexers and other tools."""

from __future__ import annotations

from translate.outputs.reading import shown
from translate.types import ArticleResult


def render_txt(result: ArticleResult) -> str:
    """The file that ``--to txt`` writes: a line for each block, a blank line between blocks."""
    blocks = [
        " ".join(shown(pair) for pair in block.sentences if pair.source.strip())
        for block in result.blocks
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"
