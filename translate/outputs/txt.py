"""The translation as plain text, nothing else: for readers aloud, indexers and other tools."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from translate.outputs.clean import one_line, without_controls
from translate.outputs.reading import shown
from translate.types import ArticleResult, BlockKind, TranslatedBlock, Translation


def render_txt(result: ArticleResult, dutch: bool = False) -> str:
    """The file that ``--to txt`` writes: a line for each block, a blank line between blocks.

    A table has a line for each row, and tabs between its cells; code keeps its lines. ``dutch``
    gives the article itself in that form.
    """
    side = _source if dutch else shown
    blocks = [_block(block, side) for block in result.blocks]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _source(pair: Translation) -> str:
    return one_line(pair.source)


def _block(block: TranslatedBlock, side: Callable[[Translation], str]) -> str:
    def line(pairs: Sequence[Translation]) -> str:
        return " ".join(side(pair) for pair in pairs if pair.source.strip())

    if block.kind is BlockKind.CODE:
        return "\n".join(without_controls(pair.target) for pair in block.sentences)
    if block.grid is None:
        return line(block.sentences)
    rows = block.grid.cells(block.sentences)
    return "\n".join("\t".join(map(line, row)) for row in rows)
