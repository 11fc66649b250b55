"""The command line with a scripted engine in it, in a process of its own.

Everything is real but the models: arguments, batch, memory, outputs, signals and exit codes.
A script can stop, kill or disturb the run at a moment that is the same on every machine,
because moments are counted in the program's own steps.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType

import tests.fakes
import translate.batch
import translate.memory.file
import translate.memory.migrations
import translate.memory.store
import translate.outputs.files
import translate.pipeline
from tests.fakes import FakeTranslator, fake_parts
from translate.assembly import Notice, Parts
from translate.cli.main import main
from translate.memory import Memory, NoMemory, default_path
from translate.settings import Settings
from translate.types import Decoding, Hypothesis

FORK = get_context("fork")


class Where(StrEnum):
    """Parts of a run whose steps are counted apart, because few of all steps fall there."""

    ANYWHERE = "anywhere"
    CACHE = "cache"
    RESULTS = "results"
    MIGRATION = "migration"


_PLACES = {
    str(module.__file__): places
    for module, *places in (
        (translate.outputs.files, Where.RESULTS),
        (translate.memory.store, Where.CACHE),
        (translate.memory.file, Where.CACHE),
        (translate.memory.migrations, Where.CACHE, Where.MIGRATION),
    )
}


@dataclass(frozen=True)
class Script:
    """What happens in a run.

    ``log`` gets one JSON line for each call of the engine: the sentences it was asked for.
    ``die_at`` kills the process (SIGKILL) at that many function calls of the part ``die_where``;
    ``steps`` is a file that gets their numbers by part at the end. ``before_answer`` is called
    with the number of the engine's call, from 1, before it answers; a call takes at most
    ``portion`` sentences. ``delay`` is in seconds, for
    each call. ``real`` leaves the models in place, and then nothing is logged.
    """

    log: Path
    delay: float = 0.0
    window: int = 2
    portion: int = 64
    busy_seconds: float = 30.0
    die_at: int | None = None
    die_where: Where = Where.ANYWHERE
    steps: Path | None = None
    before_answer: Callable[[int], None] | None = None
    before_start: Callable[[], None] | None = None
    clock: Callable[[], float] = time.time
    real: bool = False


@dataclass
class ScriptedTranslator(FakeTranslator):
    """Notes what it is asked before it answers, so that no kill can hide a question."""

    script: Script = field(default_factory=lambda: Script(Path(os.devnull)))

    def translate(self, sources: Sequence[str], decoding: Decoding) -> list[Hypothesis]:
        line = json.dumps(list(sources)).encode() + b"\n"
        handle = os.open(self.script.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, line)
        os.close(handle)
        if self.script.delay:
            time.sleep(self.script.delay)
        if self.script.before_answer is not None:
            self.script.before_answer(self.calls + 1)
        return super().translate(sources, decoding)


def asked(log: Path) -> list[str]:
    """Every sentence that the engine was asked for, in order."""
    if not log.exists():
        return []
    return [source for line in log.read_text().splitlines() for source in json.loads(line)]


def scripted_assemble(script: Script) -> Callable[[Settings, Notice], Parts]:
    """Stands in for :func:`translate.assembly.assemble`."""

    def assemble(settings: Settings, notice: Notice) -> Parts:
        memory = (
            Memory.open(
                default_path(settings.cache_dir),
                notice=notice,
                busy_seconds=script.busy_seconds,
                clock=script.clock,
            )
            if settings.cache
            else NoMemory()
        )
        return replace(fake_parts(ScriptedTranslator(script=script)), memory=memory)

    return assemble


def run_here(arguments: Sequence[str], script: Script) -> None:
    """Run the command line in this process, which it ends or changes for good."""
    if not script.real:
        translate.pipeline.assemble = scripted_assemble(script)
    translate.batch.WINDOW_ARTICLES = script.window
    tests.fakes.PORTION = script.portion
    sys.argv = ["translate", *arguments]
    if script.before_start is not None:
        script.before_start()
    if script.die_at is None and script.steps is None:
        main()
        return
    counts: Counter[Where] = Counter()

    def step(frame: FrameType, event: str, argument: object) -> None:
        if event not in ("call", "c_call"):
            return
        for where in (Where.ANYWHERE, *_PLACES.get(frame.f_code.co_filename, ())):
            counts[where] += 1
            if where is script.die_where and counts[where] == script.die_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(step)
    try:
        main()
    finally:
        sys.setprofile(None)
        if script.steps is not None:
            script.steps.write_text(json.dumps(counts))


def start(
    arguments: Sequence[str], script: Script, stdout: int | Path, stderr: int | Path
) -> BaseProcess:
    """Run the command line in a forked process; Python is not started anew."""

    def child() -> None:
        for number, target in ((1, stdout), (2, stderr)):
            handle = (
                target
                if isinstance(target, int)
                else os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            )
            os.dup2(handle, number)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        run_here(arguments, script)

    process = FORK.Process(target=child)
    process.start()
    return process


if __name__ == "__main__":  # python -m tests.faults.faults_driver LOG ARGUMENTS…
    run_here(sys.argv[2:], Script(Path(sys.argv[1])))
