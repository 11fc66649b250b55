"""Commands that are imported when they are called: each start pays for one of them only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import typer

from translate.cli.help import WholeGroup

#: Where each command is, and its line in the list of commands, in the order of that list.
COMMANDS = {
    "run": (
        "translate.cli.run:run",
        "Translate and summarise every article under PATHS; what is done already is not redone.",
    ),
    "text": (
        "translate.cli.text:text",
        "Translate Dutch text, sentence by sentence; nothing is summarised.",
    ),
    "summarize": (
        "translate.cli.summarize:summarize",
        "Summarise an English text; every piece names the sentences it rests on.",
    ),
    "check": (
        "translate.cli.check:check",
        "Check existing results anew, without a model; say what is doubtful, most serious first.",
    ),
    "correct": (
        "translate.cli.correct:app",
        "Give back what people corrected: it is served before any model.",
    ),
    "search": (
        "translate.cli.search:search",
        "Find WORDS in results, in both languages, whatever their case and accents.",
    ),
    "evaluate": (
        "translate.cli.evaluate:evaluate",
        "Translate a test set as 'translate text --lines' does, and score it.",
    ),
    "setup": (
        "translate.cli.setup:setup",
        "Fetch the recommended models where they can be had, and settle for others where not.",
    ),
    "doctor": (
        "translate.cli.doctor:doctor",
        "Look at Python, packages, models, folders, threads and settings;"
        " exits with 4 for a fault.",
    ),
    "models": ("translate.cli.models:app", "See, fetch, verify and remove models."),
    "cache": ("translate.cli.cache:app", "Look at the cache, and look after it."),
}


class LazyCommands(Mapping[str, Any]):
    """The commands by name; one is imported and built when it is asked for."""

    def __init__(self) -> None:
        self._built: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._built:
            place, _ = COMMANDS[name]
            module, _, attribute = place.partition(":")
            self._built[name] = _build(name, getattr(import_module(module), attribute))
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class LazyGroup(WholeGroup):
    """The root: its help lists every command and imports none."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        commands: Any = LazyCommands()
        self.commands = commands

    def lines(self) -> list[tuple[str, str]]:
        """Each command with what it does, without importing it."""
        return [(name, line) for name, (_, line) in COMMANDS.items()]


def _build(name: str, target: Any) -> Any:
    """A group from a :class:`typer.Typer`, a command from a function."""
    if isinstance(target, typer.Typer):
        group = typer.main.get_group(target)
        group.name = name
        return group
    from translate.cli.options import Commands

    leaf = Commands("")
    leaf.add(name)(target)
    return typer.main.get_command(leaf)
