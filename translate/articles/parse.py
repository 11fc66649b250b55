"""From a raw article to an article: decoded, dated, cut into blocks and sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from translate.articles.blocks import EDGED, RULER, cells_of, split_blocks
from translate.articles.classify import MAX_HEADING, classify, is_title
from translate.articles.dateline import date_line, dated
from translate.articles.decode import decode
from translate.articles.load import RawArticle
from translate.articles.markup import Content, Draft, Omission, Piece, flat, from_pieces
from translate.articles.options import Format, ReadOptions
from translate.articles.source import shown
from translate.errors import EmptyArticle, NotDutch
from translate.protocols import Segmenter
from translate.types import Article, Block, BlockKind, Grid, LeftOut, Reason, Sentence, Span

IsDutch = Callable[[str], bool]

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
    blocks, rulers = _without_rulers(text, split_blocks(text, header))
    pieces = []
    for index, (span, core) in enumerate(blocks):
        content = text[slice(*core)]
        kind = classify(content, last=index + 1 == len(blocks))
        if kind is BlockKind.HEADING and _in_lines(text, blocks, index):
            kind = BlockKind.PARAGRAPH
        elif index == 0 and len(blocks) > 1 and _may_be_title(kind) and is_title(content):
            kind = BlockKind.TITLE
        parts = () if content == text[slice(*span)].strip() else (core,)
        pieces.append(Piece(kind, span, level=_level(kind), parts=parts, flowing=True))
    pieces = list(_tabled(text, pieces, [core for _, core in blocks]))
    title = None
    if pieces and pieces[0].kind is BlockKind.TITLE:
        title = flat(text[slice(*blocks[0][1])])
    header = blocks[0][0][0] if blocks else header
    return Draft(text, encoding, header, date, title, tuple(pieces), tuple(rulers))


def _tabled(text: str, pieces: Sequence[Piece], cores: Sequence[Span]) -> Iterator[Piece]:
    """``pieces`` with lines below each other that have as many cells as one table."""
    rows = [(piece, cells_of(text, *core)) for piece, core in zip(pieces, cores, strict=True)]
    for columns, group in groupby(rows, key=lambda row: len(row[1])):
        run = list(group)
        if columns and len(run) > 1:
            span = (run[0][0].span[0], run[-1][0].span[1])
            parts = tuple(cell for _, cells in run for cell in cells)
            yield Piece(BlockKind.TABLE, span, parts=parts, columns=columns)
        else:
            yield from (piece for piece, _ in run)


def _without_rulers(
    text: str, spans: Sequence[Span]
) -> tuple[list[tuple[Span, Span]], list[Omission]]:
    """Blocks with what of them is text, and the rulers, which belong to the block before.

    What stands before the first block belongs to the header; a text of nothing else is left alone.
    """
    blocks: list[tuple[Span, Span]] = []
    rulers: list[Omission] = []
    for begin, end in spans:
        content = text[begin:end].strip()
        start = text.index(content, begin)
        if RULER.fullmatch(content):
            rulers.append((Reason.RULER, content))
            if blocks:
                blocks[-1] = ((blocks[-1][0][0], end), blocks[-1][1])
        elif edged := EDGED.fullmatch(content):
            rulers.append((Reason.RULER, f"{edged['left']} {edged['right']}"))
            core = (start + edged.start("text"), start + edged.end("text"))
            blocks.append(((begin, end), core))
        else:
            blocks.append(((begin, end), (start, start + len(content))))
    if not blocks:
        return [(span, span) for span in spans], []
    return blocks, rulers


def _in_lines(text: str, blocks: Sequence[tuple[Span, Span]], index: int) -> bool:
    """Whether a line is one of three or more short ones below each other, and no heading."""

    def follows(place: int) -> bool:
        if not 0 < place < len(blocks):
            return False
        (_, (start, above)), (_, (below, end)) = blocks[place - 1 : place + 1]
        gap = text[above:below].replace("\r\n", "\n")
        return len(gap.strip(" \t")) == 1 and max(above - start, end - below) <= MAX_HEADING

    near = [follows(place) for place in range(index - 1, index + 3)]
    return near[:2] == [True] * 2 or near[1:3] == [True] * 2 or near[2:] == [True] * 2


def _may_be_title(kind: BlockKind) -> bool:
    return kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)


def _level(kind: BlockKind) -> int:
    return {BlockKind.TITLE: 1, BlockKind.HEADING: 2}.get(kind, 0)


def _row(text: str, raw: RawArticle) -> Draft:
    """A row: its title, where it has one, stands before its text as a block."""
    draft = plain(text, "utf-8")
    title = raw.meta.get("title", "").strip() or None
    said, odd = dated(raw.meta.get("date", ""))
    draft = replace(draft, date=said or draft.date, left_out=(*odd, *draft.left_out))
    encoding = raw.meta.get("encoding", draft.encoding)
    if title is None or draft.title == title:
        return replace(draft, encoding=encoding)
    contents = []
    for piece in draft.pieces:
        parts = [flat(text[slice(*part)]) for part in piece.parts or [piece.span]]
        rows = tuple(zip(*[iter(parts)] * piece.columns, strict=True)) if piece.columns else ()
        contents.append(Content(piece.kind, parts[0], piece.level, rows))
    if contents and contents[0].kind is BlockKind.TITLE:
        contents[0] = contents[0]._replace(kind=BlockKind.HEADING, level=2)
    contents.insert(0, Content(BlockKind.TITLE, title, 1))
    return from_pieces(contents, encoding, draft.date, title, draft.left_out)


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
    for part in piece.parts or (piece.span,):
        before = len(found)
        for start, stop in _lines(text, part, piece):
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
    rows = tuple(zip(*[iter(counts)] * piece.columns, strict=True)) if piece.columns else ()
    grid = Grid(rows, piece.header_rows) if rows else None
    return Block(piece.kind, sentences, piece.level, grid, piece.links)


def _lines(text: str, part: Span, piece: Piece) -> Iterator[Span]:
    """The stretches of a part that sentences do not go beyond."""
    start, end = part
    if not piece.parts or piece.flowing or piece.kind is BlockKind.CODE:
        yield part
        return
    for line in text[start:end].split("\n"):
        yield start, start + len(line)
        start += len(line) + 1
