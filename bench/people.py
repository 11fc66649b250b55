"""How many names of Dutch news stand in the English, with --no-names and without.

    python bench/people.py NEWS [--model bundled] [--sentences 250]

NEWS has a sentence a line. Drawn are sentences of 6 to 32 words with the full name of a person
whose first name is Dutch, with the name of a newspaper, club, body or town that English keeps, and
with a woman or a man who is addressed as such.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from translate import Pipeline, Settings
from translate.glossary.tsv import read_builtin
from translate.text.names import FIRST_NAMES
from translate.text.words import fold

Wanted = Callable[[str], list[str]]
_FULL = re.compile(r"(?<![\w.'-])([A-Z]\w+) ((?:[a-z]+ ){0,2}[A-Z][\w'-]+)(?![\w'-]| [A-Z])")
_PARTICLES = frozenset(["van", "de", "der", "den", "ten", "ter", "te", "in", "'t"])
#: Who or what has another name in English: Karel de Grote, Willem van Oranje.
_OTHERWISE = {one.dutch for one in read_builtin() if one.dutch != one.english}
_WOMAN, _MAN = re.compile(r"\b[Mm]evrouw [A-Z]"), re.compile(r"\b(?:[Mm]eneer|[Dd]e heer) [A-Z]")


def people(sentence: str, particle: bool) -> list[str]:
    """Full names of people that are alike in English, with a particle or without."""
    return [
        f"{first} {last}"
        for first, last in _FULL.findall(sentence)
        if fold(first) in FIRST_NAMES
        and _PARTICLES.issuperset(last.split()[:-1])
        and (len(last.split()) > 1) == particle
        and _OTHERWISE.isdisjoint([f"{first} {last}", last.split()[-1]])
    ]


def kept(kinds: set[str]) -> Wanted:
    """The names of these kinds that English keeps."""
    alike = (one for one in read_builtin() if one.dutch == one.english and not one.accepted)
    names = [one.dutch for one in alike if one.kind in kinds and not one.inner]
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")
    return lambda sentence: pattern.findall(sentence)


def addressed(sentence: str) -> list[str]:
    """How English addresses the only woman or man."""
    women, men = len(_WOMAN.findall(sentence)), len(_MAN.findall(sentence))
    return ["(?:Mrs|Ms|Miss|Madam)"] if women and not men else ["Mr"] if men and not women else []


KINDS: dict[str, Wanted] = {
    "people with a particle (Jan de Vries)": lambda sentence: people(sentence, True),
    "other people (Jan Jansen)": lambda sentence: people(sentence, False),
    "newspapers, clubs, bodies": kept({"organisation"}),
    "towns": kept({"city"}),
    "a woman or a man (mevrouw, meneer)": addressed,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("news", type=Path)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--sentences", type=int, default=250)
    options = parser.parse_args()
    lines = options.news.read_text("utf-8").split("\n")
    random.Random(1).shuffle(lines)
    fit = [line for line in lines if 6 <= len(line.split()) <= 32]
    sys.stdout.write("| names | in the Dutch | kept with --no-names | kept |\n")
    sys.stdout.write("| --- | ---: | ---: | ---: |\n")
    for kind, wanted in KINDS.items():
        chosen = [line for line in fit if wanted(line)][: options.sentences]
        found = [[re.compile(rf"\b{name}\b") for name in wanted(line)] for line in chosen]
        counts = [
            sum(bool(name.search(line)) for names, line in zip(found, english, strict=True)
                for name in names)
            for english in (translated(chosen, options.model, names) for names in (False, True))
        ]  # fmt: skip
        sys.stdout.write(f"| {kind} | {sum(map(len, found))} | {counts[0]} | {counts[1]} |\n")


def translated(lines: Iterable[str], model: str, names: bool) -> list[str]:
    """The English of each line, with the help for names or without."""
    pipeline = Pipeline(Settings(model=model, names=names, cache=False))
    return [" ".join(one.target for one in line) for line in pipeline.lines(lines)]


if __name__ == "__main__":
    main()
