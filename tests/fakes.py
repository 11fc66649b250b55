"""Engines for tests: fast, deterministic, and honest about what they were asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from translate.assembly import Parts
from translate.glossary import Glossary
from translate.memory import MemoryLike, NoMemory
from translate.signature import SummarySpec, TranslationSpec
from translate.types import Decoding, Hypothesis, Link, Span

PORTION = 64
ENGLISH = [
    *("the", "house", "with", "many", "people", "was", "built", "near", "a", "river", "and"),
    *("they", "said", "that", "it", "will", "be", "there", "for", "years", "while", "council"),
    *("members", "want", "new", "plans", "about", "water", "work", "school", "trade", "money"),
]


def english(source: str) -> str:
    """Pseudo-English for a Dutch sentence: a word a word, numbers and final stop kept."""
    words = []
    for word in source.split():
        if any(character.isdigit() for character in word):
            words.append(word.strip(".,;:!?\"'()"))
        else:
            digest = hashlib.sha256(word.encode()).digest()
            words.append(ENGLISH[digest[0] % len(ENGLISH)])
    text = " ".join(words)
    return text[:1].upper() + text[1:] + (source[-1] if source[-1] in ".!?" else "")


class Engine:
    """A base for translators of tests, which say what ``translate`` answers."""

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        raise NotImplementedError

    def batches(
        self, sources: Sequence[str], decoding: Decoding
    ) -> Iterator[list[tuple[int, Hypothesis]]]:
        """Portions of ``PORTION``."""
        for start in range(0, len(sources), PORTION):
            answers = self.translate(sources[start : start + PORTION], decoding)
            yield list(enumerate(answers, start))

    def links(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[Link, ...]]:
        """None is known."""
        return [() for _ in sources]

    def continue_from(
        self, sources: Sequence[str], beginnings: Sequence[str], decoding: Decoding
    ) -> list[Hypothesis]:
        raise NotImplementedError


@dataclass
class FakeTranslator(Engine):
    """Writes pseudo-English and keeps what it was asked in ``asked``."""

    asked: list[str] = field(default_factory=list)
    calls: int = 0

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        self.calls += 1
        self.asked.extend(sources)
        return [Hypothesis(english(source), 0.5) for source in sources]


@dataclass
class FakeGenerator:
    """Answers with the first half of the words it is given."""

    max_source: int = 1000
    asked: list[str] = field(default_factory=list)

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def rewrite(self, passages: Sequence[str], max_words: Sequence[int]) -> list[str]:
        self.asked.extend(passages)
        answers = []
        for passage, limit in zip(passages, max_words, strict=True):
            words = passage.split()
            kept = words[: max(3, min(limit, len(words) * 2 // 3))]
            answers.append(" ".join(kept).rstrip(".,;:") + ".")
        return answers


class StopSegmenter:
    """Splits after a full stop; enough for texts that tests make up."""

    id = "stop-1"

    def spans(self, text: str) -> list[Span]:
        spans, start = [], 0
        while start < len(text):
            stop = text.find(". ", start)
            end = len(text) if stop < 0 else stop + 2
            spans.append((start, end))
            start = end
        return spans


def fake_parts(
    translator: FakeTranslator | None = None,
    generator: FakeGenerator | None = None,
    memory: MemoryLike | None = None,
    **spec: object,
) -> Parts:
    """Parts with fakes in the place of models; ``spec`` changes the translation's spec."""
    from translate.articles import ReadOptions

    translator = translator or FakeTranslator()
    generator = generator or FakeGenerator()
    translation = TranslationSpec("fake", "f" * 64, "fake", Decoding(beam=1))
    return Parts(
        translation=replace(translation, **spec),  # type: ignore[arg-type]
        load_translator=lambda: translator,
        summary=SummarySpec("fake", "e" * 64, "fake", plan=1, max_words=60),
        load_generator=lambda: generator,
        segmenter=StopSegmenter(),
        reading=ReadOptions(assume_dutch=True),
        glossary=Glossary.empty(),
        memory=memory or NoMemory(),
        version="0",
    )
