"""``translate doctor``: what is here, what is missing, what to do about it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from translate.cli import options
from translate.cli.sink import Format, Sink
from translate.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from translate.shelf.doctor import Check


def doctor(
    network: Annotated[
        bool, typer.Option("--network", help="Ask the Hub whether it answers, too.")
    ] = False,
    format: options.FormatOption = Format.TEXT,
    cache_dir: options.CacheDirOption = None,
    models_dir: options.ModelsDirOption = None,
) -> None:
    """Look at Python, packages, models, folders, threads and settings; exits with 4 for a fault."""
    from translate.memory import default_path
    from translate.shelf.doctor import Status, checks

    sink = Sink()
    found = [*checks(models_dir, default_path(cache_dir).parent, network), *_settings()]
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


def _settings() -> list[Check]:
    """Every choice that a file or a variable makes, and which; the rest are defaults."""
    from translate.config import FILE_NAME, KEYS, load, user_file
    from translate.shelf.doctor import Check, Status

    places = f"{FILE_NAME} here, {user_file()}, or TRANSLATE_… variables"
    try:
        settings = load()
    except UsageError as fault:
        return [Check("settings", Status.FAIL, fault.problem, fault.mend)]
    found = [
        Check(f"setting {key}", Status.OK, f"{settings[key].value}, from {settings[key].origin}")
        for key in KEYS
        if key in settings
    ]
    rest = "the other settings" if found else "all settings"
    return [*found, Check("settings", Status.OK, f"{rest} are the defaults (set by {places})")]
