"""``translate``: the commands, and the one table from fault to line and exit code."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from translate import __version__
from translate.cli.defaults import take_defaults
from translate.cli.lazy import LazyGroup
from translate.cli.sink import ReaderGone, Sink, open_standard_streams
from translate.errors import ExitCode, TranslateError

app = typer.Typer(
    name="translate",
    cls=LazyGroup,
    help="Dutch news in English: a translation and a faithful summary of each article.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if not wanted:
        return
    from translate.shelf import catalogue

    lines = [f"translate {__version__} (MIT)", "models, each under its own licence:"]
    lines += [f"  {entry.name}: {entry.licence}" for entry in catalogue()]
    Sink().result("\n".join(lines))
    raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Versions and licences."),
    ] = False,
) -> None:
    """Dutch news in English: a translation and a faithful summary of each article."""
    context.obj = take_defaults(context)


def main() -> None:
    """Run the command line; the process exits with a code of :class:`ExitCode`."""
    open_standard_streams()
    sink = Sink()
    try:
        app(prog_name="translate")
    except TranslateError as error:
        sink.error(" ".join((str(error), *getattr(error, "__notes__", ()))))
        code = error.exit_code
    except KeyboardInterrupt:
        sink.error("interrupted")
        code = ExitCode.INTERRUPTED
    except ReaderGone:
        code = ExitCode.OK
    except PermissionError as error:
        sink.error(f"no permission to open {error.filename}: mend its permissions")
        code = ExitCode.USAGE
    except Exception as error:  # noqa: BLE001  a bug of ours, still one line for the user
        if os.environ.get("TRANSLATE_DEBUG"):
            import traceback

            traceback.print_exc()
        sink.error(
            f"internal error, please report it: {type(error).__name__}: {error}"
            " (TRANSLATE_DEBUG=1 shows where)"
        )
        code = ExitCode.INTERNAL
    else:
        return
    sys.exit(code)
