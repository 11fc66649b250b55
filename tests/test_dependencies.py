"""What is installed is what the suite was run with: every dependency is pinned exactly, once."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([A-Za-z0-9.!]+)")


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def lines() -> list[str]:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]


def pins() -> dict[str, str]:
    found = [match for match in map(_PIN.fullmatch, lines()) if match]
    return {normal(match[1]): match[2] for match in found}


def required(requirements: list[str]) -> set[str]:
    """Names in lines such as ``torch>=2.6; extra == "x"``, without markers."""
    names = [re.match(r"[A-Za-z0-9._-]+", line) for line in requirements]
    return {normal(name[0]) for name in names if name}


def test_every_line_is_one_exact_version() -> None:
    odd = [line for line in lines() if not _PIN.fullmatch(line)]
    assert odd == []
    counts = Counter(normal(line.split("==")[0]) for line in lines())
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = required(project["dependencies"])
    for requirements in extras.values():
        wanted |= required(requirements)
    assert sorted(wanted - pins().keys()) == []


def test_what_the_dependencies_of_a_run_need_is_pinned_too() -> None:
    """As they are installed here; what is needed only for an extra or elsewhere is not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting, seen = required(project["dependencies"]), set[str]()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        needs = metadata.requires(name) or []
        waiting |= required([line for line in needs if ";" not in line]) - seen
    assert sorted(seen - pins().keys() - {"setuptools"}) == []
