"""Clocks: a command's wall time and peak memory, and processes that repeat a piece of work."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from texts import ROOT

#: The command line, as the installed script starts it.
TRANSLATE = (sys.executable, "-c", "from translate.cli.main import main; main()")
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes on macOS, KiB elsewhere


class BenchError(Exception):
    """A command that a bench runs has failed."""


@dataclass(frozen=True)
class Ran:
    """Wall seconds, processor seconds and peak resident memory of a child process."""

    seconds: float
    processor: float
    peak_mb: float


@dataclass(frozen=True)
class Sample:
    """Repeated measurements of one thing."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)

    def spread(self, factor: float = 1.0, digits: int = 2) -> str:
        """``median (min–max)`` in units of ``1 / factor``."""
        low, high = min(self.values) * factor, max(self.values) * factor
        return f"{self.median * factor:,.{digits}f} ({low:,.{digits}f}–{high:,.{digits}f})"


def environment(**more: str) -> dict[str, str]:
    """For child processes: this source tree first, no network, a fixed hash seed.

    Bytecode is kept, as it is of an installed package, whatever this process was told.
    """
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {
        **inherited,
        "PYTHONPATH": path,
        "PYTHONHASHSEED": "0",
        "HF_HUB_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        **more,
    }


def run(command: Sequence[str], env: Mapping[str, str]) -> Ran:
    """Run a command to its end; raises :class:`BenchError` where it fails."""
    started = time.perf_counter()
    with subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stderr is not None
        said = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise BenchError(f"{' '.join(command)[:200]} ended with {child.returncode}: {said[-800:]}")
    processor = usage.ru_utime + usage.ru_stime
    return Ran(seconds, processor, usage.ru_maxrss * _RSS_UNIT / 1e6)


class Worker:
    """A process with a system loaded, which does its work once for each line it is sent."""

    def __init__(self, arguments: Sequence[str], env: Mapping[str, str]) -> None:
        self._child = subprocess.Popen(
            [sys.executable, str(ROOT / "bench" / "systems.py"), *arguments],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.hello = self._read()
        self.processor = 0.0

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._child.stdin is not None
        self._child.stdin.close()
        self._child.wait()

    def again(self) -> float:
        """Seconds that the work takes; ``processor`` then has those of all its threads."""
        assert self._child.stdin is not None
        self._child.stdin.write("again\n")
        self._child.stdin.flush()
        answer = self._read()
        self.processor = float(answer["processor"])
        return float(answer["seconds"])

    def _read(self) -> dict[str, Any]:
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        if not line:
            raise BenchError(f"{self._child.args!r} ended with {self._child.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer


def interleaved(workers: Mapping[str, Worker], repeats: int) -> dict[str, Sample]:
    """Each worker once, then each again, so that a slow minute of the machine meets them all."""
    found: dict[str, list[float]] = {name: [] for name in workers}
    for _ in range(repeats):
        for name, worker in workers.items():
            found[name].append(worker.again())
    return {name: Sample(tuple(values)) for name, values in found.items()}
