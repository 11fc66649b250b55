"""How a run is asked to end, and that it answers at once."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
import time

import pytest

from translate.watch import Stop


def press(name: signal.Signals = signal.SIGINT) -> None:
    os.kill(os.getpid(), name)


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_the_first_press_is_answered_while_a_library_has_the_thread(name: signal.Signals) -> None:
    """Loading a model is one long call; Python's own handlers run only after it."""
    stop, said = Stop(), list[float]()
    with stop.on_signals(lambda line: said.append(time.monotonic())):
        threading.Timer(0.05, press, [name]).start()
        hashlib.pbkdf2_hmac("sha256", b"model", b"loading", 4_000_000)
        ended = time.monotonic()
    assert stop.asked
    assert len(said) == 1 and said[0] < ended


def test_the_second_press_interrupts_and_the_third_does_not_come_late() -> None:
    stop, said = Stop(), list[str]()
    with stop.on_signals(said.append):
        press()
        with pytest.raises(KeyboardInterrupt):
            press()
    assert said == ["stopping after the article at hand; once more stops at once"]


def test_the_handlers_of_before_come_back() -> None:
    before = signal.getsignal(signal.SIGINT), signal.set_wakeup_fd(-1)
    with Stop().on_signals(lambda line: None):
        assert signal.getsignal(signal.SIGINT) is not before[0]
    assert (signal.getsignal(signal.SIGINT), signal.set_wakeup_fd(-1)) == before
