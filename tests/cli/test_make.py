"""``make run`` as a person has it: with a terminal, and Ctrl-C while a model is fetched."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Stands for ``translate``: its setup waits for Ctrl-C and settles, as ours does.
PROGRAM = f"""#!{sys.executable}
import sys, time
try:
    print("got", *sys.argv[1:], flush=True)
    time.sleep(600 if sys.argv[1] == "setup" else 0)
except KeyboardInterrupt:
    print("settled", flush=True)
"""


@pytest.mark.skipif(shutil.which("make") is None or os.name == "nt", reason="needs make and a pty")
def test_ctrl_c_in_the_download_lets_the_run_go_on(tmp_path: Path) -> None:
    import pty

    program = tmp_path / "translate"
    program.write_text(PROGRAM)
    program.chmod(0o755)
    words = ["run", f"BIN={tmp_path}", "IN=in", "OUT=out", "-o", ".venv/installed"]
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.execvp("make", ["make", *words])
    said = b""
    while True:
        try:
            said += os.read(terminal, 4096)
        except OSError:  # how a terminal on Linux says that its program has ended
            break
        if b"got setup --translation --daily\r\n" in said and b"\x03" not in said:
            os.write(terminal, b"\x03")
            said += b"\x03"
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0, said
    assert b"got setup --translation --daily" in said and b"settled" in said
    assert b"got run in --out out" in said
