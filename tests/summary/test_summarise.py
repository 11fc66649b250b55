"""What a summary is, whatever the article and whatever the model answers."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summary_stories import POOLS, Scripted, everything_doubted, nothing_doubted

from translate.flags import FlagCode
from translate.protocols import TextGenerator
from translate.quality import trace
from translate.summary import PlanSentence, SummaryOptions, plain_sentences, summarise
from translate.summary.words import word_count
from translate.text.english_sentences import split_sentences
from translate.types import BlockKind, Summary

OPTIONS = SummaryOptions()
TRACE = "translate.summary.pieces.trace"


@pytest.fixture(autouse=True)
def _no_doubts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tracer finds everything supported, unless a test says otherwise."""
    monkeypatch.setattr(TRACE, nothing_doubted)


def refuse() -> TextGenerator:
    raise AssertionError("the model was loaded")


def codes(summary: Summary) -> list[FlagCode]:
    return [flag.code for piece in summary.pieces for flag in piece.flags]


def extract(text: str, options: SummaryOptions = OPTIONS) -> Summary:
    return summarise(plain_sentences(text), None, options)


def test_an_extract_is_made_of_the_articles_own_sentences() -> None:
    summary = extract(POOLS)
    own = {sentence.target for sentence in plain_sentences(POOLS)}
    assert summary.text.startswith("The town council of Zoutmeer will close two")
    assert all(part in own for piece in summary.pieces for part in split_sentences(piece.text))
    assert all(code is FlagCode.SOURCE_SENTENCE for code in codes(summary))


def test_bylines_links_and_headings_never_enter() -> None:
    text = extract(POOLS, SummaryOptions(max_words=1000, ratio=1.0, ceiling=1000)).text
    for outside in ("Jan Jansen", "Read also", "What happens next", "Petition"):
        assert outside not in text


def test_captions_and_links_of_an_article_never_enter() -> None:
    sentences = plain_sentences(POOLS)
    marked = [
        PlanSentence(one.index, kind, one.block, "", one.target)
        for one, kind in zip(
            sentences, [BlockKind.CAPTION, BlockKind.LINK] * len(sentences), strict=False
        )
    ]
    assert summarise(marked, refuse, OPTIONS).pieces == ()


def test_a_good_rewrite_is_taken_with_its_evidence() -> None:
    def shorter(passage: str, max_words: int) -> str:
        return passage.replace(" on Tuesday", "")

    summary = summarise(plain_sentences(POOLS), lambda: Scripted(shorter), OPTIONS)
    rewritten = [piece for piece in summary.pieces if not piece.flags]
    assert "alderwoman Linda Terhorst said." in summary.text
    assert [piece.evidence for piece in rewritten] == [(2, 3)]


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "Here is a summary of the text.",
        "The pools will close close close close close close.",
        "He said so.",
        "Prime minister Mark Rutte opened a nuclear plant in Paris.",
        "The council said that nobody",
    ],
)
def test_a_bad_rewrite_is_replaced(answer: str) -> None:
    generator = Scripted(lambda passage, max_words: answer)
    summary = summarise(plain_sentences(POOLS), lambda: generator, OPTIONS)
    assert summary.text == extract(POOLS).text
    assert all(FlagCode.SOURCE_SENTENCE in {f.code for f in p.flags} for p in summary.pieces)
    passages = [passage for passage, _ in generator.asked]
    assert len(set(passages)) == len(passages) > 1


def test_what_the_trace_doubts_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    def swap(passage: str, max_words: int) -> str:
        return passage.replace("on 1 March", "")

    def doubts_short(piece: str, evidence: object) -> tuple[object, ...]:
        return () if "March" in piece else everything_doubted(piece, ())

    monkeypatch.setattr(TRACE, doubts_short)
    summary = summarise(plain_sentences(POOLS), lambda: Scripted(swap), OPTIONS)
    assert "on 1 March" in summary.text


def test_an_unsupported_source_sentence_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def doubts_pools(piece: str, evidence: object) -> tuple[object, ...]:
        return everything_doubted(piece, ()) if "1 March" in piece else ()

    monkeypatch.setattr(TRACE, doubts_pools)
    summary = summarise(plain_sentences(POOLS), None, OPTIONS)
    assert summary.pieces
    assert "1 March" not in summary.text


def test_where_nothing_is_supported_the_doubt_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TRACE, everything_doubted)
    summary = summarise(plain_sentences(POOLS), None, OPTIONS)
    assert FlagCode.UNSUPPORTED in codes(summary)


def test_doubtful_translations_are_avoided() -> None:
    doubted = [
        PlanSentence(o.index, o.kind, o.block, "", o.target, doubtful="pool" in o.target)
        for o in plain_sentences(POOLS)
    ]
    assert "pool" not in summarise(doubted, None, OPTIONS).text


def test_a_quotation_keeps_its_speaker() -> None:
    text = (
        "“The bridge is safe again.” That is what engineer Tessa Vroom said on Monday in Emmen. "
        "“The bridge has been tested for nine weeks.” Lorries will cross the bridge from Friday. "
        "The bridge over the canal had been closed since a ship hit a pillar in May. "
        "Repairs to the bridge cost the province more than four million euros this summer."
    )
    for piece in extract(text, SummaryOptions(max_words=40)).pieces:
        if "safe again" in piece.text:
            assert "Tessa Vroom" in piece.text
        assert "nine weeks" not in piece.text or "Vroom" in piece.text


@pytest.mark.parametrize("text", ["", "   \n\n ", "…", "***\n\n---"])
def test_nothing_to_summarise(text: str) -> None:
    summary = summarise(plain_sentences(text), refuse, OPTIONS)
    assert summary.text == ""
    assert [flag.code for flag in summary.flags] == [FlagCode.EMPTY]


@pytest.mark.parametrize(
    "text", ["Snow fell in Assen.", "Snow fell in Assen. Trains stood still. Schools closed."]
)
def test_a_short_article_passes_through_without_a_model(text: str) -> None:
    summary = summarise(plain_sentences(text), refuse, OPTIONS)
    assert summary.text == text
    assert [flag.code for flag in summary.flags] == [FlagCode.SHORT]


def test_a_sentence_is_cut_only_where_nothing_whole_fits() -> None:
    text = "The council of Zoutmeer decided on Tuesday, after a long debate, to close two pools."
    summary = extract(text, SummaryOptions(max_words=8))
    assert summary.text == "The council of Zoutmeer decided on Tuesday…"
    assert FlagCode.CUT in codes(summary)


def test_other_languages_are_not_rewritten() -> None:
    dutch = " ".join(
        f"De gemeenteraad van Dorp {n} besloot dinsdag om twee van zijn zwembaden te sluiten."
        for n in range(12)
    )
    summary = summarise(plain_sentences(dutch), refuse, OPTIONS)
    assert [flag.code for flag in summary.flags] == [FlagCode.LANG]
    assert summary.pieces


def test_a_list_gives_some_of_its_items() -> None:
    text = "\n".join(f"- {n} litres of paint in colour number {n}" for n in range(2, 40))
    summary = extract(text)
    assert summary.pieces
    assert word_count(summary.text) <= OPTIONS.max_words


def test_quotations_alone_are_quoted() -> None:
    text = " ".join(f"“We will never leave island {n}, whatever they say.”" for n in range(12))
    assert extract(text).pieces


def test_a_book_is_planned_within_bounds() -> None:
    chance = random.Random(3)
    words = [f"{a}{b}" for a in "bcdfglmnprst" for b in ("ank", "elt", "ist", "ould", "urn")]
    text = "\n\n".join(
        " ".join("The " + " ".join(chance.choices(words, k=14)) + " of the town." for _ in range(5))
        for _ in range(1200)
    )
    assert word_count(text) > 100_000
    summary = extract(text)
    assert 0 < word_count(summary.text) <= OPTIONS.max_words


def test_an_article_model_gets_the_whole_article() -> None:
    generator = Scripted(
        lambda passage, max_words: " ".join(split_sentences(passage)[:2]), takes_articles=True
    )
    summary = summarise(plain_sentences(POOLS), lambda: generator, OPTIONS)
    assert len(generator.asked) == 1
    assert "twelve kilometres" in generator.asked[0][0]
    assert [piece.evidence for piece in summary.pieces] == [(1,), (2,)]


def test_what_an_article_model_invents_is_replaced() -> None:
    generator = Scripted(
        lambda passage, max_words: (
            split_sentences(passage)[0] + " Minister Ada Lovelace praised the pools of Zoutmeer."
        ),
        takes_articles=True,
    )
    summary = summarise(plain_sentences(POOLS), lambda: generator, OPTIONS)
    assert "Lovelace" not in summary.text


def test_an_article_over_the_limit_is_mapped_in_whole_sentences() -> None:
    generator = Scripted(
        lambda passage, max_words: split_sentences(passage)[0], limit=60, takes_articles=True
    )
    summarise(plain_sentences(POOLS), lambda: generator, OPTIONS)
    own = [sentence.target for sentence in plain_sentences(POOLS)]
    assert len(generator.asked) > 1
    for passage, _ in generator.asked:
        assert generator.count_tokens(passage) <= 60
        assert all(sentence in own for sentence in split_sentences(passage))


# Laws -------------------------------------------------------------------------------------

_WORDS = "the council of Zoutmeer closes 2 pools but she said not in March while 40 people wait"
_sentences = st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=18).map(
    lambda words: " ".join(words).capitalize()
)
_texts = st.builds(
    lambda text, mark, quoted: f"“{text}{mark}”" if quoted else text + mark,
    _sentences,
    st.sampled_from([".", "?", "!", "", "…", ' "']),
    st.booleans(),
)
_articles = st.lists(
    st.tuples(st.sampled_from(list(BlockKind)), st.booleans(), _texts, st.booleans()), max_size=30
)


def _planned(rows: list[tuple[BlockKind, bool, str, bool]]) -> list[PlanSentence]:
    block = 0
    found = []
    for index, (kind, new_block, text, doubtful) in enumerate(rows):
        block += new_block
        found.append(PlanSentence(index, kind, block, "", text, doubtful))
    return found


def _scramble(passage: str, max_words: int) -> str:
    words = passage.split()
    return " ".join(words[: len(words) // 2 + 1]).rstrip(",.") + "."


@settings(max_examples=80, deadline=None)
@given(_articles, st.integers(1, 60), st.sampled_from(["none", "pieces", "articles"]))
def test_laws(rows: list[tuple[BlockKind, bool, str, bool]], limit: int, model: str) -> None:
    sentences = _planned(rows)
    options = SummaryOptions(max_words=limit)
    load = (
        None
        if model == "none"
        else lambda: Scripted(_scramble, 200, takes_articles=model == "articles")
    )
    summary = summarise(sentences, load, options)
    assert summary == summarise(sentences, load, options)
    assert word_count(summary.text) <= limit
    assert word_count(summary.text) <= sum(word_count(one.target) for one in sentences)
    allowed = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
    for piece in summary.pieces:
        assert piece.evidence == tuple(sorted(set(piece.evidence)))
        assert all(sentences[index].kind in allowed for index in piece.evidence)
        assert piece.text
    assert summary.text == " ".join(piece.text for piece in summary.pieces)
    firsts = [piece.evidence for piece in summary.pieces]
    assert firsts == sorted(firsts)
    said = [part for piece in summary.pieces for part in split_sentences(piece.text)]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("answer", ["", "  ", "...", "Qqq zzz vvv.", "“"])
def test_an_answer_of_nothing_leaves_the_articles_own_sentences(
    answer: str, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TRACE, trace)
    model = Scripted(lambda passage, max_words: answer)
    model.takes_articles = whole
    summary = summarise(plain_sentences(POOLS), lambda: model, OPTIONS)
    own = {sentence.target for sentence in plain_sentences(POOLS)}
    assert summary.pieces
    assert set(codes(summary)) == {FlagCode.SOURCE_SENTENCE}
    assert all(part in own for piece in summary.pieces for part in split_sentences(piece.text))
