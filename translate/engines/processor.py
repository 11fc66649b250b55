"""Which processor this is, and what CTranslate2 makes of it; imports no ML library.

Machines with other instruction sets add int8 products up in another way: CTranslate2's own
kernels (``ctranslate2`` below) and oneDNN's, whose sums are exact only with VNNI.
"""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path

_CPU_INFO = Path("/proc/cpuinfo")
#: Those on which speed and rounding depend, in the kernel's spelling.
_SETS = (
    "sse4_1", "avx", "avx2", "avx_vnni", "avx512f", "avx512_vnni", "avx512_bf16", "amx_int8",
    "amx_bf16", "asimd", "asimddp", "i8mm", "bf16", "sve",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Processor:
    """``name`` is its maker's; ``instruction_sets`` is empty where the system does not list them.

    ``ctranslate2`` is the set for which CTranslate2 has kernels of its own and uses them here:
    GENERIC, AVX, AVX2, AVX512 or NEON, or "" where that cannot be known.
    """

    name: str
    architecture: str
    instruction_sets: tuple[str, ...]
    ctranslate2: str

    def __str__(self) -> str:
        sets = ", ".join(self.instruction_sets) or "instruction sets unknown"
        uses = f"; CTranslate2 uses {self.ctranslate2}" if self.ctranslate2 else ""
        return f"{self.name}, {self.architecture} ({sets}){uses}"


def processor() -> Processor:
    """This machine's."""
    architecture = platform.machine().lower().replace("amd64", "x86_64")
    listed = _listed()
    flags = (listed.get("flags") or listed.get("features") or "").split()
    sets = tuple(name for name in _SETS if name in flags)
    name = listed.get("model name") or platform.processor() or architecture
    return Processor(name, architecture, sets, _of_ctranslate2(architecture, sets))


def _listed() -> dict[str, str]:
    """What Linux says of the first core, by lower-case name."""
    try:
        first, _, _ = _CPU_INFO.read_text("utf-8", "replace").partition("\n\n")
    except OSError:
        return {}
    rows = (line.partition(":") for line in first.splitlines())
    return {name.strip().lower(): value.strip() for name, _, value in rows}


def _of_ctranslate2(architecture: str, sets: tuple[str, ...]) -> str:
    """Its rule (``cpu_isa.cc``); AVX-512 it takes only where it is told to."""
    if forced := os.environ.get("CT2_FORCE_CPU_ISA"):
        return forced
    if architecture in ("arm64", "aarch64"):
        return "NEON"
    if not sets:
        return ""
    return next((name.upper() for name in ("avx2", "avx") if name in sets), "GENERIC")
