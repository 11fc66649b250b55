"""Options as fields of dataclasses: declared once, with how each may be chosen.

A field of such a class is an option: ``beam`` is ``--beam`` on the command line, ``beam`` in
``translate.toml`` and ``TRANSLATE_BEAM`` in the environment. A field that is True unless somebody
says no is ``--no-…`` there: ``names`` is ``--no-names``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import Field, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_type_hints

from translate.errors import UsageError


@dataclass(frozen=True, slots=True)
class Option:
    """How a field may be chosen, and what the help says of it.

    ``flags`` are its names on the command line where they are not the field's. ``shown`` is the
    default in words, ``variable`` an environment variable that the command line reads itself, and
    ``completes`` a function of ``cli.completion``. ``known`` gives the words of a list. ``kind``
    is what a file holds: str, int, float, bool, Path, or list for words that are kept as one text
    with commas. With ``standing`` False it is of one call only, and neither a file nor a variable
    has it.
    """

    help: str
    group: str = ""
    flags: tuple[str, ...] = ()
    minimum: int = 1
    maximum: int | None = None
    choices: tuple[str, ...] = ()
    shown: str | bool = True
    variable: str | None = None
    completes: str = ""
    known: Callable[[], list[str]] | None = None
    kind: type = str
    standing: bool = True

    def allows(self, value: object) -> bool:
        """Whether a number is in the range, a text among the choices, a path not empty."""
        if self.kind is int:
            if not isinstance(value, int) or isinstance(value, bool):
                return False
            return self.minimum <= value <= (self.maximum or value)
        return value in self.choices if self.choices else bool(value) or self.kind is not Path

    def describe(self) -> str:
        """What it takes, in words."""
        if self.kind is int:
            upper = f" to {self.maximum}" if self.maximum else " or more"
            return f"a whole number, {self.minimum}{upper}"
        return one_of(self.choices) or _KINDS[self.kind]


_KINDS: Mapping[type, str] = {
    bool: "true or false",
    str: "a text",
    Path: "a path",
    list: "a list of texts",
}


def option(default: Any, help: str, group: str = "", **more: Any) -> Any:
    """A field that is an option; see :class:`Option`."""
    return field(default=default, metadata={"option": (help, group, more)})


def options(choices: type) -> Iterator[tuple[Field[Any], type, Option]]:
    """The fields of a class that are options, each with its type and how it is chosen."""
    hints = get_type_hints(choices)
    for one in fields(choices):
        help, group, more = one.metadata["option"]
        kind = hints[one.name]
        plain = get_args(kind)[0] if isinstance(kind, UnionType) else kind
        if isinstance(plain, type) and issubclass(plain, StrEnum):
            more = {"choices": tuple(map(str, plain)), "kind": str, **more}
        name = one.name.replace("_", "-")
        flag = f"--no-{name}" if one.default is True else f"--{name}"
        yield one, kind, Option(help, group, **{"kind": plain, "flags": (flag,), **more})


def one_of(names: Sequence[str]) -> str:
    """``a, b or c``; "" for none."""
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def words(text: str, known: Sequence[str], flag: str) -> list[str]:
    """The words of a list with commas, each once, in lower or upper case.

    Raises :class:`~translate.errors.UsageError` for one that is not ``known``, or for none.
    """
    names = {name.casefold(): name for name in known}
    given = [word.strip() for word in text.split(",") if word.strip()]
    unknown = [word for word in given if word.casefold() not in names]
    if unknown or not given:
        problem = f"{flag} cannot be {', '.join(map(repr, unknown)) or 'empty'}"
        raise UsageError(problem, f"it takes {', '.join(known)}")
    return list(dict.fromkeys(names[word.casefold()] for word in given))


class Format(StrEnum):
    """How a command prints its result."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True)
class Telling:
    """How a command answers."""

    format: Format = option(Format.TEXT, "Format of the answer: text, or json for programs.")
    quiet: bool = option(False, "Print only errors on stderr.", flags=("--quiet", "-q"))
