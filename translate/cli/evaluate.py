"""``translate evaluate``: how good is it, with figures that can be compared."""

from __future__ import annotations

import csv
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate.cli.sink import Sink, table
from translate.errors import UsageError
from translate.files import need_folder_of, read_text
from translate.readable import counted
from translate.settings import EvaluateOptions, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translate.evaluation.confidence import Confidence
    from translate.evaluation.scores import Score
    from translate.types import Translation


def evaluate(
    source: Annotated[Path | None, typer.Argument(help="Dutch, one sentence a line.")] = None,
    reference: Annotated[Path | None, typer.Argument(help="English, one sentence a line.")] = None,
    *,
    options: EvaluateOptions,
    settings: Annotated[
        Settings,
        "model summary_model engine compute_type beam threads models_dir names cache cache_dir",
    ],
    sink: Sink,
) -> None:
    """Translate a test set as 'translate text --lines' does, and score it."""
    from translate.evaluation.confidence import confidence
    from translate.evaluation.scores import compare, score, score_slices
    from translate.pipeline import Pipeline

    # a model's score is its own
    settings = replace(settings, corrections=False)
    if options.summaries is not None:
        _summaries(sink, options.summaries, options.limit, replace(settings, cache=False))
        return
    if source is None or reference is None:
        raise UsageError("nothing to evaluate", "give SOURCE and REFERENCE, or --summaries")
    # what is missing is said before an hour's work, not after it
    rows = _rows(source, reference, options)
    references = rows[reference]
    signature, certainty = "none", None
    if options.hypothesis is not None:
        hypotheses = rows[options.hypothesis]
    else:
        with Pipeline(replace(settings, summary=False), notice=sink.note) as pipeline:
            signature = pipeline.signature
            translated = pipeline.lines(rows[source])
        hypotheses = [" ".join(pair.target for pair in pairs) for pairs in translated]
        unsure_below = pipeline.parts.translation.unsure_below
        sureness = [_sureness(pairs) for pairs in translated]
        certainty = confidence(sureness, hypotheses, references, limit=unsure_below)
    if options.write is not None:
        options.write.write_text("".join(f"{line}\n" for line in hypotheses), encoding="utf-8")
    scores = score(hypotheses, references)
    labels = rows[options.subjects] if options.subjects else []
    slices = score_slices(hypotheses, references, labels) if labels else {}
    theirs = rows[options.against] if options.against else []
    comparisons = compare(hypotheses, theirs, references) if theirs else []
    sink.answer(
        lambda: {
            "system": signature,
            "scores": scores,
            "slices": slices,
            "comparisons": comparisons,
            "confidence": certainty,
        },
        lambda: "\n".join(
            [
                f"system: {signature}",
                _scores({"all": scores, **slices}, options.column if slices else ""),
                *(f"{one.metric}: {one.signature}" for one in scores),
                *(
                    f"{one.metric} {one.ours} against {one.theirs}: p = {one.p_value}"
                    f" ({one.signature})"
                    for one in comparisons
                ),
                *(_certainty(certainty) if certainty else ()),
            ]
        ),
    )


def _rows(source: Path, reference: Path, options: EvaluateOptions) -> dict[Path, list[str]]:
    """The lines of every file that is named, of --subjects its column; all of one length.

    Raises UsageError for other lengths, and where --write would overwrite one of them.
    """
    named = (source, reference, options.hypothesis, options.against, options.subjects)
    rows = {path: _lines(path) for path in named if path is not None}
    if options.write is not None:
        need_folder_of(options.write, "--write")
        for path in rows:
            if path.resolve() == options.write.resolve():
                raise UsageError(f"--write would overwrite {path}", "name another file")
    if options.subjects is not None:
        rows[options.subjects] = _labels(rows[options.subjects], options.subjects, options.column)
    if not any(map(str.strip, rows[source])):
        raise UsageError(f"{source} is empty", "give it one Dutch sentence on each line")
    for path, lines in rows.items():
        if len(lines) != len(rows[reference]):
            raise UsageError(
                f"{path} has {counted(len(lines), 'sentence')},"
                f" {reference} has {len(rows[reference])}",
                "every file needs one line for each sentence",
            )
    return rows


def _scores(rows: Mapping[str, Sequence[Score]], column: str) -> str:
    """A row for each slice, under the name of the column that they were made by."""
    cells = [
        [label, str(of[0].sentences), *(f"{one.value:.1f}" for one in of)]
        for label, of in rows.items()
    ]
    header = [column, "sentences", *(one.metric for one in rows["all"])]
    return table(cells, header)


def _sureness(pairs: Sequence[Translation]) -> float:
    """The lowest score of a line's sentences; text that no model saw is sure."""
    return min((pair.score for pair in pairs if pair.score is not None), default=1.0)


def _certainty(found: Confidence) -> list[str]:
    """Scores against outcomes, for whoever sets a limit of doubt."""
    from translate.evaluation.confidence import POOR

    cells = []
    for band in found.bands:
        span = f"{band.low:.2f}–{band.high:.2f}"
        cells.append([span, str(band.sentences), f"{band.chrf:.1f}", f"{band.poor:.0%}"])
    header = ["model's score", "sentences", "chrF2 (mean)", f"below {POOR:g}"]
    lines = [table(cells, header)]
    if len(found.sides) == 2:
        unsure, rest = found.sides
        lines.append(
            f"UNSURE: {unsure.sentences} sentences, {unsure.poor:.0%} of them below {POOR:g};"
            f" of the rest {rest.poor:.0%}"
        )
    if found.separation is not None:
        lines.append(
            f"a poor sentence scores lower than another in {found.separation:.0%} of pairs"
        )
    return lines


def _summaries(sink: Sink, file: Path, limit: int | None, settings: Settings) -> None:
    """The default, its plan without a model, and the first sentences, side by side."""
    from translate.evaluation.summaries import evaluate, lead, read_items
    from translate.pipeline import Pipeline

    items = read_items(_lines(file)[:limit], str(file))
    extractive = replace(settings, summary_model="extractive")
    with (
        Pipeline(settings, notice=sink.note) as shipped,
        Pipeline(extractive, notice=sink.note) as plan,
    ):
        systems = {
            str(shipped.parts.summary): lambda article: shipped.summarize(article).text,
            str(plan.parts.summary): lambda article: plan.summarize(article).text,
            "lead-3": lead(3),
        }
        rows = evaluate(systems, items, progress=sink.note)
    columns = [name for name in asdict(rows[0]) if name not in ("system", "articles", "signature")]
    cells = [[row.system, *(str(asdict(row)[name]) for name in columns)] for row in rows]
    sink.answer(
        lambda: rows,
        lambda: (
            f"{rows[0].articles} articles, {rows[0].signature}\n"
            + table(cells, ["system", *columns])
        ),
    )


def _lines(path: Path) -> list[str]:
    return read_text(path).removesuffix("\n").split("\n")


def _labels(lines: Sequence[str], path: Path, column: str) -> list[str]:
    """What stands in a column of a TSV, a row a sentence."""
    rows = list(csv.DictReader(lines, delimiter="\t"))
    if not rows or column not in rows[0]:
        names = ", ".join(rows[0]) if rows else "none"
        raise UsageError(f"{path} has no column {column}", f"it has {names}")
    return [row[column] for row in rows]
