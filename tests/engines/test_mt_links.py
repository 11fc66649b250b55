"""Word links: whole words, the same from both engines, and none where places are uncertain."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mt_checkpoints import as_model, sentences
from test_mt_translator import Echo

from translate.engines import decoding_for, load_translator, resolve_engine
from translate.engines.checkpoint import open_checkpoint
from translate.engines.links import Attention, link, words
from translate.engines.tokens import MarianTokens
from translate.engines.translator import MarianTranslator
from translate.protocols import Translator
from translate.types import Decoding, Link, Model

BUNDLED = Path(__file__).parents[2] / "models" / "nl-en"
SHORT = Decoding(beam=3, max_source=128, max_target=24)
ODD = ["Emoji 😀 en 漢字 ☂ erbij.", "x", "</s> is geen <unk>", "ÀÉÎÕÜ ĳ ß ½ ﬁ", "9" * 40, "***", ""]
REAL = [
    "De burgemeester van Utrecht opent morgen een nieuw zwembad.",
    "President Lukashenko sprak gisteren met Helga Salemon in Minsk.",
    "GROTE BRAND IN LOODS IN UTRECHT",
    "“Wij gaan door”, zegt Jan-Willem de Vries; ’s avonds is het stil…",
]


@dataclass(frozen=True)
class Linked:
    """What became of a source, with its links."""

    text: str
    links: tuple[Link, ...]


def with_links(translator: Translator, sources: Sequence[str], decoding: Decoding) -> list[Linked]:
    """What the translator answers, and the links of all that a model was asked for."""
    said = [answer.text for answer in translator.translate(sources, decoding)]
    asked = [row for row, source in enumerate(sources) if any(map(str.isalnum, source))]
    links = translator.links([sources[row] for row in asked], [said[row] for row in asked])
    found = dict(zip(asked, links, strict=True))
    return [Linked(text, found.get(row, ())) for row, text in enumerate(said)]


def run(model: Model, engine: str, sources: Sequence[str], decoding: Decoding) -> list[Linked]:
    compute_type = "float32" if engine == "ct2" else None
    translator = load_translator(model, resolve_engine(engine, compute_type), threads=1)
    return with_links(translator, sources, decoding)


def assert_whole_words(source: str, answer: Linked) -> None:
    for one in answer.links:
        assert one.target in words(answer.text)
        assert one.source in words(source)
        assert 0 <= one.weight <= 1
    targets = [one.target for one in answer.links]
    assert targets == sorted(set(targets))


def agree(model: Model, sources: Sequence[str], decoding: Decoding) -> list[Linked]:
    """Links of both engines: the same words linked, nearly always to the same words."""
    ours, theirs = (run(model, engine, sources, decoding) for engine in ("ct2", "torch"))
    same = every = 0
    for source, one, other in zip(sources, ours, theirs, strict=True):
        assert_whole_words(source, one)
        assert one.text == other.text
        assert [a.target for a in one.links] == [b.target for b in other.links]
        for a, b in zip(one.links, other.links, strict=True):
            every += 1
            same += a.source == b.source
            if a.source == b.source:
                assert a.weight == pytest.approx(b.weight, abs=0.01)
    assert every > 0
    assert same >= 0.97 * every
    return ours


def test_both_engines_give_the_links_of_a_random_checkpoint(tiny_model: Model) -> None:
    answers = agree(tiny_model, sentences(20) + ODD, SHORT)
    assert sum(bool(answer.links) for answer in answers) > 15


def test_and_of_one_with_a_vocabulary_for_each_language(opus_model: Model) -> None:
    agree(opus_model, sentences(4), replace(SHORT, beam=2, max_target=8))


@pytest.mark.skipif(not (BUNDLED / "model.safetensors").is_file(), reason="no bundled model")
def test_and_of_the_bundled_model(tmp_path: Path) -> None:
    folder = tmp_path / "nl-en"
    shutil.copytree(BUNDLED, folder, ignore=shutil.ignore_patterns("ct2"))
    answers = agree(as_model(folder), REAL, decoding_for(as_model(folder)))
    assert all(answer.links for answer in answers)


def test_links_do_not_depend_on_the_company(tiny_model: Model) -> None:
    sources = sentences(12)
    [*apart] = (run(tiny_model, "ct2", [source], SHORT)[0] for source in sources)
    assert run(tiny_model, "ct2", sources, SHORT) == apart


class Attentive(Echo):
    """Looks, for every character it writes, at the same character of its source."""

    def attend(
        self, rows: Sequence[Sequence[int]], targets: Sequence[Sequence[int]]
    ) -> list[Attention]:
        return [
            [[float(column == row) for column in range(len(source))] for row in range(len(target))]
            for source, target in zip(rows, targets, strict=True)
        ]


TEXT = st.text("abcDE ÉßÆ'’-.,!\u00ad\u200b\u0301 \t“”…4", max_size=40)


@given(TEXT)
def test_an_echo_links_every_word_to_itself_or_nothing(source: str) -> None:
    [answer] = with_links(MarianTranslator(Attentive()), [source], Decoding())
    assert_whole_words(source, answer)
    order = words(source)
    for one in answer.links:
        assert one.weight == 1.0
        assert order.index(one.source) == words(answer.text).index(one.target)


def test_capitals_quotes_and_spaces_do_not_shift_links() -> None:
    source = "  “GROTE  BRAND”, zei…\tDE BAKKER".upper()
    [answer] = with_links(MarianTranslator(Attentive()), [source], Decoding())
    linked = [(answer.text[slice(*a.target)], source[slice(*a.source)]) for a in answer.links]
    assert linked == [(word, word) for word in ("GROTE", "BRAND", "ZEI", "DE", "BAKKER")]


def test_a_word_that_came_apart_makes_places_uncertain() -> None:
    [answer] = with_links(MarianTranslator(Attentive()), ["brand\u00adweer komt"], Decoding())
    assert answer.text == "brandweer komt"
    assert answer.links == ()


def test_mass_is_summed_over_subwords_and_shared_by_them() -> None:
    attention = [[0.3, 0.3, 0.3, 0.1], [0.1, 0.2, 0.7, 0.0], [0.9, 0.0, 0.0, 0.1]]
    tokens = ["Lu", "ka", " zegt", ""], ["Lu", "kos", " says"]
    links = link("Luka zegt", "Lukos says", *tokens, attention)
    assert [(one.target, one.source, one.weight) for one in links] == [
        ((0, 5), (5, 9), 0.5),
        ((6, 10), (0, 4), 0.9),
    ]


def test_a_letter_in_byte_tokens_is_one_word(tiny_model: Model) -> None:
    tokens = MarianTokens(open_checkpoint(tiny_model))
    text = "ba \N{CJK UNIFIED IDEOGRAPH-6F22}t gro"
    pieces = [tokens.pieces[index] for index in tokens.encode(text)]
    texts = tokens.source_tokens(text)
    assert "".join(texts) == text
    [first, *more] = [text for text, piece in zip(texts, pieces, strict=True) if piece[:3] == "<0x"]
    assert first[-1] == "\N{CJK UNIFIED IDEOGRAPH-6F22}" and more == ["", ""]
