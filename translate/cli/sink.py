"""The one place that prints: results to stdout, everything else to stderr."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any, TextIO

from translate.errors import UsageError
from translate.options import Format, Telling

_NUMBER = re.compile(r"[\d.,]*( MB|%)?")


class ReaderGone(Exception):  # no error: it has all that it wanted
    """Whoever read the results has stopped reading, as ``head`` does."""


def open_standard_streams() -> None:
    """Give every standard stream that was closed (``>&-``) the null device.

    Otherwise the next file that is opened would take its number, and get what a library prints.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is not None:
            continue
        os.dup2(os.open(os.devnull, os.O_RDWR), number)
        mode = "w" if number else "r"
        setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


@dataclass(frozen=True)
class Sink(Telling):
    """Where a command's output goes; ``quiet`` silences notes."""

    def __post_init__(self) -> None:
        # a name with a lone surrogate, or an ASCII terminal, must not stop a batch
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="backslashreplace")

    def answer(self, value: Callable[[], object], text: Callable[[], str]) -> None:
        """What the command found: ``value`` as JSON, paths as text, or else ``text``."""
        if self.format is Format.JSON:
            self.result(json.dumps(value(), ensure_ascii=False, indent=2, default=_plain))
        else:
            self.result(text())

    def result(self, text: str) -> None:
        """Data, for a person or a pipe; raises :class:`ReaderGone` where nobody reads it."""
        try:
            sys.stdout.write(text if text.endswith("\n") else text + "\n")
            sys.stdout.flush()
        except BrokenPipeError as error:
            _silence(sys.stdout)
            raise ReaderGone from error

    def note(self, line: str) -> None:
        """What a user should know but did not ask for."""
        if not self.quiet:
            self._stderr(line)

    def passing(self, line: str) -> None:
        """On a terminal, a line that the next one overwrites; "" takes it away."""
        if not self.quiet:
            sys.stderr.write(f"\r\x1b[K{f'translate: {one_line(line)}' if line else ''}\r")
            sys.stderr.flush()

    def agrees(self, question: str) -> bool:
        """Whether the person at the terminal says yes; raises UsageError where there is none."""
        if not sys.stdin.isatty():
            raise UsageError("there is no terminal to ask on", "add --yes")
        sys.stderr.write(f"{one_line(question)} [y/N] ")
        sys.stderr.flush()
        agreed = sys.stdin.readline().strip().lower() in ("y", "yes")
        if not agreed:
            self.note("nothing was removed")
        return agreed

    def error(self, line: str) -> None:
        """A fault; said even when quiet."""
        self._stderr(line)

    def _stderr(self, line: str) -> None:
        try:
            sys.stderr.write(f"translate: {one_line(line)}\n")
            sys.stderr.flush()
        except BrokenPipeError:
            # nobody reads the notes; the work goes on
            _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Let ``stream`` end in the null device, so that the flush at exit does not complain."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)


def _plain(value: Any) -> object:
    """A dataclass as a dictionary, and a path as text, for JSON."""
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


def one_line(text: str) -> str:
    """``text`` without line breaks and control characters, which file names may hold."""
    return "".join(c if c.isprintable() or c == " " else repr(c)[1:-1] for c in text)


def table(rows: list[list[str]], header: list[str]) -> str:
    """Columns padded with spaces; those of numbers are aligned to the right."""
    columns = []
    for name, *cells in zip(header, *rows, strict=True):
        width = max(map(len, (name, *cells)))
        side = ">" if all(_NUMBER.fullmatch(cell) for cell in cells) else "<"
        columns.append([f"{cell:{side}{width}}" for cell in (name, *cells)])
    return "\n".join("  ".join(row).rstrip() for row in zip(*columns, strict=True))


def shorten(text: str, width: int) -> str:
    """``text`` on one line of at most ``width`` characters."""
    text = one_line(" ".join(text.split()))
    return text if len(text) <= width else text[: width - 1] + "…"
