"""A filled memory, and work on it in processes of its own."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from memory_values import key, rendering

from translate.memory import SENTENCES, Memory

FORK = get_context("fork")
PATIENCE = 600.0  # seconds until a process counts as hanging


def in_child(work: Callable[[], None]) -> int | None:
    """Exit code of ``work`` in a process of its own; negative for a signal."""
    child = FORK.Process(target=work)
    child.start()
    child.join(PATIENCE)
    return child.exitcode


def filled(path: Path, rows: int = 500) -> dict[str, object]:
    values = {key(n): rendering(f"Sentence {n}.") for n in range(rows)}
    with Memory.open(path) as memory:
        memory.put(SENTENCES, values)
    return dict(values)
