"""What the shell completes: names of models and formats, flags and engines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translate.options import Option

#: What an option calls with the beginning that was typed.
Completion = Callable[[str], list[str]]


def of(rule: Option) -> Completion | None:
    """What completes the values of an option; None where nothing does."""
    if rule.completes:
        completes: Completion = globals()[rule.completes]
        return completes
    return (lambda incomplete: _beginning(rule.choices, incomplete)) if rule.choices else None


def translation_models(incomplete: str) -> list[str]:
    """``auto`` and the models that translate."""
    return _beginning(["auto", *_models("translate")], incomplete)


def summary_models(incomplete: str) -> list[str]:
    """``auto``, ``extractive`` and the models that summarise."""
    return _beginning(["auto", "extractive", *_models("summarise")], incomplete)


def all_models(incomplete: str) -> list[str]:
    """Every model of the catalogue."""
    return _beginning([*_models("translate"), *_models("summarise")], incomplete)


def formats(incomplete: str) -> list[str]:
    """Formats of results, also behind a comma."""
    from translate.outputs import FORMATS
    from translate.outputs.tables import TABLES

    return _last_of_list(
        [name for name in (*FORMATS, *TABLES) if name != "csv-excel-nl"], incomplete
    )


def stdin_formats(incomplete: str) -> list[str]:
    """Formats of standard input."""
    from translate.articles import STDIN_FORMATS

    return _beginning(STDIN_FORMATS, incomplete)


def found_codes(incomplete: str) -> list[str]:
    """Codes that ``check`` can find, also behind a comma."""
    from translate.recheck import FOUND

    return _last_of_list([code.value for code in FOUND], incomplete)


def _models(task: str) -> list[str]:
    from translate.shelf import catalogue

    return [
        name for entry in catalogue() if entry.task == task for name in (entry.name, *entry.aliases)
    ]


def _last_of_list(names: Iterable[str], incomplete: str) -> list[str]:
    before, comma, last = incomplete.rpartition(",")
    taken = before.split(",")
    return [f"{before}{comma}{name}" for name in _beginning(names, last) if name not in taken]


def _beginning(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
