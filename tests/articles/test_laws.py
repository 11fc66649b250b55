"""What holds for every article of every format, whatever is in it."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from translate.articles import ReadOptions, default_segmenter, from_bytes, parse
from translate.errors import ArticleError, EmptyArticle
from translate.types import Article

#: What may stand beside a block in its span.
RULERS = "=_*~#+–—- \t\r\n\x0b\x0c\x85\u2028\u2029"
NO_CONTROLS = st.text(st.characters(exclude_categories=("Cs", "Cc")))
MARKS = (
    " date 2022-10 |De dijk is hoog.|Kop|- punt|1. een|“Kom!” riep hij.|©|Lees ook|# Kop"
    "|**vet**|[a](b)|![|](|> |---|```|<b>|\\*|\n|\n\n|\r\n|\r\n\r\n|\r|\t| |\x0b|\x0c|\x85"
    "|\u2028|\u2029|\u200b|\u202e|title: x|J.P.|a.s.|🙂|é"
)
BITS = st.lists(
    st.sampled_from(MARKS.split("|")),
    max_size=30,
).map("".join)
#: Imports happen inside the first example, so that no deadline makes sense.
law = settings(deadline=None, max_examples=60)


def article_of(data: bytes, name: str) -> Article | None:
    options = ReadOptions(assume_dutch=True)
    (raw,) = from_bytes(name, data, options)
    try:
        return parse(raw, options, default_segmenter())
    except EmptyArticle:
        return None


def check(article: Article, literal: bool) -> None:
    text = article.text
    spans = [sentence.span for sentence in article.sentences()]
    assert text[: article.header] + "".join(text[a:b] for a, b in spans) == text
    assert all(begin < end for begin, end in spans)
    for block in article.blocks:
        assert block.sentences
        for sentence in block.sentences:
            assert sentence.source == sentence.source.strip()
            if literal:
                whole = text[slice(*sentence.span)].strip()
                assert sentence.source and sentence.source in whole
                assert not whole.replace(sentence.source, "", 1).strip(RULERS)


@law
@given(st.one_of(NO_CONTROLS, BITS))
@example("\ufeffDe dijk.")
@example("a\r\n\rb")
def test_plain_text(text: str) -> None:
    data = text.encode("utf-8")
    article = article_of(data, "a.txt")
    if article is None:
        assert not text.strip("\ufeff").strip() or text.strip().startswith("date")
        return
    assert article.text.encode(article.encoding) == data
    check(article, literal=True)


@law
@given(BITS, st.sampled_from([codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE]))
def test_utf16_gives_its_bytes_back(text: str, mark: bytes) -> None:
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    data = mark + text.encode(encoding)
    article = article_of(data, "a.txt")
    if article is not None:
        assert mark + article.text.encode(article.encoding) == data
        check(article, literal=True)


@law
@given(st.one_of(NO_CONTROLS, BITS))
@example("---\ntitle: x\n---\n# x\n")
@example("- - - > a\n\n  b\n[a]: b\n")
def test_markdown(text: str) -> None:
    article = article_of(text.encode("utf-8"), "a.md")
    if article is not None:
        check(article, literal=True)


@law
@given(BITS, BITS)
def test_html(title: str, text: str) -> None:
    page = f"<html><title>{title}</title><body><article><p>{text}</p><p>De dijk is hoog.</p>"
    article = article_of(page.encode("utf-8"), "a.html")
    if article is not None:
        check(article, literal=True)


@law
@given(BITS, BITS)
def test_rows(title: str, text: str) -> None:
    import json

    row = json.dumps({"title": title, "text": text})
    article = article_of(row.encode("utf-8"), "a.jsonl")
    if article is not None:
        check(article, literal=True)


@law
@given(st.binary(), st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl", "a.csv", "a.txt.gz"]))
def test_any_bytes_are_an_article_or_one_line(data: bytes, name: str) -> None:
    options = ReadOptions(assume_dutch=True)
    try:
        for raw in from_bytes(name, data, options):
            check(parse(raw, options, default_segmenter()), literal=False)
    except ArticleError as error:
        assert "\n" not in str(error)


@law
@given(BITS)
def test_reading_twice_gives_the_same(text: str) -> None:
    data = text.encode("utf-8")
    for name in ("a.txt", "a.md"):
        assert article_of(data, name) == article_of(data, name)


def test_a_missing_final_newline_changes_no_sentence() -> None:
    one, two = (article_of(text, "a.txt") for text in (b"De dijk. Ja.\n", b"De dijk. Ja."))
    assert one is not None
    assert two is not None
    assert [s.source for s in one.sentences()] == [s.source for s in two.sentences()]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_lone_carriage_returns_end_lines(name: str) -> None:
    article = article_of(b"De dijk.\r\rDe weg.\r", name)
    assert article is not None
    assert [s.source for s in article.sentences()] == ["De dijk.", "De weg."]
