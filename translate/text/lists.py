"""The word lists of both languages, in ``lists/``: sections of lines, ``#`` begins a comment."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal

Language = Literal["nl", "en"]

_FOLDER = Path(__file__).with_name("lists")
_FILES = {"nl": "dutch.txt", "en": "english.txt"}


@cache
def _sections(language: Language) -> Mapping[str, list[str]]:
    sections: dict[str, list[str]] = {}
    for line in read(_FILES[language]).splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.append(line)
    return sections


def read(name: str) -> str:
    """The text of a file in ``lists/``."""
    return (_FOLDER / name).read_text("utf-8")


def lines(language: Language, name: str) -> list[list[str]]:
    """The lines of a section, each as its words."""
    return [line.split() for line in _sections(language)[name]]


def words(language: Language, name: str) -> frozenset[str]:
    """All words of a section."""
    return frozenset(word for line in lines(language, name) for word in line)


def values(language: Language, name: str) -> dict[str, Decimal]:
    """The numbers that the words of a section stand for: ``twee=2``."""
    from decimal import Decimal

    pairs = (word.split("=") for line in lines(language, name) for word in line)
    return {word: Decimal(value) for word, value in pairs}
