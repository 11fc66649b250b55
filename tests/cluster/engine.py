"""A scripted engine for workers: deterministic, and deadly where a text asks for it."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.fakes import FakeTranslator, fake_parts
from translate.assembly import Notice, Parts
from translate.memory import Memory, NoMemory, default_path
from translate.settings import Settings
from translate.types import Decoding, Hypothesis

#: In a sentence: the process that translates it dies, always or the first time.
ALWAYS, ONCE = "Doodvonnis", "Struikelsteen"


@dataclass
class DeadlyTranslator(FakeTranslator):
    """Notes its calls below ``folder`` and, if ``deadly``, dies when a sentence says so."""

    folder: Path = Path(os.devnull)
    delay: float = 0.0
    deadly: bool = True

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        self._note("calls")
        time.sleep(self.delay)
        for source in sources if self.deadly else ():
            if ALWAYS in source:
                self._die()
            if ONCE in source and not (self.folder / "stumbled").exists():
                (self.folder / "stumbled").touch()
                self._die()
        return super().translate(sources, decoding)

    def _note(self, name: str) -> None:
        handle = os.open(self.folder / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, f"{os.getpid()}\n".encode())
        os.close(handle)

    def _die(self) -> None:
        self._note("deaths")
        os.kill(os.getpid(), signal.SIGKILL)


def assemble(
    settings: Settings,
    notice: Notice,
    *,
    folder: Path,
    delay: float = 0.0,
    deadly: bool = True,
    versions: Path | None = None,
    disk_bytes: int | None = None,
) -> Parts:
    """Stands in for :func:`translate.assembly.assemble`; pickled with its arguments.

    With ``versions``, whoever finds that file is of another version than who made it. With
    ``disk_bytes``, a worker's files can grow to that size and no further.
    """
    version = "0"
    if versions is not None:
        version = "1" if versions.exists() else "0"
        versions.touch()
    if disk_bytes is not None and settings.cache:
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (disk_bytes, hard))
    place = default_path(settings.cache_dir)
    memory = Memory.open(place, notice=notice) if settings.cache else NoMemory()
    translator = DeadlyTranslator(folder=folder, delay=delay, deadly=deadly)
    return replace(fake_parts(translator), memory=memory, version=version)
