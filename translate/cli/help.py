"""Help that fits: options in groups, examples at the end."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterator
from typing import Any

from typer.core import TyperCommand

from translate.errors import UsageError

#: How each command is called, for its help; a test parses them.
EXAMPLES = {
    "run": (
        "translate run articles --out out --open",
        "translate run krant.pdf --out out --to html --one-file",
        "translate run articles --out out --to json,csv --glossary terms.tsv",
        "trafilatura -u https://krant.example/bericht | translate run - --out out",
    ),
    "text": (
        'translate text "De brug gaat in mei dicht."',
        "translate text --lines < dutch.txt > english.txt",
    ),
    "summarize": (
        "translate summarize report.txt",
        "translate summarize --max-summary-words 60 < report.txt",
    ),
    "check": ("translate check out", "translate check out --fail-on NUM,TRUNC"),
    "search": ('translate search "Oekraine" out',),
    "evaluate": (
        "translate evaluate dutch.txt english.txt",
        "translate evaluate dutch.txt english.txt --hypothesis theirs.txt",
    ),
    "setup": ("translate setup", "translate setup --minimal"),
    "doctor": ("translate doctor", "translate doctor --network"),
}


class GroupedCommand(TyperCommand):
    """A command whose help has its options under the headings of their ``rich_help_panel``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words; Dutch that begins with a dash, as speech does, is no option."""
        options = args[: args.index("--")] if "--" in args else args
        for word in options if self.name == "text" else ():
            if word.startswith("-") and word[1:2] != "-" and " " in word:
                mend = f"translate text -- {shlex.quote(word)}"
                raise UsageError(f"{word!r} begins with a dash, as options do", mend)
        return super().parse_args(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, then what most people need, then the other groups."""
        from translate.settings import GROUPS

        groups: dict[str, list[tuple[str, str]]]
        groups = {name: [] for name in ("Arguments", "Options", *GROUPS)}
        for parameter in self.get_params(ctx):
            usual = "Options" if parameter.param_type_name == "option" else "Arguments"
            record = parameter.get_help_record(ctx)
            if record is not None:
                panel = getattr(parameter, "rich_help_panel", None) or usual
                groups[panel].append(record)
        for name, records in groups.items():
            if records:
                with formatter.section(name):
                    formatter.write_dl(records)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples, each on a line of its own, or two where it is long."""
        examples = EXAMPLES.get(self.name or "", ())
        if examples:
            with formatter.section("Examples"):
                for example in examples:
                    for line in _lines(example, formatter.width - 4):
                        formatter.write(f"  {line}\n")


def _lines(example: str, width: int) -> Iterator[str]:
    """A command line, broken behind a backslash where it is longer than ``width``."""
    *before, last = textwrap.wrap(
        example,
        max(20, width - 2),
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield from (f"{line} \\" for line in before)
    yield last
