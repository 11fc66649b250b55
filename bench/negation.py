"""What each rule of the NEGATION check is worth, as a Markdown table.

    PYTHONPATH=. python bench/negation.py DUTCH ENGLISH

Two files with a sentence a line, translations by people. A flag on one is a false alarm. Then one
negation is taken out of the English, or one put in, and flags are found errors. Needs no model.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest import mock

from translate.quality import negation

_OUT = re.compile(r"n['’]t\b| (?:not|never|nothing|hardly|barely)\b|\bno (?=[a-z])|\bwithout ")
_IN = re.compile(r"\b(?:is|are|was|were|has|have|will|must|can|would|should)\b")
_NEVER = re.compile(r"(?!)")
RULES: dict[str, tuple[str, object]] = {
    "as it is": ("_OFF", None),
    "without English affixes (unhurt)": ("_AFFIX", _NEVER),
    "without Dutch affixes (onbekend)": ("_is_negative", lambda word: False),
    "without negators that add nothing (niet alleen)": ("_IDLE", _NEVER),
    "without the list of English words (few, banned)": ("_MAY_STAND_FOR", frozenset()),
    "without the list of Dutch words (pas, verboden)": ("_MAY_NEGATE", frozenset()),
    "without words of weight (omgekomen)": ("_WEIGHTY", []),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dutch", type=Path)
    parser.add_argument("english", type=Path)
    options = parser.parse_args()
    texts = (file.read_text("utf-8").splitlines() for file in (options.dutch, options.english))
    pairs = list(zip(*texts, strict=True))
    out = _spoiled(pairs, lambda text: _OUT.sub("", text, count=1))
    put = _spoiled(pairs, lambda text: _IN.sub(r"\g<0> not", text, count=1))
    sys.stdout.write(f"| NEGATION | false alarms | found of {len(out)} taken out ")
    sys.stdout.write(f"| found of {len(put)} put in |\n| --- | ---: | ---: | ---: |\n")
    for name, (rule, instead) in RULES.items():
        with mock.patch.object(negation, rule, instead, create=rule == "_OFF"):
            counts = [
                sum(any(negation.negations(*pair)) for pair in kind) for kind in (pairs, out, put)
            ]
        sys.stdout.write(f"| {name} | {' | '.join(map(str, counts))} |\n")


def _spoiled(
    pairs: Sequence[tuple[str, str]], spoil: Callable[[str], str]
) -> list[tuple[str, str]]:
    made = ((source, target, spoil(target)) for source, target in pairs)
    return [(source, spoiled) for source, target, spoiled in made if spoiled != target]


if __name__ == "__main__":
    main()
