"""``translate setup``: get a machine ready."""

from __future__ import annotations

from typing import Annotated

import typer

from translate.cli.progress import fetching
from translate.cli.sink import Sink
from translate.errors import ModelError, UsageError
from translate.settings import Settings


def setup(
    *,
    minimal: Annotated[
        bool,
        typer.Option("--minimal", help="Only what needs no Hub: the bundled model."),
    ] = False,
    translation: Annotated[
        bool,
        typer.Option(
            "--translation",
            help="The recommended translation model only; Ctrl-C settles for what is here.",
        ),
    ] = False,
    daily: Annotated[
        bool,
        typer.Option(
            "--daily",
            help="Ask a source that did not answer once a day, and say only what is amiss.",
        ),
    ] = False,
    place: Annotated[Settings, "models_dir"],
    sink: Annotated[Sink, "quiet"],
) -> None:
    """Fetch the recommended models, and say what is used where one cannot be had."""
    from translate.shelf import Task, Want
    from translate.shelf import setup as prepare

    if minimal and translation:
        raise UsageError("--minimal and --translation exclude each other", "leave one out")
    want = Want.MINIMAL if minimal else Want.TRANSLATION if translation else Want.ALL
    with fetching(sink) as say:
        tasks = prepare(progress=say, shelf_dir=place.models_dir, want=want, daily=daily)
    lines = []
    for settled in tasks:
        what = "summaries" if settled.task is Task.SUMMARISE else "translations"
        if daily and minimal and settled.model is not None:
            continue
        if settled.model is None and not settled.wanted:
            if not daily:
                lines.append(f"{what}: the articles' own sentences")
        elif settled.model is None:
            own = f"the articles' own sentences instead of {settled.wanted}"
            got = own if settled.task is Task.SUMMARISE else "no model"
            lines.append(f"{what}: {got}: {settled.why}")
        elif not settled.why:
            if not daily:  # before a run, what is as it should be is nothing to read
                lines.append(f"{what}: {settled.model.name} ({settled.model.licence})")
        else:
            lines.append(
                f"{what}: {settled.model.name} ({settled.model.licence}) instead of"
                f" {settled.wanted}: {settled.why}; {settled.tradeoff}"
            )
    if daily:
        for line in lines:
            sink.note(line)
    elif not sink.quiet:
        sink.result("\n".join(lines))
    if not any(one.task is Task.TRANSLATE and one.model for one in tasks):
        raise ModelError("no model to translate with", "mend what stands above and run it again")
