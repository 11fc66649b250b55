"""Keys: they change with everything that changes a result, and with nothing else."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import fake_parts
from translate.articles import Format, RawArticle
from translate.pipeline import Pipeline
from translate.settings import Settings
from translate.signature import (
    SummarySpec,
    TranslationSpec,
    article_key,
    canonical_json,
    digest_of,
    result_signature,
)
from translate.types import Decoding

SPEC = TranslationSpec("fake", "f" * 64, "ct2-int8", Decoding(), glossary="a" * 64)
SUMMARY = SummarySpec("fake", "e" * 64, "torch-float32", plan=1, max_words=120)
READER = {"reader": 1, "format": "text"}


def mutated(value: object) -> object:
    """Another value of the same type."""
    if isinstance(value, str):
        return f"x{value}"
    if isinstance(value, int | float):
        return value + 1
    assert isinstance(value, tuple), type(value)
    return (*value, "x")


DECODINGS = [
    pytest.param(replace(SPEC, decoding=replace(SPEC.decoding, **{f.name: value})), id=f.name)
    for f in fields(Decoding)
    for value in [mutated(getattr(SPEC.decoding, f.name))]
]
SPECS = [
    pytest.param(replace(SPEC, **{f.name: mutated(getattr(SPEC, f.name))}), id=f.name)
    for f in fields(TranslationSpec)
    if f.name != "decoding"
]


def key(spec: TranslationSpec, **changes: object) -> str:
    values: dict[str, object] = {
        "sha256": "0" * 64,
        "translation": spec,
        "segmenter": "stop-1",
        "reader": READER,
    }
    return article_key(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("other", [*SPECS, *DECODINGS])
def test_every_field_is_in_the_articles_key(other: TranslationSpec) -> None:
    assert key(other) != key(SPEC)


#: The name is a label of the digest; a sentence's key has its own terms, not the glossary's; the
#: limit of doubt flags a translation that is there.
NOT_IN_SENTENCES = {"model", "glossary", "unsure_below"}


@pytest.mark.parametrize("other", [*SPECS, *DECODINGS])
def test_every_field_that_decides_a_sentence_is_in_its_key(
    other: TranslationSpec, request: pytest.FixtureRequest
) -> None:
    same = other.sentence_key("De brug.") == SPEC.sentence_key("De brug.")
    name = request.node.callspec.id
    assert same == (name in NOT_IN_SENTENCES)


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "1" * 64},
        {"segmenter": "stop-2"},
        {"reader": {**READER, "reader": 2}},
        {"reader": {**READER, "format": "markdown"}},
    ],
)
def test_bytes_segmenter_and_reader_are_in_the_articles_key(change: dict[str, object]) -> None:
    assert key(SPEC, **change) != key(SPEC)


@pytest.mark.parametrize("name", [f.name for f in fields(SummarySpec) if f.name != "model"])
def test_every_field_that_decides_a_summary_is_in_its_key(name: str) -> None:
    other = replace(SUMMARY, **{name: mutated(getattr(SUMMARY, name))})
    sentences = [("paragraph", "De brug.", "The bridge.")]
    assert other.summary_key(sentences) != SUMMARY.summary_key(sentences)
    assert str(other) != str(SUMMARY)


TEXT = st.text(max_size=8)
ROWS = st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=4)


@given(ROWS, ROWS)
def test_different_sentences_have_different_keys(first: list, second: list) -> None:
    assert (SUMMARY.summary_key(first) == SUMMARY.summary_key(second)) == (first == second)


TERMS = st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=3)


@given(TEXT, TERMS, TEXT, TERMS)
def test_a_sentences_key_is_of_its_source_and_terms(
    source: str, terms: list, other: str, others: list
) -> None:
    """No two pairs meet, wherever text ends and terms begin."""
    same = SPEC.sentence_key(source, terms) == SPEC.sentence_key(other, others)
    assert same == ((source, terms) == (other, others))


@pytest.mark.parametrize(
    "change",
    [
        {"threads": 7},
        {"cache_dir": Path("elsewhere")},
        {"models_dir": Path("elsewhere")},
        {"force": True},
        {"cache": False},
    ],
)
def test_what_does_not_change_a_result_is_not_in_its_key(change: dict[str, object]) -> None:
    raw = RawArticle("a.txt", "0" * 64, b"", Format.TEXT)
    plain = Pipeline(Settings(), parts=fake_parts())
    other = Pipeline(replace(Settings(), **change), parts=fake_parts())
    assert other.key(raw) == plain.key(raw)
    assert other.signature == plain.signature


def test_path_and_decisions_of_the_run_are_not_in_the_key() -> None:
    pipeline = Pipeline(parts=fake_parts())
    first = RawArticle("a.txt", "0" * 64, b"", Format.TEXT)
    second = RawArticle("b/c.txt", "0" * 64, b"", Format.TEXT)
    assert pipeline.key(first) == pipeline.key(second)
    assert pipeline.key(first._replace(format=Format.MARKDOWN)) != pipeline.key(first)


def test_the_signature_names_everything_that_made_a_result() -> None:
    line = result_signature(SPEC, "stop-1", SUMMARY, "1.0")
    assert result_signature(SPEC, "stop-2", SUMMARY, "1.0") != line
    assert result_signature(SPEC, "stop-1", None, "1.0") != line
    assert result_signature(SPEC, "stop-1", SUMMARY, "1.1") != line
    assert "\n" not in line
    for part in (SPEC.model, SPEC.model_digest[:8], SPEC.engine, SUMMARY.model, "stop-1"):
        assert part in line


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(VALUES)
def test_equal_values_have_equal_json_whatever_their_order(value: object) -> None:
    def turned(part: object) -> object:
        if isinstance(part, dict):
            return {name: turned(part[name]) for name in reversed(part)}
        return [turned(item) for item in part] if isinstance(part, list) else part

    assert canonical_json(turned(value)) == canonical_json(value)
    assert digest_of(turned(value)) == digest_of(value)


def test_half_a_surrogate_pair_has_a_key() -> None:
    assert SPEC.sentence_key("\ud800") != SPEC.sentence_key("\udfff")
