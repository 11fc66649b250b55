"""Dictionary entries and their inflected forms as training pairs.

`python -m models.training.dictionary OUT DICTIONARY.dict.dz... --config FILE` reads dictionaries
in the format of dictd (FreeDict's Debian packages dict-freedict-nld-eng and -eng-nld carry two)
and the entries among the recipe's own pairs, and writes `source<TAB>English<TAB>Dutch` for
`[data] dictionaries`. A dictionary knows "binnenvallen" as "invade"; news says "binnengevallen", so
forms are made of every entry: by rule, kept where the recipe's own texts have them.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from .config import Config, RecipeError, load_config
from .files import atomic_text, tell
from .inflect import inflected_adjectives, is_infinitive, plurals, verb_forms
from .prepare import read_lines
from .text import normalise
from .verbs import Verbs, third_person

ENTRIES, FORMS = "dict_freedict", "dict_forms"
_HEAD = re.compile(r"(?P<head>\S.*?) /.*/(?: <[^>]*>)?$")
_NUMBERED = re.compile(r"^\d+\. ")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_MOST_WORDS = 4
# What Dutch texts have this often is learnt from sentences; a dictionary adds its rarest senses.
_COMMON = 500


def read_dictd(path: Path) -> Iterator[tuple[str, str]]:
    """Headword and translation, one pair for each translation of each entry.

    Raises :class:`RecipeError` when the file cannot be read.
    """
    head = ""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = normalise(line.rstrip("\n").replace("\u2010", "-").replace("\u0133", "ij"))
                if found := _HEAD.match(text):
                    head = found["head"]
                elif not text:
                    head = ""
                elif head:
                    for part in _NUMBERED.sub("", text).split(","):
                        yield head, part.strip()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise RecipeError(f"cannot read the dictionary {path}: {error}") from error


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in the texts, in lower case."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_WORD.findall(text.lower()))
    return counts


def known_entries(
    entries: Iterable[tuple[str, str]], english: Mapping[str, int]
) -> list[tuple[str, str]]:
    """Entries (Dutch, English) of few words that English text has.

    That drops what lost its spaces ("oftheyear") with what is too rare to matter.
    """
    found: dict[tuple[str, str], None] = {}
    for dutch, meaning in entries:
        words = _WORD.findall(meaning.lower())
        short = 0 < len(words) <= _MOST_WORDS and len(dutch.split()) <= _MOST_WORDS
        if short and not re.search(r"[()/;:]", dutch + meaning) and all(english[w] for w in words):
            found[dutch, meaning] = None
    return list(found)


def forms_of(
    entries: Iterable[tuple[str, str]],
    dutch: Mapping[str, int],
    english: Mapping[str, int],
    verbs: Verbs,
) -> list[tuple[str, str]]:
    """Inflected pairs (Dutch, English) of single-word entries, each attested on both sides."""
    found: dict[tuple[str, str], None] = {}
    for word, meaning in entries:
        word, meaning = word.lower(), meaning.lower().removeprefix("to ")
        if not (word.isalpha() and meaning.isalpha()):
            continue
        if is_infinitive(word) and meaning in verbs.bases:
            forms = verb_forms(word, dutch)
            made = [
                (form, verbs.simple(meaning, tense))
                for tense in ("third", "past")
                for form in sorted(forms[tense])
            ]
            participle = _participle(meaning, verbs)
            made += [(form, participle) for form in sorted(forms["participle"])]
        elif english.get(third_person(meaning), 0) >= 2:
            # Nouns make their plural as verbs make their third person.
            made = [(form, third_person(meaning)) for form in sorted(plurals(word, dutch))]
        else:
            made = [(form, meaning) for form in sorted(inflected_adjectives(word, dutch))]
        found |= dict.fromkeys(pair for pair in made if english.get(pair[1], 0))
    return list(found)


def _participle(base: str, verbs: Verbs) -> str:
    return next((form for form, of in verbs.participle.items() if of == base), base)


@dataclass(frozen=True)
class Texts:
    """What the recipe's raw texts tell: dictionary entries, counts of words, English verbs."""

    entries: list[tuple[str, str]]
    dutch: Counter[str]
    english: Counter[str]
    verbs: Verbs

    @classmethod
    def read(cls, config: Config, sources: Iterable[str]) -> Texts:
        """Read all texts; `entries` (Dutch, English) are the pairs of these sources."""
        patterns = tuple(sources)
        dutch, english, entries = [], [], []
        for name in config.data.parallel:
            for line in read_lines(config.path(name)):
                source, meaning, word = line.split("\t")
                if any(fnmatch(source, pattern) for pattern in patterns):
                    entries.append((normalise(word), normalise(meaning)))
                dutch.append(word)
                english.append(meaning)
        if config.data.dutch:
            dutch += read_lines(config.path(config.data.dutch))
        if config.data.english:
            english += read_lines(config.path(config.data.english))
        return cls(entries, count_words(dutch), count_words(english), Verbs.from_texts(english))

    def forms(self, more: Iterable[tuple[str, str]] = ()) -> list[tuple[str, str]]:
        """Inflected forms of the entries and of more of them."""
        return forms_of([*self.entries, *more], self.dutch, self.english, self.verbs)


def write(config: Config, out: Path, dictionaries: Iterable[Path]) -> tuple[int, int]:
    """Write entries and forms; returns how many of each."""
    texts = Texts.read(config, config.data.free_form)
    pairs = [pair for path in dictionaries for pair in _dutch_first(path, texts.dutch)]
    entries = known_entries(pairs, texts.english)
    forms = _uncommon(texts.forms(entries), texts.dutch)
    entries = _uncommon(entries, texts.dutch)
    with atomic_text(out) as stream:
        for source, rows in ((ENTRIES, entries), (FORMS, forms)):
            stream.writelines(f"{source}\t{meaning}\t{word}\n" for word, meaning in rows)
    return len(entries), len(forms)


def _uncommon(pairs: list[tuple[str, str]], dutch: Mapping[str, int]) -> list[tuple[str, str]]:
    return [pair for pair in pairs if dutch.get(pair[0].lower(), 0) < _COMMON]


def _dutch_first(path: Path, dutch: Mapping[str, int]) -> list[tuple[str, str]]:
    """The entries with Dutch first, whichever way round the dictionary is."""
    pairs = list(read_dictd(path))
    heads = sum(dutch.get(head.lower(), 0) > 0 for head, _ in pairs)
    meanings = sum(dutch.get(meaning.lower(), 0) > 0 for _, meaning in pairs)
    return pairs if heads >= meanings else [(meaning, head) for head, meaning in pairs]


def main(arguments: list[str] | None = None) -> int:
    """Exit code 1 with one line when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m models.training.dictionary")
    parser.add_argument("out", type=Path)
    parser.add_argument("dictionaries", type=Path, nargs="+")
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("recipe.toml"))
    options = parser.parse_args(arguments)
    try:
        entries, forms = write(load_config(options.config), options.out, options.dictionaries)
        tell(f"{entries} entries, {forms} forms of them")
    except RecipeError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
