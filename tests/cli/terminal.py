"""A command on a terminal of its own."""

from __future__ import annotations

import os
import pty
import re
import select
import struct
import sys
import termios
from fcntl import ioctl
from pathlib import Path

RUN = """
from translate.cli.main import main
main()
"""


def on_a_terminal(columns: int, words: list[str], folder: Path, typed: str = "") -> str:
    """What a person sees of a command, without what moves; ``typed`` is typed at once."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        # not os.environ's own: a library may have set COLUMNS behind Python's back
        own = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
        os.execve(sys.executable, [sys.executable, "-c", RUN, *words], own)
    ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    os.write(terminal, typed.encode())
    seen = b""
    while select.select([terminal], [], [], 120)[0]:
        try:
            data = os.read(terminal, 4096)
        except OSError:
            break
        if not data:
            break
        seen += data
    os.close(terminal)
    os.waitpid(process, 0)
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode())
    return text.replace("\r\n", "\n")
