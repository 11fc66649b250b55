"""Fills in what the documentation takes from the code: ``python -m docs.generate``.

Between ``<!-- generated: NAME -->`` and ``<!-- end -->`` a page holds what the function of that
name gives here; everything else in a page is written by hand. A test holds the pages to the code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from translate.cli.main import app
from translate.config import KEYS, variable
from translate.flags import FlagCode
from translate.outputs.reading import explanations
from translate.quality import CHECKS, REGISTRY, Check
from translate.shelf import catalogue

DOCS = Path(__file__).parent
_PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def pages() -> list[Path]:
    """Every page with something generated in it."""
    return [page for page in sorted(DOCS.rglob("*.md")) if _PART.search(page.read_text("utf-8"))]


def filled(text: str) -> str:
    """A page's text with everything generated in it made anew."""
    return _PART.sub(lambda part: f"{part[1]}\n{PARTS[part[2]]()}\n\n{part[3]}", text)


def tree() -> Any:
    """The root of the commands, as the library under Typer has it."""
    return typer.main.get_command(app)


def leaves(command: Any, context: Any) -> Iterator[tuple[Any, Any]]:
    """Every command that does something, with a context that knows its full name."""
    subcommands = getattr(command, "commands", None)
    if subcommands is None:
        yield command, context
        return
    for name, subcommand in subcommands.items():
        yield from leaves(subcommand, type(context)(subcommand, parent=context, info_name=name))


def commands() -> str:
    """Every command, its arguments and options, with their help; first what all share."""
    root = tree()
    context = root.make_context("translate", [], resilient_parsing=True)
    sections = []
    for command, inner in [(root, context), *leaves(root, context)]:
        usage = " ".join([inner.command_path, *command.collect_usage_pieces(inner)])
        rows = [
            record
            for parameter in command.get_params(inner)
            if (record := parameter.get_help_record(inner)) is not None
        ]
        lines = [
            f"## {inner.command_path}",
            "",
            f"    {usage}",
            "",
            _escaped(" ".join(command.help.split())),
            "",
            *_table(("argument or option", "meaning"), [(f"`{one}`", two) for one, two in rows]),
        ]
        sections.append("\n".join(lines))
    return "\n\n".join(sections)


def checks() -> str:
    """The registry of checks, with the examples that the tests run."""
    return "\n\n".join(map(_check, REGISTRY))


def _check(check: Check) -> str:
    rows = [
        (label, f"{pair.source}", f"{pair.target or '(nothing)'}")
        for label, pair in (("flagged", check.triggers), ("not flagged", check.passes))
    ]
    lines = [
        f"### {check.code}",
        "",
        f"Severity: **{check.code.severity}**. {check.explanation}",
        "",
        *_table(("", "Dutch", "English"), rows),
    ]
    return "\n".join(lines)


def flags() -> str:
    """The flags that no check on a sentence sets."""
    rows = [
        (f"`{code}`", code.severity, explanations()[code])
        for code in FlagCode
        if code not in CHECKS and code in explanations()
    ]
    return "\n".join(_table(("flag", "severity", "meaning"), rows))


def models() -> str:
    """The packaged catalogue, best first."""
    rows = [
        (
            f"`{entry.name}`",
            str(entry.task),
            str(entry.family),
            entry.licence,
            f"{entry.size / 1e6:,.0f} MB" if entry.size else "none",
            f"{entry.description}" + (f"; {entry.tradeoff}" if entry.tradeoff else ""),
        )
        for entry in catalogue()
    ]
    return "\n".join(_table(("name", "task", "family", "licence", "download", "what it is"), rows))


def settings() -> str:
    """Every key of ``translate.toml``."""
    used: dict[str, list[str]] = {key: [] for key in KEYS}
    root = tree()
    context = root.make_context("translate", [], resilient_parsing=True)
    for command, inner in leaves(root, context):
        names = {option for parameter in command.params for option in parameter.opts}
        for key, users in used.items():
            if f"--{key}" in names:
                users.append(inner.command_path.removeprefix("translate "))
    rows = [
        (f"`{key}`", KEYS[key].describe(), f"`{variable(key)}`", ", ".join(users))
        for key, users in used.items()
    ]
    return "\n".join(_table(("key", "takes", "variable", "used by"), rows))


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [header, ["---"] * len(header), *([_cell(cell) for cell in row] for row in rows)]
    return [f"| {' | '.join(line)} |" for line in lines]


def _cell(text: str) -> str:
    text = " ".join(text.split()).replace("|", r"\|")
    return text if text.startswith("`") else _escaped(text)


def _escaped(text: str) -> str:
    """Text in which nothing acts as Markdown or HTML."""
    return re.sub(r"([*\[]|(?<!\w)_|_(?!\w))", r"\\\1", text).replace("<", "&lt;")


PARTS: Mapping[str, Callable[[], str]] = {
    "commands": commands,
    "checks": checks,
    "flags": flags,
    "models": models,
    "settings": settings,
}


def main() -> None:
    """Write every page anew that is not up to date."""
    for page in pages():
        text = page.read_text("utf-8")
        if (new := filled(text)) != text:
            page.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
