"""Documents for tests, made as programs make them: Word, e-book and PDF."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from fpdf import FPDF

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/package/2006/relationships"


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def docx(body: str, *, styles: str = "", properties: str = "", prolog: str = "") -> bytes:
    """A Word document of this body, in WordprocessingML with the prefix ``w``."""
    return archive(
        {
            "_rels/.rels": f'<Relationships xmlns="{_TYPE}"><Relationship Id="r1" '
            f'Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body>'
            "</w:document>",
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
            "docProps/core.xml": '<c:coreProperties xmlns:c="urn:c" xmlns:dc="urn:dc" '
            f'xmlns:dcterms="urn:t">{properties}</c:coreProperties>',
        }
    )


def style(identifier: str, name: str) -> str:
    """A paragraph style as a Dutch Word names it."""
    return f'<w:style w:styleId="{identifier}"><w:name w:val="{name}"/></w:style>'


def paragraph(text: str, style: str = "") -> str:
    """A paragraph in one run."""
    chosen = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{chosen}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def epub(chapters: Mapping[str, str], *, metadata: str = "", more: str = "", **parts: str) -> bytes:
    """An e-book with these chapters, by file name, in order."""
    items = "".join(
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters)
    )
    order = "".join(f'<itemref idref="c{number}"/>' for number in range(len(chapters)))
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
            'container"><rootfiles><rootfile full-path="OEBPS/inhoud.opf"/></rootfiles>'
            "</container>",
            "OEBPS/inhoud.opf": '<package xmlns="http://www.idpf.org/2007/opf" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<metadata>{metadata}</metadata><manifest>{items}{more}</manifest>"
            f"<spine>{order}</spine></package>",
            **{f"OEBPS/{name}": text for name, text in chapters.items()},
            **parts,
        }
    )


class Newspaper(FPDF):
    """Pages with a running head, and a page number below."""

    def header(self) -> None:
        self.set_font("helvetica", size=8)
        self.cell(0, 10, "De Courant - zaterdag 3 oktober 2020", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=8)
        self.cell(0, 10, f"pagina {self.page_no()}", align="C")


def pdf(
    title: str,
    paragraphs: Sequence[str],
    *,
    columns: int = 1,
    password: str = "",
    justify: bool = False,
) -> bytes:
    """A newspaper's page or pages; ``columns`` 1 has space between paragraphs, more has none."""
    made = Newspaper()
    made.set_title("courant_2020-10-03.indd")
    made.set_author("Jan de Vries")
    made.set_creation_date(datetime(2020, 10, 3, tzinfo=UTC))
    if password:
        made.set_encryption(owner_password=password + "!", user_password=password)
    made.add_page()
    made.set_font("helvetica", size=20)
    made.multi_cell(0, 10, title, new_x="LMARGIN", new_y="NEXT")
    made.set_font("times", size=11)
    if columns == 1:
        for text in paragraphs:
            made.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT", align="L")
            made.ln(3)
    else:
        with made.text_columns(
            ncols=columns, gutter=8, text_align="JUSTIFY" if justify else "LEFT"
        ) as text:
            for one in paragraphs:
                text.write(f"{one}\n")
    return bytes(made.output())


def pdf_of_stream(content: bytes, layers: int = 1) -> bytes:
    """A page whose instructions are ``content``, compressed so many times over."""
    for _ in range(layers):
        content = zlib.compress(content, 9)
    filters = b"/FlateDecode " * layers
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(content), filters, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made = b"%PDF-1.7\n"
    places = b"0000000000 65535 f \n"
    for number, text in enumerate(objects, start=1):
        places += b"%010d 00000 n \n" % len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(made)
    return made + b"xref\n0 6\n" + places + end


def pdf_of_lines(lines: Sequence[str]) -> bytes:
    """A page with exactly these lines below each other."""
    made = FPDF()
    made.add_page()
    made.set_font("times", size=11)
    for line in lines:
        made.cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


def pdf_across(headline: str, left: Sequence[str], right: Sequence[str], credit: str) -> bytes:
    """A page whose two columns were written line by line across, a credit upright beside them."""
    made = FPDF()
    made.add_page()
    made.set_font("helvetica", size=20)
    made.cell(0, 12, headline, new_x="LMARGIN", new_y="NEXT")
    made.set_font("helvetica", size=8)
    with made.rotation(90, 200, 120):
        made.text(200, 120, credit)
    made.set_font("times", size=11)
    for row, texts in enumerate(zip(left, right, strict=True)):
        for column, text in enumerate(texts):
            made.text(10 + 95 * column, 60 + 5 * row, text)
    return bytes(made.output())


def pdf_at(lines: Sequence[tuple[float, float, str]], initial: str = "") -> bytes:
    """A page with lines at these places, in millimetres from the upper left corner.

    A large ``initial`` stands before them.
    """
    made = FPDF()
    made.add_page()
    if initial:
        made.set_font("times", size=24)
        made.text(10, lines[1][1], initial)
    made.set_font("times", size=9)
    for across, down, text in lines:
        made.text(across, down, text)
    return bytes(made.output())
