"""How often each check is right, as a Markdown table.

    PYTHONPATH=. python bench/checks.py [DUTCH ENGLISH]

Two counts for each check. Errors of its kind are put into good sentence pairs (those of the
suite): how many does it find? And good translations by people are given to it, where every flag
is a false alarm: the paragraphs of ``corpus/`` with their references, or DUTCH and ENGLISH, two
files with a sentence a line. Needs no model.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from translate.flags import FlagCode
from translate.quality import CHECKS, check_sentence
from translate.types import Hypothesis

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "quality"))

Pairs = Sequence[tuple[str, str]]


def corpus() -> Pairs:
    """Paragraphs of the sample articles with the reference translations."""
    pairs: list[tuple[str, str]] = []
    for file in sorted((ROOT / "corpus").glob("*.txt")):
        texts = (file, ROOT / "corpus" / "reference" / f"{file.stem}.en.txt")
        dutch, english = (
            re.sub(r"^\s*date \S+\s", "", text.read_text("utf-8")).strip().split("\n\n")
            for text in texts
        )
        if len(dutch) == len(english):
            pairs += zip(map(str.strip, dutch), map(str.strip, english), strict=True)
    return pairs


def alarms(pairs: Pairs) -> Counter[FlagCode]:
    """Flags on good translations, by code; a sentence counts once for each."""
    return Counter(
        code
        for source, target in pairs
        for code in {flag.code for flag in check_sentence(source, Hypothesis(target, 1.0))}
    )


def detections() -> tuple[Counter[FlagCode], Counter[FlagCode]]:
    """Errors that were put in, and those of them that were found, by code."""
    from quality_injections import injections
    from quality_pairs import PAIRS

    made: Counter[FlagCode] = Counter()
    found: Counter[FlagCode] = Counter()
    for spoiled in injections(PAIRS):
        codes = {flag.code for flag in check_sentence(spoiled.source, spoiled.hypothesis)}
        made[spoiled.code] += 1
        # a whole sentence in Dutch may show as a copy
        found[spoiled.code] += spoiled.code in codes or (
            spoiled.code is FlagCode.LANG and FlagCode.COPY in codes
        )
    return made, found


def table(pairs: Pairs, what: str) -> str:
    """The counts of every check."""
    made, found = detections()
    false = alarms(pairs)
    lines = [
        f"| check | found of the errors put in | false alarms on {len(pairs)} {what} |",
        "| --- | ---: | ---: |",
    ]
    for code in CHECKS:
        put = f"{found[code]} of {made[code]}" if made[code] else "not put in"
        lines.append(f"| {code} | {put} | {false[code]} ({100 * false[code] / len(pairs):.1f} %) |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dutch", type=Path, nargs="?")
    parser.add_argument("english", type=Path, nargs="?")
    options = parser.parse_args()
    if options.dutch is None:
        pairs, what = corpus(), "paragraphs"
    elif options.english is None:
        parser.error("DUTCH without ENGLISH")
    else:
        texts = (file.read_text("utf-8").splitlines() for file in (options.dutch, options.english))
        pairs, what = list(zip(*texts, strict=True)), "sentences"
    sys.stdout.write(table(pairs, what) + "\n")


if __name__ == "__main__":
    main()
