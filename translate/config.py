"""Standing choices: ``translate.toml`` of a project, one of the user, and the environment.

The command line asks for them before it reads its options, so that the order is: option, then
``TRANSLATE_…`` variable, then the project's file (in the current folder), then the user's, then
the default. A key is an option's name without its dashes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from translate.errors import UsageError
from translate.options import Option, words
from translate.settings import keys

FILE_NAME = "translate.toml"
PREFIX = "TRANSLATE_"


@dataclass(frozen=True, slots=True)
class Setting:
    """A choice that was found, and where: a file's path or the name of a variable."""

    key: str
    value: object
    origin: str


KEYS: Mapping[str, Option] = keys()
OF_ONE_CALL = keys(standing=False)
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})


def user_file() -> Path:
    """Where the user's own file is or would be."""
    from platformdirs import user_config_path

    return user_config_path("nieuws-translate", appauthor=False) / FILE_NAME


def variable(key: str) -> str:
    """The environment variable of a key: ``max-summary-words`` is TRANSLATE_MAX_SUMMARY_WORDS."""
    return PREFIX + key.upper().replace("-", "_")


def load(
    project: Path = Path(FILE_NAME),
    user: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> dict[str, Setting]:
    """Every choice that was made somewhere, the first place in the order winning.

    ``user`` None means :func:`user_file`. Raises :class:`~translate.errors.UsageError` with one
    line for a file that cannot be read, an unknown key, or a value that does not fit.
    """
    found = _read(user if user is not None else user_file())
    found |= _read(project)
    for key in KEYS:
        # a variable that is set to nothing is not set, as everywhere on a command line
        if text := environment.get(variable(key)):
            found[key] = _from_text(key, text)
    return found


def _read(file: Path) -> dict[str, Setting]:
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise UsageError(f"cannot read {file}", error.strerror or str(error)) from error
    import tomllib

    try:
        values = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8 (byte {error.start})", "save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{file} is not TOML", str(error)) from error
    for key, value in values.items():
        if key not in KEYS:
            raise UsageError(f"{file}: there is no {key!r}", _hint(key, value))
    return {key: _setting(key, value, str(file), file.parent) for key, value in values.items()}


def _hint(key: str, value: object) -> str:
    """What to write instead of a key that there is not."""
    from difflib import get_close_matches

    if isinstance(value, dict):
        return "keys stand at the top of the file, under no [heading]"
    name = key.replace("_", "-")
    if name in OF_ONE_CALL:
        return f"--{name} is given with each call"
    if nearest := get_close_matches(name, KEYS, 1):
        return f"the nearest key is {nearest[0]!r}"
    return "keys are options without their dashes, as 'translate run --help' lists them"


def _from_text(key: str, text: str) -> Setting:
    """A variable's text, as a file would say it."""
    kind = KEYS[key].kind
    value: object = text
    if kind is bool and text.lower() in _YES | _NO:
        value = text.lower() in _YES
    if kind is int and re.fullmatch(r"\s*[+-]?\d+\s*", text):
        value = int(text)
    return _setting(key, value, variable(key), Path())


def _setting(key: str, value: object, origin: str, folder: Path) -> Setting:
    """A choice, if it fits; paths are relative to ``folder``."""
    rule = KEYS[key]
    kind = rule.kind if rule.kind in (bool, int) else str
    if rule.kind is list and isinstance(value, list) and all(isinstance(w, str) for w in value):
        value = ",".join(value)
    if type(value) is not kind or not rule.allows(value):  # in Python True is an int
        raise UsageError(f"{origin}: {key} cannot be {value!r}", f"it takes {rule.describe()}")
    if rule.known is not None:
        words(str(value), rule.known(), f"{origin}: {key}")
    if rule.kind is Path and "://" not in str(value):
        value = str(folder / Path(str(value)).expanduser())
    return Setting(key, value, origin)
