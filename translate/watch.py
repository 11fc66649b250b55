"""What a run says of its way while it works, and how it is asked to end."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from types import FrameType


class Phase(StrEnum):
    """What is being done to the articles at hand."""

    READING = "reading"
    TRANSLATING = "translating"
    SUMMARISING = "summarising"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Step:
    """Where a run is: ``path`` is the article at hand, one of ``articles`` worked on together.

    ``translated`` says how many of those have their translation by now, in fractions too.
    """

    phase: Phase
    path: str = ""
    articles: int = 0
    translated: float = 0.0


Watch = Callable[[Step], None]


def unwatched(_: Step) -> None:
    """Nobody looks."""


class Stopped(Exception):
    """The run was asked to end, and what it did so far is kept."""


class Stop:
    """Asked for by the first Ctrl-C or SIGTERM; the second interrupts at once."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._presses = self._handled = 0

    @property
    def asked(self) -> bool:
        """Whether the run is to end after what it has at hand."""
        return self._event.is_set()

    def ask(self) -> None:
        """Ask for the end after what is at hand."""
        self._event.set()

    @contextmanager
    def on_signals(self, notice: Callable[[str], None]) -> Iterator[None]:
        """Listen for SIGINT and SIGTERM inside the block.

        A thread answers the first at once, whatever library the main thread is in: Python runs
        signal handlers only between two of its own instructions.
        """
        listening = True

        def handle(_: int, __: FrameType | None) -> None:
            self._handled += 1
            self._event.set()
            if listening and max(self._handled, self._presses) > 1:
                raise KeyboardInterrupt

        def listen() -> None:
            while pressed := reader.recv(1):
                if pressed[0] not in watched:
                    continue
                self._presses += 1
                if self._presses == 1:
                    self._event.set()
                    notice("stopping after the article at hand; once more stops at once")

        watched = (signal.SIGINT, signal.SIGTERM)
        reader, writer = socket.socketpair()
        writer.setblocking(False)
        listener = threading.Thread(target=listen, name="signals", daemon=True)
        listener.start()
        previous = {name: signal.signal(name, handle) for name in watched}
        fd = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            listening = False
            signal.set_wakeup_fd(fd)
            writer.close()
            listener.join()
            reader.close()
            for name, handler in previous.items():
                signal.signal(name, handler)
