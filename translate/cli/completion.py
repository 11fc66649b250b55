"""What the shell completes: names of models and formats, flags and engines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translate.options import Option

#: What an option calls with the beginning that was typed; Typer drops what does not begin so.
Completion = Callable[[str], list[str]]


def of(rule: Option) -> Completion | None:
    """What completes the values of an option, in a list also behind a comma; None: nothing."""
    if not (rule.completes or rule.choices or rule.known):
        return None

    def complete(incomplete: str) -> list[str]:
        names: Iterable[str] = rule.choices
        if listed := globals()[rule.completes] if rule.completes else rule.known:
            names = listed()
        before, comma, _ = incomplete.rpartition(",") if rule.kind is list else ("", "", "")
        return [f"{before}{comma}{name}" for name in names if name not in before.split(",")]

    return complete


def translation_models() -> list[str]:
    """``auto`` and the models that translate."""
    return ["auto", *_models("translate")]


def summary_models() -> list[str]:
    """``auto``, ``extractive`` and the models that summarise."""
    return ["auto", "extractive", *_models("summarise")]


def all_models() -> list[str]:
    """Every model of the catalogue."""
    return [*_models("translate"), *_models("summarise")]


def stdin_formats() -> Iterable[str]:
    """Formats of standard input."""
    from translate.articles import STDIN_FORMATS

    return STDIN_FORMATS


def _models(task: str) -> list[str]:
    from translate.shelf import catalogue

    return [
        name for entry in catalogue() if entry.task == task for name in (entry.name, *entry.aliases)
    ]
