"""``translate search``: find a sentence again, in either language."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translate.cli.sink import Sink, one_line
from translate.errors import ExitCode, NothingMatched, UsageError
from translate.options import Format


def search(
    words: Annotated[str, typer.Argument(help="Words in a row, Dutch or English.")],
    out: Annotated[list[Path], typer.Argument(help="Folders that a run wrote, or JSON results.")],
    sink: Annotated[Sink, "format"],
) -> None:
    """Find WORDS in results, in both languages, whatever their case and accents."""
    from translate.recheck import Broken, result_files
    from translate.search import search as find

    if not words.strip():
        raise UsageError("nothing to search for", "give a word, or several in quotation marks")
    files = result_files(out)
    hits, broken = [], set()
    for one in find(words, files):
        if isinstance(one, Broken):
            broken.add(one.file)
            sink.error(f"{one.file}: {one.problem}")
            continue
        hits.append(one)
        if sink.format is Format.TEXT:
            sink.result(
                f"{one_line(one.article)}, sentence {one.sentence}\n"
                f"    nl: {one_line(one.source)}\n    en: {one_line(one.target)}"
            )
    if sink.format is Format.JSON:
        sink.answer(lambda: [hit._asdict() for hit in hits], str)
    if not hits and len(broken) == len(files):
        raise typer.Exit(ExitCode.ALL_FAILED)
    if not hits:
        places = ", ".join(map(str, out))
        raise NothingMatched(f"no sentence with {words!r} in {places}", "try fewer words")
    if broken:
        raise typer.Exit(ExitCode.SOME_FAILED)
