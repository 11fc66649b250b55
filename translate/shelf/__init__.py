"""The shelf: which models there are, where they come from, and which one to run."""

from translate.shelf.catalog import Entry, SourceKind, Task, catalogue
from translate.shelf.finding import describe, installed, path, remove, resolve, snapshots
from translate.shelf.places import default_dir
from translate.shelf.provision import Want, setup
from translate.shelf.pulling import pull
from translate.shelf.sources.base import Passing, SourceUnreachable
from translate.shelf.verifying import seal, verify

__all__ = [
    "Entry",
    "Passing",
    "SourceKind",
    "SourceUnreachable",
    "Task",
    "Want",
    "catalogue",
    "default_dir",
    "describe",
    "installed",
    "path",
    "pull",
    "remove",
    "resolve",
    "seal",
    "setup",
    "snapshots",
    "verify",
]
