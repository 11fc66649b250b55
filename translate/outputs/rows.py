"""A result as rows, which CSV, the tables of a run and Python's own users share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import fmean

from translate.flags import Flag
from translate.outputs.reading import codes, doubts, headline, made_by, places
from translate.types import ArticleResult

Cell = str | int | float | None
Row = dict[str, Cell]

#: Columns of a sentence.
SENTENCE = (
    *("path", "sentence", "block", "kind", "row", "column"),
    *("source", "target", "score", "flags", "doubts", "made_by"),
)


def cell_text(cell: Cell) -> str:
    """A cell as text: nothing for None, and scores with two decimals."""
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return "" if cell is None else str(cell)


def article_row(result: ArticleResult) -> Row:
    """The article in one row, and after that the further columns of the row it came in.

    ``doubts`` counts sentences, ``score`` is the mean of theirs. A column of the input that has
    a name of ours, whatever its case, has ``input_`` before it.
    """
    article = result.article
    pairs = [pair for pair in result.sentences() if pair.source]
    scores = [pair.score for pair in pairs if pair.score is not None]
    row: Row = {
        "path": article.path,
        "date": article.date,
        "title": article.title or headline(result).dutch,
        "title_english": headline(result).english,
        "summary": result.summary.text if result.summary else None,
        "sentences": len(pairs),
        "doubts": sum(bool(doubts(pair.flags)) for pair in pairs),
        "score": round(fmean(scores), 3) if scores else None,
        "sha256": article.sha256,
        "signature": result.signature,
    }
    taken = set(row)
    for name, text in article.columns.items():
        while name.lower() in taken:
            name = f"input_{name}"
        taken.add(name.lower())
        row[name] = text
    return row


def sentence_rows(result: ArticleResult) -> Iterator[Row]:
    """A row for each sentence; sentences and blocks are counted from 0, the rows and columns of
    a table from 1; flags are parted by spaces, and ``doubts`` counts those that are doubts.
    """
    index = 0
    for number, block in enumerate(result.blocks):
        for pair, place in zip(block.sentences, places(block), strict=True):
            row, column = place or (None, None)
            values = (
                *(result.article.path, index, number, block.kind.value, row, column),
                *(pair.source, pair.target, pair.score),
                *(" ".join(codes(pair.flags)), len(doubts(pair.flags))),
                made_by(pair, result.signature),
            )
            yield dict(zip(SENTENCE, values, strict=True))
            index += 1


def piece_rows(result: ArticleResult) -> Iterator[Row]:
    """A row for each piece of the summary; ``evidence`` are numbers of sentences."""
    for index, piece in enumerate(result.summary.pieces if result.summary else ()):
        yield {
            "path": result.article.path,
            "piece": index,
            "text": piece.text,
            "evidence": " ".join(map(str, piece.evidence)),
            "flags": " ".join(codes(piece.flags)),
        }


def flag_rows(result: ArticleResult) -> Iterator[Row]:
    """A row for each flag, of a sentence or of a piece of the summary; the other is None."""
    for index, pair in enumerate(result.sentences()):
        yield from _flags(result.article.path, index, None, pair.flags)
    for index, piece in enumerate(result.summary.pieces if result.summary else ()):
        yield from _flags(result.article.path, None, index, piece.flags)


def _flags(
    path: str, sentence: int | None, piece: int | None, flags: Iterable[Flag]
) -> Iterator[Row]:
    for flag in flags:
        yield {
            "path": path,
            "sentence": sentence,
            "piece": piece,
            "code": flag.code.value,
            "severity": flag.severity.value,
            "detail": flag.detail,
        }
