"""What is installed is what is used, and what the suite was run with: every dependency is pinned
exactly, once."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
_PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([A-Za-z0-9.!]+)")
#: Needed without an import of ours, and what for.
NOT_IMPORTED = {
    "accelerate": "transformers reads a GGUF file with it",
    "lxml-html-clean": "trafilatura asks for it by an extra that lxml 6.1 does not name",
}


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


def project() -> tuple[list[str], dict[str, list[str]]]:
    """Requirements of a run, and those of each extra."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table["dependencies"], table["optional-dependencies"]


def imported(folder: str) -> set[str]:
    """Names of the packages that the modules below a folder import, anywhere in them."""
    found = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    providers = metadata.packages_distributions()
    return {
        normal(name)
        for module in found - set(sys.stdlib_module_names)
        for name in providers.get(module, ())
    }


def needs(name: str, extras: set[str]) -> Iterator[Requirement]:
    """What a package needs, on any machine, with these of its extras."""
    for line in metadata.requires(name) or []:
        need = Requirement(line)
        marker = str(need.marker or "")
        if "extra" not in marker or any(
            need.marker is not None and need.marker.evaluate({"extra": extra}) for extra in extras
        ):
            yield need


def test_every_dependency_is_imported_or_has_its_reason() -> None:
    run, extras = project()
    wanted = required(run + [line for name in extras if name != "test" for line in extras[name]])
    used = imported("translate") | imported("models")
    assert sorted(wanted - used - NOT_IMPORTED.keys()) == []
    assert sorted(NOT_IMPORTED.keys() & used | NOT_IMPORTED.keys() - wanted) == []


def test_every_import_is_of_a_dependency() -> None:
    run, extras = project()
    declared = required(run + [line for lines in extras.values() for line in lines])
    own = normal(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["name"])
    offered = declared | {own}
    assert sorted(imported("translate") - offered) == []


def test_every_pin_is_of_something_that_is_needed() -> None:
    run, extras = project()
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    toolkit = re.search(r"^TOOLKIT := (.*)$", make, re.MULTILINE)
    assert toolkit is not None
    lines_ = [*run, *(line for lines in extras.values() for line in lines)]
    waiting, seen = [Requirement(line) for line in lines_], required(toolkit[1].split())
    done = set()
    while waiting:
        need = waiting.pop()
        seen.add(name := normal(need.name))
        if (name, *sorted(need.extras)) in done:
            continue
        done.add((name, *sorted(need.extras)))
        try:
            waiting += needs(name, need.extras)
        except metadata.PackageNotFoundError:
            if need.marker is None:
                pytest.skip(f"{name} is not installed: what it needs is not known")
    assert sorted(pins().keys() - seen) == []


def test_every_dependency_is_pinned() -> None:
    run, extras = project()
    wanted = required(run + [line for lines in extras.values() for line in lines])
    assert sorted(wanted - pins().keys()) == []


def test_what_the_dependencies_of_a_run_need_is_pinned_too() -> None:
    """As they are installed here; what is needed only for an extra or elsewhere is not."""
    waiting, seen = required(project()[0]), set[str]()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        lines_ = metadata.requires(name) or []
        waiting |= required([line for line in lines_ if ";" not in line]) - seen
    assert sorted(seen - pins().keys() - {"setuptools"}) == []
