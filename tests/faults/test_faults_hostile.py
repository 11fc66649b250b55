"""Hostile files: each has an outcome, nothing acts in any output, nothing leaves OUT."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.fakes import StopSegmenter
from tests.faults.hostile_files import ATTACKS, DUTCH, SUFFIXES, by_hand, generated
from tests.faults.hostile_run import hostile_run
from translate.articles import ReadOptions, default_segmenter, parse
from translate.articles.load import from_bytes
from translate.errors import ArticleError

READING = ReadOptions(max_bytes=200_000, max_container_bytes=200_000)


def test_a_folder_of_hostile_files(tmp_path: Path) -> None:
    came = hostile_run(tmp_path, chain(by_hand(), generated(40, seed=1)))
    assert came.files > 150
    assert came.results > 100
    assert {"binary", "empty", "bad-format", "too-large"} <= came.statuses.keys()


PIECES = st.one_of(
    st.text(max_size=60),
    st.sampled_from([DUTCH, *ATTACKS, "\n", "\n\n", "# ", "- ", "> ", "```\n", "---\n", "title: "]),
    st.sampled_from(["<p>", "</p>", "<div>", "<!--", "<html><body>", "&#", '"', ",", '{"text": "']),
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)
BYTES = st.one_of(
    st.binary(max_size=400),
    TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    TEXTS.map(lambda text: text.encode("utf-16", "surrogatepass")),
    TEXTS.map(lambda text: text.encode("cp1252", "ignore")),
)


@settings(deadline=None)
@example(b"<svg><html", ".html")  # an assertion in lxml, by way of htmldate
@given(BYTES, st.sampled_from(SUFFIXES))
def test_any_bytes_are_an_article_or_an_error_of_their_own(data: bytes, suffix: str) -> None:
    try:
        raws = from_bytes(f"a{suffix}", data, READING)
    except ArticleError as error:
        assert str(error).isprintable()
        return
    assert raws, "a file without an outcome"
    for raw in raws:
        try:
            article = parse(raw, READING, StopSegmenter(), is_dutch=lambda text: True)
        except ArticleError as error:
            assert str(error).isprintable()
            continue
        spans = [sentence.span for sentence in article.sentences()]
        assert spans == sorted(spans)
        assert not spans or spans[-1][1] <= len(article.text)


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_the_real_segmenter_tiles_any_text(text: str) -> None:
    spans = default_segmenter().spans(text)
    assert "".join(text[start:end] for start, end in spans) == text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_language_of_hostile_text_can_always_be_told(suffix: str) -> None:
    """The check that is skipped in the batch above."""
    for attack in ATTACKS:
        try:
            raws = from_bytes(f"a{suffix}", f"{attack} {DUTCH}".encode(), READING)
            for raw in raws:
                parse(raw, READING, StopSegmenter())
        except ArticleError as error:
            assert str(error).isprintable()
