"""``translate text``: Dutch in, English out; a pipe."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate.cli.sink import Sink
from translate.errors import UsageError
from translate.files import decoded
from translate.options import Format
from translate.settings import Settings

if TYPE_CHECKING:
    from translate.types import Translation

#: Lines read before a batch is translated; a person at a terminal gets an answer a line.
CHUNK = 256
_OPTIONS = (
    "model engine compute_type beam threads models_dir glossary names corrections force cache"
    " cache_dir"
)


def text(
    words: Annotated[
        str | None, typer.Argument(metavar="TEXT | -", help="Dutch text; - or nothing is stdin.")
    ] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="One line out for each line in; blank lines kept.")
    ] = False,
    *,
    settings: Annotated[Settings, _OPTIONS],
    sink: Sink,
) -> None:
    """Translate Dutch text, sentence by sentence; nothing is summarised."""
    from translate.outputs.json_result import plain
    from translate.pipeline import Pipeline

    _is_meant(sink, words)
    with Pipeline(replace(settings, summary=False), notice=sink.note) as pipeline:
        if not lines:
            source = decoded(sys.stdin.buffer.read()) if words in (None, "-") else str(words)
            _note_language(sink, source)
            pairs = pipeline.text(source)
            if pairs or sink.format is Format.JSON:
                sink.answer(
                    lambda: {"signature": pipeline.signature, "sentences": plain(pairs)},
                    lambda: "".join(_spaced(source, pair) for pair in pairs),
                )
            return
        collected, noted = [], False
        for chunk in _chunks(words):
            noted = noted or _note_language(sink, "\n".join(chunk))
            translated = pipeline.lines(chunk)
            if sink.format is Format.JSON:
                collected += plain(translated)
            else:
                sink.result("".join(f"{_joined(pairs)}\n" for pairs in translated))
        if sink.format is Format.JSON:
            sink.answer(lambda: {"signature": pipeline.signature, "lines": collected}, str)


def _is_meant(sink: Sink, words: str | None) -> None:
    """Say so where the words are a file's name or an address, or where a person has to type."""
    if words in (None, "-"):
        if sys.stdin.isatty():
            end = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D"
            sink.note(f"type or paste Dutch text; {end} on a line of its own ends it")
    elif re.fullmatch(r"https?://\S+", str(words)):
        raise UsageError(
            f"{words} is a web page",
            f"trafilatura -u {words} | translate text -",
        )
    elif _is_file(str(words)):
        raise UsageError(
            f"{words} is a file, and 'text' translates the words themselves",
            f"translate text - < {shlex.quote(str(words))}, or translate run"
            f" {shlex.quote(str(words))} --out out",
        )


def _is_file(words: str) -> bool:
    try:
        return Path(words).is_file()
    except (OSError, ValueError):  # too long for a name, or with a null in it
        return False


def _note_language(sink: Sink, source: str) -> bool:
    """Whether a text does not look Dutch, which is noted; it is translated all the same."""
    from translate.language import detect, is_dutch

    if is_dutch(source):
        return False
    sink.note(f"this looks like {detect(source).code}, not Dutch: its English will be nonsense")
    return True


def _chunks(words: str | None) -> Iterator[list[str]]:
    """Lines without their line ends; only a line feed ends a line."""
    if words not in (None, "-"):
        yield str(words).split("\n")
        return
    size = 1 if sys.stdin.isatty() else CHUNK
    stream = sys.stdin.buffer
    while chunk := list(islice(stream, size)):
        yield [decoded(line).removesuffix("\n").removesuffix("\r") for line in chunk]


def _joined(pairs: Sequence[Translation]) -> str:
    return " ".join(" ".join(pair.target.split()) for pair in pairs)


def _spaced(source: str, pair: Translation) -> str:
    """The target with the white space that followed the source."""
    raw = source[pair.span[0] : pair.span[1]]
    before = raw[: len(raw) - len(raw.lstrip())] if pair.source else ""
    return before + pair.target + raw[len(raw.rstrip()) :]
