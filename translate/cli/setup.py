"""``translate setup``: get a machine ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from translate.cli.progress import fetching
from translate.cli.sink import Sink
from translate.errors import ModelError, UsageError
from translate.settings import Settings

if TYPE_CHECKING:
    from translate.shelf.provision import Settled


def setup(
    *,
    minimal: Annotated[
        bool,
        typer.Option("--minimal", help="Ask no network: the bundled model only."),
    ] = False,
    translation: Annotated[
        bool,
        typer.Option(
            "--translation",
            help="Only the recommended translation model; Ctrl-C takes what is here.",
        ),
    ] = False,
    daily: Annotated[
        bool,
        typer.Option(
            "--daily",
            help="For scripts: ask a source that failed once a day, and print only problems.",
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
    shown = [one for one in tasks if not (daily and minimal and one.model is not None)]
    lines = [line for one in shown if (line := _told(one, daily=daily))]
    if daily:
        for line in lines:
            sink.note(line)
    elif not sink.quiet:
        sink.result("\n".join(lines))
    if not any(one.task is Task.TRANSLATE and one.model for one in tasks):
        raise ModelError("no model to translate with", "mend what stands above and run it again")


def _told(one: Settled, *, daily: bool) -> str:
    """What a task will run with, and why where it is not what was wanted.

    Before a run, which asks ``daily``, what is as it should be is nothing to read.
    """
    from translate.shelf import Task

    what, own = "translations", "no model"
    if one.task is Task.SUMMARISE:
        what, own = "summaries", "the articles' own sentences"
    got = f"{one.model.name} ({one.model.licence})" if one.model is not None else own
    if not one.why:
        return "" if daily else f"{what}: {got}"
    cost = f"; {one.tradeoff}" if one.tradeoff else ""
    return f"{what}: {got} instead of {one.wanted}: {one.why}{cost}"
