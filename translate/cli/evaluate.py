"""``translate evaluate``: how good is it, with figures that can be compared."""

from __future__ import annotations

import csv
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate.cli import options
from translate.cli.sink import Format, Sink, table
from translate.errors import UnreadableFile, UsageError
from translate.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.evaluation import Score


def evaluate(
    source: Annotated[Path, typer.Argument(help="Dutch, one sentence a line.")],
    reference: Annotated[Path, typer.Argument(help="English, one sentence a line.")],
    hypothesis: Annotated[
        Path | None, typer.Option(help="Score this translation instead of making one.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(help="Another system's output, for a paired bootstrap.")
    ] = None,
    subjects: Annotated[
        Path | None, typer.Option(help="TSV with a header and a row a sentence.")
    ] = None,
    column: Annotated[str, typer.Option(help="The column of --subjects to slice by.")] = "topic",
    write: Annotated[
        Path | None, typer.Option(help="Keep the translation here, one line a sentence.")
    ] = None,
    format: options.FormatOption = Format.TEXT,
    model: options.ModelOption = "auto",
    engine: options.EngineOption = "auto",
    compute_type: options.ComputeTypeOption = None,
    beam: options.BeamOption = None,
    no_names: options.NoNamesOption = False,
    threads: options.ThreadsOption = None,
    no_cache: options.NoCacheOption = False,
    cache_dir: options.CacheDirOption = None,
    models_dir: options.ModelsDirOption = None,
    quiet: options.QuietOption = False,
) -> None:
    """Translate a test set as 'translate text --lines' does, and score it."""
    from translate.evaluation import compare, score, score_slices
    from translate.pipeline import Pipeline

    sink = Sink(quiet=quiet)
    references = _lines(reference)
    signature = "none"
    if hypothesis is not None:
        hypotheses = _lines(hypothesis)
    else:
        settings = Settings(
            model=model,
            engine=engine,
            compute_type=compute_type,
            beam=beam,
            summary=False,
            names=not no_names,
            threads=threads,
            cache=not no_cache,
            cache_dir=cache_dir,
            models_dir=models_dir,
        )
        with Pipeline(settings, notice=sink.note) as pipeline:
            signature = pipeline.signature
            hypotheses = [
                " ".join(pair.target for pair in pairs) for pairs in pipeline.lines(_lines(source))
            ]
    if write is not None:
        write.write_text("".join(f"{line}\n" for line in hypotheses), encoding="utf-8")
    scores = score(hypotheses, references)
    slices = (
        score_slices(hypotheses, references, _labels(subjects, column))
        if subjects is not None
        else {}
    )
    comparisons = compare(hypotheses, _lines(against), references) if against is not None else []
    if format is Format.JSON:
        sink.json(
            {
                "system": signature,
                "scores": [asdict(one) for one in scores],
                "slices": {label: [asdict(one) for one in of] for label, of in slices.items()},
                "comparisons": [asdict(one) for one in comparisons],
            }
        )
        return
    rows = [_row("all", scores), *(_row(label, of) for label, of in slices.items())]
    header = [column if slices else "", "sentences", *(one.metric for one in scores)]
    lines = [f"system: {signature}", table(rows, header, frozenset({1, 2, 3}))]
    lines += [f"{one.metric}: {one.signature}" for one in scores]
    for one in comparisons:
        lines.append(
            f"{one.metric} {one.ours} against {one.theirs}: p = {one.p_value} ({one.signature})"
        )
    sink.result("\n".join(lines))


def _row(label: str, scores: Sequence[Score]) -> list[str]:
    return [label, str(scores[0].sentences), *(f"{one.value:.1f}" for one in scores)]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"cannot read {path}", str(error)) from error


def _lines(path: Path) -> list[str]:
    return _read(path).removesuffix("\n").split("\n")


def _labels(path: Path, column: str) -> list[str]:
    rows = list(csv.DictReader(_lines(path), delimiter="\t"))
    if not rows or column not in rows[0]:
        names = ", ".join(rows[0]) if rows else "none"
        raise UsageError(f"{path} has no column {column}", f"it has {names}")
    return [row[column] for row in rows]
