"""``translate doctor``: what is here, what is missing, what to do about it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from translate.cli import options
from translate.cli.sink import Format, Sink
from translate.errors import ExitCode


def doctor(
    network: Annotated[
        bool, typer.Option("--network", help="Ask the Hub whether it answers, too.")
    ] = False,
    format: options.FormatOption = Format.TEXT,
    cache_dir: options.CacheDirOption = None,
    models_dir: options.ModelsDirOption = None,
) -> None:
    """Look at Python, packages, models, folders and threads; exits with 4 where one fails."""
    from translate.memory import default_path
    from translate.shelf.doctor import Status, checks

    sink = Sink()
    found = checks(models_dir, default_path(cache_dir).parent, network)
    if format is Format.JSON:
        sink.json([asdict(check) for check in found])
    else:
        sink.result(
            "\n".join(
                f"{check.status:>4}  {check.name}: {check.detail}"
                + (f" ({check.mend})" if check.mend else "")
                for check in found
            )
        )
    if any(check.status is Status.FAIL for check in found):
        raise typer.Exit(ExitCode.MODEL)
