"""From a raw article to an article: decoded, dated, cut into blocks and sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import groupby, pairwise
from typing import TypeVar

from translate.articles.dateline import dated
from translate.articles.decode import decode
from translate.articles.draft import Content, Draft, Omission, Piece, drafted, flat
from translate.articles.options import Format, ReadOptions
from translate.articles.raw import RawArticle
from translate.articles.source import shown
from translate.errors import EmptyArticle, NotDutch
from translate.protocols import Segmenter
from translate.types import Article, Block, BlockKind, Grid, LeftOut, Sentence, Span

IsDutch = Callable[[str], bool]
T = TypeVar("T")

#: Fewer letters than this are given the benefit of the doubt.
MIN_LETTERS = 40
#: The language shows within this many characters.
MAX_SAMPLE = 20_000
#: So many characters of what is left out are told.
MAX_FIRST_WORDS = 80


def parse(
    raw: RawArticle,
    options: ReadOptions,
    segmenter: Segmenter,
    is_dutch: IsDutch | None = None,
) -> Article:
    """The article in ``raw``.

    ``is_dutch`` is :func:`translate.language.is_dutch` unless given. Raises the error of a bad
    row, BinaryFile, BadFormat, EmptyArticle, or NotDutch unless ``options.assume_dutch``.
    """
    if raw.error is not None:
        raise raw.error
    draft = _draft(raw, options)
    body = draft.text[draft.header :]
    if not body.strip():
        raise EmptyArticle(f"{shown(raw.path)} is empty", "remove it")
    if not options.assume_dutch:
        _check_language(raw.path, body, is_dutch)
    return Article(
        path=raw.path,
        sha256=raw.sha256,
        encoding=draft.encoding,
        text=draft.text,
        header=draft.header,
        date=draft.date,
        title=draft.title,
        blocks=tuple(_block(draft.text, piece, segmenter) for piece in draft.pieces),
        left_out=tuple(_left_out(draft.left_out)),
    )


def _left_out(omissions: Iterable[Omission]) -> Iterator[LeftOut]:
    """One for each run of parts that are left out for the same reason."""
    for reason, run in groupby(omissions, key=lambda one: one[0]):
        if text := flat(" ".join(part for _, part in run)):
            yield LeftOut(reason, text[:MAX_FIRST_WORDS], len(text))


def _draft(raw: RawArticle, options: ReadOptions) -> Draft:
    """What the reader of the article's format makes of it; each is imported when it is needed."""
    if raw.format in (Format.HTML, Format.DOCX, Format.EPUB, Format.PDF):
        name = "webpage" if raw.format is Format.HTML else raw.format.value
        reader = import_module(f"translate.articles.{name}")
        draft: Draft = getattr(reader, f"read_{raw.format}")(raw.data, raw.path, options.max_bytes)
        return draft
    text, encoding = decode(raw.data, raw.path)
    if raw.format is Format.MARKDOWN:
        from translate.articles.markdown import read_markdown

        return read_markdown(text, encoding)
    if raw.format is Format.ROW:
        return _row(text, raw)
    from translate.articles.plain import plain

    return plain(text, encoding)


def _row(text: str, raw: RawArticle) -> Draft:
    """A row: its title, where it has one, stands before its text as a block.

    Newsrooms' systems export both with the tags or the entities of HTML.
    """
    from translate.articles.markup import is_markup, read_markup, without_entities, without_tags
    from translate.articles.plain import plain

    encoding = raw.meta["encoding"]
    title = without_tags(raw.meta["title"]) or None
    if is_markup(text):
        draft = read_markup(text, title or "", encoding, raw.path)
    else:
        draft = plain(without_entities(text), encoding)
    said, odd = dated(raw.meta["date"])
    draft = replace(draft, date=said or draft.date, left_out=(*odd, *draft.left_out))
    if title is None or draft.title == title:
        return draft
    contents = [Content(BlockKind.TITLE, title, 1)]
    for piece in draft.pieces:
        shown = str if piece.kind is BlockKind.CODE else flat
        cells = ["\n".join(shown(draft.text[slice(*one)]) for one in cell) for cell in piece.cells]
        rows = _rows(cells, piece.columns)
        contents.append(
            Content(piece.kind, cells[0], piece.level, rows, piece.header_rows, piece.links)
        )
    if draft.title:
        contents[1] = contents[1]._replace(kind=BlockKind.HEADING, level=2)
    return drafted(contents, draft.encoding, draft.date, title, draft.left_out)


def _check_language(path: str, body: str, is_dutch: IsDutch | None) -> None:
    sample = body[:MAX_SAMPLE]
    if sum(char.isalpha() for char in sample) < MIN_LETTERS:
        return
    if is_dutch is None:
        from translate import language

        is_dutch = language.is_dutch
    if not is_dutch(sample):
        raise NotDutch(f"{shown(path)} is not in Dutch", "--assume-dutch translates it anyway")


def _block(text: str, piece: Piece, segmenter: Segmenter) -> Block:
    begin, end = piece.span
    found: list[Span] = []
    counts: list[int] = []
    for cell in piece.cells:
        before = len(found)
        for start, stop in cell:
            content = text[start:stop]
            whole = piece.kind is BlockKind.CODE
            spans = [(0, len(content))] if whole else segmenter.spans(content)
            found += [(start + a, start + b) for a, b in spans if content[a:b].strip()]
        counts.append(len(found) - before)
    found = found or [(begin, begin)]
    cuts = [begin, *(start for start, _ in found[1:]), end]
    sentences = tuple(
        Sentence(text[slice(*span)].strip(), cut)
        for span, cut in zip(found, pairwise(cuts), strict=True)
    )
    grid = Grid(_rows(counts, piece.columns), piece.header_rows) if piece.columns else None
    return Block(piece.kind, sentences, piece.level, grid, piece.links)


def _rows(cells: Sequence[T], columns: int) -> tuple[tuple[T, ...], ...]:
    """``cells`` in rows of so many columns; no rows for none."""
    return tuple(zip(*[iter(cells)] * columns, strict=True))
