"""Word documents, e-books and PDFs that were made to hurt their reader."""

from __future__ import annotations

from tests.articles.documents_made import (
    archive,
    docx,
    epub,
    paragraph,
    pdf,
    pdf_of_lines,
    pdf_of_stream,
)

DUTCH = "De burgemeester van Utrecht opent morgen de nieuwe brug over het kanaal."
_LAUGHS = "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1};" * 10 if number else "ha"}">' for number in range(9)
)


def hostile_documents() -> dict[str, bytes]:
    """Names and contents, each for a reason."""
    word = docx(paragraph(DUTCH))
    page = pdf("De brug", [DUTCH])
    book = epub({"een.xhtml": f"<p>{DUTCH}</p>"})
    return {
        "goed.docx": word,
        "goed.epub": book,
        "goed.pdf": page,
        "leeg.docx": b"",
        "leeg.epub": b"",
        "leeg.pdf": b"",
        "half.docx": word[: len(word) // 2],
        "half.epub": book[:-30],
        "half.pdf": page[: len(page) // 2],
        "kop.pdf": b"%PDF-1.7\n",
        "tekst.pdf": DUTCH.encode(),
        "tekst.docx": DUTCH.encode(),
        "verwisseld.docx": page,
        "verwisseld.pdf": word,
        "boek.docx": book,
        "slot.pdf": pdf("De brug", [DUTCH], password="geheim"),
        "slot.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "slot.epub": epub(
            {"een.xhtml": DUTCH},
            **{"META-INF/encryption.xml": '<e><CipherReference URI="OEBPS/een.xhtml"/></e>'},
        ),
        "scan.pdf": pdf_of_lines([]),
        "bom.docx": docx(paragraph("a" * 30_000_000)),
        "bom.epub": epub({f"{number}.xhtml": "<p>a " * 500_000 for number in range(10)}),
        "bom.pdf": pdf_of_stream(b" " * 300_000_000, layers=2),
        "stapel.pdf": pdf_of_stream(b"q " * 500_000),
        "diep.docx": docx("<w:p><w:r>" * 300 + DUTCH + "</w:r></w:p>" * 300),
        "diep.epub": epub({"een.xhtml": "<div>" * 5000 + DUTCH}),
        "lachen.docx": docx(paragraph(f"{DUTCH} &l8;"), prolog=f"<!DOCTYPE x [{_LAUGHS}]>"),
        "lezen.docx": docx(
            paragraph(f"{DUTCH} &e;"),
            prolog='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        ),
        "ophalen.epub": epub(
            {"een.xhtml": f"<p>{DUTCH}</p><img src='https://example.invalid/x.png'/>"}
        ),
        "omhoog.docx": archive(
            {
                "_rels/.rels": '<R><R Type="x/officeDocument" Target="../../../etc/passwd"/></R>',
                "../../../etc/passwd": f"<d><p><t>{DUTCH}</t></p></d>",
            }
        ),
        "omhoog.epub": epub({"../../../../etc/passwd": f"<p>{DUTCH}</p>"}),
        "script.epub": epub(
            {"een.xhtml": f"<p onclick='x()'>{DUTCH} <script>alert(1)</script>&lt;script&gt;</p>"}
        ),
        "kring.pdf": pdf_of_stream(b"").replace(b"/Contents 4 0 R", b"/Contents 3 0 R"),
        "vellen.pdf": pdf_of_stream(b"").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
    }
