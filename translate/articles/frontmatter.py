"""Front matter of Markdown: the few scalars that an article has, in YAML or in TOML.

Title and date are one-line scalars in every generator's output. A full YAML parser would turn
``2022-10`` or ``nee`` into other types and unfold aliases; this reads ``key: value`` lines,
plain or quoted, and passes over the rest.
"""

from __future__ import annotations

import re
import tomllib

_BLOCK = re.compile(
    r"\A(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(.*?)(?<=[\r\n])(?:\1|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)",
    re.DOTALL,
)
_ENTRY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?\Z")
_ESCAPE = re.compile(r"\\([\"\\/])")


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """Scalars by lower-case key, and where the front matter ends (0: there is none)."""
    match = _BLOCK.match(text)
    if match is None:
        return {}, 0
    values = _toml(match[2]) if match[1] == "+++" else _yaml(match[2])
    if values is None:
        return {}, 0
    return {key: value for key, value in values.items() if value}, match.end()


def _toml(text: str) -> dict[str, str] | None:
    try:
        values = tomllib.loads(re.sub("\r\n?", "\n", text))
    except tomllib.TOMLDecodeError:
        return None
    scalars = {key: value for key, value in values.items() if not isinstance(value, dict | list)}
    return {key.lower(): " ".join(str(value).split()) for key, value in scalars.items()}


def _yaml(text: str) -> dict[str, str] | None:
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or (_ENTRY.match(lines[0]) is None and not lines[0].startswith("#")):
        return None  # a thematic break, then text
    values: dict[str, str] = {}
    for line in lines:
        entry = _ENTRY.match(line)
        if entry is not None and entry[2]:
            values.setdefault(entry[1].lower(), _scalar(entry[2].strip()))
    return values


def _scalar(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == '"':
        return _ESCAPE.sub(r"\1", value[1:-1])
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if value[0] in "|>[{&*!":
        return ""  # no one-line scalar
    return re.split(r"\s#", value, maxsplit=1)[0].strip()
