"""``translate setup``: get a machine ready."""

from __future__ import annotations

from typing import Annotated

import typer

from translate.cli import options
from translate.cli.sink import Sink
from translate.errors import ModelError


def setup(
    minimal: Annotated[
        bool,
        typer.Option("--minimal", help="The small default models only; the Hub is not asked."),
    ] = False,
    models_dir: options.ModelsDirOption = None,
    quiet: options.QuietOption = False,
) -> None:
    """Fetch the recommended models where they can be had, and settle for others where not."""
    from translate.shelf import setup as prepare

    sink = Sink(quiet=quiet)
    report = prepare(progress=sink.note, shelf_dir=models_dir, recommended=not minimal)
    lines = []
    for settled in report.settled:
        if settled.model is None:
            lines.append(f"{settled.task}: no model; {settled.why}")
        elif not settled.why:
            lines.append(f"{settled.task}: {settled.model.name} ({settled.model.licence})")
        else:
            lines.append(
                f"{settled.task}: {settled.model.name} ({settled.model.licence}) instead of"
                f" {settled.wanted}: {settled.why}; {settled.tradeoff}"
            )
    if not quiet:
        sink.result("\n".join(lines))
    if not report.ok:
        raise ModelError("no model to translate with", "mend what stands above and run it again")
