"""Articles for benches: the sample articles of ``corpus/`` and endless variations of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from translate.articles import ReadOptions, default_segmenter, discover, load, parse
from translate.types import BlockKind

ROOT = Path(__file__).resolve().parents[1]
READING = ReadOptions(assume_dutch=True)
SENTENCES_PER_PARAGRAPH = 4
PARAGRAPHS = 6


def sentences_of(folder: Path) -> list[str]:
    """Every sentence of the articles under ``folder``, each once, as the tool reads them."""
    segmenter = default_segmenter()
    found = [
        sentence.source
        for file in discover([folder])
        for raw in load(file, READING)
        for sentence in parse(raw, READING, segmenter).sentences()
        if any(character.isalpha() for character in sentence.source)
    ]
    return list(dict.fromkeys(found))


def spliced(chance: random.Random) -> Iterator[str]:
    """Sentences without end, no two alike: the first half of one, the second half of another.

    Not always sense, but Dutch words in about the corpus's lengths, so that as much is to be
    decoded as for an article and no two systems can gain by knowing a sentence already.
    """
    whole = [text.split() for text in sentences_of(ROOT / "corpus") if text[-1] in ".?!"]
    seen: set[str] = set()
    while True:
        first, second = chance.choice(whole), chance.choice(whole)
        text = " ".join([*first[: (len(first) + 1) // 2], *second[(len(second) + 1) // 2 :]])
        # quotation marks that do not close and stops inside would be cut elsewhere
        text = text.translate({ord(mark): None for mark in "“”„‘’\"'—"}).replace("...", "")
        if len(text.split()) > 2 and text not in seen:
            seen.add(text)
            yield text


def of_length(words: int, count: int, chance: random.Random) -> list[str]:
    """``count`` sentences of exactly ``words`` words."""
    made = []
    stream = spliced(chance)
    for _ in range(count):
        pool: list[str] = []
        while len(pool) < words:
            pool += next(stream).rstrip(".?!").lower().split()
        made.append(" ".join(pool[:words]).capitalize() + ".")
    return made


def write_fresh_articles(folder: Path, sentences: int, seed: int = 1) -> None:
    """Articles of ``sentences`` sentences in all, none of which occurs twice."""
    folder.mkdir(parents=True)
    stream = spliced(random.Random(seed))
    size = SENTENCES_PER_PARAGRAPH * PARAGRAPHS
    for number, start in enumerate(range(0, sentences, size)):
        lines = [next(stream) for _ in range(min(size, sentences - start))]
        blocks = [
            " ".join(lines[at : at + SENTENCES_PER_PARAGRAPH])
            for at in range(0, len(lines), SENTENCES_PER_PARAGRAPH)
        ]
        _write(folder / f"artikel-{number:05}.txt", number, blocks)


def write_many_articles(folder: Path, count: int, seed: int = 1) -> None:
    """``count`` different articles made of the corpus's paragraphs: few sentences are new."""
    paragraphs = [
        " ".join(sentence.source for sentence in block.sentences)
        for file in discover([ROOT / "corpus"])
        for raw in load(file, READING)
        for block in parse(raw, READING, default_segmenter()).blocks
        if block.kind is BlockKind.PARAGRAPH
    ]
    chance = random.Random(seed)
    for number in range(count):
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        blocks = chance.sample(paragraphs, PARAGRAPHS)
        _write(place / f"artikel-{number:06}.txt", number, blocks)


def _write(path: Path, number: int, blocks: list[str]) -> None:
    year, month = 2019 + number % 5, number % 12 + 1
    path.write_text(f" date {year}-{month:02} " + "\n\n".join(blocks) + "\n", encoding="utf-8")
