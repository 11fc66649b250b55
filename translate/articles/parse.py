"""From a raw article to an article: decoded, dated, cut into blocks and sentences."""

from __future__ import annotations

from collections.abc import Callable

from translate.articles.blocks import split_blocks
from translate.articles.classify import classify, is_title
from translate.articles.dateline import date_line, iso_date
from translate.articles.decode import decode
from translate.articles.load import RawArticle
from translate.articles.markup import Draft, Piece, from_pieces
from translate.articles.options import Format, ReadOptions
from translate.articles.source import shown
from translate.errors import EmptyArticle, NotDutch
from translate.types import Article, Block, BlockKind, Segmenter, Sentence, Span

IsDutch = Callable[[str], bool]

#: Fewer letters than this are given the benefit of the doubt.
MIN_LETTERS = 40
#: The language shows within this many characters.
MAX_SAMPLE = 20_000


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
    )


def _draft(raw: RawArticle, options: ReadOptions) -> Draft:
    if raw.format is Format.HTML:
        from translate.articles.webpage import read_html

        return read_html(raw.data, raw.path)
    if raw.format is Format.DOCX:
        from translate.articles.docx import read_docx

        return read_docx(raw.data, raw.path, options.max_bytes)
    if raw.format is Format.EPUB:
        from translate.articles.epub import read_epub

        return read_epub(raw.data, raw.path, options.max_bytes)
    if raw.format is Format.PDF:
        from translate.articles.pdf import read_pdf

        return read_pdf(raw.data, raw.path)
    text, encoding = decode(raw.data, raw.path)
    if raw.format is Format.MARKDOWN:
        from translate.articles.markdown import read_markdown

        return read_markdown(text, encoding)
    if raw.format is Format.ROW:
        return _row(text, raw)
    return plain(text, encoding)


def plain(text: str, encoding: str) -> Draft:
    """Plain text with or without a date line; its first line may be a title."""
    date, header = date_line(text)
    spans = split_blocks(text, header)
    pieces = []
    for index, span in enumerate(spans):
        content = text[slice(*span)].strip()
        kind = classify(content, last=index + 1 == len(spans))
        if index == 0 and len(spans) > 1 and _may_be_title(kind) and is_title(content):
            kind = BlockKind.TITLE
        pieces.append(Piece(kind, span, level=_level(kind)))
    title = None
    if pieces and pieces[0].kind is BlockKind.TITLE:
        title = " ".join(text[slice(*pieces[0].span)].split())
    return Draft(text, encoding, header, date, title, tuple(pieces))


def _may_be_title(kind: BlockKind) -> bool:
    return kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)


def _level(kind: BlockKind) -> int:
    return {BlockKind.TITLE: 1, BlockKind.HEADING: 2}.get(kind, 0)


def _row(text: str, raw: RawArticle) -> Draft:
    """A row: its title, where it has one, stands before its text as a block."""
    draft = plain(text, "utf-8")
    title = raw.meta.get("title", "").strip() or None
    date = iso_date(raw.meta.get("date", "")) or draft.date
    encoding = raw.meta.get("encoding", draft.encoding)
    if title is None or draft.title == title:
        return Draft(text, encoding, draft.header, date, draft.title, draft.pieces)
    contents = [(piece.kind, text[slice(*piece.span)], piece.level) for piece in draft.pieces]
    if contents and contents[0][0] is BlockKind.TITLE:
        contents[0] = (BlockKind.HEADING, contents[0][1], 2)
    return from_pieces([(BlockKind.TITLE, title, 1), *contents], encoding, date, title)


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
    content, starts = piece.content(text)
    spans: list[Span] = segmenter.spans(content) if content.strip() else []
    if not spans:
        spans = [(0, len(content))]
    cuts = [begin, *(starts(start) for start, _ in spans[1:]), end]
    sentences = tuple(
        Sentence(content[start:stop].strip(), (cuts[index], cuts[index + 1]))
        for index, (start, stop) in enumerate(spans)
    )
    return Block(piece.kind, sentences, piece.level)
