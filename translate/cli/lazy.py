"""Commands that are imported when they are called: each start pays for one of them only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from translate.cli.defaults import origins
from translate.errors import TranslateError

#: Each command, a module of its name, and its line in the list of commands, in its order.
COMMANDS = {
    "run": "Translate and summarise every article under PATHS; what is done is not redone.",
    "text": "Translate Dutch text, sentence by sentence; nothing is summarised.",
    "summarize": "Summarise an English text; every piece names the sentences it rests on.",
    "check": "Check existing results anew, without a model, and list the doubts, worst first.",
    "correct": "Use what people corrected, before any model is asked.",
    "search": "Find WORDS in results, in both languages, whatever their case and accents.",
    "evaluate": "Translate a test set as 'translate text --lines' does, and score it.",
    "setup": "Fetch the recommended models, and say what is used where one cannot be had.",
    "doctor": "Look at packages, models, folders and settings; exits with 4 for a fault.",
    "models": "See, fetch, verify and remove models.",
    "cache": "Look at the cache, and look after it.",
}


class LazyCommands(Mapping[str, Any]):
    """The commands by name; one is imported and built when it is asked for."""

    def __init__(self) -> None:
        self._built: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._built:
            if name not in COMMANDS:
                raise KeyError(name)
            self._built[name] = _build(name, import_module(f"translate.cli.{name}"))
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class LazyGroup(TyperGroup):
    """The root: its help lists every command and imports none."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        commands: Any = LazyCommands()
        self.commands = commands

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a fault says where the settings that it names come from."""
        try:
            return super().invoke(ctx)
        except TranslateError as error:
            for note in origins(str(error), ctx.obj or {}):
                error.add_note(note)
            raise

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list without importing a command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _build(name: str, module: Any) -> Any:
    """The group ``app`` of a module, or a command from its function of that name."""
    if hasattr(module, "app"):
        group = typer.main.get_group(module.app)
        group.name = name
        return group
    from translate.cli.options import Commands

    leaf = Commands("")
    leaf.add(name)(getattr(module, name))
    return typer.main.get_command(leaf)
