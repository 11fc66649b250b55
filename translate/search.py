"""Words in the sentences of results, in both languages, whatever their case and diacritics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from translate.recheck import Broken, read_results
from translate.text.words import fold


class Hit(NamedTuple):
    """A sentence with the words in it; ``sentence`` is its number in the article, from 0."""

    file: str
    article: str
    sentence: int
    source: str
    target: str


def search(words: str, files: Sequence[Path]) -> Iterator[Hit | Broken]:
    """Every sentence whose Dutch or English has ``words`` in it, in order."""
    wanted = " ".join(fold(words).split())
    for file, result in read_results(files):
        if isinstance(result, Broken):
            yield result
            continue
        for index, pair in enumerate(result.sentences()):
            if any(wanted in " ".join(fold(text).split()) for text in (pair.source, pair.target)):
                yield Hit(str(file), result.article.path, index, pair.source, pair.target)
