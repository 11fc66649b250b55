"""The lexicon at work: asked for links, recorded in the result, part of the key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translate.glossary import Glossary
from translate.lexicon import LEXICON_VERSION, Entry, Lexicon
from translate.memory import NoMemory
from translate.signature import TranslationSpec
from translate.translation import SentenceTranslator
from translate.types import Decoding, Flag, FlagCode, Hypothesis, Link

SPEC = TranslationSpec("fake", "f" * 64, "fake", Decoding(beam=1), lexicon=LEXICON_VERSION)
LEXICON = Lexicon({"muiterij": Entry(3, ("mutiny",)), "schip": Entry(300, ("ship",))})
MUTINY = "Op het schip brak muiterij uit."


class Inventing:
    """A translator that makes up a word for *muiterij*, with its link where it is asked."""

    def __init__(self) -> None:
        self.linked: list[str] = []

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        return [
            Hypothesis("A coloyment broke out on the ship.", 0.5)
            if "muiterij" in source
            else Hypothesis("The ship lay there and was quiet.", 0.5)
            for source in sources
        ]

    def translate_linked(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        self.linked += sources
        return [
            replace(plain, links=(Link((2, 11), (18, 26), 0.6),))
            for plain in self.translate(sources, decoding)
        ]


def translator(engine: Inventing, lexicon: Lexicon | None) -> SentenceTranslator:
    load = None if lexicon is None else lambda: lexicon
    return SentenceTranslator(SPEC, lambda: engine, NoMemory(), Glossary.empty(), load)


def test_a_word_is_mended_and_the_result_says_so() -> None:
    engine = Inventing()
    plain = "Het schip lag er en was stil."
    renderings, _ = translator(engine, LEXICON).render([MUTINY, plain])
    assert engine.linked == [MUTINY]
    assert renderings[MUTINY].target == "A mutiny broke out on the ship."
    assert renderings[MUTINY].flags == (Flag(FlagCode.LEXICON, "coloyment → mutiny (muiterij)"),)
    assert renderings[plain].flags == ()


def test_without_a_lexicon_the_word_stays_and_is_doubted() -> None:
    engine = Inventing()
    renderings, _ = translator(engine, None).render([MUTINY])
    assert engine.linked == []
    assert renderings[MUTINY].target == "A coloyment broke out on the ship."
    assert [flag.code for flag in renderings[MUTINY].flags] == [FlagCode.NONWORD]


def test_with_and_without_have_other_keys() -> None:
    assert SPEC.sentence_key(MUTINY) != replace(SPEC, lexicon=0).sentence_key(MUTINY)
    assert f"lex:{LEXICON_VERSION}" in str(SPEC)
