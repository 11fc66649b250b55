"""Whole paragraphs of the sample corpus beside their reference translations: few false alarms."""

from __future__ import annotations

import re
from pathlib import Path

from translate.language import is_dutch
from translate.quality import check_sentence, trace
from translate.text.english_sentences import sentences
from translate.types import Hypothesis

CORPUS = Path(__file__).parents[2] / "corpus"
#: Paragraphs that may be doubted: about one in fifty was when the checks were written.
MAX_FALSE_ALARMS = 0.05
#: Reference summary sentences that may be doubted; people write more freely than rewriters.
MAX_UNSUPPORTED = 0.15


def paragraphs(file: Path) -> list[str]:
    text = re.sub(r"^\s*date \d{4}-\d{2}\s", "", file.read_text(encoding="utf-8"))
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def pairs() -> list[tuple[Path, list[str], list[str]]]:
    found = []
    for file in sorted(CORPUS.glob("*.txt")):
        reference = CORPUS / "reference" / f"{file.stem}.en.txt"
        dutch, english = paragraphs(file), paragraphs(reference)
        if len(dutch) == len(english):
            found.append((file, dutch, english))
    return found


def test_reference_translations_are_left_alone() -> None:
    checked = [
        check_sentence(source, Hypothesis(target, 1.0))
        for _, dutch, english in pairs()
        for source, target in zip(dutch, english, strict=True)
    ]
    assert len(checked) >= 60
    doubted = [flags for flags in checked if flags]
    assert len(doubted) <= MAX_FALSE_ALARMS * len(checked), doubted


def test_reference_summaries_are_borne_out_by_their_articles() -> None:
    traced = []
    for file, dutch, english in pairs():
        summary = CORPUS / "reference" / f"{file.stem}.summary.txt"
        evidence = list(zip(dutch, english, strict=True))
        traced += [
            trace(piece, evidence) for piece in sentences(summary.read_text(encoding="utf-8"))
        ]
    assert len(traced) >= 20
    doubted = [flags for flags in traced if flags]
    assert len(doubted) <= MAX_UNSUPPORTED * len(traced), doubted


def test_every_sample_is_dutch_and_no_reference_is() -> None:
    for _, dutch, english in pairs():
        assert is_dutch("\n".join(dutch))
        assert not is_dutch("\n".join(english))
