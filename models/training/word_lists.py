"""The lists of words for the checks that look for words that are no translation.

`python -m models.training.word_lists dutch OUT --config FILE`, after stage prepare: words of
three letters or more that stand in small letters in most of their Dutch places, and are many
times as frequent in the run's Dutch as in its English. Names, cognates and loans drop out by that.

`... english OUT`: words in small letters that the run's English has several times and the
spelling dictionary lacks, less those of the Dutch list.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from spellchecker import SpellChecker

from .config import Config, RecipeError, load_config
from .files import atomic_text, tell
from .prepare import read_lines

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
LEAST_COUNT, LEAST_SMALL, LEAST_RATIO = 5, 0.8, 30.0
LEAST_ENGLISH, LEAST_LETTERS = 3, 4


def dutch_words(dutch: Iterable[str], english: Iterable[str]) -> list[str]:
    """Sorted words that the Dutch texts have and the English ones, in proportion, do not."""
    seen: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in dutch:
        found = _WORD.findall(text)
        seen.update(word.lower() for word in found)
        small.update(word for word in found if word.islower())
    other = Counter(word.lower() for text in english for word in _WORD.findall(text))
    share, other_share = 1 / max(1, seen.total()), 1 / max(1, other.total())
    return sorted(
        word
        for word, count in seen.items()
        if count >= LEAST_COUNT
        and len(word) >= 3
        and word.isalpha()
        and small[word] >= LEAST_SMALL * count
        # Half a count for what English never had, so that rarity alone proves nothing.
        and count * share >= LEAST_RATIO * (other[word] + 0.5) * other_share
    )


def english_words(dutch: Iterable[str], english: Iterable[str]) -> list[str]:
    """Sorted words that the English texts have and the spelling dictionary lacks."""
    speller = SpellChecker(language="en")
    counts = Counter(word for text in english for word in _WORD.findall(text) if word.isalpha())
    return sorted(
        set(
            speller.unknown(
                word
                for word, count in counts.items()
                if count >= LEAST_ENGLISH and word.islower() and len(word) >= LEAST_LETTERS
            )
        )
        - set(dutch)
    )


def write(config: Config, language: str, out: Path) -> int:
    """Write the words of a prepared run, one a line; returns how many there are."""
    pairs = [line.split("\t") for line in read_lines(config.run / "pairs.tsv")]
    dutch = [row[2] for row in pairs]
    english = [row[3] for row in pairs]
    if config.data.dutch:
        dutch += read_lines(config.path(config.data.dutch))
    if (config.run / "english.tsv").exists():
        english += (line.split("\t")[1] for line in read_lines(config.run / "english.tsv"))
    words = dutch_words(dutch, english)
    if language == "english":
        words = english_words(words, english)
    with atomic_text(out) as stream:
        stream.writelines(f"{word}\n" for word in words)
    return len(words)


def main(arguments: list[str] | None = None) -> int:
    """Exit code 1 with one line when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m models.training.word_lists")
    parser.add_argument("language", choices=("dutch", "english"))
    parser.add_argument("out", type=Path)
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("recipe.toml"))
    options = parser.parse_args(arguments)
    try:
        tell(f"{write(load_config(options.config), options.language, options.out)} words")
    except RecipeError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
