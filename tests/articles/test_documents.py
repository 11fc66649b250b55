"""Word documents and e-books: their paragraphs, their properties, and what is wrong."""

from __future__ import annotations

import io
import os
import re
import zipfile
from html import escape
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.articles.documents_made import (
    W,
    archive,
    docx,
    epub,
    paragraph,
    style,
)
from tests.articles.documents_read import DUTCH, LONG, READING, read, shape, tiles
from translate.articles import Format, ReadOptions, SourceFile, discover, load
from translate.articles.parse import MAX_FIRST_WORDS
from translate.articles.symbols import symbol
from translate.errors import ArticleError, BadFormat, EmptyArticle, TooLarge
from translate.types import BlockKind, Grid, Reason

# Word


def test_word_styles_say_what_a_paragraph_is() -> None:
    data = docx(
        paragraph("Een brug", "Titel") + paragraph(DUTCH) + paragraph("Kosten", "Kop1")
        + paragraph("drie miljoen", "Lijstalinea") + paragraph("De brug", "Bijschrift")
        + paragraph("Einde van het stuk."),
        styles=style("Titel", "Title") + style("Kop1", "heading 1")
        + style("Lijstalinea", "List Paragraph") + style("Bijschrift", "caption"),
        properties="<dc:title>Sjabloon</dc:title><dc:creator>Jan de Vries</dc:creator>"
        "<dcterms:created>2021-03-04T10:00:00Z</dcterms:created>",
    )  # fmt: skip
    article = read(data, "a.docx")
    assert shape(article) == [
        (BlockKind.TITLE, "Een brug"),
        (BlockKind.CAPTION, "Jan de Vries"),
        (BlockKind.PARAGRAPH, DUTCH),
        (BlockKind.HEADING, "Kosten"),
        (BlockKind.LIST_ITEM, "drie miljoen"),
        (BlockKind.CAPTION, "De brug"),
        (BlockKind.PARAGRAPH, "Einde van het stuk."),
    ]
    assert (article.title, article.date) == ("Een brug", "2021-03-04")
    assert tiles(article)


def test_what_was_inserted_is_read_and_what_was_deleted_is_not() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">De </w:t></w:r><w:del><w:r><w:delText>oude'
        "</w:delText></w:r></w:del><w:ins><w:r><w:t>nieuwe</w:t></w:r></w:ins><w:hyperlink><w:r>"
        '<w:t xml:space="preserve"> brug</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>is</w:t>'
        "<w:br/><w:t>Noord</w:t><w:noBreakHyphen/><w:t>Zuid.</w:t></w:r>"
        "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r></w:p>"
    )
    article = read(docx(body), "a.docx")
    assert [text for _, text in shape(article)] == ["De nieuwe brug is", "Noord-Zuid."]
    assert [(one.reason, one.text) for one in article.left_out] == [("deleted", "oude")]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_what_is_raised_in_word_is_no_part_of_a_number() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    down = '<w:vertAlign w:val="subscript"/>'
    body = (
        run("Op 20 m") + run("2", up) + run(" is 10") + run("6", up) + run(" ton CO")
        + run("2", down) + run(" in 2019") + run("3", up) + '<w:proofErr w:type="x"/>'
        + run(",", up) + run("4", up) + run(" voor €3") + run("99", up) + run(", de 1")
        + run("e", up) + run(" keer.")
    )  # fmt: skip
    ((_, text),) = shape(read(docx(f"<w:p>{body}</w:p>"), "a.docx"))
    assert text == "Op 20 m² is 10⁶ ton CO2 in 2019 [3,4] voor €3,99, de 1e keer."


def test_numbers_that_word_counts_are_shown() -> None:
    def item(text: str, number: int, depth: int = 0) -> str:
        chosen = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/>'
        return f"<w:p><w:pPr><w:numPr>{chosen}</w:numPr></w:pPr>{run(text)}</w:p>"

    def level(format: str, shown: str, start: int = 1) -> str:
        return (
            f'<w:lvl><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>'
            f'<w:lvlText w:val="{shown}"/></w:lvl>'
        )

    lists = (
        f'<w:abstractNum w:abstractNumId="7">{level("decimal", "%1.")}'
        f"{level('lowerLetter', '%1%2)')}</w:abstractNum>"
        f'<w:abstractNum w:abstractNumId="8">{level("bullet", "·")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride/></w:num>'
    )
    body = (
        item("Een", 1) + item("punt", 1, 1) + item("nog een", 1, 1) + item("Twee", 1)
        + item("punt", 1, 1) + item("Bol", 2) + item("Opnieuw", 3)
    )  # fmt: skip
    stream = io.BytesIO(docx(body))
    with zipfile.ZipFile(stream, "a") as made:
        made.writestr("word/numbering.xml", f'<w:numbering xmlns:w="{W}">{lists}</w:numbering>')
    assert [text for _, text in shape(read(stream.getvalue(), "a.docx"))] == [
        "1. Een", "1a) punt", "1b) nog een", "2. Twee", "2a) punt", "Bol", "1. Opnieuw",
    ]  # fmt: skip


def test_words_above_others_stand_behind_them() -> None:
    ruby = f"<w:ruby><w:rt>{run('Tokio')}</w:rt><w:rubyBase>{run('東京')}</w:rubyBase></w:ruby>"
    body = f"<w:p>{run('In ')}<w:r>{ruby}</w:r>{run(' regent het.')}</w:p>"
    assert shape(read(docx(body), "a.docx"))[0][1] == "In 東京 (Tokio) regent het."


def test_paragraphs_of_a_note_stay_apart() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    stream = io.BytesIO(docx(f"<w:p>{run(DUTCH)}{mark}</w:p>"))
    note = paragraph("Volgens het CBS.") + paragraph("Cijfers van 2020.")
    with zipfile.ZipFile(stream, "a") as made:
        made.writestr(
            "word/footnotes.xml",
            f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{note}</w:footnote></w:footnotes>',
        )
    block = read(stream.getvalue(), "a.docx").blocks[-1]
    assert [one.source for one in block.sentences] == [
        "[1]",
        "Volgens het CBS.",
        "Cijfers van 2020.",
    ]


@pytest.mark.parametrize(
    ("font", "kept"),
    [
        ("Symbol", "α"), ("Wingdings", "✓"),
        ("Webdings", ""), ("Wingdings 3", ""), ("ZapfDingbats", ""),
    ],
)  # fmt: skip
def test_a_sign_of_a_font_that_is_not_known_is_left_out(font: str, kept: str) -> None:
    code = "F061" if font == "Symbol" else "F0FC"
    sign = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    article = read(docx(f"<w:p>{run('Zie ')}{sign}{run(' hier.')}</w:p>"), "a.docx")
    assert article.text == " ".join(f"Zie {kept} hier.".split())
    told = [(one.reason, one.text) for one in article.left_out]
    assert told == ([] if kept else [(Reason.SYMBOL, f"{font} F0FC")])


def test_a_table_is_one_block_and_a_text_box_its_own() -> None:
    cell = "<w:tc>{}</w:tc>".format
    row = f"<w:tr>{cell(paragraph('Jaar'))}{cell(paragraph('2020'))}</w:tr>"
    box = f"<w:p><w:r><w:txbxContent>{paragraph('In het kader.')}</w:txbxContent></w:r></w:p>"
    table, framed = read(docx(f"<w:tbl>{row}</w:tbl>{box}"), "a.docx").blocks
    assert table.kind is BlockKind.TABLE
    assert [one.source for one in table.sentences] == ["Jaar", "2020"]
    assert table.grid == Grid(((1, 1),))
    assert framed.sentences[0].source == "In het kader."


def test_rows_of_word_that_were_deleted_or_begin_later() -> None:
    def row(properties: str, *texts: str) -> str:
        cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in texts)
        return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"

    body = (
        row("<w:del/>", "Weg", "ermee") + row("", "Jaar", "2020")
        + row('<w:gridBefore w:val="1"/>', "480")
    )  # fmt: skip
    article = read(docx(f"<w:tbl>{body}</w:tbl>"), "a.docx")
    assert [one.source for one in article.sentences()] == ["Jaar", "2020", "480"]
    assert article.blocks[0].grid == Grid(((1, 1), (0, 1)))
    assert [(one.reason, one.text) for one in article.left_out] == [("deleted", "Weg ermee")]


def test_the_properties_give_the_title_where_the_text_has_none() -> None:
    said = "<dc:title>De nieuwe brug</dc:title><dc:creator>Gebruiker</dc:creator>"
    article = read(docx(paragraph(LONG) + paragraph(DUTCH), properties=said), "a.docx")
    assert [kind for kind, _ in shape(article)] == [BlockKind.TITLE] + 2 * [BlockKind.PARAGRAPH]
    assert (article.title, article.date) == ("De nieuwe brug", None)


def test_a_date_line_goes_before_the_properties() -> None:
    said = "<dcterms:created>2021-03-04</dcterms:created>"
    article = read(docx(paragraph(f"date 2019-05 {LONG}"), properties=said), "a.docx")
    assert article.date == "2019-05"
    assert article.text == LONG


# e-books


def test_chapters_come_in_their_order_and_navigation_does_not() -> None:
    data = epub(
        {
            "twee.xhtml": f"<?xml version='1.0' encoding='utf-8'?>"
            f"<html><head><title>x</title></head><body><h1>Een&nbsp;brug</h1><p>{DUTCH}<br/>"
            "Caf\u00e9 open.</p><script>kwaad()</script></body></html>",
            "een.xhtml": "<html><body><div>Los <b>woord</b>.<ul><li><p>punt</p></li></ul>na"
            "</div><figure><figcaption>De brug</figcaption></figure></body></html>",
        },
        metadata="<dc:title>Een brug</dc:title><dc:creator>Jan de Vries</dc:creator>"
        "<dc:date>2020-10-03</dc:date>",
        more='<item id="n" href="n.xhtml" properties="nav" media-type="application/xhtml+xml"/>',
    )
    article = read(data, "a.epub")
    assert shape(article) == [
        (BlockKind.TITLE, "Een brug"),
        (BlockKind.CAPTION, "Jan de Vries"),
        (BlockKind.PARAGRAPH, DUTCH),
        (BlockKind.PARAGRAPH, "Caf\u00e9 open."),
        (BlockKind.PARAGRAPH, "Los woord."),
        (BlockKind.LIST_ITEM, "punt"),
        (BlockKind.PARAGRAPH, "na"),
        (BlockKind.CAPTION, "De brug"),
    ]
    assert article.date == "2020-10-03"
    assert tiles(article)


def test_a_chapter_outside_the_archive_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "geheim.xhtml").write_text(f"<p>{DUTCH}</p>")
    data = epub({"../../../geheim.xhtml": f"<p>{DUTCH}</p>"})
    with pytest.raises(BadFormat, match=r"it has no \.\./\.\./geheim\.xhtml"):
        read(data, "a.epub")


def test_a_protected_book_says_so() -> None:
    locked = '<encryption><CipherReference URI="OEBPS/een.xhtml"/></encryption>'
    data = epub({"een.xhtml": DUTCH}, **{"META-INF/encryption.xml": locked})
    with pytest.raises(BadFormat, match="DRM"):
        read(data, "a.epub")


def test_notes_beside_the_line_of_reading_are_read() -> None:
    data = epub({"een.xhtml": f"<p>{DUTCH}</p>", "noten.xhtml": "<p>De brug is van 1953.</p>"})
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        made = {name: parts.read(name) for name in parts.namelist()}
    part = "OEBPS/inhoud.opf"
    made[part] = made[part].replace(b'idref="c1"', b'idref="c1" linear="no"')
    assert [text for _, text in shape(read(archive(made), "a.epub"))] == [
        DUTCH,
        "De brug is van 1953.",
    ]


# all of them


@pytest.mark.parametrize(
    ("data", "name", "error", "match"),
    [
        (b"", "a.docx", BadFormat, "damaged, or of another format"),
        (b"PK\x03\x04", "a.epub", BadFormat, "damaged, or of another format"),
        (b"%PDF-1.7\n", "a.pdf", BadFormat, "broken or cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.docx", BadFormat, "password"),
        (archive({"a": "b"}), "a.docx", BadFormat, r"it has no _rels/\.rels"),
        (archive({"a": "b"}), "a.epub", BadFormat, "it has no META-INF"),
        (docx(""), "a.docx", EmptyArticle, "no text"),
        (epub({"een.xhtml": ""}), "a.epub", EmptyArticle, "no text"),
        (docx("<w:p>"), "a.docx", BadFormat, "is not XML"),
        (docx(paragraph(DUTCH))[:-40], "a.docx", BadFormat, "damaged, or of another format"),
        (docx(paragraph("a " * 200_000)), "a.docx", TooLarge, "more than 100,000 bytes of text"),
        (epub({"a.xhtml": "a " * 200_000}), "a.epub", TooLarge, "bytes of text"),
    ],
)
def test_what_is_wrong_with_a_document(
    data: bytes, name: str, error: type[ArticleError], match: str
) -> None:
    with pytest.raises(error, match=match) as raised:
        read(data, name, ReadOptions(assume_dutch=True, max_bytes=100_000))
    assert str(raised.value).isprintable()


def test_no_entity_is_followed(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("het geheim")
    prolog = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    )
    article = read(docx(paragraph(f"{DUTCH} &e;&b;"), prolog=prolog), "a.docx")
    assert "geheim" not in article.text
    assert "aaa" not in article.text


def test_documents_are_found_and_known_by_their_bytes(tmp_path: Path) -> None:
    data = docx(paragraph(DUTCH))
    for name in ("b.docx", "c.pdf", "d.epub.gz"):
        (tmp_path / name).write_bytes(data)
    assert [source.name for source in discover([tmp_path])] == ["b.docx", "c.pdf", "d.epub.gz"]
    (raw,) = load(SourceFile(str(tmp_path / "b.docx"), "b.docx"), READING)
    (other,) = load(SourceFile(str(tmp_path / "c.pdf"), "c.pdf"), READING)
    assert (raw.sha256, raw.format, other.format) == (other.sha256, Format.DOCX, Format.PDF)
    assert READING.key(raw.format) != READING.key(other.format)


def test_pictures_do_not_count_as_text() -> None:
    stream = io.BytesIO(docx(paragraph(DUTCH)))
    with zipfile.ZipFile(stream, "a") as made:
        made.writestr("word/media/foto.jpg", os.urandom(300_000))
    with_picture = stream.getvalue()
    small = ReadOptions(assume_dutch=True, max_bytes=100_000)
    assert read(with_picture, "a.docx", small).text == DUTCH


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
SYMBOLS = re.compile("[\uf020-\uf0ff]")


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, max_size=8), st.sampled_from(["Titel", "Kop1", ""]))
@example(["a\uf020b", "\uf0b7", "\uf0ff\uf0fe", "\uf0ff"], "")
def test_any_text_in_word_comes_through_whole(texts: list[str], first: str) -> None:
    """Letters that only a font knows are the signs they stand for, or left out and told."""
    signs = SYMBOLS.findall("".join(texts))
    unknown = " ".join(f"{ord(char):04X}" for char in signs if not symbol(ord(char), ""))
    read_as = [SYMBOLS.sub(lambda char: symbol(ord(char[0]), ""), text) for text in texts]
    kept = [" ".join(text.split()) for text in read_as]
    body = "".join(
        paragraph(escape(text), first if not index else "") for index, text in enumerate(texts)
    )
    try:
        article = read(docx(body, styles=style("Titel", "Title")), "a.docx")
    except (EmptyArticle, BadFormat):  # no text, or characters that are none in XML
        return
    assert tiles(article)
    told = [(one.reason, one.text) for one in article.left_out]
    assert told == [(Reason.SYMBOL, unknown[:MAX_FIRST_WORDS])] * bool(unknown)
    found = "".join("".join(text.split()) for _, text in shape(article))
    if not any(text.startswith("date") for text in kept):
        assert found == "".join("".join(text.split()) for text in kept)
