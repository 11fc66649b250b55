"""Standing choices become the options' defaults, so that no command needs to know of them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from translate.errors import UsageError

if TYPE_CHECKING:
    from translate.config import Setting


def take_defaults(context: typer.Context) -> Mapping[str, Setting]:
    """Put what files and environment say under the command that was called, and give it back.

    ``doctor`` is spared what is wrong with them: it is there to say so.
    """
    from translate.config import load

    try:
        settings = load()
    except UsageError:
        if context.invoked_subcommand != "doctor":
            raise
        return {}
    name = context.invoked_subcommand
    if settings and name is not None:
        root: Any = context.command
        context.default_map = {name: _defaults(root.get_command(context, name), settings)}
    return settings


def origins(fault: str, settings: Mapping[str, Setting]) -> Iterator[str]:
    """Where the names and paths in a fault come from that the command line does not give."""
    from translate.config import KEYS

    given = {word.partition("=")[0] for word in sys.argv}
    for key, setting in settings.items():
        rule, value = KEYS[key], str(setting.value)
        if rule.kind not in (str, Path) or rule.choices or not given.isdisjoint(rule.flags):
            continue
        if value and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", fault):
            yield f"({key} comes from {setting.origin})"


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
