"""Files that are named: pipes that somebody writes into, and pipes that nobody does."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from translate.errors import UnreadableFile, UsageError
from translate.files import read_bytes, read_text


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


def test_a_pipe_that_nobody_writes_into_is_not_waited_for(pipe: Path) -> None:
    with pytest.raises(UnreadableFile, match="a pipe that nobody writes into"):
        read_text(pipe)


@pytest.mark.parametrize("early", [True, False], ids=["written", "silent at first"])
def test_what_comes_out_of_a_pipe_is_read_to_its_end(pipe: Path, early: bool) -> None:
    text = b"kade\tquay\n" * 10_000
    kept = os.open(pipe, os.O_RDWR)  # as a shell holds it open for its command
    if early:
        os.write(kept, text[:10])

    def write() -> None:
        os.write(kept, text[10:] if early else text)
        os.close(kept)

    writer = threading.Timer(0.1, write)
    writer.start()
    assert read_bytes(pipe) == text
    writer.join()


def test_what_is_no_utf_8_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "oud.txt").write_bytes("één".encode("cp1252"))
    with pytest.raises(UsageError, match=r"not UTF-8 \(byte 0\).*iconv"):
        read_text(tmp_path / "oud.txt")
