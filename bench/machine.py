"""What a figure is of: machine, versions, sizes."""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
from importlib.metadata import version

from sections import Sizes
from texts import ROOT

from translate.engines.processor import processor
from translate.shelf import resolve

PACKAGES = ("ctranslate2", "torch", "transformers", "sentencepiece")


def description(options: argparse.Namespace, sizes: Sizes) -> str:
    """A paragraph to stand above the tables."""
    model = resolve(options.model, "translate")
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{processor()}, {len(os.sched_getaffinity(0))} cores, {platform.system()},"
        f" Python {platform.python_version()}, {versions}."
        f" Translation model {model.name}, digest {model.digest[:16]}; beam {options.beam},"
        f" {options.threads} threads; source {_source()}. {sizes}."
    )


def _source() -> str:
    """A digest of our own code, so that what is kept is never of another version of it."""
    digest = hashlib.sha256()
    for folder in ("translate", "bench"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:8]


def load() -> str:
    """How busy the machine is: its load over 1, 5 and 15 minutes."""
    return f"Load {', '.join(f'{value:.1f}' for value in os.getloadavg())}."
