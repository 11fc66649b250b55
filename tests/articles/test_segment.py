"""The segmenter's contract: spans tile, white space, identity."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from translate.articles import default_segmenter
from translate.protocols import Segmenter
from translate.versions import RULES_VERSION

MARKS = (
    "De|dijk|m.b.t.|a.s.|J.P.|’s|“Kom|weg.”|nu!|wat?|…|(|)|\n|\r\n|  |\u2028|\x85|\x0b|\u00a0"
    "|\u200b|1.|3,5|mln.|É"
)
DUTCH = st.lists(st.sampled_from(MARKS.split("|"))).map(" ".join)
law = settings(deadline=None)


@law
@given(st.one_of(st.text(), DUTCH))
def test_spans_tile_the_text(text: str) -> None:
    spans = default_segmenter().spans(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)


@law
@given(DUTCH)
def test_only_the_first_span_may_begin_with_white_space(text: str) -> None:
    for start, _ in default_segmenter().spans(text)[1:]:
        assert not text[start].isspace()


def test_white_space_belongs_to_the_sentence_before() -> None:
    assert default_segmenter().spans("Ja.  \n Nee. ") == [(0, 7), (7, 12)]


def test_identity_names_the_rules() -> None:
    segmenter = default_segmenter()
    assert isinstance(segmenter, Segmenter)
    assert segmenter.id == f"dutch-r{RULES_VERSION}"


def test_identity_does_not_import_readers() -> None:
    code = (
        "import sys; from translate.articles import default_segmenter as d; d().id;"
        "heavy = {'trafilatura', 'charset_normalizer', 'markdown_it', 'torch'};"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
