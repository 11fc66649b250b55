"""A result as rows, which CSV, the tables of a run and Python's own users share."""

from __future__ import annotations

from collections.abc import Iterator

from translate.outputs.reading import codes, places
from translate.types import ArticleResult

Cell = str | int | float | None
Row = dict[str, Cell]


def sentence_rows(result: ArticleResult) -> Iterator[Row]:
    """A row for each sentence; sentences and blocks are counted from 0, the rows and columns of
    a table from 1; flags are parted by spaces.
    """
    index = 0
    for number, block in enumerate(result.blocks):
        for pair, place in zip(block.sentences, places(block), strict=True):
            row, column = place or (None, None)
            yield {
                "path": result.article.path,
                "sentence": index,
                "block": number,
                "kind": block.kind.value,
                "row": row,
                "column": column,
                "source": pair.source,
                "target": pair.target,
                "score": pair.score,
                "flags": " ".join(codes(pair.flags)),
            }
            index += 1
