"""Models in a folder on this machine: the user's own, or brought by hand."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from translate.errors import ModelError
from translate.files import sha256_file
from translate.shelf import layout
from translate.shelf.catalog import Entry
from translate.shelf.sources.base import Progress, ask_space, check_file, check_pinned

_COMMIT = re.compile(r"[0-9a-f]{40}")


def from_folder(path: Path, entry: Entry, into: Path, progress: Progress) -> dict[str, str]:
    """Copy a checkpoint in Hugging Face layout, or one GGUF file, following links.

    Only files that belong to a checkpoint are taken, and where the catalogue knows the model's
    files, only those, which are checked.
    """
    folder, present = path, [path.name]
    if folder.is_dir():
        present = layout.files_of(folder, ["*"])
    elif folder.is_file():
        folder = folder.parent
    else:
        raise ModelError(f"there is no {folder}", "name a folder in Hugging Face layout")
    specs = {spec.name: spec for spec in entry.files}
    for name in specs:
        if layout.matches(name, layout.READ_BY_ENGINES) and name not in present:
            raise ModelError(f"{path} has no {name}", "bring the whole model")
    names = sorted(specs.keys() & present) or layout.choose(present, str(path))
    layout.check_links(folder, names)
    ask_space(into, {name: (folder / name).stat().st_size for name in names})
    progress(f"{entry.name}: from {path}")
    for name in names:
        shutil.copyfile(folder / name, into / name)
        if name in specs:
            check_file(into / name, specs[name])
    if entry.source.weights_sha256:
        weights = filter(layout.is_weights, names)
        check_pinned(entry, {name: sha256_file(into / name) for name in weights}, str(path))
    provenance = {"kind": "folder", "folder": folder.name}
    if _COMMIT.fullmatch(folder.name):  # a snapshot in a Hub cache is named by its commit
        provenance["commit"] = folder.name
    return provenance
