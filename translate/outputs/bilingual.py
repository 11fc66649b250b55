"""Both languages as a Word document, for a colleague who edits the English.

What the machine wrote stands beside the Dutch once more, in hidden text, so that
``translate correct import`` sees what was changed.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from translate.flags import Severity
from translate.outputs.reading import explanations, headline, told
from translate.outputs.tmx import xml_text
from translate.types import ArticleResult, BlockKind, TranslatedBlock, Translation

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

#: The style of hidden text.
MACHINE = "Machine translation"
#: At the end of the English: right as it stands.
CONFIRMED = "[ok]"
_HOW = (
    "Correct the English on the right. Where it is right as it stands and that should be kept, "
    f"write {CONFIRMED} at its end. Then: translate correct import FILE.docx"
)


def render_docx(result: ArticleResult) -> bytes:
    """The file that ``--to docx`` writes: Dutch and English in two columns, doubts as comments."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm

    document = docx.Document()
    hidden = document.styles.add_style(MACHINE, WD_STYLE_TYPE.PARAGRAPH)
    hidden.font.hidden = True
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    title = xml_text(headline(result).english)
    document.core_properties.title = title[:255]
    document.core_properties.author = ""
    document.add_heading(title, 1)
    document.add_paragraph(xml_text(f"{result.article.date or ''} {result.article.path}"))
    document.add_paragraph().add_run(xml_text(told(result))).bold = True
    document.add_paragraph(_HOW)
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    for cell, name in zip(table.rows[0].cells, ("Dutch", "English"), strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(name).bold = True
    for block in result.blocks:
        if block.kind is not BlockKind.CODE:
            for pair in block.sentences:
                if xml_text(pair.source):
                    _row(document, table, block, pair)
    stream = io.BytesIO()
    document.save(stream)
    return _without_clock(stream)


def _row(document: Document, table: Table, block: TranslatedBlock, pair: Translation) -> None:
    from docx.oxml.ns import qn

    dutch, english = table.add_row().cells
    dutch.paragraphs[0].style = MACHINE
    dutch.paragraphs[0].add_run(xml_text(pair.target))
    runs = [
        paragraph.add_run(xml_text(text))
        for paragraph, text in (
            (dutch.add_paragraph(), pair.source),
            (english.paragraphs[0], pair.target),
        )
    ]
    for run in runs:
        run.bold = block.kind in (BlockKind.TITLE, BlockKind.HEADING) or None
    if remarks := _remarks(pair):
        text = "\n".join(remarks)
        comment = document.add_comment(runs[1], text, author="translate", initials="t")
        del comment._comment_elm.attrib[qn("w:date")]  # the time at which it was made


def _remarks(pair: Translation) -> list[str]:
    """Doubts in words, and corrections of sentences like it."""
    words = explanations()
    doubts = [flag for flag in pair.flags if flag.severity is Severity.DOUBT]
    remarks = [f"{flag.code}: {words[flag.code]} {flag.detail}" for flag in doubts]
    remarks += [
        f"Of a sentence like it ({match.similarity} %), “{match.source}”, a person made:"
        f" “{match.target}”"
        for match in pair.near
    ]
    return [xml_text(remark) for remark in remarks]


def _without_clock(stream: io.BytesIO) -> bytes:
    """The archive with the times of its parts left out: equal results give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(out, "w") as kept:
        for part in made.infolist():
            entry = zipfile.ZipInfo(part.filename)
            kept.writestr(entry, made.read(part), compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()
