"""PDFs: paragraphs and columns come back from lines at their places."""

from __future__ import annotations

import pytest

from tests.articles.documents_made import (
    pdf,
    pdf_across,
    pdf_at,
    pdf_of_lines,
    pdf_of_stream,
)
from tests.articles.documents_read import LONG, read, shape, tiles
from translate.articles import pdf as pdf_module
from translate.errors import BadFormat, EmptyArticle
from translate.types import BlockKind


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("justify", [False, True])
def test_paragraphs_come_back_from_pages(columns: int, justify: bool) -> None:
    texts = [f"Alinea {number} begint hier. {LONG}" for number in range(24)]
    title = "Utrecht krijgt een nieuwe brug over het kanaal bij de haven, na jaren van overleg"
    article = read(pdf(title, texts, columns=columns, justify=justify), "a.pdf")
    assert shape(article) == [
        (BlockKind.TITLE, title),
        (BlockKind.CAPTION, "Jan de Vries"),
        *((BlockKind.PARAGRAPH, text) for text in texts),
    ]
    assert (article.title, article.date, article.encoding) == (title, "2020-10-03", "pdf")
    assert tiles(article)


def test_words_broken_at_a_line_end_are_put_together() -> None:
    lines = [
        "De verantwoordelijkheid voor de aankondiging lag bij de wethouder van verkeersvei-",
        "ligheid, zei de burgemeester die gisteren met de trein uit Noord-",
        "Korea terugkwam en er een toelichting gaf over alle zee-",
        "en luchthavens die ook nu nog altijd moeilijk te bereiken zijn, en over de tv-",
        "beelden; die tv-beelden waren donker.",
    ]
    (_, text), *rest = shape(read(pdf_of_lines(lines), "a.pdf"))
    assert not rest
    assert text == (
        "De verantwoordelijkheid voor de aankondiging lag bij de wethouder van verkeersveiligheid,"
        " zei de burgemeester die gisteren met de trein uit Noord-Korea terugkwam en er een"
        " toelichting gaf over alle zee- en luchthavens die ook nu nog altijd moeilijk te bereiken"
        " zijn, en over de tv-beelden; die tv-beelden waren donker."
    )


LEFT = [
    "De gemeente legt volgend jaar een nieuw",
    "fietspad aan langs het kanaal. Het komt",
    "op de plek van het oude jaagpad, dat in",
    "slechte staat is.",
]
RIGHT = [
    "De voetbalclub is blij met drie nieuwe",
    "velden. Ze zijn nodig, omdat er steeds",
    "meer kinderen lid worden en de oude te",
    "nat waren.",
]


def test_columns_written_across_are_told_apart_and_a_credit_is_no_headline() -> None:
    data = pdf_across("Fietspad en velden", LEFT, RIGHT, "Foto: Jan Smit")
    assert shape(read(data, "a.pdf")) == [
        (BlockKind.TITLE, "Fietspad en velden"),
        (BlockKind.PARAGRAPH, " ".join(LEFT)),
        (BlockKind.PARAGRAPH, " ".join(RIGHT)),
        (BlockKind.CAPTION, "Foto: Jan Smit"),
    ]


THIRD = [
    "De bakker verhuist in september naar",
    "een pand aan de markt, waar hij meer",
    "brood kan bakken voor de klanten uit",
    "de stad en uit de dorpen.",
]


@pytest.mark.parametrize("stagger", [0, 2, -2])
@pytest.mark.parametrize("columns", [2, 3])
def test_columns_written_across_are_told_apart(columns: int, stagger: float) -> None:
    texts = [LEFT, RIGHT, THIRD][:columns]
    lines = [
        (10 + 65 * column, 60 + 5 * row + stagger * (column % 2), text)
        for row, across in enumerate(zip(*texts, strict=True))
        for column, text in enumerate(across)
    ]
    table = [("Stad", "2019", "2020"), ("Zwolle", "470", "480"), ("Kampen", "12", "13")]
    lines += [
        (10 + 30 * column, 110 + 5 * row, text)
        for row, across in enumerate(table)
        for column, text in enumerate(across)
    ]
    found = [text for _, text in shape(read(pdf_at(lines), "a.pdf"))]
    assert found[:columns] == [" ".join(text) for text in texts]
    assert " ".join(found[columns:]) == " ".join(" ".join(row) for row in table)


def test_a_large_first_letter_is_of_its_word() -> None:
    lines = [(18.0, 56.0, "e gemeente legt volgend jaar een nieuw"), (18.0, 60.0, "fietspad aan.")]
    ((_, text),) = shape(read(pdf_at(lines, "D"), "a.pdf"))
    assert text == "De gemeente legt volgend jaar een nieuw fietspad aan."


def test_a_table_stays_row_by_row() -> None:
    rows = [("Centrum", "maandag"), ("Haven", "dinsdag"), ("Akkers", "vrijdag"), ("Oost", "zondag")]
    data = pdf_across("Ophaaldagen", *zip(*rows, strict=True), "Foto: Jan Smit")
    texts = " ".join(text for _, text in shape(read(data, "a.pdf")))
    assert "Centrum maandag Haven dinsdag" in texts


def test_a_locked_pdf_says_so() -> None:
    with pytest.raises(BadFormat, match=r"a\.pdf is locked with a password: save it without one"):
        read(pdf("Kop", [LONG], password="geheim"), "a.pdf")


def test_a_pdf_that_breaks_its_reader_is_an_error_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf_module, "MEGABYTES", 64)
    bomb = pdf_of_stream(b" " * 200_000_000, layers=2)
    assert len(bomb) < 3000
    with pytest.raises(BadFormat, match="its reader gave up"):
        read(bomb, "a.pdf")


def test_a_pdf_that_takes_for_ever_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "SECONDS", 0)
    with pytest.raises(BadFormat, match="not done after 0 seconds"):
        read(pdf("Kop", [LONG]), "a.pdf")


def test_pages_without_text_may_be_a_scan() -> None:
    with pytest.raises(EmptyArticle, match="perhaps a scan"):
        read(pdf_of_lines([]), "a.pdf")
