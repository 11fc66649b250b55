"""From the classes of options to the parameters of a command, and back.

A parameter of a command whose type is such a class stands for all of its options, or for those
that ``Annotated[Settings, "model beam"]`` names: the command gets one object of that class.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import typer

from translate.cli import completion
from translate.cli.help import GroupedCommand
from translate.options import Option, options

Command = Callable[..., None]


class Commands(typer.Typer):
    """A group of commands whose parameters may be classes of options."""

    def __init__(self, help: str) -> None:
        super().__init__(
            help=help,
            no_args_is_help=True,
            add_completion=False,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
        )

    def add(self, name: str | None = None) -> Callable[[Command], Command]:
        """Add the function that follows as a command."""

        def added(command: Command) -> Command:
            # Typer cuts a list of commands at the terminal's width, but for short helps
            add = self.command(name, cls=GroupedCommand, short_help=command.__doc__)
            add(expanded(command))
            return command

        return added


def expanded(command: Command) -> Command:
    """``command`` as Typer can read it, with a parameter for each option."""
    hints = get_type_hints(command, include_extras=True)
    parameters: list[Parameter] = []
    built: dict[str, tuple[type, list[Field[Any]]]] = {}
    for parameter in signature(command).parameters.values():
        hint = hints[parameter.name]
        choices, wanted = hint, None
        if get_origin(hint) is Annotated:
            choices, wanted, *_ = get_args(hint)
        if not is_dataclass(choices):
            parameters.append(parameter.replace(kind=Parameter.KEYWORD_ONLY, annotation=hint))
            continue
        assert isinstance(choices, type)
        chosen = [
            (one, kind, rule)
            for one, kind, rule in options(choices)
            if wanted is None or one.name in wanted.split()
        ]
        built[parameter.name] = choices, [one for one, _, _ in chosen]
        parameters += [_parameter(*each) for each in chosen]

    @wraps(command)
    def call(**values: Any) -> None:
        for name, (choices, fields) in built.items():
            given = {one.name: values.pop(one.name) for one in fields}
            for one in fields:
                if one.default is True:  # said as --no-…
                    given[one.name] = not given[one.name]
            values[name] = choices(**given)
        command(**values)

    call.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {one.name: one.annotation for one in parameters}
    return call


def _parameter(one: Field[Any], kind: type, rule: Option) -> Parameter:
    default = ... if one.default is MISSING else one.default
    is_number = rule.kind in (int, float)
    declared = typer.Option(
        False if default is True else default,
        *rule.flags,
        help=rule.help,
        rich_help_panel=rule.group or None,
        min=rule.minimum if is_number else None,
        max=rule.maximum if is_number else None,
        envvar=rule.variable,
        show_default=rule.shown,
        autocompletion=completion.of(rule),
    )
    return Parameter(one.name, Parameter.KEYWORD_ONLY, default=declared, annotation=kind)
