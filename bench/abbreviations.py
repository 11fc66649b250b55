"""How many abbreviations of a Dutch text its English has: of a person's English, or a model's.

``PYTHONPATH=. python bench/abbreviations.py DUTCH ENGLISH``: two files, a sentence a line.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from translate.glossary import Glossary, Kind
from translate.text.normalise import normalise


def main(dutch: Path, english: Path) -> None:
    """Print how many stand the same, how many in a form that is right as well, and what is gone."""
    glossary = Glossary.builtin()
    sources, targets = (path.read_text("utf-8").splitlines() for path in (dutch, english))
    same = other = sentences = 0
    gone: Counter[str] = Counter()
    for source, target in zip(sources, targets, strict=True):
        prepared = glossary.prepared(normalise(source))
        kept = [term for term in prepared.terms if term.entry.kind is Kind.ABBREVIATION]
        sentences += bool(kept)
        missed = prepared.apply(target).missed
        gone.update(term.dutch for term in kept if term in missed)
        there = [term for term in kept if term not in missed]
        same += sum(term.dutch in target for term in there)
        other += sum(term.dutch not in target for term in there)
    total = same + other + gone.total()
    sys.stdout.write(
        f"{total} abbreviations in {sentences} sentences: {same} the same, "
        f"{other} in another form that is right, {gone.total()} not there\n"
        + "".join(f"{count:6} {word}\n" for word, count in gone.most_common(20))
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
