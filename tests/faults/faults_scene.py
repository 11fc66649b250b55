"""A folder of articles, a cache and an output folder, and what must be true of them."""

from __future__ import annotations

import ctypes
import json
import os
import random
import shutil
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import jinja2  # noqa: F401  loaded once, before processes are forked

from tests.fakes import FakeTranslator, fake_parts
from tests.faults.faults_driver import Script, asked, start
from translate.memory import Memory
from translate.memory.file import FILE_NAME
from translate.translation import SentenceTranslator

WORDS = [
    "de",
    "gemeente",
    "brug",
    "haven",
    "wethouder",
    "bewoners",
    "nieuwe",
    "school",
    "opent",
    "morgen",
    "water",
    "dijk",
    "trein",
    "volgens",
    "politie",
    "onderzoek",
    "markt",
    "winkel",
    "prijs",
    "stijgt",
    "boeren",
    "regen",
    "storm",
    "kust",
    "raad",
    "besluit",
]
#: Seconds until a process counts as hanging; a busy machine may take a minute for a run of one.
PATIENCE = 600.0


@dataclass(frozen=True)
class Finished:
    """How a run ended; a negative code is a signal."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Scene:
    """One place; ``articles`` may be shared between scenes. ``real`` runs the bundled model."""

    folder: Path
    articles: Path
    real: bool = False

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def memory(self) -> Path:
        return self.cache / FILE_NAME

    @property
    def log(self) -> Path:
        return self.folder / "asked.jsonl"

    @cached_property
    def script(self) -> Script:
        return Script(self.log, real=self.real)

    def arguments(self, *more: str) -> list[str]:
        places = ["--out", str(self.out), "--cache-dir", str(self.cache)]
        return ["run", str(self.articles), *places, "--to", "json,md,html", *more]

    def run(self, *more: str, arguments: list[str] | None = None, **script: object) -> Finished:
        """``translate run`` to its end."""
        chosen = replace(self.script, **script)  # type: ignore[arg-type]
        out, err = self.folder / "stdout", self.folder / "stderr"
        process = start(arguments or self.arguments(*more), chosen, out, err)
        process.join(PATIENCE)
        if process.is_alive():
            process.kill()
            raise AssertionError(f"no end after {PATIENCE} s: {err.read_text()}")
        assert process.exitcode is not None
        return Finished(process.exitcode, out.read_text(), err.read_text())

    def results(self) -> dict[str, bytes]:
        """Every file below OUT but the run's record."""
        return files_below(self.out, {"run.json"})

    def record(self) -> dict[str, object]:
        value = json.loads((self.out / "run.json").read_text())
        assert isinstance(value, dict)
        return value

    def temporaries(self) -> list[str]:
        return [str(path) for path in self.out.rglob(".translate-*")]

    def asked(self) -> list[str]:
        return asked(self.log)

    def remembered(self, sources: set[str]) -> set[str]:
        """Those of ``sources`` that the memory has now; looks at a copy and changes nothing."""
        if not self.memory.exists():
            return set()
        copy = self.folder / "copy-of-the-cache"
        shutil.copytree(self.cache, copy)
        try:
            with Memory.open(copy / FILE_NAME) as memory:
                translator = FakeTranslator()
                parts = fake_parts(translator, memory=memory)
                probe = SentenceTranslator(
                    parts.translation, lambda: translator, memory, parts.glossary
                )
                _, fresh = probe.render(sorted(sources))
                return sources - fresh
        finally:
            shutil.rmtree(copy)


def files_below(folder: Path, without: set[str] = frozenset()) -> dict[str, bytes]:  # type: ignore[assignment]
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and str(path.relative_to(folder)) not in without
    }


def write_articles(folder: Path, count: int, seed: int = 6) -> Path:
    """Articles of a few sentences; some sentences stand in several of them."""
    chance = random.Random(seed)
    shared = [_sentence(chance) for _ in range(5)]
    for number in range(count):
        paragraphs = [
            " ".join([_sentence(chance), chance.choice(shared), _sentence(chance)])
            for _ in range(2)
        ]
        path = folder / f"deel-{number % 3}" / f"{number:04}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        date = f" date 2022-{number % 12 + 1:02} "
        path.write_text(date + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return folder


def _sentence(chance: random.Random) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(4, 12))]
    return " ".join([*words, str(chance.randint(2, 999))]).capitalize() + "."


def powerless() -> None:
    """Take from this process root's right to write where permissions forbid it."""
    if os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3, this process
    data = (ctypes.c_uint32 * 6)()
    if libc.capget(header, data) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    for place in (0, 1, 2):  # effective, permitted, inheritable
        data[place] &= ~0b111  # CHOWN, DAC_OVERRIDE, DAC_READ_SEARCH
    if libc.capset(header, data) != 0:
        raise OSError(ctypes.get_errno(), "capset")
