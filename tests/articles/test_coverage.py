"""Nothing is lost or said twice: what a document shows is in one block, or left out and told.

What it shows is found out by readers of other people's: lxml's text of a body, PDFium's
characters, the texts of a Word document.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt

from tests.articles.documents_made import archive, docx, epub, pdf
from translate.articles.docx import read_docx
from translate.articles.draft import Draft
from translate.articles.epub import read_epub
from translate.articles.markdown import read_markdown
from translate.articles.pdf import read_pdf
from translate.articles.webpage import read_html
from translate.errors import EmptyArticle
from translate.types import BlockKind

DATA = Path(__file__).with_name("data")
LIMIT = 10_000_000
#: Signs that a reading may add: around code, quotations and the marks of notes, and boxes.
ADDED = re.compile(r"[`“”\[\]☐☑\s]")


def letters(text: str) -> Counter[str]:
    return Counter(ADDED.sub("", unicodedata.normalize("NFKC", text)))


def read(draft: Draft) -> Counter[str]:
    """The characters in blocks and left out; a block has its own alone."""
    blocks = [draft.text[slice(*piece.span)] for piece in draft.pieces]
    return letters("".join(blocks) + "".join(text for _, text in draft.left_out))


def body(page: str) -> str:
    parser = html.HTMLParser(remove_comments=True)
    return str(html.document_fromstring(page, parser=parser).find("body").text_content())


def numbers(page: str) -> str:
    """What a browser shows before the items of numbered lists."""
    lists = html.document_fromstring(page).iter("ol")
    return "".join(f"{n}." for one in lists for n in range(1, len(one.findall("li")) + 1))


@pytest.mark.parametrize("name", ["krant.html", "gemeente.html", "nieuwsbrief.html"])
def test_pages_of_people(name: str) -> None:
    data = (DATA / name).read_bytes()
    found, wanted = read(read_html(data, name)), letters(body(data.decode()))
    assert not wanted - found
    assert found - wanted <= letters(numbers(data.decode()))


def test_a_newsletter_in_markdown() -> None:
    text = (DATA / "clubblad.md").read_text(encoding="utf-8")
    draft = read_markdown(text, "utf-8")
    _, front, text = text.split("+++\n")
    shown = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    wanted = letters(body(re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r"\1", shown)))
    found = read(draft)
    # what the plain parser shows of marks that it does not know, and emphasis that is none
    assert wanted - found <= Counter("^^^^^^:::::xx")
    rest = letters(front[front.index("tags") :])
    assert not rest - found
    assert found - wanted <= Counter("**") + letters(numbers(shown)) + rest


def test_a_letter_of_word() -> None:
    data = (DATA / "brief.docx").read_bytes()
    shown = []
    with zipfile.ZipFile(BytesIO(data)) as parts:
        for part in parts.namelist():
            if re.fullmatch(r"word/(document|footnotes|header\d|footer\d|comments)\.xml", part):
                root = etree.fromstring(parts.read(part))
                shown += [one.text or "" for one in root.iter("{*}t", "{*}delText")]
    draft = read_docx(data, "brief.docx", LIMIT)
    byline = letters("Gemeente Westerveen")  # of the properties
    assert read(draft) - byline - letters("°€") == letters("".join(shown))
    assert {"deleted", "running_head", "hidden"} == {reason for reason, _ in draft.left_out}


def test_pages_of_a_newspaper() -> None:
    data = pdf("Een nieuwe brug", ["De brug wordt in mei geopend. " * 20] * 8, columns=2)
    draft = read_pdf(data, "krant.pdf")
    shown = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))
    wanted = letters(shown.replace("\ufffe", "-").replace("\x02", "-"))
    byline = letters("Jan de Vries")  # of the properties
    assert read(draft) - byline == wanted
    assert {reason for reason, _ in draft.left_out} == {"running_head"}


# any page

INLINE = (
    'b|i|a|span|sup|sub|code|q|del|s|ins|small|time|a href="#n"|a href="/x"|span hidden'
    '|span class="sr-only"|label'
)
BLOCKS = (
    "p|div|h1|h3|ul|ol|li|dl|dt|dd|blockquote|figure|figcaption|pre|details|summary|table|tr|td|th"
    "|caption|article|section|aside|header|footer|nav|main|form|script|noscript"
    '|div class="related"|div style="display: none"'
)
words = st.text("abcdefghijkLMNOP0123456789", min_size=1, max_size=8)
inline = st.recursive(
    words,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{' '.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(INLINE.split("|")),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)
lines = st.lists(inline | st.just("<br>") | st.just("<br><br>"), max_size=4).map(" ".join)
blocks = st.recursive(
    lines,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(BLOCKS.split("|")),
        st.lists(inner, max_size=4),
    ),
    max_leaves=15,
)


@settings(deadline=None, max_examples=150)
@given(st.lists(blocks, max_size=5).map("".join))
def test_every_character_of_a_page_once(page: str) -> None:
    page = f"<html><body>{page}</body></html>"
    try:
        draft = read_html(page.encode(), "a.html")
    except EmptyArticle:
        return
    wanted = letters(body(page))
    found = read(draft)
    assert not wanted - found
    assert len(draft.pieces) > 0
    # a title or a byline may be made of what is shown elsewhere too
    extra = (letters(one) for one in (draft.title or "", _byline(draft), numbers(page)))
    assert found - wanted <= sum(extra, Counter())


def _byline(draft: Draft) -> str:
    first = [draft.text[slice(*one.span)] for one in draft.pieces[:2]
             if one.kind is BlockKind.CAPTION]  # fmt: skip
    return "".join(first)


@settings(deadline=None, max_examples=60)
@given(st.lists(blocks, min_size=1, max_size=3))
def test_every_character_of_a_chapter_once(chapters: list[str]) -> None:
    pages = [f"<html><body>{chapter}</body></html>" for chapter in chapters]
    data = epub({f"{number}.xhtml": page for number, page in enumerate(pages)})
    try:
        draft = read_epub(data, "a.epub", LIMIT)
    except EmptyArticle:
        return
    wanted = sum((letters(body(page)) for page in pages), Counter())
    assert not wanted - read(draft)
    assert read(draft) - wanted <= letters("".join(map(numbers, pages)))


runs = st.builds(
    lambda text, properties: f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>",
    words,
    st.sampled_from(["", "<w:b/>", "<w:strike/>", "<w:vanish/>", '<w:strike w:val="0"/>']),
)
parts = st.recursive(
    runs,
    lambda inner: st.builds(
        lambda tag, found: f"<w:{tag}>{''.join(found)}</w:{tag}>",
        st.sampled_from(["p", "tbl", "tr", "tc", "ins", "del", "sdt", "hyperlink", "unheard"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=15,
)


@settings(deadline=None, max_examples=100)
@given(st.lists(parts, max_size=4).map("".join))
def test_every_character_of_a_word_document_once(text: str) -> None:
    try:
        draft = read_docx(docx(text), "a.docx", LIMIT)
    except EmptyArticle:
        return
    assert read(draft) == letters("".join(re.findall(r"<w:t>(.*?)</w:t>", text)))


sentences = st.lists(words, min_size=1, max_size=6).map(" ".join)
paragraphs = st.one_of(
    sentences,
    st.lists(sentences, min_size=1, max_size=3).map(lambda rows: "\n".join(f"- {r}" for r in rows)),
    st.lists(st.tuples(sentences, sentences), min_size=1, max_size=3).map(
        lambda rows: "| a | b |\n|---|---|\n" + "\n".join(f"| {x} | {y} |" for x, y in rows)
    ),
    sentences.map(lambda text: f"```\n{text}\n```"),
    sentences.map(lambda text: f"<div>{text}</div>"),
    sentences.map(lambda text: f"[^n]: {text}"),
    sentences.map(lambda text: f"> {text} ~~weg~~ `x` [link](y)"),
)


@settings(deadline=None, max_examples=100)
@given(st.lists(paragraphs, min_size=1, max_size=5))
def test_every_word_of_markdown_once(found: list[str]) -> None:
    draft = read_markdown("\n\n".join(found), "utf-8")
    wanted = re.sub(
        r"\(y\)|</?div>|\[\^n\]:|^[|-]+$|[|>`~-]", " ", "\n\n".join(found), flags=re.MULTILINE
    )
    marks = letters("n" * sum(one.startswith("[^n]") for one in found))
    assert read(draft) - marks == letters(wanted)


def test_an_archive_without_a_text_is_no_document() -> None:
    with pytest.raises(Exception, match="no"):
        read_docx(archive({}), "a.docx", LIMIT)
