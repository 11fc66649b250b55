"""The one place that prints: results to stdout, everything else to stderr."""

from __future__ import annotations

import json
import sys
from enum import StrEnum


class Format(StrEnum):
    """How a command prints its result."""

    TEXT = "text"
    JSON = "json"


class Sink:
    """Where a command's output goes; ``quiet`` silences notes, ``verbose`` adds detail."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose
        # a name with a lone surrogate, or an ASCII terminal, must not stop a batch
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="backslashreplace")

    def result(self, text: str) -> None:
        """Data, for a person or a pipe."""
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()

    def json(self, value: object) -> None:
        """Data, for a program."""
        self.result(json.dumps(value, ensure_ascii=False, indent=2))

    def note(self, line: str) -> None:
        """What a user should know but did not ask for."""
        if not self.quiet:
            self._stderr(line)

    def detail(self, line: str) -> None:
        """What only a curious user wants to know."""
        if self.verbose and not self.quiet:
            self._stderr(line)

    def error(self, line: str) -> None:
        """A fault; said even when quiet."""
        self._stderr(line)

    def _stderr(self, line: str) -> None:
        sys.stderr.write(f"translate: {one_line(line)}\n")
        sys.stderr.flush()


def one_line(text: str) -> str:
    """``text`` without line breaks and control characters, which file names may hold."""
    return "".join(c if c.isprintable() or c == " " else repr(c)[1:-1] for c in text)


def table(rows: list[list[str]], header: list[str], right: frozenset[int] = frozenset()) -> str:
    """Columns padded with spaces; ``right`` names those that are aligned to the right."""
    cells = [header, *rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    lines = []
    for row in cells:
        padded = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


def shorten(text: str, width: int) -> str:
    """``text`` on one line of at most ``width`` characters."""
    text = one_line(" ".join(text.split()))
    return text if len(text) <= width else text[: width - 1] + "…"
