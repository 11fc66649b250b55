"""Scores of translations against references: BLEU, chrF, slices, paired bootstrap.

The arithmetic is sacrebleu's; each figure comes with the signature that makes it comparable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from translate.errors import EngineUnavailable, UsageError


@dataclass(frozen=True, slots=True)
class Score:
    """One figure, 0 to 100, with what it was computed over and how."""

    metric: str
    value: float
    sentences: int
    signature: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ours against another system's output by paired bootstrap resampling.

    ``p_value`` is the share of resamples in which the difference was at least as large under
    the hypothesis that the systems are equal (Koehn 2004, as sacrebleu computes it).
    """

    metric: str
    ours: float
    theirs: float
    p_value: float
    signature: str


def score(hypotheses: Sequence[str], references: Sequence[str]) -> list[Score]:
    """Corpus BLEU and chrF of one hypothesis a reference.

    Raises :class:`UsageError` for unequal lengths or nothing to score.
    """
    _check(hypotheses, references)
    scores = []
    for metric in _metrics().values():
        result = metric.corpus_score(list(hypotheses), [list(references)])
        scores.append(
            Score(
                result.name,
                round(result.score, 1),
                len(references),
                str(metric.get_signature()),
            )
        )
    return scores


def sentence_chrf(hypotheses: Sequence[str], references: Sequence[str]) -> list[float]:
    """chrF2 (0 to 100) of each sentence by itself.

    Raises :class:`UsageError` for unequal lengths or nothing to score.
    """
    _check(hypotheses, references)
    metric = _metrics()["chrF2"]
    return [
        float(metric.sentence_score(ours, [theirs]).score)
        for ours, theirs in zip(hypotheses, references, strict=True)
    ]


def score_slices(
    hypotheses: Sequence[str], references: Sequence[str], labels: Sequence[str]
) -> Mapping[str, list[Score]]:
    """The same for each label's sentences, labels sorted."""
    if len(labels) != len(references):
        raise UsageError(
            f"{len(labels)} labels for {len(references)} sentences", "give one label a line"
        )
    slices = {}
    for label in sorted(set(labels)):
        chosen = [index for index, own in enumerate(labels) if own == label]
        slices[label] = score(
            [hypotheses[index] for index in chosen], [references[index] for index in chosen]
        )
    return slices


def compare(
    ours: Sequence[str], theirs: Sequence[str], references: Sequence[str], samples: int = 1000
) -> list[Comparison]:
    """Paired bootstrap over ``samples`` resamples of the same sentences."""
    _check(ours, references)
    _check(theirs, references)
    same = list(ours) == list(theirs)
    from sacrebleu.significance import PairedTest

    test = PairedTest(
        [("theirs", list(theirs)), ("ours", list(ours))],
        _metrics(),
        [list(references)],
        test_type="bs",
        n_samples=samples,
    )
    outcome: Any = test()
    signatures, results = outcome
    return [
        Comparison(
            name,
            round(system.score, 1),
            round(baseline.score, 1),
            # sacrebleu counts resamples above the difference, so that no difference looks sure
            1.0 if same else round(float(system.p_value), 4),
            str(signatures[name]),
        )
        for name, (baseline, system) in results.items()
        if name != "System"  # the column of names
    ]


def _check(hypotheses: Sequence[str], references: Sequence[str]) -> None:
    if not references:
        raise UsageError("nothing to score", "give files with one sentence a line")
    if len(hypotheses) != len(references):
        raise UsageError(
            f"{len(hypotheses)} translations for {len(references)} references",
            "both need one sentence a line, in the same order",
        )


def _metrics() -> dict[str, Any]:
    try:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
    except ImportError as error:
        raise EngineUnavailable(
            "sacrebleu is not installed", "pip install 'nieuws-translate[evaluate]'"
        ) from error
    return {"BLEU": BLEU(), "chrF2": CHRF()}
