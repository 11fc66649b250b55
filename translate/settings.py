"""What a caller may choose; one frozen object from the command line to the innermost room."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from translate.config import KEYS, describe
from translate.errors import UsageError


class Dialect(StrEnum):
    """How CSV is written: with commas, or as Dutch Excel opens it."""

    EXCEL = "excel"
    EXCEL_NL = "excel-nl"


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices that a pipeline is built from.

    ``max_bytes`` limits one article; the ``*_field`` name columns of JSONL and CSV, None the
    usual ones; ``stdin_format`` is that of the path ``-``.
    ``beam`` None means the checkpoint's own; ``max_summary_words`` is a hard limit.
    ``threads`` None means the machine's real cores. ``cache`` False neither reads nor writes the
    memory; ``force`` writes but does not read it. ``cache_dir`` and ``models_dir`` None mean the
    environment's (``TRANSLATE_CACHE_DIR``, ``TRANSLATE_MODELS_DIR``) or the user's own folders.
    A path may be a str. Raises :class:`~translate.errors.UsageError` for a number that the command
    line would refuse.
    """

    model: str = "auto"
    summary_model: str = "auto"
    engine: str = "auto"
    compute_type: str | None = None
    beam: int | None = None
    max_summary_words: int = 120
    summary: bool = True
    names: bool = True
    glossary: Path | None = None
    corrections: bool = True
    assume_dutch: bool = False
    max_bytes: int = 10_000_000
    text_field: str | None = None
    title_field: str | None = None
    date_field: str | None = None
    id_field: str | None = None
    stdin_format: str = "text"
    threads: int | None = None
    cache: bool = True
    force: bool = False
    cache_dir: Path | None = None
    models_dir: Path | None = None

    def __post_init__(self) -> None:
        for key, rule in KEYS.items():
            name = key.replace("-", "_")
            value = getattr(self, name, None)
            if value is not None and rule.kind is Path:
                object.__setattr__(self, name, Path(value).expanduser())
            if value is not None and rule.kind is int and not rule.allows(value):
                raise UsageError(f"{name} cannot be {value!r}", f"it takes {describe(key)}")
