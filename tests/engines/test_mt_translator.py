"""The translator around a backend: order, repeats, blanks, capitals, parts, scores."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.engines.backend import Backend, Found
from translate.engines.batching import Batch
from translate.engines.links import Attention
from translate.engines.translator import MarianTranslator
from translate.protocols import Translator
from translate.types import Decoding, Hypothesis


class Echo:
    """Answers each row with itself; a token is a character, code point + 1, and 0 ends a row."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.tokens = self

    def encode(self, text: str) -> list[int]:
        return [*(ord(char) + 1 for char in text), 0]

    def decode(self, ids: Sequence[int]) -> str:
        return "".join(chr(index - 1) for index in ids)

    def encode_target(self, text: str) -> list[int]:
        return self.encode(text)[:-1]

    def source_tokens(self, text: str) -> list[str]:
        return [*text, ""]

    def target_tokens(self, ids: Sequence[int]) -> list[str]:
        return list(self.decode(ids))

    def search(
        self,
        rows: Sequence[Sequence[int]],
        batches: Sequence[Batch],
        decoding: Decoding,
        beginnings: Sequence[Sequence[int]] = (),
    ) -> Iterator[list[Found]]:
        for batch in batches:
            self.seen += [self.decode(rows[row][:-1]) for row in batch.rows]
            yield [
                Found(
                    self._echo(rows[row], beginnings[row] if beginnings else ())[
                        : batch.max_target
                    ],
                    -0.1 * len(rows[row]),
                    len(rows[row]) <= batch.max_target,
                )
                for row in batch.rows
            ]

    def _echo(self, row: Sequence[int], start: Sequence[int]) -> tuple[int, ...]:
        return (*start, *row[len(start) : -1])

    def attend(
        self, rows: Sequence[Sequence[int]], targets: Sequence[Sequence[int]]
    ) -> list[Attention]:
        raise NotImplementedError


def test_it_is_a_translator_over_a_backend() -> None:
    backend: Backend = Echo()
    assert isinstance(MarianTranslator(backend), Translator)


@given(st.lists(st.text("abcdef ghi.,", max_size=30), max_size=30))
def test_answers_come_in_the_order_of_the_sources(sources: list[str]) -> None:
    answers = MarianTranslator(Echo()).translate(sources, Decoding())
    for source, answer in zip(sources, answers, strict=True):
        asked = any(char.isalnum() for char in source)
        assert answer.text == (" ".join(source.split()) if asked else source)


@given(st.lists(st.text("abcdef ghi.,", max_size=60), max_size=30))
def test_batches_answer_every_source_once_and_as_the_whole(sources: list[str]) -> None:
    decoding = Decoding(max_source=20)
    translator = MarianTranslator(Echo())
    answers = [answer for batch in translator.batches(sources, decoding) for answer in batch]
    assert sorted(position for position, _ in answers) == list(range(len(sources)))
    whole = translator.translate(sources, decoding)
    assert [answer for _, answer in sorted(answers, key=lambda pair: pair[0])] == whole


def test_a_batch_is_handed_over_before_the_next_is_decoded() -> None:
    echo = Echo()
    batches = MarianTranslator(echo).batches(["abcdefghi " * 3, "abc", "abd"], Decoding())
    assert [position for position, _ in next(batches)] == [0]
    assert len(echo.seen) == 1
    assert sorted(position for batch in batches for position, _ in batch) == [1, 2]


def test_equal_sources_are_translated_once() -> None:
    echo = Echo()
    MarianTranslator(echo).translate(["een huis", "een  huis", "twee", "een huis"], Decoding())
    assert sorted(echo.seen) == ["een huis", "twee"]


@pytest.mark.parametrize("source", ["", "  ", "***", "\u200b", "—", "…", "😀", "\n"])
def test_a_source_without_words_never_reaches_the_model(source: str) -> None:
    echo = Echo()
    assert MarianTranslator(echo).translate([source], Decoding()) == [Hypothesis(source, 1.0)]
    assert echo.seen == []


def test_capitals_are_lowered_for_the_model_and_come_back() -> None:
    echo = Echo()
    answers = MarianTranslator(echo).translate(["GROTE BRAND IN LOODS", "Brand in VS"], Decoding())
    assert [answer.text for answer in answers] == ["GROTE BRAND IN LOODS", "Brand in VS"]
    assert "Grote brand in loods" in echo.seen


def test_a_sentence_over_the_limit_is_translated_in_parts() -> None:
    echo = Echo()
    source = "de een zei ja, de ander zei nee, en zo bleef het"
    [answer] = MarianTranslator(echo).translate([source], Decoding(max_source=20))
    assert answer.text == source
    assert answer.parts == len(echo.seen) > 2
    assert all(len(part) < 20 for part in echo.seen)


def test_the_score_is_the_geometric_mean_over_all_tokens_of_all_parts() -> None:
    [whole] = MarianTranslator(Echo()).translate(["abcd"], Decoding())
    assert whole.score == round(math.exp(-0.5), 2)
    [parts] = MarianTranslator(Echo()).translate(["abcd ef"], Decoding(max_source=5))
    assert parts.parts == 2
    assert parts.score == round(math.exp((5 * -0.5 + 3 * -0.3) / 8), 2)


def test_truncation_of_any_part_shows() -> None:
    [short, long] = MarianTranslator(Echo()).translate(["abc", "abcdefgh"], Decoding(max_target=6))
    assert (short.truncated, long.truncated) == (False, True)


def test_no_sources_give_no_answers() -> None:
    assert MarianTranslator(Echo()).translate([], Decoding()) == []
