"""``translate correct``: what people corrected, and what is done with it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate.cli.options import Commands
from translate.cli.sink import Sink, one_line
from translate.errors import NothingMatched, UsageError
from translate.files import need_folder_of
from translate.options import Format
from translate.readable import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.corrections import Correction
    from translate.corrections.changes import TermChange
    from translate.corrections.reading import Edited

app = Commands("Use what people corrected, before any model is asked.")


@app.add("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="Edited CSV, TMX or DOCX files.")],
    sink: Sink,
) -> None:
    """Take over what was changed or confirmed in FILES; every run uses it from now on."""
    from translate.corrections import changing, default_path
    from translate.corrections.changes import repeated_changes
    from translate.corrections.reading import read_edited

    pairs = [pair for file in files for pair in read_edited(file)]
    edited = [pair for pair in pairs if pair.is_correction]
    if not edited:
        raise NothingMatched(
            f"no sentence was changed or confirmed in {', '.join(map(str, files))}",
            "change the English, or put an x into the column confirmed ([ok] at its end in Word)",
        )
    taken: dict[str, Correction] = {}
    with changing(default_path()) as kept:
        before = dict(kept)
        for pair in edited:
            new = _stamped(pair)
            old = before.get(new.id)
            if not pair.changed and old is not None and old.target == new.target:
                new = old  # with its time, and with what the machine wrote
            if new.id in taken and taken[new.id].target != new.target:
                sink.note(f"corrected twice, the last counts: “{new.source}”")
            kept[new.id] = taken[new.id] = new
            for doubt in _doubts(new):
                sink.note(f"{doubt}: “{new.source}” → “{new.target}”")
    terms = [one for one in repeated_changes(kept.values()) if taken.keys() & one.corrections]
    added = len(taken.keys() - before)
    changed = sum(id in before and before[id].target != one.target for id, one in taken.items())
    counts = {
        "sentences": len(pairs),
        "new": added,
        "changed": changed,
        "known": len(taken) - added - changed,
        "corrections": len(kept),
    }
    told = (
        f"{len(taken)} of {counted(len(pairs), 'sentence')} taken as corrections: {added} new,"
        f" {changed} changed, {counts['known']} known; {len(kept)} in all, in {default_path()}"
    )
    sink.answer(
        lambda: {**counts, "terms": terms},
        lambda: "\n".join([told, *_glossary_lines(terms)]),
    )


@app.add("list")
def list_(
    words: Annotated[
        str | None, typer.Argument(metavar="WORDS", help="Only those with these words in them.")
    ] = None,
    *,
    sink: Annotated[Sink, "format"],
) -> None:
    """Show the corrections, each with the id by which it can be removed."""
    from translate.corrections import default_path, load
    from translate.text.words import fold

    found = [
        one
        for one in load(default_path())
        if words is None or fold(words) in fold(f"{one.source}\n{one.target}")
    ]
    if not found and sink.format is Format.TEXT:
        sink.note(f"there are no corrections{f' with {words!r}' if words else ''} yet")
        return
    sink.answer(
        lambda: [{"id": one.id, **asdict(one)} for one in found],
        lambda: "\n".join(
            f"{one.id}  {one_line(one.source)}\n          {one_line(one.target)}" for one in found
        ),
    )


@app.add()
def export(
    file: Annotated[Path, typer.Argument(help="A .tmx or .csv file to write; - is TMX on stdout.")],
) -> None:
    """Write all corrections into FILE, for another machine or another tool."""
    from translate.corrections import default_path, load, render
    from translate.outputs import write_atomic
    from translate.outputs.csv_pairs import csv_lines

    sink = Sink()
    need_folder_of(file)
    corrections = load(default_path())
    if file.suffix.lower() == ".csv":
        rows = ((one.source, one.target, one.by, one.changed) for one in corrections)
        text = "".join(csv_lines(("source", "target", "by", "changed"), rows))
    elif str(file) == "-" or file.suffix.lower() == ".tmx":
        text = render(corrections)
    else:
        raise UsageError(f"cannot tell the format of {file}", "name a .tmx or .csv file, or -")
    if str(file) == "-":
        sink.result(text)
    else:
        write_atomic(file, text.encode("utf-8"))
        sink.note(f"{counted(len(corrections), 'correction')} written to {file}")


@app.add()
def remove(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids, as 'correct list' shows.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All corrections.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove corrections; the model's own sentences are used again."""
    from translate.corrections import changing, default_path

    sink = Sink()
    if bool(ids) is everything:
        raise UsageError("nothing to remove", "give ids, or --all")
    path = default_path()
    if everything and not yes and not sink.agrees(f"Remove every correction in {path}?"):
        raise typer.Exit(1)
    with changing(path) as kept:
        gone = list(kept) if everything else list(dict.fromkeys(ids or []))
        if unknown := [one for one in gone if one not in kept]:
            raise NothingMatched(
                f"no correction {', '.join(unknown)}", "'translate correct list' shows the ids"
            )
        for one in gone:
            del kept[one]
    sink.result(f"{counted(len(gone), 'correction')} removed, {len(kept)} left")


def _stamped(pair: Edited) -> Correction:
    """The correction with the time of its import, where the file has none."""
    from dataclasses import replace
    from datetime import UTC, datetime

    one = pair.correction()
    return one if one.changed else replace(one, changed=f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}")


def _doubts(one: Correction) -> list[str]:
    """What the checks would say of it: a person can mistype a number too."""
    from translate.quality import check_sentence
    from translate.types import Hypothesis

    flags = check_sentence(one.source, Hypothesis(one.target, 1.0))
    return [f"{flag.code} {flag.detail}".strip() for flag in flags]


def _glossary_lines(terms: Sequence[TermChange]) -> list[str]:
    """Lines for a glossary, under a comment that says where each comes from."""
    if not terms:
        return []
    lines = ["", "The same change in several sentences; as lines for a glossary (--glossary):"]
    for term in terms:
        lines.append(f"# {len(term.corrections)} times “{term.was}” became “{term.now}”")
        lines += [f"{dutch}\t{term.now}" for dutch in term.dutch[:3]]
    return lines
