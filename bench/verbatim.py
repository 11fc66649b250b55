"""Addresses, code, emoji and the like: a mark that the model copies against cutting, as a table.

    PYTHONPATH=. python bench/verbatim.py MODEL_FOLDER [--engine ct2|torch] [--set FILE] [--show]

Each line of the set has a Dutch sentence, its English, and what must come back to the letter. A
row of the table: how many sentences kept all of it, and chrF against the English. ``--show``
prints the sentences as the tool makes them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import sacrebleu

from translate.engines import decoding_for, load_translator, resolve_engine
from translate.glossary import Glossary
from translate.memory import NoMemory
from translate.protocols import Translator
from translate.signature import TranslationSpec
from translate.translation import SentenceTranslator
from translate.types import Decoding, Hypothesis, Model, ModelFamily
from translate.verbatim import masked, to_ask

SET = Path(__file__).parents[1] / "tests" / "verbatim_set.tsv"
#: Forms of the mark that were tried, by the number of the piece.
FORMS: tuple[Callable[[int], str], ...] = (
    lambda number: f"({number})",
    lambda number: f"X{number}",
    lambda number: str(7040 + number),
    lambda number: ("Anna", "Peter", "Maria")[number % 3],
    lambda number: ("BBC", "CNN", "NBC")[number % 3],
)


def answers(engine: Translator, sources: list[str], decoding: Decoding) -> list[str]:
    """The targets alone."""
    return [answer.text for answer in engine.translate(sources, decoding)]


def marked(
    engine: Translator, sources: list[str], decoding: Decoding, form: Callable[[int], str]
) -> list[str]:
    """Translations with the marks in another form, put back where they were copied."""
    masks = [masked(source) for source in sources]
    names = [{mark: form(number) for number, mark in enumerate(mask.pieces, 1)} for mask in masks]
    asked = []
    for mask, forms in zip(masks, names, strict=True):
        parts = mask.cut(mask.text)
        asked.append("".join(forms.get(part, part) for part in parts))
    made = []
    for mask, forms, target in zip(masks, names, answers(engine, asked, decoding), strict=True):
        for mark, name in forms.items():
            target = target.replace(name, mark, 1)
        made.append(mask.restored(target) or target)
    return made


def parted(engine: Translator, sources: list[str], decoding: Decoding) -> list[str]:
    """Translations of what is between the pieces, joined."""
    made = []
    for source in sources:
        mask = masked(source)
        parts = mask.cut(mask.text)
        asked = to_ask(parts)
        found: dict[str, Hypothesis] = dict(
            zip(asked, engine.translate(asked, decoding), strict=True)
        )
        joined = mask.joined(parts, found).text
        made.append(mask.restored(joined) or joined)
    return made


def main() -> None:
    """Translate the set each way and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--set", type=Path, default=SET, dest="path")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    lines = arguments.path.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    sources = [row[0] for row in rows]
    model = Model("bench", ModelFamily.MARIAN, arguments.model, "0" * 64, "")
    engine = load_translator(model, resolve_engine(arguments.engine))
    decoding = decoding_for(model)
    tool = SentenceTranslator(
        TranslationSpec("bench", "0" * 64, "bench", decoding), lambda: engine, NoMemory(),
        Glossary.empty(),
    )  # fmt: skip
    rendered, _ = tool.render(sources)
    ways = {
        "as they are": answers(engine, sources, decoding),
        "cut at the pieces": parted(engine, sources, decoding),
        **{
            f"marks {form(1)}, {form(2)}": marked(engine, sources, decoding, form) for form in FORMS
        },
        "the tool: marks (1), and cut where one is lost": [
            rendered[source].target for source in sources
        ],
    }
    out = [f"| {len(rows)} sentences | kept to the letter | chrF |", "| --- | ---: | ---: |"]
    for name, targets in ways.items():
        kept = sum(
            all(piece in target for piece in ([row[2]] if row[2] in row[0] else row[2].split()))
            for row, target in zip(rows, targets, strict=True)
        )
        chrf = sacrebleu.corpus_chrf(targets, [[row[1] for row in rows]]).score
        out.append(f"| {name} | {kept} | {chrf:.1f} |")
    sys.stdout.write("\n".join(out) + "\n")
    if arguments.show:
        sys.stdout.writelines(f"{source}\n    {rendered[source].target}\n" for source in sources)


if __name__ == "__main__":
    main()
