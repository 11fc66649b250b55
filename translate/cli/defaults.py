"""Standing choices become the options' defaults, so that no command needs to know of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

from translate.errors import UsageError

if TYPE_CHECKING:
    from translate.config import Setting


def take_defaults(context: typer.Context) -> None:
    """Put what files and environment say under the command that was called.

    ``doctor`` is spared what is wrong with them: it is there to say so.
    """
    from translate.config import load

    try:
        settings = load()
    except UsageError:
        if context.invoked_subcommand != "doctor":
            raise
        return
    name = context.invoked_subcommand
    if settings and name is not None:
        root: Any = context.command
        context.default_map = {name: _defaults(root.get_command(context, name), settings)}


def _defaults(command: Any, settings: Mapping[str, Setting]) -> dict[str, Any]:
    """Values by parameter for a command, or by subcommand for a group."""
    subcommands: Mapping[str, Any] = getattr(command, "commands", {})
    values: dict[str, Any] = {
        name: _defaults(below, settings) for name, below in subcommands.items()
    }
    for parameter in command.params:
        for option in parameter.opts:  # an argument has its bare name here, which is no key's
            setting = settings.get(option.removeprefix("--")) if option.startswith("--") else None
            if setting is not None:
                values[parameter.name] = setting.value
    return values
