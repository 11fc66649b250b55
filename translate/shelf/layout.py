"""Which files make a checkpoint in Hugging Face layout, and which are never let in."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from translate.errors import ModelError

#: What engines read: these files decide an output, and so a model's digest.
READ_BY_ENGINES = (
    "model.safetensors",
    "model-*-of-*.safetensors",
    "model.safetensors.index.json",
    "*.gguf",
    "config.json",
    "generation_config.json",
    "tokenizer*.json",
    "tokenizer.model",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "vocab.txt",
    "merges.txt",
    "*.spm",
    "spiece.model",
    "sentencepiece.bpe.model",
    "chat_template.jinja",
)

#: For people: kept beside a model, and no part of its identity.
FOR_PEOPLE = ("README.md", "LICENSE*", "LICENCE*", "NOTICE*")

#: Formats that can run code when they are read.
PICKLES = ("*.bin", "*.pt", "*.pth", "*.pkl", "*.pickle", "*.ckpt", "*.h5", "*.npy", "*.npz")

MANIFEST = "manifest.json"
SAFETENSORS = "model.safetensors"
SAFETENSORS_INDEX = "model.safetensors.index.json"
PICKLED_WEIGHTS = "pytorch_model.bin"
_OTHER_WEIGHTS = ("model-*-of-*.safetensors", SAFETENSORS_INDEX, "*.gguf")


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Whether a file name fits one of the patterns; names with a folder in them never do."""
    return "/" not in name and any(fnmatchcase(name, pattern) for pattern in patterns)


def is_weights(name: str) -> bool:
    """Whether the file holds weights in a form that can be taken."""
    return matches(name, (SAFETENSORS, PICKLED_WEIGHTS, "model-*-of-*.safetensors", "*.gguf"))


def files_of(folder: Path, patterns: Iterable[str] = READ_BY_ENGINES) -> list[str]:
    """Sorted names of the files in ``folder`` itself that fit the patterns."""
    kept = tuple(patterns)
    return sorted(p.name for p in folder.iterdir() if p.is_file() and matches(p.name, kept))


def check_links(folder: Path, names: Iterable[str]) -> None:
    """Raise ModelError when one of the named files is a link that leads out of ``folder``.

    A Hub cache keeps its files as links from ``snapshots/COMMIT`` to blobs of the same
    repository: those are in order.
    """
    root = folder.resolve()
    if root.parent.name == "snapshots":
        root = root.parent.parent
    for name in names:
        if not (folder / name).resolve().is_relative_to(root):
            mend = "put a copy of the file in its place"
            raise ModelError(f"{name} is a link that leads out of {folder}", mend)


def choose(names: Iterable[str], where: str) -> list[str]:
    """Of a checkpoint's files those to take: safetensors, else a pickle that is to be converted.

    Raises ModelError, naming ``where``, when there are no weights that can be read.
    """
    listed = sorted(names)
    wanted = [name for name in listed if matches(name, (*READ_BY_ENGINES, *FOR_PEOPLE))]
    if SAFETENSORS in wanted:
        return [n for n in wanted if n == SAFETENSORS or not matches(n, _OTHER_WEIGHTS)]
    if any(matches(name, _OTHER_WEIGHTS) for name in wanted):
        return wanted
    if PICKLED_WEIGHTS in listed:
        return [*wanted, PICKLED_WEIGHTS]
    raise ModelError(f"{where} has no {SAFETENSORS}", "name another model or folder")
