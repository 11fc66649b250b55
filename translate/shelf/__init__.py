"""The shelf: which models there are, where they come from, and which one to run."""

from translate.shelf.catalog import Entry, FileSpec, Source, SourceKind, Task, catalogue
from translate.shelf.finding import describe, installed, path, present, remove, resolve, snapshots
from translate.shelf.places import bundled_folder, default_dir
from translate.shelf.provision import Settled, SetupReport, Want, setup
from translate.shelf.pulling import pull
from translate.shelf.sources.base import Passing, Progress, SourceUnreachable
from translate.shelf.verifying import FileReport, VerifyReport, seal, verify

__all__ = [
    "Entry",
    "FileReport",
    "FileSpec",
    "Passing",
    "Progress",
    "Settled",
    "SetupReport",
    "Source",
    "SourceKind",
    "SourceUnreachable",
    "Task",
    "VerifyReport",
    "Want",
    "bundled_folder",
    "catalogue",
    "default_dir",
    "describe",
    "installed",
    "path",
    "present",
    "pull",
    "remove",
    "resolve",
    "seal",
    "setup",
    "snapshots",
    "verify",
]
