"""The pipeline with fakes for models: counts, keys, staleness, independence of windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes import FakeGenerator, FakeTranslator, fake_parts
from translate.articles import ReadOptions, discover, from_bytes, load
from translate.errors import EmptyArticle, ModelError
from translate.flags import FlagCode
from translate.memory import Memory
from translate.outputs import render_json
from translate.outputs.html_report import render_html
from translate.outputs.markdown import render_markdown
from translate.pipeline import Pipeline
from translate.settings import Settings
from translate.summary import PlanSentence
from translate.types import Decoding, Hypothesis


def raws(folder: Path):
    return [raw for source in discover([folder]) for raw in load(source, ReadOptions())]


def test_every_sentence_is_accounted_for(articles: Path) -> None:
    translator = FakeTranslator()
    outcomes = Pipeline(parts=fake_parts(translator)).window(raws(articles))
    assert [outcome.path for outcome in outcomes] == ["brug.txt", "regio/markt.txt"]
    assert [outcome.sentences for outcome in outcomes] == [5, 4]
    # the sentence about the bridge stands in both articles and is translated once
    assert len(translator.asked) == 8
    assert [outcome.translated for outcome in outcomes] == [5, 3]
    for outcome in outcomes:
        assert outcome.result is not None
        assert all(pair.target for pair in outcome.result.sentences())


def test_the_second_time_nothing_is_asked(articles: Path, tmp_path: Path) -> None:
    first = FakeTranslator()
    with Memory.open(tmp_path / "memory.sqlite3") as memory:
        before = Pipeline(parts=fake_parts(first, memory=memory)).window(raws(articles))
    translator, generator = FakeTranslator(), FakeGenerator()
    with Memory.open(tmp_path / "memory.sqlite3") as memory:
        parts = fake_parts(translator, generator, memory)
        after = Pipeline(parts=parts).window(raws(articles))
    assert translator.asked == [] and generator.asked == []
    assert all(outcome.from_memory and outcome.summary_from_memory for outcome in after)
    assert [render_json(outcome.result) for outcome in after] == [
        render_json(outcome.result) for outcome in before
    ]


def test_one_changed_sentence_is_one_translation(articles: Path, tmp_path: Path) -> None:
    memory_path = tmp_path / "memory.sqlite3"
    with Memory.open(memory_path) as memory:
        Pipeline(parts=fake_parts(memory=memory)).window(raws(articles))
    article = articles / "brug.txt"
    article.write_text(article.read_text().replace("14 weken", "15 weken"), encoding="utf-8")
    translator = FakeTranslator()
    with Memory.open(memory_path) as memory:
        outcome = Pipeline(parts=fake_parts(translator, memory=memory)).window(raws(articles))[0]
    assert translator.asked == ["Dat duurt 15 weken."]
    assert (outcome.sentences, outcome.translated) == (5, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"model_digest": "0" * 64},
        {"engine": "other"},
        {"decoding": Decoding(beam=2)},
        {"decoding": Decoding(beam=1, length_penalty=0.5)},
        {"normaliser": 99},
        {"checks": 99},
        {"glossary": "other"},
        {"unsure_below": 0.9},
    ],
    ids=str,
)
def test_no_changed_setting_is_served_a_stale_article(
    articles: Path, tmp_path: Path, change: dict[str, object]
) -> None:
    memory_path = tmp_path / "memory.sqlite3"
    with Memory.open(memory_path) as memory:
        Pipeline(parts=fake_parts(memory=memory)).window(raws(articles))
    translator = FakeTranslator()
    with Memory.open(memory_path) as memory:
        parts = fake_parts(translator, memory=memory, **change)
        outcomes = Pipeline(parts=parts).window(raws(articles))
    assert not any(outcome.from_memory for outcome in outcomes)
    # a glossary changes the sentences its terms occur in, and none occurs here; a limit of doubt
    # changes no sentence's text
    assert len(translator.asked) == (0 if {"glossary", "unsure_below"} & set(change) else 8)


def test_another_segmenter_is_not_served_a_stale_article(articles: Path, tmp_path: Path) -> None:
    with Memory.open(tmp_path / "memory.sqlite3") as memory:
        parts = fake_parts(memory=memory)
        Pipeline(parts=parts).window(raws(articles))

        class Other(type(parts.segmenter)):  # type: ignore[misc]
            id = "stop-2"

        outcomes = Pipeline(parts=replace(parts, segmenter=Other())).window(raws(articles))
    assert not any(outcome.from_memory for outcome in outcomes)


def test_another_summariser_translates_nothing_again(articles: Path, tmp_path: Path) -> None:
    with Memory.open(tmp_path / "memory.sqlite3") as memory:
        parts = fake_parts(memory=memory)
        Pipeline(parts=parts).window(raws(articles))
        other = replace(parts.summary, model_digest="1" * 64)
        outcomes = Pipeline(parts=replace(parts, summary=other)).window(raws(articles))
    assert all(outcome.from_memory for outcome in outcomes)
    assert not any(outcome.summary_from_memory for outcome in outcomes)


def test_force_computes_again_and_remembers(articles: Path, tmp_path: Path) -> None:
    translator = FakeTranslator()
    with Memory.open(tmp_path / "memory.sqlite3") as memory:
        parts = fake_parts(translator, memory=memory)
        Pipeline(parts=parts).window(raws(articles))
        Pipeline(Settings(force=True), parts=parts).window(raws(articles))
    assert len(translator.asked) == 16


def test_a_failing_article_takes_nothing_with_it(articles: Path) -> None:
    (articles / "leeg.txt").write_text("  \n")
    outcomes = Pipeline(parts=fake_parts()).window(raws(articles))
    assert [type(outcome.error) for outcome in outcomes] == [type(None), EmptyArticle, type(None)]
    assert outcomes[1].result is None
    assert outcomes[0].result is not None and outcomes[2].result is not None


def test_a_crash_of_a_library_fails_one_article(articles: Path) -> None:
    class Crashing(type(fake_parts().segmenter)):  # type: ignore[misc]
        def spans(self, text: str):
            if "markt" in text:
                raise IndexError("list index out of range")
            return super().spans(text)

    parts = replace(fake_parts(), segmenter=Crashing())
    good, bad = Pipeline(parts=parts).window(raws(articles))
    assert good.result is not None
    assert bad.error is not None and bad.error.status == "crash"
    assert "IndexError: list index out of range" in str(bad.error)


def test_a_model_fault_is_everybodys() -> None:
    def broken():
        raise ModelError("broken", "mend it")

    parts = replace(fake_parts(), load_translator=broken)
    with pytest.raises(ModelError, match="broken: mend it"):
        Pipeline(parts=parts).text("Het regent.")


class Looping(FakeTranslator):
    """Loops unless it is forbidden to repeat itself."""

    def translate(self, sources, decoding):
        if decoding.no_repeat_ngram:
            return super().translate(sources, decoding)
        return [Hypothesis("the house of the house of the house of the house of the", 0.9)] * len(
            sources
        )


def test_a_loop_is_decoded_again_and_says_so() -> None:
    pair = Pipeline(parts=fake_parts(Looping())).text("De gemeente bouwt een nieuwe school.")[0]
    codes = {flag.code for flag in pair.flags}
    assert FlagCode.RETRY in codes and FlagCode.LOOP not in codes


def test_numbers_and_blanks_never_reach_a_model() -> None:
    translator = FakeTranslator()
    pairs = Pipeline(parts=fake_parts(translator)).lines(["", "  ", "2022", "***", "Ja."])
    assert [[pair.target for pair in line] for line in pairs[:4]] == [[], [""], ["2022"], ["***"]]
    assert translator.asked == ["Ja."]
    assert pairs[2][0].score is None


TEXTS = st.lists(
    st.sampled_from(
        ["De brug is dicht.", "Er zijn 12 doden.", "Het regent.", "De raad stemde tegen.", "Kop"]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@settings(deadline=None, max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=6), st.integers(1, 6), st.randoms())
def test_results_do_not_depend_on_window_or_order(texts: list[str], size: int, random) -> None:
    everything = [
        raw
        for number, text in enumerate(texts)
        for raw in from_bytes(f"{number}.txt", text.encode(), ReadOptions())
    ]
    together = Pipeline(parts=fake_parts()).window(everything)
    shuffled = list(everything)
    random.shuffle(shuffled)
    pipeline = Pipeline(parts=fake_parts())
    apart = [
        outcome
        for start in range(0, len(shuffled), size)
        for outcome in pipeline.window(shuffled[start : start + size])
    ]
    assert {outcome.path: render_json(outcome.result) for outcome in together} == {
        outcome.path: render_json(outcome.result) for outcome in apart
    }


def test_the_summary_points_at_sentences_that_exist(articles: Path) -> None:
    for outcome in Pipeline(parts=fake_parts()).window(raws(articles)):
        assert outcome.result is not None and outcome.result.summary is not None
        count = len(list(outcome.result.sentences()))
        for piece in outcome.result.summary.pieces:
            assert piece.evidence and all(0 <= index < count for index in piece.evidence)


def test_no_summary_when_none_is_wanted(articles: Path) -> None:
    pipeline = Pipeline(Settings(summary=False), parts=fake_parts())
    results = [outcome.result for outcome in pipeline.window(raws(articles))]
    assert all(result is not None and result.summary is None for result in results)
    assert "sum:none" in pipeline.signature


def test_readers_are_told_of_a_weak_model(articles: Path) -> None:
    parts = replace(fake_parts(), caution="expect mistakes")
    for outcome in Pipeline(parts=parts).window(raws(articles)):
        assert outcome.result is not None
        flag = outcome.result.flags[0]
        assert (flag.code, flag.detail) == (FlagCode.WEAK_MODEL, "expect mistakes")
        assert "weak model" in render_markdown(outcome.result)
        assert "expect mistakes" in render_html(outcome.result)


@pytest.mark.parametrize(("limit", "unsure"), [(0.0, False), (0.5, False), (0.51, True)])
def test_a_sentence_below_the_models_limit_is_flagged_unsure(limit: float, unsure: bool) -> None:
    pair = Pipeline(parts=fake_parts(unsure_below=limit)).text("De brug gaat dicht.")[0]
    details = {flag.code: flag.detail for flag in pair.flags}
    assert pair.score == 0.5
    assert (FlagCode.UNSURE in details) is unsure
    if unsure:
        assert details[FlagCode.UNSURE] == "score 0.50, below 0.51"


def test_a_summary_takes_an_unsure_sentence_for_doubtful(articles: Path) -> None:
    seen: list[Sequence[PlanSentence]] = []

    class Watched(Pipeline):
        def _summary_key(self, sentences: Sequence[PlanSentence]) -> str:
            seen.append(sentences)
            return super()._summary_key(sentences)

    for limit, all_doubtful in ((0.0, False), (0.6, True)):
        seen.clear()
        Watched(parts=fake_parts(unsure_below=limit)).window(raws(articles))
        assert all(sentence.doubtful for sentence in seen[0]) is all_doubtful


def test_what_no_model_translated_is_never_unsure() -> None:
    pair = Pipeline(parts=fake_parts(unsure_below=1.0)).text("1234")[0]
    assert (pair.score, pair.flags) == (None, ())
