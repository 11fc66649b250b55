"""How many names stand in the English, with --no-names and without.

    python bench/names.py [NEWS] [--model bundled] [--sentences 250]

The first row is a set of sentences that were made up for it. NEWS has a sentence a line. Drawn are
sentences of 6 to 32 words with the full name of a person whose first name is Dutch, with the name
of a newspaper, club, body or town that English keeps, and with a woman or a man who is addressed as
such.
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

SET = Path(__file__).parents[1] / "tests" / "glossary" / "names_set.tsv"
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
    parser.add_argument("news", type=Path, nargs="?")
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--sentences", type=int, default=250)
    options = parser.parse_args()
    sys.stdout.write("| names | in the Dutch | kept with --no-names | kept |\n")
    sys.stdout.write("| --- | ---: | ---: | ---: |\n")
    tell("of the set", made_up(), options.model)
    if not options.news:
        return
    lines = options.news.read_text("utf-8").split("\n")
    random.Random(1).shuffle(lines)
    fit = [line for line in lines if 6 <= len(line.split()) <= 32]
    for kind, wanted in KINDS.items():
        chosen = [line for line in fit if wanted(line)][: options.sentences]
        tell(kind, [(line, wanted(line)) for line in chosen], options.model)


def made_up() -> list[tuple[str, list[str]]]:
    """The sentences of the set, each with the names that are expected of it."""
    rows = (line.split("\t") for line in SET.read_text("utf-8").splitlines() if line[0] != "#")
    return [(line, [re.escape(name) for name in names.split(";") if name]) for line, names in rows]


def tell(kind: str, rows: list[tuple[str, list[str]]], model: str) -> None:
    """One line of the table: how many of the patterns of each Dutch line its English has."""
    patterns = [[re.compile(rf"(?<!\w){name}(?!\w)") for name in names] for _, names in rows]
    counts = [
        sum(bool(one.search(line)) for found, line in zip(patterns, english, strict=True)
            for one in found)
        for english in (translated((line for line, _ in rows), model, on) for on in (False, True))
    ]  # fmt: skip
    sys.stdout.write(f"| {kind} | {sum(map(len, patterns))} | {counts[0]} | {counts[1]} |\n")


def translated(lines: Iterable[str], model: str, names: bool) -> list[str]:
    """The English of each line, with the help for names or without."""
    pipeline = Pipeline(Settings(model=model, names=names, cache=False))
    return [" ".join(one.target for one in line) for line in pipeline.lines(lines)]


if __name__ == "__main__":
    main()
