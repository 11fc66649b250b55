"""What is said of the processor is what CTranslate2 itself says, and what the kernel lists."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from translate.engines import processor as module
from translate.engines.processor import processor
from translate.engines.speed import sentences_a_second
from translate.types import Decoding, Hypothesis


@pytest.mark.parametrize("forced", ["", "GENERIC"])
def test_the_instruction_set_is_the_one_in_ctranslate2s_log(
    forced: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CT2_FORCE_CPU_ISA", forced)
    # it logs when it first computes; that there is no such model comes after
    done = subprocess.run(
        [sys.executable, "-c", "import ctranslate2; ctranslate2.Translator('nowhere')"],
        env={**os.environ, "CT2_VERBOSE": "1"}, capture_output=True, text=True,
    )  # fmt: skip
    said = re.search(r"Selected ISA: (\w+)", done.stdout + done.stderr)
    assert said
    assert processor().ctranslate2 == said[1]


@pytest.mark.parametrize(
    ("machine", "listed", "expected"),
    [
        (
            "x86_64",
            "model name\t: Some CPU @ 3.0GHz\nflags\t\t: fpu sse4_1 avx avx2 avx512_vnni\n\n"
            "model name\t: Another\nflags\t\t: fpu amx_int8\n",
            "Some CPU @ 3.0GHz, x86_64 (sse4_1, avx, avx2, avx512_vnni); CTranslate2 uses AVX2",
        ),
        ("AMD64", "flags: fpu avx", "kind, x86_64 (avx); CTranslate2 uses AVX"),
        ("x86_64", "flags: sse4_1", "kind, x86_64 (sse4_1); CTranslate2 uses GENERIC"),
        (
            "aarch64",
            "processor: 0\nFeatures: fp asimd asimddp",
            "kind, aarch64 (asimd, asimddp); CTranslate2 uses NEON",
        ),
        ("AMD64", None, "kind, x86_64 (instruction sets unknown)"),
    ],
)
def test_other_machines(
    machine: str, listed: str | None, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CT2_FORCE_CPU_ISA", raising=False)
    monkeypatch.setattr(module.platform, "machine", lambda: machine)  # type: ignore[attr-defined]
    monkeypatch.setattr(module.platform, "processor", lambda: "kind")  # type: ignore[attr-defined]
    monkeypatch.setattr(module, "_CPU_INFO", tmp_path / "cpuinfo")
    if listed is not None:
        (tmp_path / "cpuinfo").write_text(listed)
    assert str(processor()) == expected


class Slow:
    """A translator for whose clock each call takes a second."""

    calls = 0

    def translate(self, sources: list[str], decoding: Decoding) -> list[Hypothesis]:
        self.calls += 1
        return [Hypothesis(source, 1.0) for source in sources]


def test_speed_is_measured_no_longer_than_it_must_be() -> None:
    slow, seconds = Slow(), count()
    speed = sentences_a_second(slow, Decoding(), 1.0, timer=lambda: float(next(seconds)))  # type: ignore[arg-type]
    assert slow.calls == 2  # one to warm up
    assert speed == 32.0
