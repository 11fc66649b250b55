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
    if settings:
        called = context.invoked_subcommand
        context.default_map = _own(context.command, settings)
        if called is not None:
            command: Any = context.command
            context.default_map[called] = _defaults(command.get_command(context, called), settings)


def _defaults(command: Any, settings: Mapping[str, Setting]) -> dict[str, Any]:
    """Values by parameter for a command, or by subcommand for a group."""
    subcommands: Mapping[str, Any] = getattr(command, "commands", {})
    below = {name: _defaults(subcommand, settings) for name, subcommand in subcommands.items()}
    return {**below, **_own(command, settings)}


def _own(command: Any, settings: Mapping[str, Setting]) -> dict[str, Any]:
    """Values of a command's own parameters."""
    values: dict[str, Any] = {}
    for parameter in command.params:
        for option in parameter.opts:  # an argument has its bare name here, which is no key's
            setting = settings.get(option.removeprefix("--")) if option.startswith("--") else None
            if setting is not None:
                values[parameter.name] = setting.value
    return values
