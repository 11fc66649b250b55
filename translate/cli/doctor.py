"""``translate doctor``: what is here, what is missing, what to do about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translate.cli.sink import Sink
from translate.errors import ExitCode, ModelError, UsageError
from translate.settings import Settings

if TYPE_CHECKING:
    from translate.shelf.doctor import Check


def doctor(
    *,
    network: Annotated[
        bool, typer.Option("--network", help="Also ask whether the Hub answers.")
    ] = False,
    sink: Annotated[Sink, "format"],
    places: Annotated[Settings, "cache_dir models_dir"],
) -> None:
    """Look at packages, models, folders and settings; exits with 4 for a fault."""
    from translate.memory import default_path
    from translate.shelf.doctor import Status, checks

    cache = default_path(places.cache_dir).parent
    models = places.models_dir
    found = [*checks(models, cache, network), *_speed(models, cache), *_settings()]
    sink.answer(
        lambda: found,
        lambda: "\n".join(
            f"{check.status:>4}  {check.name}: {check.detail}"
            + (f" ({check.mend})" if check.mend else "")
            for check in found
        ),
    )
    if any(check.status is Status.FAIL for check in found):
        raise typer.Exit(ExitCode.MODEL)


def _speed(models_dir: Path | None, cache: Path) -> list[Check]:
    """What to expect of the model that would run; nothing where none can, as is said elsewhere."""
    from translate.engines import decoding_for, load_translator, resolve_engine
    from translate.engines.speed import sentences_a_second
    from translate.shelf import default_dir, resolve
    from translate.shelf.doctor import Check, Status

    try:
        model, choice = resolve("auto", "translate", default_dir(models_dir)), resolve_engine()
        translator = load_translator(model, choice, cache_dir=cache)
    except ModelError:
        return []
    speed = sentences_a_second(translator, decoding_for(model))
    detail = f"{speed:.3g} sentences of news a second with {model.name} ({choice.id}), measured"
    return [Check("speed", Status.OK, detail)]


def _settings() -> list[Check]:
    """Every choice that a file or a variable makes, and which; the rest are defaults."""
    from translate.config import FILE_NAME, KEYS, load, user_file
    from translate.shelf.doctor import Check, Status

    places = f"{FILE_NAME} here, {user_file()}, or TRANSLATE_… variables"
    try:
        settings = load()
    except UsageError as fault:
        return [Check("settings", Status.FAIL, fault.problem, fault.mend)]
    found = []
    for key in (one for one in KEYS if one in settings):
        value, origin = settings[key].value, settings[key].origin
        check = Check(f"setting {key}", Status.OK, f"{value}, from {origin}")
        if key == "glossary" and not Path(str(value)).is_file():
            lost = f"{value} does not exist, from {origin}"
            check = Check(check.name, Status.FAIL, lost, "mend the path or take it out")
        found.append(check)
    rest = "the other settings" if found else "all settings"
    return [*found, Check("settings", Status.OK, f"{rest} are the defaults (set by {places})")]
