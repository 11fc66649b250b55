"""Front matter of Markdown: the few scalars that an article has, in YAML, TOML or JSON.

Title and date are one-line scalars in every generator's output. A full YAML parser would turn
``2022-10`` or ``nee`` into other types and unfold aliases; this reads ``key: value`` lines,
plain or quoted. The rest is told as it stands.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import NamedTuple

from translate.articles.draft import flat

_BLOCK = re.compile(
    r"\A(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(.*?)(?<=[\r\n])(?:\1|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)",
    re.DOTALL,
)
_ENTRY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?\Z")
_DUTCH = {"title": ("titel", "kop"), "date": ("datum",)}
_ESCAPE = re.compile(r"\\([\"\\/])")


class FrontMatter(NamedTuple):
    """Scalars by lower-case key, of which ``title`` and ``date`` may have had Dutch ones; the
    lines of all others; and where the text begins.
    """

    values: dict[str, str]
    rest: str = ""
    end: int = 0


def front_matter(text: str) -> FrontMatter:
    """The front matter of a text; it ends at 0 where there is none."""
    match = _BLOCK.match(text)
    if match is not None:
        values = _toml(match[2]) if match[1] == "+++" else _yaml(match[2])
        lines, end = match[2], match.end()
    else:
        values, lines, end = _json(text)
    if values is None:
        return FrontMatter({})
    values = {key: value for key, value in values.items() if value}
    for name, dutch in _DUTCH.items():
        key = next((one for one in (name, *dutch) if one in values), "")
        if key:
            line = rf"^{key}[ \t]*[:=].*$"
            lines = re.sub(line, "", lines, count=1, flags=re.IGNORECASE | re.MULTILINE)
            values[name] = values.pop(key)
    return FrontMatter(values, lines.strip(), end)


def _json(text: str) -> tuple[dict[str, str] | None, str, int]:
    """An object that a text begins with, its lines, one a key, and where it ends."""
    if not text.startswith("{"):
        return None, "", 0
    try:
        found, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None, "", 0
    if not found or text[end : end + 1] not in ("", "\r", "\n"):
        return None, "", 0
    lines = "\n".join(f"{key}: {_plain(value)}" for key, value in found.items())
    scalars = {key: value for key, value in found.items() if not isinstance(value, dict | list)}
    return {key.lower(): flat(_plain(value)) for key, value in scalars.items()}, lines, end


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _toml(text: str) -> dict[str, str] | None:
    try:
        values = tomllib.loads(re.sub("\r\n?", "\n", text))
    except tomllib.TOMLDecodeError:
        return None
    scalars = {key: value for key, value in values.items() if not isinstance(value, dict | list)}
    return {key.lower(): flat(str(value)) for key, value in scalars.items()}


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
