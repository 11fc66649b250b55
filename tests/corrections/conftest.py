"""The command line with fakes for models, and what a run of it writes."""

from tests.cli.conftest import command, translator

__all__ = ["command", "translator"]
