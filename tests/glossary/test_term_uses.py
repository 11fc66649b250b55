"""Each term of a sentence is on record: applied or missed, in the result and in its check."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import Engine, fake_parts
from translate import Pipeline
from translate.flags import FlagCode
from translate.glossary import Glossary
from translate.glossary.terms import Entry, Kind
from translate.memory import Memory
from translate.outputs import from_json, render_json
from translate.recheck import recheck_files
from translate.types import Decoding, Hypothesis, TermUse

SOURCE = "De wethouder en Poetin spraken over het kort geding."
GLOSSARY = Glossary.builtin().merged(
    Glossary(
        user=[
            Entry("wethouder", "alderman"),
            Entry("kort geding", "summary proceedings", accepted=("interim proceedings",)),
        ]
    )
)


class Says(Engine):
    """A translator with one answer."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        return [Hypothesis(self.answer, 0.5) for _ in sources]


def result_of(answer: str, folder: Path) -> Path:
    article = folder / "a.txt"
    article.write_text(SOURCE, encoding="utf-8")
    with Memory.open(folder / "memory.sqlite3") as memory:
        parts = replace(fake_parts(Says(answer), memory=memory), glossary=GLOSSARY)
        pipeline = Pipeline(parts=parts)
        made = pipeline.file(article)
        assert pipeline.file(article) == made, "as it was computed, from the memory"
    out = folder / "a.txt.json"
    out.write_text(render_json(made), encoding="utf-8")
    assert from_json(json.loads(out.read_text(encoding="utf-8"))) == made
    return out


def test_what_was_applied_and_what_was_missed(tmp_path: Path) -> None:
    answer = "The councillor and Putin talked about the interim proceedings."
    (sentence,) = from_json(json.loads(result_of(answer, tmp_path).read_text())).sentences()
    assert sentence.terms == (
        TermUse("wethouder", "alderman", False),
        TermUse("Poetin", "Putin", True),
        TermUse("kort geding", "summary proceedings", True),
    )
    missed = [flag.detail for flag in sentence.flags if flag.code is FlagCode.TERM]
    assert missed == ["wethouder → alderman is missing"]


def test_a_check_finds_what_another_glossary_wants(tmp_path: Path) -> None:
    file = result_of("The alderman and Putin talked about the summary proceedings.", tmp_path)
    (fine,) = recheck_files([file], GLOSSARY)
    assert FlagCode.TERM not in [finding.code for finding in fine.findings]
    other = Glossary(user=[Entry("wethouder", "city councillor")])
    (checked,) = recheck_files([file], other)
    details = [one.detail for one in checked.findings if one.code is FlagCode.TERM]
    assert details == ["wethouder → city councillor is missing"]


WORDS = st.sampled_from(
    ["wethouder", "alderman", "kort geding", "summary proceedings", "Poetin", "Putin", "sprak", "."]
)


@given(st.lists(WORDS, max_size=8).map(" ".join), st.lists(WORDS, max_size=8).map(" ".join))
def test_every_expected_term_is_either_applied_or_missed(source: str, target: str) -> None:
    terms = GLOSSARY.terms_in(source)
    applied = GLOSSARY.prepared(source).apply(target)
    uses = applied.uses()
    assert [use.dutch for use in uses] == [term.dutch for term in terms if not term.compound]
    for use, term in zip(uses, terms, strict=True):
        stands = any(form.lower() in applied.target.lower() for form in term.accepted)
        assert use.applied == stands
    missed = {use.dutch for use in uses if not use.applied}
    mine = {term.dutch for term in terms if term.entry.kind is Kind.TERM}
    assert len(applied.misses()) == len(missed & mine)
