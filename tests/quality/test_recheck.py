"""Checks computed anew on a stored result."""

from __future__ import annotations

from dataclasses import replace

from translate.flags import Flag, FlagCode
from translate.quality import recheck
from translate.types import ArticleRecord, ArticleResult, BlockKind, TranslatedBlock, Translation


def result(*pairs: Translation) -> ArticleResult:
    record = ArticleRecord("a.txt", "0" * 64, None, None, "utf-8")
    block = TranslatedBlock(BlockKind.PARAGRAPH, pairs)
    return ArticleResult(record, (block,), None, (), "mt:x")


def pair(source: str, target: str, *flags: Flag, score: float | None = 0.5) -> Translation:
    return Translation(source, (0, len(source)), target, score, flags)


def codes(checked: ArticleResult) -> list[list[FlagCode]]:
    return [[flag.code for flag in sentence.flags] for sentence in checked.sentences()]


def test_doubts_come_and_go_with_the_texts() -> None:
    stale = Flag(FlagCode.NUM, "missing: 3")
    checked = recheck(
        result(
            pair("Er waren 12 doden.", "There were 21 dead."),
            pair("Er waren 12 doden.", "There were 12 dead.", stale),
        )
    )
    assert codes(checked) == [[FlagCode.NUM], []]


def test_what_was_done_to_a_sentence_stays() -> None:
    done = (Flag(FlagCode.SPLIT, "translated in 2 parts"), Flag(FlagCode.RETRY, "again"))
    checked = recheck(result(pair("Het regent.", "It is raining.", *done)))
    assert [sentence.flags for sentence in checked.sentences()] == [done]


def test_a_stop_at_the_length_limit_is_remembered() -> None:
    stopped = Flag(FlagCode.TRUNC, "decoding stopped at the length limit")
    once = recheck(result(pair("Het regent.", "It is raining.", stopped)))
    assert codes(once) == [[FlagCode.TRUNC]]
    assert recheck(once) == once


def test_what_no_model_translated_is_left_alone() -> None:
    untouched = result(pair("* * *", "", score=None))
    assert recheck(untouched) == untouched
    assert recheck(replace(untouched, blocks=())) == replace(untouched, blocks=())
