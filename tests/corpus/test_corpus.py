"""The sample articles keep the format that their README promises."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
ARTICLES = sorted(CORPUS.glob("*.txt"))
DATE_LINE = re.compile(r"\A date (20\d\d-(?:0[1-9]|1[0-2])) (?=\S)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def words(text: str) -> int:
    return len(re.findall(r"[^\W\d_][\w'’-]*|\d[\d.,]*", text))


def body(path: Path) -> str:
    text = path.read_bytes().decode("utf-8")
    match = DATE_LINE.match(text)
    assert match, f"{path.name} does not begin with a date line"
    return text[match.end() :]


def blocks(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n\n")


def reference(path: Path, kind: str) -> str:
    return (CORPUS / "reference" / f"{path.stem}.{kind}.txt").read_bytes().decode("utf-8")


def numbers_of_dutch(text: str) -> Counter[str]:
    """Numbers as English writes them: 3,2 -> 3.2, 8.400 -> 8,400; times and dates stay."""

    def english(number: str) -> str:
        thousands = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number)
        decimal = re.fullmatch(r"\d+,\d+", number)
        return number.translate(str.maketrans(".,", ",.")) if thousands or decimal else number

    return Counter(english(number) for number in NUMBER.findall(text))


def kind(block: str) -> str:
    if re.match(r"(?:Lees|Bekijk) ook|(?:Read|See) also", block):
        return "link"
    if "©" in block:
        return "caption"
    return "heading" if len(block) < 50 and not re.search(r"[.?!”’'\"]$", block) else "paragraph"


def test_ten_articles_with_two_references_each() -> None:
    assert len(ARTICLES) == 10
    expected = {f"{a.stem}.{kind}.txt" for a in ARTICLES for kind in ("en", "summary")}
    assert {path.name for path in (CORPUS / "reference").iterdir()} == expected


def test_readme_lists_every_article() -> None:
    listed = re.findall(r"^\| `([\w-]+)` \|", (CORPUS / "README.md").read_text("utf-8"), re.M)
    assert sorted(listed) == [article.stem for article in ARTICLES]


def test_some_files_end_without_a_newline_and_some_with() -> None:
    assert {path.read_bytes().endswith(b"\n") for path in ARTICLES} == {True, False}


def test_the_collection_has_every_kind_of_block_and_quote() -> None:
    text = "\n\n".join(body(path) for path in ARTICLES)
    for sign in ("„", "”", "“", "‘", "’", '"', " – ", "mln.", "m.b.t.", "d.w.z.", "€"):
        assert sign in text, sign
    assert {kind(block) for block in text.split("\n\n")} == {
        "paragraph",
        "heading",
        "caption",
        "link",
    }


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_article_is_in_the_date_line_format(path: Path) -> None:
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    text = body(path)
    assert 150 <= words(text) <= 350
    found = blocks(text)
    for block in found:
        assert block == block.strip()
        assert block
        assert "\n" not in block, "a block is one line"
    assert kind(found[0]) == "paragraph", "the lead is a paragraph"
    assert any(kind(block) == "heading" for block in found)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_reference_has_the_blocks_of_its_article(path: Path) -> None:
    source, target = blocks(body(path)), blocks(reference(path, "en"))
    assert len(target) == len(source)
    for dutch, english in zip(source, target, strict=True):
        assert "\n" not in english
        assert kind(dutch) == kind(english)
        if kind(dutch) == "paragraph":
            assert 0.8 < len(english) / len(dutch) < 1.25


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_reference_has_the_numbers_of_its_article_block_by_block(path: Path) -> None:
    for dutch, english in zip(blocks(body(path)), blocks(reference(path, "en")), strict=True):
        assert Counter(NUMBER.findall(english)) == numbers_of_dutch(dutch)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_summary_is_short_and_has_no_name_or_number_of_its_own(path: Path) -> None:
    summary, translation = reference(path, "summary"), reference(path, "en")
    assert "\n" not in summary.removesuffix("\n")
    assert 40 <= words(summary) <= 80
    assert set(NUMBER.findall(summary)) <= set(NUMBER.findall(translation))
    inside = re.findall(r"(?<![.?!] )(?<!^)\b[A-Z]\w+", summary)
    assert set(inside) <= set(re.findall(r"\w+", translation))
